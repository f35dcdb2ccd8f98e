//! The answer to a supplier's question is sent (答复供应商, 3.13): every point of it, and kept as it was sent.

use chains::Reason;
use domain::calendar::today;
use domain::identity::{Principal, Region};
use domain::problem::Fault;
use domain::question::{AnswerRecord, QuestionBody, Sent};
use domain::subject::{Subject, TaskId};
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::records::Notice;
use store::{Refusal, Store, StoreError, Table, Transaction, keys};

use crate::EffectError;

/// The answer as it is sent.
#[derive(Debug)]
pub(crate) struct Reply {
    before: u64,
    record: AnswerRecord,
    asked: u64,
    question: QuestionBody,
    notice: Notice,
}

pub(crate) async fn prepare(
    store: &Store,
    subject: &Subject,
    by: &Principal,
    now: Timestamp,
) -> Result<Reply, EffectError> {
    let body = keys::subject_body(&subject.id);
    let answer = keys::subject_part(&subject.id, &AnswerRecord::part(&by.unit));
    let region = keys::region(&subject.home.region);
    let mut found = store.batch_get(Table::Records, &[body.clone(), answer.clone(), region.clone()]).await?;
    let missing = || StoreError::Corrupt { key: body.clone(), why: "a question without a body".to_owned() };
    let mut question: QuestionBody = found.take(&body)?.ok_or_else(missing)?;
    let stored = found.take::<AnswerRecord>(&answer)?;
    let mut record = stored.ok_or_else(|| Fault::refused("move_disabled", "请先逐项填写答复"))?;
    if record.points != question.letter.matters {
        return Err(Fault::conflict("stale_version", "质疑函已补正，请核对答复后再提交").into());
    }
    let faults = record.answer.faults(record.points.len());
    if !faults.is_empty() {
        return Err(Fault::invalid(faults).into());
    }
    let before = record.version;
    let missing = || StoreError::Corrupt { key: region.clone(), why: "a unit of no region".to_owned() };
    let region: Region = found.take(&region)?.ok_or_else(missing)?;
    record.sent = Some(Sent::by(by, now, question.sent_at, &region.name));
    record.version += 1;
    let notice = Notice {
        person: subject.raiser.id.clone(),
        at: now,
        task: TaskId { subject: subject.id.clone(), round: subject.course.round, seq: 0 },
        title: subject.title.clone(),
        label: subject.id.kind.label().to_owned(),
        reason: Reason::Answered,
        holder: by.unit_name.to_string(),
        due: today(now),
    };
    let asked = question.version;
    question.answered_by = Some(by.unit.clone());
    Ok(Reply { before, record, asked, question, notice })
}

impl Reply {
    pub(crate) fn change(&mut self, subject: &mut Subject, payload: &mut Map<String, Value>) {
        self.question.version = subject.mark_content();
        payload.insert("answer_sent".to_owned(), json!(self.record));
    }

    pub(crate) fn write(&self, acts: &mut Transaction) {
        acts.replace(Table::Records, &self.record, self.before, Refusal::StaleVersion)
            .replace(Table::Records, &self.question, self.asked, Refusal::StaleVersion)
            .put(Table::Records, &self.notice);
    }
}
