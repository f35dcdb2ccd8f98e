//! Attachments in S3 (feature `files`): where they are posted, reading one version of one, and links to a checked one.
//!
//! What was checked is a version of an object; nothing here serves "the newest".

use std::time::Duration;

use aws_sdk_s3::Client;
use aws_sdk_s3::config::Builder;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::presigning::PresigningConfig;
use aws_sdk_s3::primitives::ByteStream;
use domain::ids::UploadId;
use domain::upload::Upload;

use crate::client::{Aws, variable};
use crate::{Result, StoreError, retry};

/// Where what was checked is kept.
const KEPT: &str = "uploads/";
/// Where files are posted to; whatever lies there expires.
const POSTED: &str = "incoming/";

/// The bucket of attachments, as this function and as the browser reach it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Where a form is posted to.
    pub url: String,
    /// The origin that a browser uses, when that is not AWS's own.
    origin: Option<String>,
}

impl Bucket {
    /// From `UPLOADS_BUCKET`; on a local stack by `UPLOADS_PUBLIC_URL`, or else its endpoint, path style.
    ///
    /// # Errors
    /// [`StoreError::NotConfigured`] without `UPLOADS_BUCKET`.
    pub fn from_env(aws: &Aws) -> Result<Self> {
        let name = variable("UPLOADS_BUCKET").ok_or(StoreError::NotConfigured("UPLOADS_BUCKET"))?;
        let origin = variable("UPLOADS_PUBLIC_URL").or_else(|| aws.endpoint.clone());
        Ok(Self::reached(name, &aws.region, origin))
    }

    fn reached(name: String, region: &str, origin: Option<String>) -> Self {
        let origin = origin.map(|origin| origin.trim_end_matches('/').to_owned());
        let suffix = if region.starts_with("cn-") { "amazonaws.com.cn" } else { "amazonaws.com" };
        let url = match &origin {
            Some(origin) => format!("{origin}/{name}"),
            None => format!("https://{name}.s3.{region}.{suffix}"),
        };
        Self { name, url, origin }
    }

    /// The key under which an attachment is kept.
    #[must_use]
    pub fn kept(id: &UploadId) -> String {
        format!("{KEPT}{id}")
    }

    /// The key to which an attachment is posted.
    #[must_use]
    pub fn posted(id: &UploadId) -> String {
        format!("{POSTED}{id}")
    }

    /// The attachment that was posted to a key, as a notification writes it; `None` for any other object.
    #[must_use]
    pub fn upload_of(key: &str) -> Option<UploadId> {
        key.replace("%2F", "/").strip_prefix(POSTED)?.parse().ok()
    }
}

/// The attachments.
pub struct Files {
    client: Client,
    signer: Client,
    bucket: String,
}

/// One version of an attachment, to be read once.
pub struct Content {
    /// Its size in bytes.
    pub size: u64,
    body: ByteStream,
}

impl Files {
    /// From the environment, see [`Bucket::from_env`].
    ///
    /// # Errors
    /// [`StoreError::NotConfigured`] without `UPLOADS_BUCKET`.
    pub fn from_env(aws: &Aws) -> Result<Self> {
        let bucket = Bucket::from_env(aws)?;
        let client = |endpoint: Option<String>| {
            let mut config = Builder::from(&aws.sdk).force_path_style(endpoint.is_some());
            config.set_endpoint_url(endpoint);
            Client::from_conf(config.build())
        };
        Ok(Self { client: client(aws.endpoint.clone()), signer: client(bucket.origin), bucket: bucket.name })
    }

