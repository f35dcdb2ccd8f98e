import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";

import css from "@/components/grid/Grid.module.css";
import { PasteNotice } from "@/components/grid/PasteNotice";
import { useGridKeys } from "@/components/grid/useGridKeys";
import { usePaste } from "@/components/grid/usePaste";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Nothing } from "@/components/States";
import { Wide } from "@/components/Wide";
import { shownNotes, type Notes } from "@/features/plans/wizard/cells";
import { amountOfLines, fundOf, type Form, type FormLine } from "@/features/plans/wizard/form";
import { COLUMNS, LineRow } from "@/features/plans/wizard/LineRow";
import { withChange, withLine } from "@/features/plans/wizard/lines";
import { grownBy, planColumns } from "@/features/plans/wizard/paste";
import type { Fund } from "@/features/plans/wizard/queries";
import own from "@/features/plans/wizard/Wizard.module.css";
import { LINES } from "@/lib/limits";

interface GridProps {
  form: Form;
  change: (update: (form: Form) => Form) => void;
  funds: Map<string, Fund>;
  notes: Notes;
  /** Whether what is missing is told. */
  strict: boolean;
  /** Totals by the keys of their lines, as the server reckoned them. */
  totals: Map<string, string>;
  /** The line and cell to begin at. */
  startAt?: { key: string; cell: string } | undefined;
}

/** The lines of a plan 采购清单, filled in by keyboard alone. */
export function LinesGrid({ form, change, funds, notes, strict, totals, startAt }: GridProps) {
  const { lines } = form;
  const [removed, setRemoved] = useState<{ line: FormLine; row: number }>();
  const add = (after: number) => change((now) => withLine(now, after, funds));
  const set = useCallback((key: string, next: Partial<FormLine>) => change((now) => withChange(now, key, next)), [change]);
  const remove = useCallback(
    (line: FormLine, row: number) => {
      setRemoved({ line, row });
      change((now) => ({ ...now, lines: now.lines.filter(({ key }) => key !== line.key) }));
    },
    [change],
  );
  const removeAt = (row: number) => {
    const line = lines[row];
    if (line) remove(line, row);
  };
  const { ref, onKeyDownCapture, focus } = useGridKeys({ rows: lines.length, columns: COLUMNS.length, onAdd: add, onRemove: removeAt });
  const { onPasteCapture, pasted } = usePaste({
    lines,
    columns: planColumns(funds),
    most: LINES,
    grow: grownBy(funds),
    change: (update) => change((now) => ({ ...now, lines: update(now.lines) })),
  });
  const [begin] = useState(() => placeOf(lines, startAt));
  useEffect(() => {
    if (begin !== null) focus(begin);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, where one comes from elsewhere
  }, []);
  const putBack = () => {
    if (!removed) return;
    change((now) => ({ ...now, lines: now.lines.toSpliced(removed.row, 0, removed.line) }));
    setRemoved(undefined);
  };
  return (
    <Panel title="采购清单" flush extra={<Keys />}>
      <PasteNotice pasted={pasted} />
      <Wide label="采购清单" min={1090}>
        <div ref={ref} role="presentation" onKeyDownCapture={onKeyDownCapture} onPasteCapture={onPasteCapture}>
          <table className={css.grid}>
            <thead>
              <tr>
                <th style={{ width: 44, textAlign: "center" }}>序号</th>
                <th style={{ width: "18%" }}>使用预算</th>
                <th>品目</th>
                <th className={css.right} style={{ width: 164 }}>单价（元）</th>
                <th className={css.right} style={{ width: 78 }}>数量</th>
                <th style={{ width: 60 }}>单位</th>
                <th className={css.right} style={{ width: 194 }}>总金额（元）</th>
                <th style={{ width: "16%" }}>商品参数</th>
                <th style={{ width: 44 }}>
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, row) => (
                <LineRow
                  key={line.key}
                  line={line}
                  row={row}
                  notes={shownNotes(notes, line.key, strict)}
                  funds={funds}
                  total={totals.get(line.key)}
                  isFirst={!lines.some((other) => other.key !== line.key && fundOf(other) === fundOf(line))}
                  onChange={set}
                  onRemove={remove}
                />
              ))}
            </tbody>
            {lines.length > 0 && (
              <tfoot>
                <tr>
                  <td colSpan={6} className={`${css.fixed} ${css.right}`}>
                    <b>合计</b>
                  </td>
                  <td className={`${css.fixed} ${css.right}`}>
                    <Money yuan={amountOfLines(lines)} strong />
                  </td>
                  <td colSpan={2} />
                </tr>
              </tfoot>
            )}
          </table>
          {lines.length === 0 && <Nothing>还没有采购明细，请返回上一步选用预算，或在此新增</Nothing>}
        </div>
      </Wide>
      <div className={own.below}>
        <Button icon={<PlusOutlined />} onClick={() => add(lines.length - 1)}>
          新增计划明细项
        </Button>
        <span role="status">
          {removed && (
            <>
              已删除第{removed.row + 1}行{removed.line.itemName && `（${removed.line.itemName}）`}
              <Button type="link" onClick={putBack}>
                撤销
              </Button>
            </>
          )}
        </span>
      </div>
    </Panel>
  );
}

function Keys() {
  return (
    <span className={own.hint}>
      <kbd>Enter</kbd> 下一格　<kbd>↑↓←→</kbd> 移动　<kbd>Ctrl+Enter</kbd> 加行　<kbd>Ctrl+Delete</kbd> 删行　<kbd>Alt+Enter</kbd> 换行
    </span>
  );
}

function placeOf(lines: FormLine[], at: GridProps["startAt"]): { row: number; column: number } | null {
  if (lines.length === 0) return null;
  const row = lines.findIndex(({ key }) => key === at?.key);
  const column = COLUMNS.findIndex((name) => name === at?.cell);
  return at === undefined ? { row: 0, column: 2 } : { row: Math.max(row, 0), column: Math.max(column, 0) };
}
