import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Answer } from "@/components/Answer";
import { Facts } from "@/components/Facts";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { useAct } from "@/components/useAct";
import { PlanLines } from "@/features/plans/PlanLines";
import { warningQuery } from "@/features/plans/queries";
import { paths } from "@/lib/paths";

/** What an early warning is decided on 预警详细表: why, and the plan as it was then. */
export function WarningContent({ id }: { id: string }) {
  const query = useQuery(warningQuery(id));
  return (
    <Answer query={query}>
      {(warning) => (
        <>
          <Panel title="预警详细表">
            <Facts
              facts={[
                ["采购计划", warning.name],
                ["计划金额", <Money key="amount" yuan={warning.amount} strong unit />],
                ["采购单位", warning.unit_name],
                ["需求处室", warning.department_name],
                ["发起人", warning.raiser.name],
                ["情况说明", warning.explanation !== null && <span style={{ whiteSpace: "pre-wrap" }}>{warning.explanation}</span>],
              ]}
            />
          </Panel>
          <Panel title="采购清单（发起预警时）" flush>
            <PlanLines lines={warning.lines} amount={warning.amount} warnings={[]} />
          </Panel>
        </>
      )}
    </Answer>
  );
}

/** Raises an early warning about one's own draft plan 发起预警审批, and goes there. */
export function RaiseWarning({ plan }: { plan: string }) {
  const navigate = useNavigate();
  const act = useAct({
    what: ["raise warning", plan],
    touches: "warning",
    send: (key) => answered(api.POST("/api/plans/{plan}/warnings", { params: { path: { plan }, header: { "Idempotency-Key": key } } })),
    words: () => "已生成预警草稿，请填写情况说明后送审",
    onDone: ({ id }) => void navigate(paths.warning(id)),
  });
  return (
    <Button loading={act.isPending} onClick={() => act.mutate()}>
      发起预警审批
    </Button>
  );
}
