import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useEffect, useRef } from "react";

import type { Schemas } from "@/api/client";
import { About } from "@/app/pages/About";
import { useMe } from "@/app/shell/SessionGate";
import { idOf, SUBJECTS } from "@/app/subjects";
import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { FilingNumber } from "@/features/plans/PlanFacts";
import { ChainPicture } from "@/features/tasks/flow/ChainPicture";
import { Edits } from "@/features/tasks/flow/Edits";
import { Opinions } from "@/features/tasks/flow/Opinions";
import { flowQuery } from "@/features/tasks/queries";
import { useTouched } from "@/lib/touched";

/** All that one decides on: where it stands, what it says, what was changed, what others said. */
export function Subject({ subject, kind }: { subject: string; kind: Schemas["SubjectKind"] }) {
  const me = useMe();
  const flow = useInfiniteQuery(flowQuery(subject));
  useArrival(kind, flow.data?.in_transit);
  const { Content, Papers } = SUBJECTS[kind];
  const steps = flow.data?.steps ?? [];
  const mine = steps.filter((step) => step.ended?.by.id === me.person).at(-1)?.ended?.ended_at;
  const edits = flow.data?.edits ?? [];
  const id = idOf(subject);
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
      <About subject={subject} />
      <Content id={id} />
      {edits.length > 0 && (
        <Panel title="修改痕迹">
          <Edits edits={edits} since={mine} />
        </Panel>
      )}
      {Papers && <Papers id={id} />}
      <Panel title="各环节办理意见" flush>
        <Answer query={flow}>{(data) => <Opinions steps={data.steps} edited={edits.at(-1)?.at} />}</Answer>
        {flow.hasNextPage && (
          <Button type="text" block loading={flow.isFetchingNextPage} onClick={() => void flow.fetchNextPage()}>
            更早的办理记录
          </Button>
        )}
      </Panel>
    </>
  );
}

/** Once it is where it was on its way to, all else on the page is read anew: it was read while it was between two steps. */
function useArrival(kind: Schemas["SubjectKind"], moving: boolean | undefined): void {
  const touched = useTouched();
  const was = useRef(moving);
  useEffect(() => {
    if (was.current === true && moving === false) void touched(kind);
    was.current = moving;
  }, [moving, kind, touched]);
}
