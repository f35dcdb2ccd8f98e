//! Raise a question (提出质疑, 3.13) about the project that is filed under a number: a draft letter of the supplier.

use chains::fact::FILED;
use domain::access::Operation;
use domain::events::Act;
use domain::ids::Id;
use domain::problem::Fault;
use domain::question::{filed_under, raise};
use domain::subject::{SubjectId, SubjectKind};
use domain::text::Line;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;
use store::records::{AboutLink, GivenNumber};
use store::{Refusal, Table, Transaction, keys};

use crate::view::QuestionHead;

/// What is questioned.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Raising {
    /// Filing number of the project's plan (备案号).
    number: Line<60>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::RaiseQuestion,
    method: "POST",
    path: "/api/questions",
    handle: |context, call| Box::pin(raise_question(context, call)),
    docs: || Docs::new::<Raising, QuestionHead>("提出质疑", 201).codes(&["invalid_fields", "already_exists"]),
};

async fn raise_question(context: &Context, call: Call) -> Outcome {
    let id = Id::derived(call.principal()?.person.as_str(), call.key()?.as_str());
    let wanted: Raising = call.body()?;
    let subject = SubjectId { kind: SubjectKind::Question, id: id.clone() };
    let prepare = || -> Preparing<'_, QuestionHead> { Box::pin(prepare(context, &call, &wanted, &id)) };
    Ok(context.act_on(&call, &keys::subject_pk(&subject), prepare).await?.with_status(201))
}

async fn prepare(
    context: &Context,
    call: &Call,
    wanted: &Raising,
    id: &Id,
) -> Result<(Transaction, QuestionHead), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let number = wanted.number.as_str();
    let key = keys::number(number);
    let given = context.store.batch_get(Table::Records, std::slice::from_ref(&key)).await?.take::<GivenNumber>(&key)?;
    let plan = match given {
        Some(given) => context.store.plan_with_body(&given.plan).await?.map(|(plan, _)| plan),
        None => None,
    };
    filed_under(plan.as_ref(), number, FILED)?;
    let plan = plan.ok_or_else(Fault::absent)?;
    let (mut question, body) = raise(id.clone(), &plan, number, by, now);
    let answer = QuestionHead::new(&question, true);
    let payload = json!({"plan": &body.plan, "filing_number": number});
    let act = Act { payload, ..call.act("question_raised", now, &answer)? };
    let event = question.history.record(&keys::subject_pk(&question.id), act);
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &question, Refusal::AlreadyExists)
        .insert(Table::Records, &body, Refusal::AlreadyExists)
        .put(Table::Records, &AboutLink { about: plan.id.clone(), subject: question.id.clone(), at: now })
        .event(&event);
    Ok((acts, answer))
}
