//! Save a letter (保存质疑函, 3.13) as it is typed: a draft of one's own, or what came back to be supplemented (补正).

use domain::access::Operation;
use domain::ids::Id;
use domain::problem::{Fault, FieldFault};
use domain::question::{Letter, QuestionBody};
use domain::subject::{Status, Subject, SubjectId, SubjectKind, TaskId};
use domain::upload::attachment_faults;
use lambda::subject_views::UnderEdit;
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::{Refusal, Table, Transaction};

use crate::get_question::missing;
use crate::view::QuestionHead;

/// A letter as it is typed now.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterSaving {
    /// The version that was read.
    version: u64,
    /// The to-do under which it is supplemented; absent for a draft.
    #[serde(default)]
    task: Option<TaskId>,
    /// The letter.
    letter: Letter,
}

/// A letter that was kept.
#[derive(Debug, Serialize, JsonSchema)]
pub struct LetterSaved {
    /// Its question.
    #[serde(flatten)]
    head: QuestionHead,
    /// What is missing or wrong; with any of it, it cannot be sent.
    missing: Vec<FieldFault>,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SaveQuestion,
    method: "PUT",
    path: "/api/questions/{question}",
    handle: |context, call| Box::pin(save_question(context, call)),
    docs: || {
        let codes = ["invalid_fields", "not_the_raiser", "not_a_draft", "stale_version"];
        let under_way = ["already_decided", "claimed_by_other", "authority_lost", "edit_not_allowed"];
        Docs::new::<LetterSaving, LetterSaved>("保存质疑函", 200).without_key().codes(&codes).codes(&under_way)
    },
};

async fn save_question(context: &Context, call: Call) -> Outcome {
    let id = SubjectId { kind: SubjectKind::Question, id: call.path::<Id>("question")? };
    let saving: LetterSaving = call.body()?;
    let prepare =
        || -> Preparing<'_, LetterSaved, Option<Transaction>> { Box::pin(prepare(context, &call, &id, &saving)) };
    context.save_on(prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    saving: &LetterSaving,
) -> Result<(Option<Transaction>, LetterSaved), Problem> {
    let (by, now) = (call.principal()?, context.now());
    let (mut question, mut body) = written(context, call, id, saving.task.as_ref()).await?;
    saving.letter.check_limits()?;
    let uploads = context.store.uploads(&saving.letter.attachments).await?;
    let unknown = attachment_faults(&saving.letter.attachments, &uploads, &by.unit, false);
    if !unknown.is_empty() {
        return Err(Fault::invalid(unknown).into());
    }
    let told = |question: &Subject| LetterSaved {
        head: QuestionHead::new(question, true),
        missing: missing(&saving.letter, &uploads, by, now),
    };
    let under_way = question.status == Status::UnderWay;
    let stored = body.supplement.as_ref().filter(|_| under_way).unwrap_or(&body.letter);
    if question.was_saved_since(saving.version) && *stored == saving.letter {
        return Ok((None, told(&question)));
    }
    question.at_version(saving.version)?;
    let before = (question.version, body.version);
    question.updated_at = now;
    question.version += 1;
    body.version = question.mark_content();
    // What was sent stays as it was until its supplement is sent.
    match under_way {
        true => body.supplement = Some(saving.letter.clone()),
        false => body.letter = saving.letter.clone(),
    }
    let mut acts = Transaction::new();
    acts.replace(Table::Records, &question, before.0, Refusal::StaleVersion).replace(
        Table::Records,
        &body,
        before.1,
        Refusal::StaleVersion,
    );
    let answer = told(&question);
    Ok((Some(acts), answer))
}

/// The question whose letter the caller may write now: their draft, or what lies with the supplier.
async fn written(
    context: &Context,
    call: &Call,
    id: &SubjectId,
    task: Option<&TaskId>,
) -> Result<(Subject, QuestionBody), Problem> {
    let by = call.principal()?;
    let Some(task) = task else {
        let found = context.store.subject_with_body::<QuestionBody>(id).await?;
        let (question, body) = found.ok_or_else(Fault::absent)?;
        return Ok((question.draft_of(by)?, body));
    };
    let UnderEdit { subject, body, task, .. } = UnderEdit::<QuestionBody>::load(context, by, id, task).await?;
    if subject.status == Status::UnderWay && task.step.holder.takes(domain::subject::Party::Supplier) {
        Ok((subject, body))
    } else {
        Err(Fault::refused("edit_not_allowed", "质疑函只能由供应商修改").into())
    }
}
