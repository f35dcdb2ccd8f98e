import { PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import type { ReactNode } from "react";

import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { Loading } from "@/components/States";
import { notesOf, noteWords, type Notes, type Said } from "@/features/plans/wizard/cells";
import type { FormLine, Unsendable } from "@/features/plans/wizard/form";
import type { Plan } from "@/features/plans/queries";
import { previewQuery } from "@/features/plans/wizard/queries";
import { Sheet } from "@/features/plans/wizard/Sheet";
import css from "@/features/plans/wizard/Wizard.module.css";

/** Where something is still to be mended. */
export interface Spot {
  step: number;
  key?: string;
  cell?: string;
}

interface PreviewProps {
  plan: string;
  version: number;
  lines: FormLine[];
  /** What was said when it was saved last. */
  notes: Notes;
  unsendable: Unsendable[];
  /** What else is not saved, since it cannot be. */
  here: Said[];
  /** Whether all that is typed is saved. */
  isSaved: boolean;
  onGo: (spot: Spot) => void;
  /** How it is sent, put together where all areas meet. */
  submit: (plan: Plan) => ReactNode;
}

/** The plan as it will be printed, beside it what is still missing, or how it is sent 计划预览、送审. */
export function Preview({ plan, version, lines, notes, unsendable, here, isSaved, onGo, submit }: PreviewProps) {
  const query = useQuery({ ...previewQuery(plan, version), enabled: isSaved });
  const said = isSaved && query.data ? notesOf([...here, { of: lines, faults: query.data.missing }], unsendable) : notes;
  const spots = spotsOf(said, lines);
  if (!isSaved && !query.data) return <Loading />;
  return (
    <div className={css.two}>
      <Answer query={query}>{(data) => <Sheet plan={data} />}</Answer>
      <aside className={css.side} aria-label="送审">
        <Button block icon={<PrinterOutlined />} style={{ marginBottom: 12 }} onClick={() => window.print()}>
          打印
        </Button>
        {spots.length > 0 ? (
          <Panel title={`还有 ${spots.length} 处需要填写或修改`}>
            <ul className={css.missing}>
              {spots.map(({ words, ...spot }) => (
                <li key={words}>
                  <Button type="link" onClick={() => onGo(spot)}>
                    {words}
                  </Button>
                </li>
              ))}
            </ul>
            <Alert style={{ marginTop: 12 }} type="info" title="填写完整后即可送审；草稿已保存，可随时回来继续。" />
          </Panel>
        ) : (
          query.data && isSaved && submit(query.data)
        )}
      </aside>
    </div>
  );
}

/** Everything that keeps the plan from being sent, and where it is. */
function spotsOf(notes: Notes, lines: FormLine[]): (Spot & { words: string })[] {
  const inLines = lines.flatMap(({ key }, index) =>
    (notes.lines.get(key) ?? [])
      .filter(({ tone }) => tone !== "warn")
      .map((note) => ({ step: 1, key, cell: note.cell, words: `第${index + 1}行　${noteWords(note)}` })),
  );
  return [
    ...notes.name.map((words) => ({ step: 0, words: `计划名称：${words}` })),
    ...notes.rest.filter(({ tone }) => tone !== "warn").map(({ message }) => ({ step: lines.length === 0 ? 0 : 1, words: message })),
    ...inLines,
    ...[...notes.attachments.values()].map((words) => ({ step: 2, words })),
  ];
}
