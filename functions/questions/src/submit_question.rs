//! Send a letter (提交质疑, 3.13): complete, to the purchaser whose project it is about.

use chains::fact::FILED;
use domain::access::Operation;
use domain::ids::Id;
use domain::problem::Fault;
use domain::question::{QuestionBody, filed_under};
use domain::subject::{SubjectId, SubjectKind};
use lambda::{Call, Context, Docs, Outcome, Own, Preparing, Problem, Step, Submission, Submitted};
use serde_json::json;
use store::{Transaction, keys};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SubmitQuestion,
    method: "POST",
    path: "/api/questions/{question}/submission",
    handle: |context, call| Box::pin(submit_question(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "in_transit", "stale_version"];
        Docs::new::<Submission, Submitted>("提交质疑", 200).codes(&codes).codes(&[
            "move_not_offered",
            "move_disabled",
            "authority_lost",
        ])
    },
};

async fn submit_question(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Question, id: call.path::<Id>("question")? };
    let wanted: Submission = call.body()?;
    let prepare = || -> Preparing<'_, Submitted> { Box::pin(prepare(context, &call, &id, &wanted)) };
    context.act_on(&call, &keys::subject_pk(&id), prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    wanted: &Submission,
) -> Result<(Transaction, Submitted), Problem> {
    let by = call.principal()?;
    let (question, body) = context.store.subject_with_body::<QuestionBody>(id).await?.ok_or_else(Fault::absent)?;
    let mut question = question.draft_of(by)?;
    question.at_version(wanted.version)?;
    question.at_rest()?;
    let (plan, _) = context.store.plan_with_body(&body.plan).await?.ok_or_else(Fault::absent)?;
    filed_under(Some(&plan), &body.filing_number, FILED)?;
    let before = question.version;
    question.course.facts.clear();
    // The letter is written and kept by the move's own effect, each time that it is sent.
    let kept = json!({"plan": &body.plan, "filing_number": &body.filing_number});
    let own = Own { act: "question_submitted", before, kept, judged: None };
    wanted.send(context, call, question, own, |_, _| ()).await
}
