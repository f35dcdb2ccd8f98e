import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";

import css from "@/components/form/Form.module.css";
import { TroubleAlert } from "@/components/TroubleAlert";
import type { Saving } from "@/lib/form/saving";

interface ConflictProps<Newer> {
  saving: Saving;
  /** What was changed, in words. */
  what: string;
  /** What going on with one's own is called. */
  mine?: string;
  /** Reads it as it is now. */
  read: () => Promise<Newer>;
  /** Both get it as it is now: one goes on upon it, the other with it. */
  onMine: (newer: Newer) => void;
  onTheirs: (newer: Newer) => void;
}

/** Another window or machine was first: one of the two goes on, and nobody else chooses which. */
export function Conflict<Newer>({ saving, what, mine = "保留我填写的内容", read, onMine, onTheirs }: ConflictProps<Newer>) {
  const act = useMutation({ mutationFn: async (then: (newer: Newer) => void) => then(await read()) });
  if (saving.at !== "conflict") return null;
  return (
    <div className={css.note}>
      <Alert
        type="warning"
        showIcon
        role="alert"
        title={`${what}已在别的窗口或电脑上修改`}
        description="您在本页填写的内容没有丢失。请选择以哪一份为准。"
        action={
          <span style={{ display: "inline-flex", gap: 8 }}>
            <Button disabled={act.isPending} onClick={() => act.mutate(onTheirs)}>
              载入较新的内容
            </Button>
            <Button type="primary" disabled={act.isPending} onClick={() => act.mutate(onMine)}>
              {mine}
            </Button>
          </span>
        }
      />
      <TroubleAlert error={act.error} />
    </div>
  );
}
