import { useQuery } from "@tanstack/react-query";

import { useMe } from "@/app/shell/SessionGate";
import { Answer } from "@/components/Answer";
import { AnswerForm } from "@/features/questions/AnswerForm";
import { AnswerSheet } from "@/features/questions/AnswerSheet";
import { LetterForm, useLetter } from "@/features/questions/LetterForm";
import { LetterView, QuestionFacts } from "@/features/questions/LetterView";
import { questionQuery, type Question } from "@/features/questions/queries";

/** All of a question 供应商质疑: the letter and the answer, each to read, or to write where it lies with one. */
export function QuestionContent({ id }: { id: string }) {
  const query = useQuery(questionQuery(id));
  return <Answer query={query}>{(question) => <Whole question={question} />}</Answer>;
}

function Whole({ question }: { question: Question }) {
  const me = useMe();
  const { answer: reply, editable, writes } = question;
  const supplements = writes === "letter" && editable !== null;
  return (
    <>
      <QuestionFacts question={question} />
      {reply !== null && reply.sent_at !== null && <AnswerSheet question={question} reply={reply} />}
      {supplements ? <Supplement key={editable.task} question={question} /> : <LetterView question={question} />}
      {reply !== null &&
        reply.sent_at === null &&
        (writes === "answer" && editable !== null ? (
          <AnswerForm key={editable.task} me={me.person} question={question} reply={reply} task={editable.task} />
        ) : (
          <AnswerSheet question={question} reply={reply} />
        ))}
    </>
  );
}

function Supplement({ question }: { question: Question }) {
  const draft = useLetter(useMe().person, question);
  return <LetterForm question={question} draft={draft} tried />;
}
