import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { Link, useNavigate, useParams } from "react-router";

import { SentLast } from "@/app/pages/SentLast";
import { Subject } from "@/app/pages/Subject";
import { Answer } from "@/components/Answer";
import { Page } from "@/components/Page";
import { DiscardPlan } from "@/features/plans/Discard";
import { planQuery } from "@/features/plans/queries";
import { RaiseWarning } from "@/features/plans/Warning";
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
              <SentLast subject={`plan.${plan}`} />
              {data.warnable && <RaiseWarning plan={data.id} />}
              {data.discardable && <DiscardPlan plan={data.id} name={data.name} onDone={() => void navigate(paths.plans)} />}
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
