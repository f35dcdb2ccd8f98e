import { DeleteOutlined } from "@ant-design/icons";
import { Button, Popconfirm } from "antd";

import { useAct } from "@/components/useAct";
import type { Touch } from "@/lib/touched";

export interface DiscardWays {
  /** What is to be given up here before, where to go after, and what to take up again when it was refused. */
  onBegin?: () => void;
  onDone?: () => void;
  onFailed?: () => void;
}

interface DiscardProps extends DiscardWays {
  id: string;
  touches: Touch;
  send: (key: string) => Promise<unknown>;
  /** What is asked before. */
  title: string;
  description?: string;
  /** What is told after. */
  words: string;
  label?: string;
  name?: string;
  /** As a link within a list. */
  small?: boolean;
}

/** Throws one's own draft away 删除草稿, after asking; the server says which draft that is. */
export function DiscardButton({ id, touches, send, title, description, words, label = "删除", name, small = false, onBegin, onDone, onFailed }: DiscardProps) {
  const act = useAct({ what: ["discard", touches, id], touches, send, words: () => words, ...(onDone && { onDone }), ...(onFailed && { onFailed }) });
  const discard = () => {
    onBegin?.();
    act.mutate();
  };
  return (
    <Popconfirm title={title} description={description} okText="删除" cancelText="不删除" okButtonProps={{ danger: true }} onConfirm={discard}>
      <Button type={small ? "link" : "default"} size={small ? "small" : "middle"} danger icon={small ? undefined : <DeleteOutlined />} loading={act.isPending} aria-label={name}>
        {label}
      </Button>
    </Popconfirm>
  );
}
