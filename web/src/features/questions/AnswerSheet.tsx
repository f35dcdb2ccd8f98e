import { Alert, Tag } from "antd";

import { Facts } from "@/components/Facts";
import { Panel } from "@/components/Page";
import type { Question, Reply } from "@/features/questions/queries";
import css from "@/features/questions/Question.module.css";
import { Said } from "@/features/questions/Said";
import { formatInstant } from "@/lib/dates";

/** An answer to read 质疑答复: what was sent, or what is being written within. */
export function AnswerSheet({ question, reply }: { question: Question; reply: Reply }) {
  const { items, impact } = reply.answer;
  const matters = question.letter.matters;
  return (
    <Panel title="质疑答复" extra={reply.sent_at === null && <Tag>未提交</Tag>}>
      {items.map((one, n) => (
        <div key={n} className={css.matter}>
          <div className={css.matterHead}>
            对质疑事项{n + 1}的答复
            {one.upheld !== null && <Tag color={one.upheld ? "orange" : "default"}>{one.upheld ? "成立" : "不成立"}</Tag>}
          </div>
          <Said
            said={[
              ["质疑事项", matters[n]?.matter],
              ["答复内容", one.answer],
              ["事实依据和法律依据", one.basis],
            ]}
          />
        </div>
      ))}
      <Facts
        facts={[
          ["对采购结果的影响", question.impacts.find(({ code }) => code === impact)?.label],
          ["质疑供应商", question.supplier_name],
          ["收到质疑函日期", reply.received_at && formatInstant(reply.received_at)],
          ["答复人", reply.by],
          ["答复时间", reply.sent_at && formatInstant(reply.sent_at)],
        ]}
      />
      {reply.right_to_complain !== null && <Alert className={css.below ?? ""} type="info" showIcon title={reply.right_to_complain} />}
    </Panel>
  );
}
