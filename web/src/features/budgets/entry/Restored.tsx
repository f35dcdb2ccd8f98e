import { Alert, Button } from "antd";

/** Says that the form holds what was typed last time and not sent, and lets one begin anew. */
export function Restored({ label = "清空重填", onAnew, onClose }: { label?: string; onAnew: () => void; onClose: () => void }) {
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      title="已恢复上次填写、还没有提交的内容"
      closable={{ onClose }}
      action={
        <Button size="small" onClick={onAnew}>
          {label}
        </Button>
      }
    />
  );
}
