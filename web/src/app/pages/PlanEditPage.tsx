import { useQuery } from "@tanstack/react-query";
import { LockOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useLocation, useMatch, useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { Sent, SubmitPanel, type Submitted } from "@/app/pages/SubmitPanel";
import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { Beginning } from "@/components/form/Beginning";
import { Blank } from "@/components/States";
import type { Plan } from "@/features/plans/queries";
import { EditUnderWay } from "@/features/plans/wizard/EditUnderWay";
import { newPlans, titleOf } from "@/features/plans/wizard/kept";
import { Wizard } from "@/features/plans/wizard/Wizard";
import { paths } from "@/lib/paths";

/** New plan 新增计划, a draft that goes on, or a plan under way that one may edit: one form for all. */
export function Component() {
  const { key } = useLocation();
  const { person } = useMe();
  const plan = useMatch("/plans/:plan/edit")?.params.plan;
  const [begun, setBegun] = useState<{ plan: string; at: string }>();
  const [first, setFirst] = useState(key);
  const navigate = useNavigate();
  // The address moves with the steps; only one that was not begun here is another form.
  const isNew = plan === undefined || plan === begun?.plan;
  const fresh = plan === undefined && begun !== undefined && begun.at !== key;
  if (fresh) {
    setBegun(undefined);
    setFirst(key);
  }
  if (!isNew) return <Existing key={plan} plan={plan} />;
  const onBegun = (made: string) => {
    setBegun({ plan: made, at: key });
    void navigate({ pathname: paths.editPlan(made), search: window.location.search }, { replace: true });
  };
  return (
    <Beginning key={first} beginning={newPlans(person)} what="计划" title="新增计划" titled={titleOf}>
      {(own) => <Sending key={own} own={own} onBegun={onBegun} />}
    </Beginning>
  );
}

/** The wizard, until the plan is sent. */
function Sending({ plan, own, onBegun }: { plan?: Plan; own?: string; onBegun?: (plan: string) => void }) {
  const me = useMe();
  const [sent, setSent] = useState<{ sent: Submitted; plan: Plan }>();
  if (sent) return <WasSent {...sent} />;
  return <Wizard me={me.person} {...(plan && { plan })} {...(own !== undefined && { own })} {...(onBegun && { onBegun })} submit={(ready) => <Submit me={me.person} plan={ready} onSent={(done) => setSent({ sent: done, plan: ready })} />} />;
}

function Submit({ me, plan, onSent }: { me: string; plan: Plan; onSent: (sent: Submitted) => void }) {
  if (!plan.submission) return null;
  return (
    <SubmitPanel
      me={me}
      kind="plan"
      submission={plan.submission}
      version={() => plan.version}
      send={(body, key) => answered(api.POST("/api/plans/{plan}/submission", { params: { path: { plan: plan.id }, header: { "Idempotency-Key": key } }, body }))}
      onSent={onSent}
    />
  );
}

function WasSent({ sent, plan }: { sent: Submitted; plan: Plan }) {
  return (
    <Sent
      sent={sent}
      name={plan.name}
      actions={
        <>
          <Link to={paths.plan(plan.id)}>
            <Button type="primary">查看计划及流转状态</Button>
          </Link>
          <Link to={paths.newPlan}>
            <Button>再新增一个计划</Button>
          </Link>
          <Link to={paths.home}>
            <Button>返回工作台</Button>
          </Link>
        </>
      }
    />
  );
}

function Existing({ plan }: { plan: string }) {
  // Read once: what is typed from here on is another story than what others do meanwhile.
  const query = useQuery({
    queryKey: ["opened", plan],
    queryFn: ({ signal }) => answered(api.GET("/api/plans/{plan}", { params: { path: { plan } }, signal })),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  return <Answer query={query}>{(data) => <Opened found={data} />}</Answer>;
}

function Opened({ found }: { found: Plan }) {
  const me = useMe();
  const [plan] = useState(found);
  if (plan.submission) return <Sending plan={plan} />;
  if (plan.editable) return <EditUnderWay me={me.person} plan={plan} task={plan.editable.task} />;
  return (
    <Blank
      icon={<LockOutlined />}
      title="该计划现在不能修改"
      hint={`${plan.name}：${plan.place?.label ?? plan.status_label}`}
      actions={
        <Link to={paths.plan(plan.id)}>
          <Button>查看计划</Button>
        </Link>
      }
    />
  );
}