    /// A version of an attachment that was checked; `None` when it is not there.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn open(&self, id: &UploadId, version: &str) -> Result<Option<Content>> {
        self.content(&Bucket::kept(id), version).await
    }

    /// A version of what was posted; `None` when it is not there.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn open_posted(&self, id: &UploadId, version: &str) -> Result<Option<Content>> {
        self.content(&Bucket::posted(id), version).await
    }

    /// Keeps a version of what was posted; the version under which it is kept.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn keep(&self, id: &UploadId, version: &str) -> Result<String> {
        let source = format!("{}/{}?versionId={version}", self.bucket, Bucket::posted(id));
        let asked = self.client.copy_object().bucket(&self.bucket).key(Bucket::kept(id)).copy_source(source);
        let kept = asked.send().await.map_err(|error| retry::store_error("CopyObject", &error))?;
        let none = || StoreError::Failed { operation: "CopyObject", why: "the bucket keeps no versions".to_owned() };
        kept.version_id.ok_or_else(none)
    }

    async fn content(&self, key: &str, version: &str) -> Result<Option<Content>> {
        let asked = self.client.get_object().bucket(&self.bucket).key(key).version_id(version);
        match asked.send().await {
            Ok(found) => {
                let size = found.content_length.and_then(|size| u64::try_from(size).ok()).unwrap_or_default();
                Ok(Some(Content { size, body: found.body }))
            }
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(retry::store_error("GetObject", &error)),
        }
    }

    /// An address that serves the checked version of `upload` for `valid`, to be saved under `disposition`'s name.
    ///
    /// # Errors
    /// [`StoreError::Failed`] for an attachment that was not checked, or when it cannot be signed.
    pub async fn link(&self, upload: &Upload, disposition: &str, valid: Duration) -> Result<String> {
        let failed = |why: String| StoreError::Failed { operation: "GetObject", why };
        let version = upload.object_version.as_ref().ok_or_else(|| failed(format!("{} was not checked", upload.id)))?;
        let config = PresigningConfig::expires_in(valid).map_err(|error| failed(error.to_string()))?;
        let asked = self
            .signer
            .get_object()
            .bucket(&self.bucket)
            .key(Bucket::kept(&upload.id))
            .version_id(version)
            .response_content_type(upload.kind.media_type())
            .response_content_disposition(disposition);
        let signed = asked.presigned(config).await.map_err(|error| retry::store_error("GetObject", &error))?;
        Ok(signed.uri().to_owned())
    }
}

impl Content {
    /// Hands its bytes to `each`, in order and in pieces.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when it breaks off.
    pub async fn read(mut self, mut each: impl FnMut(&[u8])) -> Result<()> {
        while let Some(piece) = self.body.next().await {
            let broken = |why: String| StoreError::Unavailable { operation: "GetObject", why };
            each(&piece.map_err(|error| broken(error.to_string()))?);
        }
        Ok(())
    }
}

fn is_absent<E: ProvideErrorMetadata, R>(error: &SdkError<E, R>) -> bool {
    let code = error.as_service_error().and_then(ProvideErrorMetadata::code);
    matches!(code, Some("NoSuchKey" | "NoSuchVersion"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_posted_to_the_host_of_the_partition_or_to_the_local_origin() {
        let url = |region: &str, origin: Option<&str>| {
            Bucket::reached("files".into(), region, origin.map(ToOwned::to_owned)).url
        };
        assert_eq!(url("eu-west-1", None), "https://files.s3.eu-west-1.amazonaws.com");
        assert_eq!(url("cn-north-1", None), "https://files.s3.cn-north-1.amazonaws.com.cn");
        assert_eq!(url("cn-north-1", Some("http://localhost:4566/")), "http://localhost:4566/files");
    }

    #[test]
    fn only_keys_of_attachments_name_one() {
        let id: UploadId = "0af3".parse().unwrap();
        assert_eq!(Bucket::upload_of(&Bucket::posted(&id)), Some(id.clone()));
        assert_eq!(Bucket::upload_of("incoming%2F0af3"), Some(id.clone()));
        for other in ["exports/0af3", "incoming/a/b", &Bucket::kept(&id)] {
            assert_eq!(Bucket::upload_of(other), None);
        }
    }
}
