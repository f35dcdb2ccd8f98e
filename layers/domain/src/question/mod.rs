//! Supplier questions (供应商质疑, 3.13): the letter (质疑函, 财政部令第94号 art. 12) that a supplier sends about a project, and
//! the answer (质疑答复, art. 15) that it gets within seven working days.

mod answer;
mod letter;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use answer::{Answer, AnswerItem, AnswerRecord, Impact, Sent, right_to_complain};
pub use letter::{Letter, Matter, Questioned};

use crate::identity::Principal;
use crate::ids::{Id, PlanId, UnitId};
use crate::problem::Fault;
use crate::subject::{Content, Party, Subject, SubjectId, SubjectKind, Taker};

/// That every point is answered, so that the answer may be sent.
pub const ANSWER_COMPLETE: &str = "answer_complete";

/// Working days within which a supplier must question what it knows of (质疑期限).
pub const DAYS_TO_QUESTION: u16 = 7;

/// Working days within which a supplier may complain once the time for the answer is over (投诉期限).
pub const DAYS_TO_COMPLAIN: u16 = 15;

/// The body of a supplier question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuestionBody {
    /// The question.
    pub question: Id,
    /// The plan whose project it is about.
    pub plan: PlanId,
    /// Filing number of that plan (备案号), by which the supplier named it.
    pub filing_number: String,
    /// The letter: as it is typed while it is a draft, then as it was sent last.
    pub letter: Letter,
    /// What is typed to supplement it (补正), the supplier's alone until it is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplement: Option<Letter>,
    /// When it was sent first in its round: what tells whether it was in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_sent_at: Option<Timestamp>,
    /// When it was sent last, and so received (收到质疑函之日); one that was withdrawn to a draft keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_at: Option<Timestamp>,
    /// The organisation whose answer was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_by: Option<UnitId>,
    /// Its version: the header's when it was written.
    pub version: u64,
}

/// A new question of `by` about the project of `plan`, which is filed under `filing_number` (备案号).
///
/// It belongs to the purchaser. Whoever raised the plan has it first.
#[must_use]
pub fn raise(id: Id, plan: &Subject, filing_number: &str, by: &Principal, now: Timestamp) -> (Subject, QuestionBody) {
    let subject = SubjectId { kind: SubjectKind::Question, id: id.clone() };
    let mut question = Subject::draft(subject, plan.title.clone(), by, now);
    question.home = plan.home.clone();
    question.about = vec![plan.id.clone()];
    let handler = Taker {
        unit: plan.home.unit.clone(),
        department: Some(plan.home.department.clone()),
        person: Some(plan.raiser.clone()),
    };
    question.parties =
        [(Party::Supplier, Taker::organisation(by.unit.clone())), (Party::Handler, handler)].into_iter().collect();
    question.take_content(&plan.title, Content::default(), now);
    let body = QuestionBody {
        question: id,
        plan: plan.id.id.clone().into(),
        filing_number: filing_number.to_owned(),
        letter: Letter::default(),
        supplement: None,
        first_sent_at: None,
        sent_at: None,
        answered_by: None,
        version: 1,
    };
    (question, body)
}

/// Whether `plan` is the one that is filed under `number` now: a number of an earlier round names nothing any more.
///
/// # Errors
/// `invalid_fields` of `number`.
pub fn filed_under(plan: Option<&Subject>, number: &str, filed: &str) -> Result<(), Fault> {
    let named = plan.is_some_and(|plan| plan.number.as_deref() == Some(number) && plan.course.facts.contains(filed));
    if named {
        Ok(())
    } else {
        Err(Fault::field("number", "number_unknown", "没有以此备案号备案的采购项目，请核对后重新填写"))
    }
}

impl Subject {
    /// Whether `principal` is of the supplier whose question it is.
    #[must_use]
    pub fn is_suppliers(&self, principal: &Principal) -> bool {
        self.parties.get(&Party::Supplier).is_some_and(|taker| taker.includes(principal))
    }
}
