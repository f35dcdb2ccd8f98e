//! Begin an upload (上传附件, 3.8): what will come is declared, and a form is given that takes exactly that.

use std::collections::BTreeMap;

use domain::access::Operation;
use domain::ids::UploadId;
use domain::upload::{Declared, Upload};
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::files::Bucket;
use store::{CommitError, Refusal, Table, Transaction};

use crate::post_form::{Post, Signer, VALID, fields};

/// The form with which the browser posts the file: `multipart/form-data`, these fields first, the file last as `file`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UploadForm {
    /// The attachment's id, for a plan's `attachments`.
    pub upload: UploadId,
    /// Where it is posted.
    pub url: String,
    /// The fields of the form.
    pub fields: BTreeMap<&'static str, String>,
    /// Until when, RFC 3339.
    pub expires_at: String,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::PresignUpload,
    method: "POST",
    path: "/api/uploads",
    handle: |context, call| Box::pin(presign_upload(context, call)),
    docs: || Docs::new::<Declared, UploadForm>("上传附件", 201).codes(&["invalid_fields"]),
};

async fn presign_upload(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let declared: Declared = call.body()?;
    let id = UploadId::derived(by.person.as_str(), call.key()?.as_str());
    let now = context.now();
    let upload = Upload::declare(id, declared, by, now)?;
    let mut acts = Transaction::new();
    acts.insert(Table::Records, &upload, Refusal::AlreadyExists);
    match context.store.commit(acts, None).await {
        Err(CommitError::Refused(Refusal::AlreadyExists)) => declared_before(context, &upload).await?,
        outcome => outcome?,
    }
    let (bucket, key) = (Bucket::from_env(&context.aws)?, Bucket::posted(&upload.id));
    let (media_type, size) = (upload.kind.media_type(), upload.declared.size);
    let credentials = &context.aws.credentials;
    let signer = Signer {
        access_key: credentials.access_key_id(),
        secret: credentials.secret_access_key(),
        token: credentials.session_token(),
        region: &context.aws.region,
    };
    let post = Post { bucket: &bucket.name, key: &key, media_type, size };
    Answer::created(&UploadForm {
        upload: upload.id,
        url: bucket.url,
        fields: fields(&post, &signer, now),
        expires_at: (now + VALID).to_string(),
    })
}

/// The same declaration again gets its form again; another one under the same key does not.
async fn declared_before(context: &Context, upload: &Upload) -> Result<(), Problem> {
    let known = context.store.uploads(std::slice::from_ref(&upload.id)).await?;
    if known.iter().all(|known| known.declared == upload.declared) {
        Ok(())
    } else {
        Err(Problem::conflict("idempotency_key_reused", "该请求编号已用于其他内容，请刷新后再试"))
    }
}
