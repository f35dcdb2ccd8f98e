import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { useAct } from "@/components/useAct";

interface DiscardProps {
  plan: string;
  name: string;
  /** As a link within a list. */
  small?: boolean;
  /** What is to be given up here before, where to go after, and what to take up again when it was refused. */
  onBegin?: () => void;
  onDone?: () => void;
  onFailed?: () => void;
}

/** Throws one's own draft away 删除草稿, after asking; the server says which plan that is. */
export function DiscardButton({ plan, name, small = false, onBegin, onDone, onFailed }: DiscardProps) {
  const act = useAct({
    what: ["discard", plan],
    touches: "plan",
    send: (key) => answered(api.DELETE("/api/plans/{plan}", { params: { path: { plan }, header: { "Idempotency-Key": key } } })),
    words: () => `已删除草稿“${name}”`,
    ...(onDone && { onDone }),
    ...(onFailed && { onFailed }),
  });
  const discard = () => {
    onBegin?.();
    act.mutate();
  };
  return (
    <Popconfirm title="删除这个草稿？" description="删除后不能恢复；草稿没有占用预算。" okText="删除" cancelText="不删除" okButtonProps={{ danger: true }} onConfirm={discard}>
      <Button type={small ? "link" : "default"} size={small ? "small" : "middle"} danger icon={small ? undefined : <DeleteOutlined />} loading={act.isPending} aria-label={`删除草稿 ${name}`}>
        {small ? "删除" : "删除草稿"}
      </Button>
    </Popconfirm>
  );
}
