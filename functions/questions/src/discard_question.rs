//! Throw a letter's draft away (删除质疑草稿, 3.13).

use domain::access::Operation;
use domain::events::Act;
use domain::ids::Id;
use domain::problem::Fault;
use domain::question::QuestionBody;
use domain::subject::{SubjectId, SubjectKind};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::json;
use store::{Refusal, Table, Transaction, keys};

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
    let (by, now) = (call.principal()?, context.now());
    let (question, _) = context.store.subject_with_body::<QuestionBody>(id).await?.ok_or_else(Fault::absent)?;
    let before = question.version;
    let mut question = question.discarded(by, now)?;
    let answer = QuestionHead::new(&question, true);
    let payload = json!({"content_version": question.content_version});
    let act = Act { payload, ..call.act("question_discarded", now, &answer)? };
    let event = question.history.record(&keys::subject_pk(id), act);
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &question, before, Refusal::StaleVersion).event(&event);
    Ok((acts, answer))
}
