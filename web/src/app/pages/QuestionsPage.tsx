import { useMe } from "@/app/shell/SessionGate";
import { QuestionsPage } from "@/features/questions/QuestionsPage";

/** Questions 质疑查询, with drafts for whoever may raise one. */
export function Component() {
  return <QuestionsPage drafts={useMe().operations.includes("raise_question")} />;
}
