import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { Attachments } from "@/features/plans/Attachments";
import { FilingNumber, PlanFacts } from "@/features/plans/PlanFacts";
import { PlanLines } from "@/features/plans/PlanLines";
import { planQuery } from "@/features/plans/queries";
import { ChainPicture } from "@/features/tasks/flow/ChainPicture";
import { Edits } from "@/features/tasks/flow/Edits";
import { Opinions } from "@/features/tasks/flow/Opinions";
import { flowQuery } from "@/features/tasks/queries";

/** All that one decides on: where it stands, the plan, what was changed, what others said. */
export function Subject({ plan }: { plan: string }) {
  const me = useMe();
  const subject = useQuery(planQuery(plan));
  const flow = useQuery(flowQuery(plan));
  const steps = flow.data?.steps ?? [];
  const mine = steps.filter((step) => step.ended?.by.id === me.person).at(-1)?.ended?.ended_at;
  const edits = flow.data?.edits ?? [];
  return (
    <>
      <Panel title="流转状态">
        <Answer query={flow} rows={3}>
          {(data) => (
            <>
              {data.filing_number && <Alert type="success" style={{ marginBottom: 12 }} title={<>备案号：{<FilingNumber number={data.filing_number} large />}</>} />}
              {data.steps.length === 0 ? <p className="soft">尚未送审</p> : <ChainPicture flow={data} />}
            </>
          )}
        </Answer>
      </Panel>
      <Panel title="计划信息">
        <Answer query={subject}>{(data) => <PlanFacts plan={data} />}</Answer>
      </Panel>
      <Panel title="采购清单" flush>
        <Answer query={subject}>{(data) => <PlanLines lines={data.lines} amount={data.amount} warnings={data.warnings} />}</Answer>
      </Panel>
      {edits.length > 0 && (
        <Panel title="修改痕迹">
          <Edits edits={edits} since={mine} />
        </Panel>
      )}
      <Panel title="附件">
        <Answer query={subject} rows={2}>
          {(data) => <Attachments plan={plan} uploads={data.attachments} />}
        </Answer>
      </Panel>
      <Panel title="各环节办理意见" flush>
        <Answer query={flow}>{(data) => <Opinions steps={data.steps} edited={edits.at(-1)?.at} />}</Answer>
      </Panel>
    </>
  );
}
