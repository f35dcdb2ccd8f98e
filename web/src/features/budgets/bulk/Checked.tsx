import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Table, type TableColumnsType } from "antd";
import { useRef, useState } from "react";
import { Link } from "react-router";

import { answered } from "@/api/answered";
import { api, type Schemas } from "@/api/client";
import { Answer } from "@/components/Answer";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { SaveButton } from "@/components/SaveButton";
import { TroubleAlert } from "@/components/TroubleAlert";
import { Wide } from "@/components/Wide";
import { OnePaper } from "@/features/budgets/adjust/OnePaper";
import type { AdjustForm } from "@/features/budgets/adjust/form";
import { budgetTerms } from "@/features/budgets/queries";
import { formatInstant } from "@/lib/dates";
import { Intent } from "@/lib/intent";
import { paths } from "@/lib/paths";
import { useTouched } from "@/lib/touched";

type Check = Schemas["FileCheck"];

const FAULTS: TableColumnsType<Check["faults"][number]> = [
  { title: "行", dataIndex: "row", width: 70, align: "right" },
  { title: "列", key: "column", width: 220, render: (_, fault) => [fault.column, fault.heading].filter(Boolean).join("　") || "整行" },
  { title: "问题", key: "message", render: (_, fault) => <span className="long">{fault.message}</span> },
];
const BUDGETS: TableColumnsType<Check["budgets"][number]> = [
  { title: "首行", dataIndex: "row", width: 70, align: "right" },
  { title: "预算名称", key: "name", render: (_, budget) => <span className="long">{budget.name}</span> },
  { title: "批文文号", key: "document", width: 220, render: (_, budget) => <span className="long">{budget.document_number}</span> },
  { title: "预算类型", dataIndex: "kind_label", width: 100 },
  { title: "年份", dataIndex: "year", width: 70 },
  { title: "明细", key: "lines", width: 80, align: "right", render: (_, budget) => `${budget.lines} 条` },
  { title: "预算金额（元）", key: "amount", width: 170, align: "right", render: (_, budget) => <Money yuan={budget.amount} strong /> },
];

/** What was found in the file: faults to be mended in it, or budgets to be brought in. */
export function Checked({ upload, check }: { upload: string; check: Check }) {
  if (check.faults.length === 0) return <Ready upload={upload} check={check} />;
  return (
    <Panel title={`发现 ${check.faults.length} 处问题，没有导入任何一行`} flush extra={<SaveButton path={`/api/imports/budgets/${upload}/faults`} name={`问题标注-${check.file}`}>下载标注问题的文件</SaveButton>}>
      <Wide label="文件中的问题" min={700}>
        <Table size="small" rowKey={(fault) => `${fault.row} ${fault.column ?? ""} ${fault.message}`} columns={FAULTS} dataSource={check.faults} pagination={check.faults.length > 50 ? { pageSize: 50 } : false} />
      </Wide>
    </Panel>
  );
}

function Ready({ upload, check }: { upload: string; check: Check }) {
  const [paper, setPaper] = useState<AdjustForm["attachment"]>(null);
  const terms = useQuery({ ...budgetTerms, enabled: check.needs_approval });
  const intent = useRef(new Intent());
  const touched = useTouched();
  const act = useMutation({
    mutationFn: () => {
      const body = { upload, attachments: paper ? [paper] : [] };
      return answered(api.POST("/api/imports/budgets", { params: { header: { "Idempotency-Key": intent.current.keyFor(body) } }, body }));
    },
    onSuccess: () => touched("budget"),
  });
  if (act.data) {
    const year = check.budgets[0]?.year;
    return (
      <Alert
        type="success"
        showIcon
        role="status"
        title={`已导入 ${act.data.budgets.length} 项预算`}
        description="导入的预算确认后才能用于编制计划。"
        action={<Link to={year === undefined ? paths.confirmBudgets : `${paths.confirmBudgets}?year=${year}`}>去预算确认</Link>}
      />
    );
  }
  return (
    <>
      {check.needs_approval && <Answer query={terms}>{(data) => <OnePaper terms={data} chosen={paper} fault={undefined} hint="文件中有预算追加，请上传财政批文。" onChange={setPaper} />}</Answer>}
      <Panel
        title={`检查通过：共 ${check.rows} 行，${check.budgets.length} 项预算`}
        flush
        extra={
          <>
            <span>
              合计 <Money yuan={check.amount} strong unit />
            </span>
            <Button type="primary" loading={act.isPending} disabled={check.imported_at !== null || (check.needs_approval && paper === null)} onClick={() => act.mutate()}>
              全部导入
            </Button>
          </>
        }
      >
        {check.imported_at !== null && <Alert type="warning" showIcon title={`同样的内容已于 ${formatInstant(check.imported_at)} 导入过，不会再次导入`} />}
        <TroubleAlert error={act.error} />
        <Wide label="将导入的预算" min={960}>
          <Table size="small" rowKey="row" columns={BUDGETS} dataSource={check.budgets} pagination={check.budgets.length > 50 ? { pageSize: 50 } : false} />
        </Wide>
      </Panel>
    </>
  );
}
