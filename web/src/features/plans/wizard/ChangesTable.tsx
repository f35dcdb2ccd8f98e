import { Nothing } from "@/components/States";
import type { Difference } from "@/features/plans/wizard/changes";
import css from "@/features/plans/wizard/Wizard.module.css";
import { formatYuan } from "@/lib/money";

/** Money as the server writes it. */
const AMOUNT = /^\d+\.\d\d$/;
const words = (value: string) => (AMOUNT.test(value) ? formatYuan(value) : value);

/** What will be recorded, before and after 修改痕迹. */
export function ChangesTable({ changes }: { changes: Difference[] }) {
  if (changes.length === 0) return <Nothing>还没有改动</Nothing>;
  return (
    <table className={css.changes}>
      <thead>
        <tr>
          <th style={{ width: 180 }}>内容</th>
          <th>修改前</th>
          <th>修改后</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ label, before, after }, index) => (
          <tr key={`${label} ${index}`}>
            <th scope="row">{label}</th>
            <td>{before ? <del>{words(before)}</del> : <span className="faint">（无）</span>}</td>
            <td>{after ? <ins>{words(after)}</ins> : <span className="faint">（删除）</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
