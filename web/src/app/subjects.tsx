import type { ReactNode } from "react";
import { useQuery } from "@tanstack/react-query";

import type { Schemas } from "@/api/client";
import { QuestionContent } from "@/app/pages/QuestionContent";
import { Answer } from "@/components/Answer";
import { Panel } from "@/components/Page";
import { Attachments } from "@/components/uploads/Attachments";
import { PlanFacts } from "@/features/plans/PlanFacts";
import { PlanLines } from "@/features/plans/PlanLines";
import { planQuery } from "@/features/plans/queries";
import { WarningContent } from "@/features/plans/Warning";
import { paths } from "@/lib/paths";

/** What the pages need to know of a kind of subject 事项: all that differs between kinds is a row here. */
interface Row {
  /** Its own page. */
  path: (id: string) => string;
  /** Where it is edited under a to-do, and what that is called; absent where it is not. */
  edit?: { path: (id: string) => string; label: string };
  /** What one decides on, above what was changed. */
  Content: (props: { id: string }) => ReactNode;
  /** What one decides on, below what was changed. */
  Papers?: (props: { id: string }) => ReactNode;
  /** What is said when it has ended, and where one goes then: a list that one may use, or its own page. */
  ended: { words: string; list?: { operation: string; path: (title: string) => string } };
}

function Plan({ id }: { id: string }) {
  const plan = useQuery(planQuery(id));
  return (
    <>
      <Panel title="计划信息">
        <Answer query={plan}>{(data) => <PlanFacts plan={data} />}</Answer>
      </Panel>
      <Panel title="采购清单" flush>
        <Answer query={plan}>{(data) => <PlanLines lines={data.lines} amount={data.amount} warnings={data.warnings} />}</Answer>
      </Panel>
    </>
  );
}

function PlanPapers({ id }: { id: string }) {
  const plan = useQuery(planQuery(id));
  return (
    <Panel title="附件">
      <Answer query={plan} rows={2}>
        {(data) => <Attachments subject={`plan.${id}`} uploads={data.attachments} />}
      </Answer>
    </Panel>
  );
}

export const SUBJECTS: Record<Schemas["SubjectKind"], Row> = {
  plan: {
    path: paths.plan,
    edit: { path: paths.editPlan, label: "修改计划信息" },
    Content: Plan,
    Papers: PlanPapers,
    ended: {
      words: "该计划已办结，请到计划实施表操作。",
      list: { operation: "list_implementation", path: (title) => `${paths.implementation}?query=${encodeURIComponent(title)}` },
    },
  },
  warning: {
    path: paths.warning,
    Content: WarningContent,
    ended: { words: "该预警审批已办结，采购计划可以继续送审。" },
  },
  question: {
    path: paths.question,
    Content: QuestionContent,
    ended: { words: "质疑已答复供应商。", list: { operation: "list_questions", path: (title) => `${paths.questions}?view=finished&name=${encodeURIComponent(title)}` } },
  },
};

/** The id of a subject within its kind: `plan.0af3` is the plan `0af3`. */
export const idOf = (subject: string) => subject.slice(subject.indexOf(".") + 1);
