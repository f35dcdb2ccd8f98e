import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import { Subject } from "@/app/pages/Subject";
import { Answer } from "@/components/Answer";
import { Page } from "@/components/Page";
import { DiscardButton } from "@/features/plans/Discard";
import { planQuery } from "@/features/plans/queries";
import { flowQuery, taskQuery } from "@/features/tasks/queries";
import { SentActions } from "@/features/tasks/SentActions";
import { useMe } from "@/app/shell/SessionGate";
import { paths } from "@/lib/paths";

/** One plan 查看计划: all of it, and where it is. */
export function Component() {
  const { plan = "" } = useParams();
  const query = useQuery(planQuery(plan));
  const navigate = useNavigate();
  return (
    <Answer query={query}>
      {(data) => (
        <Page
          title={data.name}
          aside={<Tag>{data.status_label}</Tag>}
          actions={
            <>
              <Sent plan={plan} />
              {data.discardable && <DiscardButton plan={data.id} name={data.name} onDone={() => void navigate(paths.plans)} />}
              {data.submission && (
                <Link to={paths.editPlan(data.id)}>
                  <Button type="primary" icon={<EditOutlined />}>
                    继续编制
                  </Button>
                </Link>
              )}
              {data.editable && (
                <Link to={paths.task(data.editable.task)}>
                  <Button>去办理</Button>
                </Link>
              )}
            </>
          }
        >
          <Subject key={plan} subject={`plan.${plan}`} kind="plan" />
        </Page>
      )}
    </Answer>
  );
}

/** What whoever sent it last may still do about it, right here: take it back 撤回, ask for haste 催办. */
function Sent({ plan }: { plan: string }) {
  const me = useMe();
  const flow = useQuery(flowQuery(`plan.${plan}`));
  const mine = flow.data?.steps.filter((step) => step.ended?.by.id === me.person).at(-1)?.todo.id;
  const task = useQuery({ ...taskQuery(mine ?? ""), enabled: mine !== undefined });
  if (!task.data) return null;
  return <SentActions task={task.data.todo.id} withdrawable={task.data.withdrawable} remindable={task.data.remindable} />;
}
