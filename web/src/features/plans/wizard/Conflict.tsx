import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { TroubleAlert } from "@/components/TroubleAlert";
import type { Plan } from "@/features/plans/queries";
import css from "@/features/plans/wizard/Wizard.module.css";

interface ConflictProps {
  plan: string;
  /** Both get the plan as it is now: one goes on upon it, the other with it. */
  onMine: (plan: Plan) => void;
  onTheirs: (plan: Plan) => void;
}

/** Another window or machine was first: one of the two goes on, and nobody else chooses which. */
export function Conflict({ plan, onMine, onTheirs }: ConflictProps) {
  const read = () => answered(api.GET("/api/plans/{plan}", { params: { path: { plan } } }));
  const theirs = useMutation({ mutationFn: read, onSuccess: onTheirs });
  const mine = useMutation({ mutationFn: read, onSuccess: onMine });
  return (
    <div className={css.note}>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title="这份计划已在别的窗口或电脑上修改"
        description="您在本页填写的内容没有丢失。请选择以哪一份为准。"
        action={
          <span style={{ display: "inline-flex", gap: 8 }}>
            <Button loading={theirs.isPending} onClick={() => theirs.mutate()}>
              载入较新的内容
            </Button>
            <Button type="primary" loading={mine.isPending} onClick={() => mine.mutate()}>
              保留我填写的内容
            </Button>
          </span>
        }
      />
      <TroubleAlert error={theirs.error ?? mine.error} />
    </div>
  );
}
