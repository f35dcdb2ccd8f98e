//! Throw a letter's draft away (删除质疑草稿, 3.13).

use domain::access::Operation;
use domain::ids::Id;
use domain::problem::Fault;
use domain::question::QuestionBody;
use domain::subject::{SubjectId, SubjectKind};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step, discard};
use store::{Transaction, keys};

use crate::view::QuestionHead;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::DiscardQuestion,
    method: "DELETE",
    path: "/api/questions/{question}",
    handle: |context, call| Box::pin(discard_question(context, call)),
    docs: || {
        Docs::answering::<QuestionHead>("删除质疑草稿", 200).codes(&["not_the_raiser", "not_a_draft", "in_transit"])
    },
};

async fn discard_question(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Question, id: call.path::<Id>("question")? };
    let prepare = || -> Preparing<'_, QuestionHead> { Box::pin(prepare(context, &call, &id)) };
    context.act_on(&call, &keys::subject_pk(&id), prepare).await
}

async fn prepare(context: &Context, call: &Call, id: &SubjectId) -> Result<(Transaction, QuestionHead), Problem> {
    let (question, _) = context.store.subject_with_body::<QuestionBody>(id).await?.ok_or_else(Fault::absent)?;
    discard(call, question, "question_discarded", context.now(), |question| QuestionHead::new(question, true))
}
