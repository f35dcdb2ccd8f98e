//! Download an attachment (下载附件): a link to the version that was checked, for its owner or whoever may see the subject
//! or the budget that it belongs to.

use std::time::Duration;

use domain::access::Operation;
use domain::budget::Budget;
use domain::identity::Principal;
use domain::ids::{BudgetId, UploadId};
use domain::problem::Fault;
use domain::subject::{Subject, SubjectId};
use domain::upload::{Upload, UploadStatus};
use jiff::SignedDuration;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::files::Files;
use store::{Table, keys};

/// How long a link is good for.
const VALID: SignedDuration = SignedDuration::from_mins(5);

/// A link to an attachment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Link {
    /// Where it is; whoever has this address has the file.
    pub url: String,
    /// Until when, RFC 3339.
    pub expires_at: String,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::Download,
    method: "GET",
    path: "/api/uploads/{upload}/content",
    handle: |context, call| Box::pin(download(context, call)),
    docs: || {
        Docs::answering::<Link>("下载附件", 200)
            .query("subject", "附件所在的事项，如 plan.0af3；本人上传的附件可不填")
            .query("budget", "附件所在的预算；本人上传的附件可不填")
            .codes(&["invalid_fields", "attachment_not_checked"])
    },
};

async fn download(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: UploadId = call.path("upload")?;
    let (subject, budget) = (call.query_as("subject")?, call.query_as("budget")?);
    let upload = context.store.uploads(&[id]).await?.pop().ok_or_else(Fault::absent)?;
    let shown = upload.owner == by.person
        || is_of_subject(context, by, &upload, subject).await?
        || is_of_budget(context, by, &upload, budget).await?;
    if !shown {
        return Err(Problem::not_found());
    }
    if upload.status != UploadStatus::Checked {
        let said = upload.reason.as_deref().unwrap_or(upload.status.label());
        return Err(Problem::conflict("attachment_not_checked", format!("附件不能下载：{said}")));
    }
    let now = context.now();
    let valid = Duration::try_from(VALID).map_err(Problem::internal)?;
    let saved = lambda::disposition(upload.declared.name.as_str());
    let url = Files::from_env(&context.aws)?.link(&upload, &saved, valid).await?;
    Answer::ok(&Link { url, expires_at: (now + VALID).to_string() })
}

/// Whether `by` may see the subject, and its body lists this attachment of somebody who takes part in it.
async fn is_of_subject(
    context: &Context,
    by: &Principal,
    upload: &Upload,
    subject: Option<SubjectId>,
) -> Result<bool, Problem> {
    let Some(id) = subject else { return Ok(false) };
    let (head, body) = (keys::subject_head(&id), keys::subject_body(&id));
    let mut found = context.store.batch_get(Table::Records, &[head.clone(), body.clone()]).await?;
    let listed = found.lists(&body, "attachments", upload.id.as_str());
    let Some(subject) = found.take::<Subject>(&head)? else { return Ok(false) };
    Ok(listed && subject.is_seen_by(by) && subject.involves(&upload.unit))
}

/// Whether `by` may see `budget`, and it lists this attachment of its own unit.
async fn is_of_budget(
    context: &Context,
    by: &Principal,
    upload: &Upload,
    budget: Option<BudgetId>,
) -> Result<bool, Problem> {
    let Some(key) = budget.map(|budget| keys::budget(&budget)) else { return Ok(false) };
    let mut found = context.store.batch_get(Table::Records, std::slice::from_ref(&key)).await?;
    let Some(budget) = found.take::<Budget>(&key)? else { return Ok(false) };
    let listed = budget.papers.iter().any(|paper| paper.upload == upload.id);
    Ok(listed && budget.is_seen_by(by) && budget.unit == upload.unit)
}
