import { useMutation } from "@tanstack/react-query";
import { Alert, Button } from "antd";

import { answered } from "@/api/answered";
import { api } from "@/api/client";
import { TroubleAlert } from "@/components/TroubleAlert";
import type { Detail } from "@/features/budgets/queries";

interface ChangedProps {
  budget: string;
  onTheirs: (theirs: Detail) => void;
  onMine: (theirs: Detail) => void;
}

/** Somebody else changed it meanwhile: one chooses which content goes on, and nothing is lost until then. */
export function Changed({ budget, onTheirs, onMine }: ChangedProps) {
  const read = useMutation({
    mutationFn: (then: (theirs: Detail) => void) => answered(api.GET("/api/budgets/{budget}", { params: { path: { budget } } })).then(then),
  });
  return (
    <>
      <Alert
        type="warning"
        showIcon
        role="alert"
        style={{ marginBottom: 12 }}
        title="这项预算已在别的窗口或电脑上修改"
        description="您填写的内容仍在本页。可以载入较新的内容重新修改，或以您填写的内容为准。"
        action={
          <span style={{ display: "flex", gap: 8 }}>
            <Button size="small" loading={read.isPending} onClick={() => read.mutate(onTheirs)}>
              载入较新的内容
            </Button>
            <Button size="small" disabled={read.isPending} onClick={() => read.mutate(onMine)}>
              以我填写的为准
            </Button>
          </span>
        }
      />
      <TroubleAlert error={read.error} />
    </>
  );
}
