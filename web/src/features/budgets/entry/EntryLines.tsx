import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";

import { AmountCell, NumberCell, TextCell } from "@/components/grid/Cells";
import gridCss from "@/components/grid/Grid.module.css";
import { PasteNotice } from "@/components/grid/PasteNotice";
import { cellAt, useGridKeys } from "@/components/grid/useGridKeys";
import { usePaste } from "@/components/grid/usePaste";
import { ItemPicker } from "@/components/ItemPicker";
import { Money } from "@/components/Money";
import { Panel } from "@/components/Page";
import { Wide } from "@/components/Wide";
import css from "@/features/budgets/entry/Entry.module.css";
import { amountOf, newLine, productOf, type EntryLine, type Terms } from "@/features/budgets/entry/form";
import { entryColumns } from "@/features/budgets/entry/paste";
import type { Faults } from "@/lib/form/faults";
import { LINES, MEASURE } from "@/lib/limits";

/** Item, unit price, quantity and unit come before the sources. */
const BEFORE = 4;

interface LinesProps {
  title?: string;
  sources: Terms["sources"];
  lines: EntryLine[];
  faults: Faults;
  onChange: (update: (lines: EntryLine[]) => EntryLine[]) => void;
}

/** The lines of a budget 预算明细 with their sources, filled in by keyboard alone. */
export function EntryLines({ title = "预算明细", sources, lines, faults, onChange }: LinesProps) {
  const [removed, setRemoved] = useState<{ line: EntryLine; row: number }>();
  const add = (after: number) => onChange((now) => now.toSpliced(after + 1, 0, newLine()));
  const remove = (row: number) => {
    const line = lines[row];
    if (line === undefined) return;
    setRemoved({ line, row });
    onChange((now) => now.filter(({ key }) => key !== line.key));
  };
  const { ref, onKeyDownCapture } = useGridKeys({ rows: lines.length, columns: BEFORE + sources.length, onAdd: add, onRemove: remove });
  const { onPasteCapture, pasted } = usePaste({ lines, columns: entryColumns(sources), most: LINES, grow: (now) => [...now, newLine()], change: onChange });
  const change = (key: string, own: Partial<EntryLine>) => onChange((now) => now.map((line) => (line.key === key ? { ...line, ...own } : line)));
  return (
    <Panel title={title} flush extra={<span className={css.hint}>Enter 下一格　↑↓←→ 移动　Ctrl+Enter 加行　Ctrl+Delete 删行</span>}>
      <PasteNotice pasted={pasted} />
      <Wide label="预算明细" min={1000}>
        <div ref={ref} role="presentation" onKeyDownCapture={onKeyDownCapture} onPasteCapture={onPasteCapture}>
          <table className={gridCss.grid}>
            <thead>
              <tr>
                <th style={{ width: 44, textAlign: "center" }}>序号</th>
                <th>品目（可只选到二级，如 A02）</th>
                <th className={gridCss.right} style={{ width: 164 }}>单价（元）</th>
                <th className={gridCss.right} style={{ width: 92 }}>数量</th>
                <th style={{ width: 76 }}>单位</th>
                <th className={gridCss.right} style={{ width: 176 }}>单价 × 数量（元）</th>
                <th className={gridCss.right} style={{ width: 180 }}>预算金额（元）</th>
                <th style={{ width: 44 }}>
                  <span className="visually-hidden">操作</span>
                </th>
              </tr>
            </thead>
            {lines.map((line, row) => (
              <Line key={line.key} sources={sources} line={line} row={row} faults={faults} onChange={(own) => change(line.key, own)} onRemove={() => remove(row)} />
            ))}
          </table>
        </div>
      </Wide>
      <div className={css.below}>
        <Button icon={<PlusOutlined />} onClick={() => add(lines.length - 1)}>
          新增预算明细
        </Button>
        <span role="status">
          {removed && (
            <>
              已删除第{removed.row + 1}行{removed.line.itemName && `（${removed.line.itemName}）`}
              <Button
                type="link"
                onClick={() => {
                  onChange((now) => now.toSpliced(removed.row, 0, removed.line));
                  setRemoved(undefined);
                }}
              >
                撤销
              </Button>
            </>
          )}
        </span>
      </div>
    </Panel>
  );
}

interface LineProps {
  sources: Terms["sources"];
  line: EntryLine;
  row: number;
  faults: Faults;
  onChange: (own: Partial<EntryLine>) => void;
  onRemove: () => void;
}

function Line({ sources, line, row, faults, onChange, onRemove }: LineProps) {
  const id = `told-${line.key}`;
  const told = Object.entries(faults).filter(([field]) => field.startsWith(`${line.key}.`));
  const cell = (field: string, name: string) => {
    const bad = faults[`${line.key}.${field}`] !== undefined;
    return { label: `第${row + 1}行${name}`, bad, describedBy: bad ? id : undefined };
  };
  const product = productOf(line);
  return (
    <tbody>
      <tr>
        <td className={gridCss.fixed} style={{ textAlign: "center" }}>
          {row + 1}
        </td>
        <td {...cellAt(row, 0)}>
          <ItemPicker {...cell("item", "品目")} code={line.item} name={line.itemName} onPick={({ code, name }) => onChange({ item: code, itemName: name })} />
        </td>
        <td {...cellAt(row, 1)}>
          <AmountCell {...cell("unit_price", "单价")} value={line.unitPrice} onChange={(unitPrice) => onChange({ unitPrice })} />
        </td>
        <td {...cellAt(row, 2)}>
          <NumberCell {...cell("quantity", "数量")} value={line.quantity} onChange={(quantity) => onChange({ quantity })} />
        </td>
        <td {...cellAt(row, 3)}>
          <TextCell {...cell("measure", "单位")} value={line.measure} most={MEASURE} onChange={(measure) => onChange({ measure })} />
        </td>
        <td className={`${gridCss.fixed} ${gridCss.right} ${css.product}`}>{product === null ? "—" : <Money yuan={product} />}</td>
        <td className={`${gridCss.fixed} ${gridCss.right}`}>
          <Money yuan={amountOf(line)} strong />
        </td>
        <td style={{ textAlign: "center" }}>
          <Button type="text" tabIndex={-1} icon={<DeleteOutlined />} aria-label={`删除第${row + 1}行`} title="删除本行（Ctrl+Delete）" onClick={onRemove} style={{ marginTop: 2 }} />
        </td>
      </tr>
      <tr>
        <td colSpan={8}>
          <div className={css.sources}>
            {sources.map(({ code, label }, index) => (
              <div key={code} {...cellAt(row, BEFORE + index)}>
                <span className="soft" aria-hidden style={{ fontSize: 13 }}>
                  {label}
                </span>
                <AmountCell {...cell(code, label)} value={line.funding[code] ?? ""} onChange={(amount) => onChange({ funding: { ...line.funding, [code]: amount } })} />
              </div>
            ))}
          </div>
          {told.length > 0 && (
            <div role="alert" style={{ padding: "0 12px 10px 52px", fontSize: 13 }}>
              <ul id={id} className={gridCss.bad}>
                {told.map(([field, message]) => (
                  <li key={field}>{message}</li>
                ))}
              </ul>
            </div>
          )}
        </td>
      </tr>
    </tbody>
  );
}
