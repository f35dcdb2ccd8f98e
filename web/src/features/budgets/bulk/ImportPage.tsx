import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Answer } from "@/components/Answer";
import { Page, Panel } from "@/components/Page";
import { SaveButton } from "@/components/SaveButton";
import { Loading } from "@/components/States";
import { Files } from "@/components/uploads/Files";
import { isAwaited, uploadQuery } from "@/components/uploads/queries";
import { useUploads } from "@/components/uploads/useUploads";
import { Checked } from "@/features/budgets/bulk/Checked";
import { fileCheck } from "@/features/budgets/bulk/queries";

/** Batch import 批量导入: the template, the file, what is wrong with it or what it brings in; all of it or nothing. */
export function Component() {
  const [file, setFile] = useState<string>();
  const uploads = useUploads(setFile);
  return (
    <Page title="批量导入预算" actions={<SaveButton path="/api/templates/budgets" name="预算导入模板.xlsx">下载导入模板</SaveButton>}>
      <Files
        title="预算文件"
        kinds={["xlsx"]}
        megabytes={1}
        attachments={file === undefined ? [] : [file]}
        uploads={uploads}
        onRemove={() => setFile(undefined)}
        hint="请按模板填写；全部行都没有问题才会导入，再选文件即替换。"
      />
      {file !== undefined && <Looked key={file} upload={file} />}
    </Page>
  );
}

/** Once the file itself has been looked at. */
function Looked({ upload }: { upload: string }) {
  const there = useQuery(uploadQuery(upload));
  const ready = there.data !== undefined && !isAwaited(there.data);
  const check = useQuery({ ...fileCheck(upload), enabled: ready });
  if (!ready) return null;
  if (check.isPending) {
    return (
      <Panel title="正在检查各行内容">
        <Loading rows={4} />
      </Panel>
    );
  }
  return <Answer query={check}>{(data) => <Checked upload={upload} check={data} />}</Answer>;
}
