import { Button } from "antd";
import { useNavigate } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { useAct } from "@/components/useAct";
import { paths } from "@/lib/paths";

/** Who has taken it, and until when that counts. */
export function claimWords({ by, until }: Schemas["Claim"]): string {
  return until ? `${by.name}已领取，${until} 前办理` : `${by.name}已领取`;
}

const params = (task: string, key: string) => ({ params: { path: { task }, header: { "Idempotency-Key": key } } });

/** Takes a task of the pool 领取 and opens it. */
export function ClaimButton({ task }: { task: string }) {
  const navigate = useNavigate();
  const act = useAct({
    what: ["claim", task],
    touches: "todo",
    send: (key) => answered(api.POST("/api/tasks/{task}/claim", params(task, key))),
    words: () => "已领取",
    onDone: () => void navigate(paths.task(task)),
  });
  return (
    <Button size="small" loading={act.isPending} onClick={() => act.mutate()}>
      领取
    </Button>
  );
}

/** Gives a claimed task back to the pool 放回. */
export function ReleaseButton({ task }: { task: string }) {
  const act = useAct({
    what: ["release", task],
    touches: "todo",
    send: (key) => answered(api.DELETE("/api/tasks/{task}/claim", params(task, key))),
    words: () => "已放回，其他人员可以领取",
  });
  return (
    <Button loading={act.isPending} onClick={() => act.mutate()}>
      放回
    </Button>
  );
}
