import { Button } from "antd";

import formCss from "@/components/form/Form.module.css";
import { AmountCell } from "@/components/grid/Cells";
import gridCss from "@/components/grid/Grid.module.css";
import { cellAt, useGridKeys } from "@/components/grid/useGridKeys";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Wide } from "@/components/Wide";
import type { Account, AdjustForm } from "@/features/budgets/adjust/form";
import css from "@/features/budgets/entry/Entry.module.css";
import type { Faults } from "@/lib/form/faults";
import { toFen } from "@/lib/money";

interface TakesProps {
  accounts: Account[];
  form: AdjustForm;
  faults: Faults;
  onChange: (key: string, amount: string) => void;
}

/** Before 调剂前: of which line and source how much is adjusted, never more than is free. */
export function Takes({ accounts, form, faults, onChange }: TakesProps) {
  const open = accounts.filter(({ free }) => toFen(free) !== 0n);
  const { ref, onKeyDownCapture } = useGridKeys({ rows: open.length, columns: 1, onAdd: () => undefined, onRemove: () => undefined });
  return (
    <Panel title="调剂前：选择要调剂的明细" flush extra={<span className={css.hint}>只列出有可用金额的明细；计划已占用的不能调剂</span>}>
      <Wide label="要调剂的明细" min={900}>
        <div ref={ref} role="presentation" onKeyDownCapture={onKeyDownCapture}>
          <table className={gridCss.grid}>
            <thead>
              <tr>
                <th>品目</th>
                <th style={{ width: 190 }}>资金来源</th>
                <th className={gridCss.right} style={{ width: 160 }}>预算金额（元）</th>
                <th className={gridCss.right} style={{ width: 160 }}>可用（元）</th>
                <th className={gridCss.right} style={{ width: 170 }}>调剂金额（元）</th>
                <th style={{ width: 90 }}>
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {open.map((account, row) => {
                const fault = faults[account.key];
                const told = `told-${account.key}`;
                return (
                  <tr key={account.key}>
                    <td className={gridCss.fixed}>
                      <span className="long">
                        {account.line}. {account.itemName}
                      </span>{" "}
                      <span className="faint">{account.item}</span>
                    </td>
                    <td className={gridCss.fixed}>{account.label}</td>
                    <td className={`${gridCss.fixed} ${gridCss.right}`}>
                      <Money yuan={account.amount} />
                    </td>
                    <td className={`${gridCss.fixed} ${gridCss.right}`}>
                      <Money yuan={account.free} strong />
                    </td>
                    <td {...cellAt(row, 0)}>
                      <AmountCell
                        label={`第${account.line}条 ${account.label} 调剂金额`}
                        value={form.takes[account.key] ?? ""}
                        bad={fault !== undefined}
                        describedBy={fault === undefined ? undefined : told}
                        onChange={(amount) => onChange(account.key, amount)}
                      />
                      {fault !== undefined && (
                        <p id={told} role="alert" className={formCss.fault} style={{ padding: "0 8px 6px", textAlign: "right" }}>
                          {fault}
                        </p>
                      )}
                    </td>
                    <td style={{ textAlign: "center" }}>
                      <Button type="link" size="small" tabIndex={-1} style={{ marginTop: 6 }} aria-label={`第${account.line}条 ${account.label} 全部调剂`} onClick={() => onChange(account.key, account.free)}>
                        全部
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </Wide>
      {faults.takes !== undefined && (
        <p role="alert" className={formCss.fault} style={{ padding: "0 12px 10px" }}>
          {faults.takes}
        </p>
      )}
    </Panel>
  );
}
