//! What proves a budget (附件): checked uploads of the unit, each of a kind.

use serde::{Deserialize, Serialize};

use crate::ids::{UnitId, UploadId};
use crate::problem::FieldFault;
use crate::upload::{Upload, UploadStatus};

/// Most attachments of a budget.
pub const MOST_PAPERS: usize = 10;

/// The kind of an attachment (附件类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaperKind {
    /// 财政批文
    TreasuryApproval,
    /// 会议纪要
    MeetingMinutes,
    /// 单位批示
    UnitDecision,
    /// 其他附件
    Other,
}

impl PaperKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::TreasuryApproval, Self::MeetingMinutes, Self::UnitDecision, Self::Other];
    /// The kinds of which an adjustment has exactly one.
    pub const OF_ADJUSTMENT: [Self; 3] = [Self::TreasuryApproval, Self::MeetingMinutes, Self::UnitDecision];

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::TreasuryApproval => "财政批文",
            Self::MeetingMinutes => "会议纪要",
            Self::UnitDecision => "单位批示",
            Self::Other => "其他附件",
        }
    }
}

/// An attachment as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperEntry {
    /// Its kind.
    pub kind: PaperKind,
    /// The upload, checked already.
    pub upload: UploadId,
}

/// An attachment of a budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// Its kind.
    pub kind: PaperKind,
    /// The upload.
    pub upload: UploadId,
    /// The file's name.
    pub name: String,
}

/// The attachments of `entries`; `field` is where the list stands in the request.
///
/// # Errors
/// Every entry that is no checked upload of `unit`, or stands there twice; too many.
pub fn papers(
    entries: &[PaperEntry],
    uploads: &[Upload],
    unit: &UnitId,
    field: &str,
) -> Result<Vec<Paper>, Vec<FieldFault>> {
    if entries.len() > MOST_PAPERS {
        return Err(vec![FieldFault::new(field, "too_many", format!("附件最多{MOST_PAPERS}个"))]);
    }
    let (mut papers, mut faults) = (Vec::new(), Vec::new());
    for (n, entry) in entries.iter().enumerate() {
        let mut wrong = |code: &str, said: String| {
            faults.push(FieldFault::new(format!("{field}[{n}].upload"), code, said));
        };
        let twice = entries.iter().take(n).any(|earlier| earlier.upload == entry.upload);
        match uploads.iter().find(|upload| upload.id == entry.upload && upload.unit == *unit) {
            _ if twice => wrong("invalid_value", "同一附件只能添加一次".to_owned()),
            None => wrong("attachment_unknown", "附件不存在，或不属于本单位".to_owned()),
            Some(upload) if upload.status != UploadStatus::Checked => {
                let said = upload.reason.as_deref().unwrap_or(upload.status.label());
                wrong("attachment_not_checked", format!("附件“{}”不能使用：{said}", upload.declared.name));
            }
            Some(upload) => papers.push(Paper {
                kind: entry.kind,
                upload: upload.id.clone(),
                name: upload.declared.name.to_string(),
            }),
        }
    }
    if faults.is_empty() { Ok(papers) } else { Err(faults) }
}
