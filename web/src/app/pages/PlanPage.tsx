import { EditOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Tag } from "antd";
import { Link, useParams } from "react-router";

import { Subject } from "@/app/pages/Subject";
import { Answer } from "@/components/Answer";
import { Page } from "@/components/Page";
import { planQuery } from "@/features/plans/queries";
import { paths } from "@/lib/paths";

/** One plan 查看计划: all of it, and where it is. */
export function Component() {
  const { plan = "" } = useParams();
  const query = useQuery(planQuery(plan));
  return (
    <Answer query={query}>
      {(data) => (
        <Page
          title={data.name}
          aside={<Tag>{data.status_label}</Tag>}
          actions={
            <>
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
          <Subject key={plan} plan={plan} />
        </Page>
      )}
    </Answer>
  );
}
