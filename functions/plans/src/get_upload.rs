//! What became of an upload (附件状态): asked until the check has decided.

use domain::access::Operation;
use domain::ids::UploadId;
use domain::problem::Fault;
use lambda::views::UploadView;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetUpload,
    method: "GET",
    path: "/api/uploads/{upload}",
    handle: |context, call| Box::pin(get_upload(context, call)),
    docs: || Docs::answering::<UploadView>("附件状态", 200),
};

async fn get_upload(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: UploadId = call.path("upload")?;
    let upload = context.store.uploads(&[id]).await?.pop().filter(|upload| upload.is_seen_by(by));
    Answer::ok(&UploadView::new(&upload.ok_or_else(Fault::absent)?, context.now()))
}
