import { Alert, Button, Typography } from "antd";

import { useOpinion } from "@/features/tasks/opinion";

/** What one had typed when someone else was first: it can still be copied. */
export function UnsentOpinion({ me, task }: { me: string; task: string }) {
  const [opinion, , drop] = useOpinion(me, task);
  if (opinion === "") return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 12 }}
      title="您填写的意见没有提交"
      description={
        <Typography.Paragraph copyable={{ text: opinion, tooltips: ["复制意见", "已复制"] }} className="long" style={{ margin: 0, whiteSpace: "pre-wrap" }}>
          {opinion}
        </Typography.Paragraph>
      }
      action={
        <Button size="small" onClick={drop}>
          不再需要
        </Button>
      }
    />
  );
}
