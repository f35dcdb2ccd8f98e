import type { Schemas } from "@/api/client";
import css from "@/features/tasks/flow/Edits.module.css";
import { formatInstant } from "@/lib/dates";
import { formatYuan } from "@/lib/money";

type Edit = Schemas["EditView"];

/** Money as the server writes it. */
const AMOUNT = /^\d+\.\d\d$/;

interface EditsProps {
  edits: Edit[];
  /** When one decided here last. */
  since: string | undefined;
}

/** What was changed under way 修改痕迹, newest first, before and after; `since` marks what one has not seen yet. */
export function Edits({ edits, since }: EditsProps) {
  const words = (value: string) => (AMOUNT.test(value) ? formatYuan(value) : value);
  return (
    <ol className={css.edits}>
      {[...edits].reverse().map((edit) => (
        <li key={edit.at}>
          <p className={css.by}>
            {edit.by.name}
            {edit.label && `（${edit.label}）`}于 {formatInstant(edit.at)} 修改
            {since !== undefined && edit.at > since && <b className={css.fresh}>您上次办理后修改</b>}
          </p>
          <table className={css.changes}>
            <thead>
              <tr>
                <th scope="col">内容</th>
                <th scope="col">修改前</th>
                <th scope="col">修改后</th>
              </tr>
            </thead>
            <tbody>
              {edit.changes.map((change, index) => (
                <tr key={`${change.field} ${index}`}>
                  <th scope="row">{change.label}</th>
                  <td>{change.before ? <del>{words(change.before)}</del> : <span className="faint">（无）</span>}</td>
                  <td>{change.after ? <ins>{words(change.after)}</ins> : <span className="faint">（删除）</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </li>
      ))}
    </ol>
  );
}
