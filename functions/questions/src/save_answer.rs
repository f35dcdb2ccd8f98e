//! Save an answer (保存质疑答复, 3.13) as it is typed, by whoever the question lies with: the purchaser, or the agency. The
//! supplier sees it when it is sent.

use chains::course::task_id;
use domain::access::Operation;
use domain::ids::Id;
use domain::problem::{Fault, FieldFault};
use domain::question::{ANSWER_COMPLETE, Answer, AnswerRecord, QuestionBody};
use domain::subject::{Party, SubjectId, SubjectKind, TaskId};
use lambda::subject_views::UnderEdit;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Refusal, Table, Transaction, keys};

/// An answer as it is typed now.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerSaving {
    /// The to-do under which it is written.
    task: TaskId,
    /// The version that was read; 0 while there is none.
    version: u64,
    /// The answer.
    answer: Answer,
}

/// An answer that was kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AnswerSaved {
    /// Its version now.
    version: u64,
    /// What is missing; with any of it, it cannot be sent.
    missing: Vec<FieldFault>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SaveAnswer,
    method: "PUT",
    path: "/api/questions/{question}/answer",
    handle: |context, call| Box::pin(save_answer(context, call)),
    docs: || {
        let codes = ["invalid_fields", "stale_version", "already_decided", "claimed_by_other"];
        let authority = ["authority_lost", "edit_not_allowed"];
        Docs::new::<AnswerSaving, AnswerSaved>("保存质疑答复", 200).without_key().codes(&codes).codes(&authority)
    },
};

async fn save_answer(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Question, id: call.path::<Id>("question")? };
    let saving: AnswerSaving = call.body()?;
    let prepare =
        || -> Preparing<'_, AnswerSaved, Option<Transaction>> { Box::pin(prepare(context, &call, &id, &saving)) };
    context.save_on(prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    saving: &AnswerSaving,
) -> Result<(Option<Transaction>, AnswerSaved), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let UnderEdit { subject: mut question, body, task, .. } =
        UnderEdit::<QuestionBody>::load(context, by, id, &saving.task).await?;
    let current = task_id(&question, question.course.seq);
    if current != saving.task || task.step.holder.takes(Party::Supplier) {
        return Err(Fault::refused("edit_not_allowed", "当前环节不能填写答复").into());
    }
    let points = body.letter.matters.len();
    let missing = saving.answer.faults(points);
    if saving.answer.items.len() > points {
        let over = missing.into_iter().filter(|fault| fault.code == "too_many").collect();
        return Err(Fault::invalid(over).into());
    }
    let key = keys::subject_part(id, &AnswerRecord::part(&by.unit));
    let stored =
        context.store.batch_get(Table::Records, std::slice::from_ref(&key)).await?.take::<AnswerRecord>(&key)?;
    let before = stored.as_ref().map_or(0, |stored| stored.version);
    let same = |stored: &AnswerRecord| stored.answer == saving.answer && stored.points == body.letter.matters;
    if before > saving.version && stored.as_ref().is_some_and(same) {
        return Ok((None, AnswerSaved { version: before, missing }));
    }
    if before != saving.version {
        return Err(Fault::conflict("stale_version", "答复已被他人修改，请刷新后再填写").into());
    }
    let header = question.version;
    match missing.is_empty() {
        true => question.course.facts.insert(ANSWER_COMPLETE.to_owned()),
        false => question.course.facts.remove(ANSWER_COMPLETE),
    };
    question.updated_at = now;
    question.version += 1;
    let record = AnswerRecord {
        question: id.id.clone(),
        answer: saving.answer.clone(),
        points: body.letter.matters,
        unit: by.unit.clone(),
        sent: None,
        version: before + 1,
    };
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &question, header, Refusal::StaleVersion);
    match before {
        0 => acts.insert(Table::Records, &record, Refusal::StaleVersion),
        version => acts.replace(Table::Records, &record, version, Refusal::StaleVersion),
    };
    Ok((Some(acts), AnswerSaved { version: record.version, missing }))
}
