import { Alert } from "antd";

import { Facts } from "@/components/Facts";
import { Panel } from "@/components/Page";
import { Attachments } from "@/components/uploads/Attachments";
import type { Question } from "@/features/questions/queries";
import css from "@/features/questions/Question.module.css";
import { Said } from "@/features/questions/Said";
import { formatInstant } from "@/lib/dates";

/** What a question is about and who asks it. */
export function QuestionFacts({ question }: { question: Question }) {
  const { letter } = question;
  return (
    <Panel title="质疑信息">
      <Facts
        facts={[
          ["采购项目", question.name],
          ["备案号", question.filing_number],
          ["包号", letter.package],
          ["采购人", question.unit_name],
          ["质疑供应商", question.supplier_name],
          ["代理机构", question.agency_name],
          ["状态", question.status_label],
          ["提交时间", question.sent_at && formatInstant(question.sent_at)],
          ["答复期限", question.due],
        ]}
      />
    </Panel>
  );
}

/** The letter as it was sent 质疑函. */
export function LetterView({ question }: { question: Question }) {
  const { letter } = question;
  const asked = question.questioned.find(({ code }) => code === letter.questioned);
  return (
    <>
      <Panel title="质疑函">
        {question.late && <Alert className={css.note ?? ""} type="warning" showIcon title="提出质疑时已超过七个工作日的法定质疑期限，请核对是否受理。" />}
        <Facts
          facts={[
            ["质疑对象", asked?.label],
            [asked?.known_on ?? "知道之日", letter.known_on],
            ["采购文件获取日期", letter.document_on],
            ["联系人", letter.contact],
            ["联系电话", letter.phone],
            ["授权代表", letter.representative],
            ["地址", letter.address],
            ["邮编", letter.postcode],
          ]}
        />
        {letter.matters.map((matter, n) => (
          <div key={n} className={`${css.matter} ${css.below}`}>
            <div className={css.matterHead}>质疑事项{n + 1}</div>
            <Said
              said={[
                ["具体事项", matter.matter],
                ["事实依据", matter.facts],
                ["法律依据", matter.basis],
              ]}
            />
          </div>
        ))}
        <Said said={[["质疑请求", letter.demand]]} />
      </Panel>
      <Panel title="质疑函附件">
        <Attachments subject={`question.${question.id}`} uploads={question.attachments} />
      </Panel>
    </>
  );
}
