import { Alert, Button } from "antd";

import css from "@/components/form/Form.module.css";

interface RestoredProps {
  title: string;
  /** What beginning anew is called. */
  label: string;
  /** Absent where one cannot begin anew any more. */
  onAnew?: (() => void) | undefined;
  onClose: () => void;
}

/** Says that the form holds what was typed last time and not sent, and lets one begin anew. */
export function Restored({ title, label, onAnew, onClose }: RestoredProps) {
  const anew = onAnew && (
    <Button size="small" onClick={onAnew}>
      {label}
    </Button>
  );
  return <Alert className={css.note ?? ""} type="info" showIcon title={title} closable={{ onClose }} action={anew} />;
}
