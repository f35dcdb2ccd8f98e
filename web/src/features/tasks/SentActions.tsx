import { Button, Popconfirm } from "antd";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { withdraw } from "@/features/tasks/decide";
import { HandOverButton } from "@/features/tasks/HandOver";
import { useAct } from "@/components/useAct";

interface SentProps {
  task: string;
  kind: Schemas["SubjectKind"];
  title: string;
  withdrawable: boolean;
  remindable: boolean;
  /** The to-do that may be handed over, where the subject is now. */
  handable: string | null;
}

/** What a sender may still do: take back 撤回, ask for haste 催办, hand over 移交; the server says whether. */
export function SentActions({ task, kind, title, withdrawable, remindable, handable }: SentProps) {
  const back = useAct({ what: ["withdraw", task], touches: kind, send: (key) => withdraw(task, key), words: () => "已撤回，可重新办理" });
  const haste = useAct({
    what: ["remind", task],
    touches: "todo",
    send: (key) => answered(api.POST("/api/tasks/{task}/reminder", { params: { path: { task }, header: { "Idempotency-Key": key } } })),
    words: ({ label, holder, reminders }) => `已催办${label}（${holder}），共催办${reminders}次`,
  });
  return (
    <>
      {remindable && (
        <Button loading={haste.isPending} onClick={() => haste.mutate()}>
          催办
        </Button>
      )}
      {handable !== null && <HandOverButton task={handable} title={title} />}
      {withdrawable && (
        <Popconfirm title="撤回后可重新办理，确定撤回吗？" okText="撤回" cancelText="不撤回" onConfirm={() => back.mutate()}>
          <Button danger loading={back.isPending}>
            撤回
          </Button>
        </Popconfirm>
      )}
    </>
  );
}
