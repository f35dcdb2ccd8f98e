//! Attachments (附件): declared before they are uploaded, checked after, and served only as the checked version.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::identity::Principal;
use crate::ids::{PersonId, UnitId, UploadId};
use crate::problem::{Fault, FieldFault};
use crate::text::Line;

/// Largest attachment, in bytes: 50 MB.
pub const LARGEST: u64 = 50 * 1024 * 1024;
/// How much of a file's end is looked at: the directory of an office document lies there.
pub const TAIL: usize = 64 * 1024;

/// How long a file may take until it is posted and checked; whatever was not by then is told to be sent again.
pub const PATIENCE: SignedDuration = SignedDuration::from_hours(1);

/// A kind of file that may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// Office Open XML document (.docx).
    Docx,
    /// Office Open XML workbook (.xlsx).
    Xlsx,
}

impl FileKind {
    /// By the ending of a file's name, in any case.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (stem, ending) = name.rsplit_once('.')?;
        if stem.trim().is_empty() {
            return None;
        }
        match ending.to_ascii_lowercase().as_str() {
            "pdf" => Some(Self::Pdf),
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "docx" => Some(Self::Docx),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }

    /// Media type that it is stored and served with.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Whether a file that begins with `head` (its first 64 bytes or more) and ends with `tail` (its last [`TAIL`] bytes)
    /// can be of this kind.
    #[must_use]
    pub fn fits(self, head: &[u8], tail: &[u8]) -> bool {
        let has = |part: &[u8]| tail.windows(part.len()).any(|window| window == part);
        // A zip with its end record, whose directory names the parts of such a document; macros live in other endings.
        let office = |part: &[u8]| head.starts_with(b"PK\x03\x04") && has(b"PK\x05\x06") && has(part);
        match self {
            Self::Pdf => head.starts_with(b"%PDF-") && has(b"%%EOF"),
            Self::Jpeg => head.starts_with(&[0xff, 0xd8, 0xff]),
            Self::Png => head.starts_with(b"\x89PNG\r\n\x1a\n"),
            Self::Docx => office(b"word/"),
            Self::Xlsx => office(b"xl/"),
        }
    }
}

/// What is declared before an upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// File name with its ending: .pdf .jpg .jpeg .png .docx .xlsx
    pub name: Line<120>,
    /// Size in bytes, 1 to 50 MB.
    pub size: u64,
    /// SHA-256 of the content, 64 hex digits.
    pub sha256: String,
}

impl Declared {
    /// The kind of the file that is declared.
    ///
    /// # Errors
    /// `invalid_fields` for a name, size or hash that is not accepted.
    pub fn check(&self) -> Result<FileKind, Fault> {
        let mut faults = Vec::new();
        let kind = FileKind::of_name(self.name.as_str());
        if kind.is_none() || self.name.as_str().contains(['/', '\\', '"']) {
            faults.push(FieldFault::new("name", "file_kind", "文件应为 pdf、jpg、jpeg、png、docx 或 xlsx 格式"));
        }
        if self.size == 0 || self.size > LARGEST {
            faults.push(FieldFault::new("size", "file_size", "文件大小应在1字节至50MB之间"));
        }
        if self.sha256.len() != 64 || !self.sha256.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            faults.push(FieldFault::new("sha256", "invalid_value", "文件校验值应为64位小写十六进制"));
        }
        match kind {
            Some(kind) if faults.is_empty() => Ok(kind),
            _ => Err(Fault::invalid(faults)),
        }
    }
}

/// What became of an upload (附件状态).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum UploadStatus {
    /// 待上传
    Awaited,
    /// 已通过检查
    Checked,
    /// 未通过检查
    Refused,
}

impl UploadStatus {
    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Awaited => "待上传或检查中",
            Self::Checked => "已通过检查",
            Self::Refused => "未通过检查",
        }
    }
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Upload {
    /// Its id.
    pub id: UploadId,
    /// Who declared it.
    pub owner: PersonId,
    /// The owner's unit.
    pub unit: UnitId,
    /// What was declared.
    pub declared: Declared,
    /// The kind that was declared.
    pub kind: FileKind,
    /// What became of it.
    pub status: UploadStatus,
    /// Why it was refused, in Chinese.
    pub reason: Option<String>,
    /// The version of the object that was checked, and is served whatever is posted afterwards.
    pub object_version: Option<String>,
    /// When it was declared.
    pub created_at: Timestamp,
    /// Its version.
    pub version: u64,
}

/// What was found of an object when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of it in lower-case hex.
    pub sha256: String,
    /// Its first 64 bytes or more.
    pub head: Vec<u8>,
    /// Its last [`TAIL`] bytes.
    pub tail: Vec<u8>,
}

