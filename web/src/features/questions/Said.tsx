import css from "@/features/questions/Question.module.css";

/** What was written, each part below its name. */
export function Said({ said }: { said: [name: string, text: string | null | undefined][] }) {
  return (
    <dl className={css.said}>
      {said.flatMap(([name, text]) => [<dt key={name}>{name}</dt>, <dd key={`${name} text`}>{text ?? "—"}</dd>])}
    </dl>
  );
}
