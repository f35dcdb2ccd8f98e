import { Alert, Button } from "antd";

import type { Pasted } from "@/components/grid/usePaste";

/** What became of a table that was pasted; what did not fit is named. */
export function PasteNotice({ pasted }: { pasted: Pasted | undefined }) {
  if (pasted === undefined) return null;
  const { rows, told, onUndo, onClose } = pasted;
  const list = (
    <ul style={{ maxHeight: 132, overflowY: "auto" }}>
      {told.map((words, n) => (
        <li key={n} className="long">
          {words}
        </li>
      ))}
    </ul>
  );
  return (
    <Alert
      role={told.length > 0 ? "alert" : "status"}
      banner
      type={told.length > 0 ? "warning" : "success"}
      title={told.length > 0 ? `已粘贴 ${rows} 行，以下 ${told.length} 处没有填入` : `已粘贴 ${rows} 行`}
      description={told.length > 0 && list}
      closable={{ onClose }}
      action={
        onUndo && (
          <Button size="small" onClick={onUndo}>
            撤销粘贴
          </Button>
        )
      }
    />
  );
}