impl Upload {
    /// What is declared and not read yet.
    ///
    /// # Errors
    /// `invalid_fields` for a declaration that is not accepted.
    pub fn declare(id: UploadId, declared: Declared, by: &Principal, now: Timestamp) -> Result<Self, Fault> {
        let kind = declared.check()?;
        let (owner, unit) = (by.person.clone(), by.unit.clone());
        let (status, reason, object_version) = (UploadStatus::Awaited, None, None);
        Ok(Self { id, owner, unit, declared, kind, status, reason, object_version, created_at: now, version: 1 })
    }

    /// Why what was found is refused, in Chinese; `None` where it is what was declared.
    #[must_use]
    pub fn against(&self, found: &Found) -> Option<String> {
        let Declared { size, sha256, .. } = &self.declared;
        if found.size != *size {
            Some(format!("文件大小为{}字节，与申报的{size}字节不一致", found.size))
        } else if found.sha256 != *sha256 {
            Some("文件内容与申报的校验值不一致，请重新上传".to_owned())
        } else if !self.kind.fits(&found.head, &found.tail) {
            Some("文件内容与文件名的格式不符".to_owned())
        } else {
            None
        }
    }

    /// Decides on it: kept as the version `Ok`, or refused for the reason `Err`. Only the first decision counts: `false`, and
    /// nothing changed, when it was decided before.
    pub fn decide(&mut self, checked: Result<String, String>) -> bool {
        if self.status != UploadStatus::Awaited {
            return false;
        }
        self.status = if checked.is_ok() { UploadStatus::Checked } else { UploadStatus::Refused };
        (self.object_version, self.reason) = match checked {
            Ok(version) => (Some(version), None),
            Err(reason) => (None, Some(reason)),
        };
        self.version += 1;
        true
    }

    /// What people are told of it at `now`: what was neither posted nor checked for an hour is not waited for any more.
    #[must_use]
    pub fn told_at(&self, now: Timestamp) -> (UploadStatus, Option<String>) {
        let lost = self.status == UploadStatus::Awaited && now > self.created_at + PATIENCE;
        match lost {
            true => (UploadStatus::Refused, Some("文件没有传完，或检查没有完成，请移除后重新上传".to_owned())),
            false => (self.status, self.reason.clone()),
        }
    }

    /// Whether `principal` may see it without knowing a plan that lists it.
    #[must_use]
    pub fn is_seen_by(&self, principal: &Principal) -> bool {
        self.owner == principal.person || self.unit == principal.unit
    }
}

