//! The body of a supplier question, and the answer beside it.

use domain::question::{AnswerRecord, QuestionBody};
use domain::subject::{SubjectId, SubjectKind};

use crate::keys::{self, Key};
use crate::record::Record;

impl Record for QuestionBody {
    const ENTITY: &'static str = "question_body";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        keys::subject_body(&SubjectId { kind: SubjectKind::Question, id: self.question.clone() })
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}

impl Record for AnswerRecord {
    const ENTITY: &'static str = "question_answer";
    const SCHEMA: u32 = 1;
    fn key(&self) -> Key {
        let question = SubjectId { kind: SubjectKind::Question, id: self.question.clone() };
        keys::subject_part(&question, &Self::part(&self.unit))
    }
    fn version(&self) -> Option<u64> {
        Some(self.version)
    }
}
