//! The body of an early warning, beside its header.

use domain::subject::{SubjectId, SubjectKind};
use domain::warning::WarningBody;

use crate::keys::{self, Key};
use crate::record::Record;

impl Record for WarningBody {
    const ENTITY: &'static str = "warning_body";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::subject_body(&SubjectId { kind: SubjectKind::Warning, id: self.warning.clone() })
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}