/// What is wrong with the attachments `ids`, of which `uploads` are there: each must be of `unit`, and with `checked` it must
/// have passed its check.
#[must_use]
pub fn attachment_faults(ids: &[UploadId], uploads: &[Upload], unit: &UnitId, checked: bool) -> Vec<FieldFault> {
    let fault = |(n, id): (usize, &UploadId)| {
        let field = || format!("attachments[{n}]");
        match uploads.iter().find(|upload| upload.id == *id && upload.unit == *unit) {
            None => Some(FieldFault::new(field(), "attachment_unknown", "附件不存在，或不属于本单位")),
            Some(upload) if checked && upload.status != UploadStatus::Checked => {
                let said = upload.reason.as_deref().unwrap_or("还没有上传或检查完，超过一小时请移除后重新上传");
                let message = format!("附件“{}”不能使用：{said}", upload.declared.name);
                Some(FieldFault::new(field(), "attachment_not_checked", message))
            }
            Some(_) => None,
        }
    };
    ids.iter().enumerate().filter_map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn upload(id: &str, unit: &str, status: &str) -> Upload {
        serde_json::from_value(json!({
            "id": id, "owner": "p", "unit": unit, "kind": "pdf", "status": status, "reason": null,
            "object_version": null, "created_at": "2026-01-01T00:00:00Z", "version": 1,
            "declared": {"name": "批复.pdf", "size": 1, "sha256": "0".repeat(64)},
        }))
        .unwrap()
    }

    #[test]
    fn attachments_are_the_units_own_and_checked_before_they_are_sent() {
        let uploads = [upload("a", "u", "checked"), upload("b", "v", "checked"), upload("c", "u", "awaited")];
        let ids = ["a", "b", "c", "d"].map(|id| id.parse().unwrap());
        let found = |checked| {
            let faults = attachment_faults(&ids, &uploads, &"u".parse().unwrap(), checked);
            faults.into_iter().map(|fault| (fault.field, fault.code)).collect::<Vec<_>>()
        };
        let fault = |n: usize, code: &str| (format!("attachments[{n}]"), code.to_owned());
        assert_eq!(found(false), [fault(1, "attachment_unknown"), fault(3, "attachment_unknown")]);
        assert_eq!(
            found(true),
            [fault(1, "attachment_unknown"), fault(2, "attachment_not_checked"), fault(3, "attachment_unknown")]
        );
    }

    fn declared(name: &str, size: u64, sha256: &str) -> Declared {
        Declared { name: name.parse().unwrap(), size, sha256: sha256.to_owned() }
    }

    #[test]
    fn a_declaration_names_every_field_that_is_not_accepted() {
        let hash = "0".repeat(64);
        assert_eq!(declared("批复.PDF", 1, &hash).check(), Ok(FileKind::Pdf));
        for (bad, field) in [
            (declared("批复.exe", 1, &hash), "name"),
            (declared("批复", 1, &hash), "name"),
            (declared(".pdf", 1, &hash), "name"),
            (declared("../批复.pdf", 1, &hash), "name"),
            (declared("批复.pdf", 0, &hash), "size"),
            (declared("批复.pdf", LARGEST + 1, &hash), "size"),
            (declared("批复.pdf", 1, &"A".repeat(64)), "sha256"),
            (declared("批复.pdf", 1, "00"), "sha256"),
        ] {
            assert_eq!(bad.check().unwrap_err().fields[0].field, field);
        }
    }

    #[test]
    fn content_that_is_not_what_the_name_says_does_not_fit() {
        assert!(FileKind::Pdf.fits(b"%PDF-1.7 ...", b"... %%EOF\n"));
        assert!(!FileKind::Pdf.fits(b"MZ\x90\x00", b"%%EOF"));
        assert!(!FileKind::Pdf.fits(b"%PDF-1.7", b"cut off"));
        assert!(!FileKind::Png.fits(b"\xff\xd8\xff\xe0", b""));
        assert!(FileKind::Xlsx.fits(b"PK\x03\x04....", b"..xl/workbook.xml..PK\x05\x06......"));
        assert!(!FileKind::Docx.fits(b"PK\x03\x04....", b"..xl/workbook.xml..PK\x05\x06......"));
        assert!(!FileKind::Xlsx.fits(b"PK\x03\x04....", b"..PK\x05\x06......"));
        assert!(!FileKind::Docx.fits(b"", b""));
    }

    #[test]
    fn only_the_first_decision_counts_and_it_says_what_differs() {
        let by: Principal = serde_json::from_value(serde_json::json!({"person": "p", "name": "甲", "unit": "u",
            "unit_name": "单位", "department": "d", "department_name": "处", "region": "350001", "roles": []}))
        .unwrap();
        let new = || {
            let declared = declared("批复.pdf", 9, &"0".repeat(64));
            Upload::declare("1".parse().unwrap(), declared, &by, Timestamp::UNIX_EPOCH).unwrap()
        };
        let good = Found { size: 9, sha256: "0".repeat(64), head: b"%PDF-1.7".to_vec(), tail: b"%%EOF".to_vec() };
        for (found, wrong) in [
            (Found { size: 8, ..good.clone() }, "大小"),
            (Found { sha256: "1".repeat(64), ..good.clone() }, "校验值"),
            (Found { head: b"MZ".to_vec(), ..good.clone() }, "格式"),
        ] {
            let mut upload = new();
            assert!(upload.decide(Err(upload.against(&found).unwrap())));
            assert_eq!((upload.status, upload.object_version.as_ref()), (UploadStatus::Refused, None));
            assert!(upload.reason.unwrap().contains(wrong));
        }
        let mut upload = new();
        assert_eq!(upload.against(&good), None);
        assert!(upload.decide(Ok("v1".into())));
        assert!(!upload.decide(Ok("v2".into())) && !upload.decide(Err("大小".into())));
        assert_eq!(
            (upload.status, upload.object_version.as_deref(), upload.version),
            (UploadStatus::Checked, Some("v1"), 2)
        );
    }

    #[test]
    fn a_file_whose_check_never_came_is_told_to_be_sent_again_after_an_hour() {
        let declared_at: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let told = |status, minutes| upload("a", "u", status).told_at(declared_at + SignedDuration::from_mins(minutes));
        assert_eq!(told("awaited", 60), (UploadStatus::Awaited, None));
        let (status, reason) = told("awaited", 61);
        assert!(status == UploadStatus::Refused && reason.unwrap().contains("重新上传"));
        assert_eq!(told("checked", 61), (UploadStatus::Checked, None));
    }
}
