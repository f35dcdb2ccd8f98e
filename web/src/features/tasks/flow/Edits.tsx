import type { Schemas } from "@/api/client";
import css from "@/features/tasks/flow/Edits.module.css";
import { formatInstant } from "@/lib/dates";

type Edit = Schemas["EditView"];

/** What was changed under way 修改痕迹, newest first, before and after; `since` marks what one has not seen yet. */
export function Edits({ edits, since }: { edits: Edit[]; since?: string | undefined }) {
  return (
    <ol className={css.edits}>
      {[...edits].reverse().map((edit) => (
        <li key={edit.at}>
          <p className={css.by}>
            {edit.by.name} 于 {formatInstant(edit.at)} 修改
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
                  <td>{change.before ? <del>{change.before}</del> : <span className="faint">（无）</span>}</td>
                  <td>{change.after ? <ins>{change.after}</ins> : <span className="faint">（删除）</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </li>
      ))}
    </ol>
  );
}
