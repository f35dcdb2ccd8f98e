import { DeleteOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { memo } from "react";

import { AmountCell, AreaCell, NumberCell, TextCell } from "@/components/grid/Cells";
import css from "@/components/grid/Grid.module.css";
import { cellAt } from "@/components/grid/useGridKeys";
import { ItemPicker } from "@/components/ItemPicker";
import { Money } from "@/components/Money";
import { CELLS, noteWords, type Note, type Tone } from "@/features/plans/wizard/cells";
import { fundOf, totalOf, type FormLine } from "@/features/plans/wizard/form";
import { upon } from "@/features/plans/wizard/lines";
import { fundWords, type Fund } from "@/features/plans/wizard/queries";
import { MEASURE, PARAMETERS } from "@/lib/limits";

/** The cells that are filled in, in their order. */
export const COLUMNS = ["budget", "item", "unit_price", "quantity", "measure", "parameters"] as const;

interface RowProps {
  line: FormLine;
  row: number;
  notes: Note[];
  funds: Map<string, Fund>;
  /** The total as the server reckoned it, once it did. */
  total: string | undefined;
  /** Whether no other line draws on the same line of a budget. */
  isFirst: boolean;
  onChange: (key: string, change: Partial<FormLine>) => void;
  onRemove: (line: FormLine, row: number) => void;
}

const WORDS: Record<Tone, string> = { bad: "", todo: "待填写：", warn: "预警：" };

/** One line of the plan 采购明细: its cells, and below them what is said about them. */
export const LineRow = memo(Row, isSame);

function Row({ line, row, notes, funds, total, isFirst, onChange, onRemove }: RowProps) {
  const id = `told-${line.key}`;
  const fund = funds.get(fundOf(line));
  const reckoned = total ?? totalOf(line);
  const cell = (name: (typeof COLUMNS)[number]) => ({
    label: `第${row + 1}行${CELLS[name]}`,
    bad: notes.some((note) => note.cell === name && note.tone !== "warn"),
    describedBy: notes.some((note) => note.cell === name) ? id : undefined,
  });
  const set = (change: Partial<FormLine>) => onChange(line.key, change);
  const { label, bad, describedBy } = cell("budget");
  const options = [...funds.values()].map((one) => ({ value: one.id, label: fundWords(one)[1] }));
  return (
    <>
      <tr>
        <td className={css.fixed} style={{ textAlign: "center" }}>
          {row + 1}
        </td>
        <td {...cellAt(row, 0)}>
          <Select
            aria-label={label}
            aria-invalid={bad}
            aria-describedby={describedBy}
            variant="borderless"
            style={{ width: "100%", ...(bad && { background: "var(--bad-soft)" }) }}
            status={bad ? "error" : ""}
            value={fundOf(line) || undefined}
            placeholder="选择预算"
            showSearch={{ optionFilterProp: "label" }}
            popupMatchSelectWidth={420}
            options={options}
            notFoundContent="请先在第一步选用预算"
            labelRender={() => <span title={fund && `${fund.budget.name} 第${fund.line.number}条明细`}>{fund ? fundWords(fund)[0] : "…"}</span>}
            onSelect={(next) => {
              const chosen = funds.get(next);
              if (chosen) set(upon(line, chosen, isFirst));
            }}
          />
        </td>
        <td {...cellAt(row, 1)}>
          <ItemPicker {...cell("item")} code={line.item} name={line.itemName} under={fund?.line.item} onPick={({ code, name }) => set({ item: code, itemName: name })} />
        </td>
        <td {...cellAt(row, 2)}>
          <AmountCell {...cell("unit_price")} value={line.unitPrice} onChange={(unitPrice) => set({ unitPrice })} />
        </td>
        <td {...cellAt(row, 3)}>
          <NumberCell {...cell("quantity")} value={line.quantity} onChange={(quantity) => set({ quantity })} />
        </td>
        <td {...cellAt(row, 4)}>
          <TextCell {...cell("measure")} value={line.measure} most={MEASURE} onChange={(measure) => set({ measure })} />
        </td>
        <td className={`${css.fixed} ${css.right}`}>{reckoned === null ? <span className="faint">—</span> : <Money yuan={reckoned} strong />}</td>
        <td {...cellAt(row, 5)}>
          <AreaCell {...cell("parameters")} value={line.parameters} most={PARAMETERS} onChange={(parameters) => set({ parameters })} />
        </td>
        <td style={{ textAlign: "center" }}>
          <Button type="text" tabIndex={-1} icon={<DeleteOutlined />} aria-label={`删除第${row + 1}行`} title="删除本行（Ctrl+Delete）" onClick={() => onRemove(line, row)} style={{ marginTop: 2 }} />
        </td>
      </tr>
      {notes.length > 0 && (
        <tr>
          <td colSpan={9} className={css.told}>
            <ul id={id}>
              {notes.map((note) => (
                <li key={`${note.cell} ${note.message}`} className={css[note.tone]}>
                  {WORDS[note.tone]}
                  {noteWords(note)}
                </li>
              ))}
            </ul>
          </td>
        </tr>
      )}
    </>
  );
}

/** Forty lines are typed in as quickly as one: a row is drawn anew only when something of its own is another. */
function isSame(before: RowProps, after: RowProps): boolean {
  const { notes: said, ...old } = before;
  const { notes, ...now } = after;
  const own = Object.entries(now).every(([name, value]) => Object.is(value, Reflect.get(old, name)));
  return own && said.length === notes.length && said.every((note, index) => note.cell === notes[index]?.cell && note.message === notes[index].message && note.tone === notes[index].tone);
}
