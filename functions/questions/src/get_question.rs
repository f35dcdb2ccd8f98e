//! One question with everything its page shows (查看质疑, 3.13): the letter, how far it is, and the answer once it was sent.

use chains::outside::looks_from_outside;
use chains::{Todo, course};
use domain::access::Operation;
use domain::calendar::today;
use domain::identity::{Principal, Unit};
use domain::ids::{Id, PlanId, UnitId};
use domain::problem::{Fault, FieldFault};
use domain::question::{
    ANSWER_COMPLETE, Answer as Reply, AnswerRecord, DAYS_TO_QUESTION, Impact, Letter, Matter, QuestionBody, Questioned,
};
use domain::subject::{Party, Status, Subject, SubjectId, SubjectKind};
use domain::upload::{Upload, attachment_faults};
use jiff::Timestamp;
use lambda::subject_views::{Editable, SubmissionView, names_of};
use lambda::views::UploadView;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Store, Table, keys};

use crate::view::QuestionHead;

/// A question with everything its page shows.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionDetail {
    /// Its header.
    #[serde(flatten)]
    pub head: QuestionHead,
    /// The plan behind it, for whoever may see that; absent outside.
    pub plan: Option<PlanId>,
    /// Filing number of the project (备案号).
    pub filing_number: String,
    /// The purchaser (采购人).
    pub unit_name: String,
    /// The supplier (质疑供应商).
    pub supplier_name: String,
    /// The agency that it was forwarded to (代理机构), if any.
    pub agency_name: Option<String>,
    /// The letter.
    pub letter: Letter,
    /// Its attachments.
    pub attachments: Vec<UploadView>,
    /// What the letter lacks while the caller may write it; with any of it, it cannot be sent.
    pub missing: Vec<FieldFault>,
    /// When it was sent last (提交时间), RFC 3339.
    pub sent_at: Option<String>,
    /// Whether it is sent, or would be now, after the period for questioning.
    pub late: bool,
    /// The last day for the answer (答复期限), while it is awaited.
    pub due: Option<String>,
    /// The answer: to the supplier once it was sent.
    pub answer: Option<AnswerView>,
    /// What the caller may write under a to-do now.
    pub writes: Option<Writes>,
    /// The to-do under which they may.
    pub editable: Option<Editable>,
    /// How the caller's own draft can be sent; absent otherwise.
    pub submission: Option<SubmissionView>,
    /// What can be questioned.
    pub questioned: Vec<QuestionedView>,
    /// What an answer can mean for the result.
    pub impacts: Vec<ImpactView>,
}

/// What may be written.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Writes {
    /// The letter.
    Letter,
    /// The answer.
    Answer,
}

/// An answer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct AnswerView {
    /// As it is typed, or was sent.
    pub answer: Reply,
    /// Its version, to be sent back with a change; 0 while there is none.
    pub version: u64,
    /// What is missing; with any of it, it cannot be sent.
    pub missing: Vec<FieldFault>,
    /// Whether it may be sent as it is kept; one to a letter that was supplemented has to be looked through first.
    pub settled: bool,
    /// When the letter was received (收到质疑函日期), RFC 3339; absent while it is not sent.
    pub received_at: Option<String>,
    /// The organisation that answered (答复人); absent while it is not sent.
    pub by: Option<String>,
    /// When it was sent (答复时间), RFC 3339.
    pub sent_at: Option<String>,
    /// What the supplier is told of its right to complain (告知投诉权).
    pub right_to_complain: Option<String>,
}

/// What can be questioned.
#[derive(Debug, Serialize, JsonSchema)]
pub struct QuestionedView {
    /// Its code.
    pub code: Questioned,
    /// The Chinese term.
    pub label: &'static str,
    /// The day on which the period begins, in words.
    pub known_on: &'static str,
}

/// What an answer can mean for the result.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ImpactView {
    /// Its code.
    pub code: Impact,
    /// The Chinese term.
    pub label: &'static str,
}

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetQuestion,
    method: "GET",
    path: "/api/questions/{question}",
    handle: |context, call| Box::pin(get_question(context, call)),
    docs: || Docs::answering::<QuestionDetail>("查看质疑", 200),
};

/// What a letter of `by`'s organisation lacks now.
pub(crate) fn missing(letter: &Letter, uploads: &[Upload], by: &Principal, now: Timestamp) -> Vec<FieldFault> {
    let mut faults = letter.faults(today(now));
    faults.extend(attachment_faults(&letter.attachments, uploads, &by.unit, true));
    faults
}

async fn get_question(context: &Context, call: Call) -> Outcome {
    let (by, now) = (call.principal()?, context.now());
    let id = SubjectId { kind: SubjectKind::Question, id: call.path::<Id>("question")? };
    let store = &context.store;
    let (question, body) = store.subject_with_body::<QuestionBody>(&id).await?.ok_or_else(Fault::absent)?;
    let question = question.seen_by(by)?;
    let outside = looks_from_outside(&question, by);
    let (names, late, editable, submission) = tokio::try_join!(
        async { names_of(context, by, &question).await.map_err(Problem::from) },
        late(store, &question, &body, now),
        Editable::of(context, &question, by),
        SubmissionView::of(context, &question, by),
    )?;
    let written = body.answered_by.as_ref().unwrap_or(&by.unit);
    let Beside { organisations, answer, todo } = beside(store, &question, written).await?;
    let writes = match (&submission, &editable) {
        (Some(_), _) => Some(Writes::Letter),
        (None, Some(_)) if question.is_suppliers(by) => Some(Writes::Letter),
        (None, Some(_)) => Some(Writes::Answer),
        (None, None) => None,
    };
    let name_of = |party| {
        let taker = question.parties.get(&party)?;
        let found = organisations.iter().find(|unit| unit.id == taker.unit);
        Some(found.map_or_else(|| taker.unit.to_string(), |unit| unit.name.to_string()))
    };
    // What is typed to supplement a letter is the supplier's alone until it is sent.
    let supplement = body.supplement.filter(|_| matches!(writes, Some(Writes::Letter)));
    let letter = supplement.unwrap_or(body.letter);
    let uploads = store.uploads(&letter.attachments).await?;
    let answer = answer_view(answer, &question, (by, outside), &letter.matters, writes);
    Answer::ok(&QuestionDetail {
        plan: (!outside).then_some(body.plan),
        filing_number: body.filing_number,
        unit_name: names.unit(&question.home.unit),
        supplier_name: name_of(Party::Supplier).unwrap_or_default(),
        agency_name: name_of(Party::Agency),
        attachments: uploads.iter().map(|upload| UploadView::new(upload, context.now())).collect(),
        missing: match writes {
            Some(Writes::Letter) => missing(&letter, &uploads, by, now),
            Some(Writes::Answer) | None => Vec::new(),
        },
        letter,
        sent_at: body.sent_at.filter(|_| question.status != Status::Draft).map(|at| at.to_string()),
        late,
        due: todo.filter(|todo| awaits_answer(&question, todo)).map(|todo| todo.due.to_string()),
        answer,
        writes,
        editable,
        submission,
        questioned: Questioned::ALL
            .map(|code| QuestionedView { code, label: code.label(), known_on: code.known_on() })
            .into(),
        impacts: Impact::ALL.map(|code| ImpactView { code, label: code.label() }).into(),
        head: QuestionHead::new(&question, outside),
    })
}

/// What lies beside header and body.
struct Beside {
    organisations: Vec<Unit>,
    answer: Option<AnswerRecord>,
    todo: Option<Todo>,
}

/// In one round trip: the organisations that take part, the answer that `written` wrote, the to-do where it lies.
async fn beside(store: &Store, question: &Subject, written: &UnitId) -> Result<Beside, Problem> {
    let units: Vec<_> = question.parties.values().map(|taker| keys::unit(&taker.unit)).collect();
    let answer = keys::subject_part(&question.id, &AnswerRecord::part(written));
    let todo = keys::todo(&course::task_id(question, question.course.seq));
    let all: Vec<_> = units.iter().chain([&answer, &todo]).cloned().collect();
    let mut found = store.batch_get(Table::Records, &all).await?;
    let mut organisations = Vec::new();
    for key in &units {
        organisations.extend(found.take::<Unit>(key)?);
    }
    let todo = found.take::<Todo>(&todo)?;
    Ok(Beside { organisations, answer: found.take(&answer)?, todo })
}

/// Whether the supplier waits for its answer at `todo`.
fn awaits_answer(question: &Subject, todo: &Todo) -> bool {
    let chain = chains::chain_of(question.id.kind).ok();
    let step = chain.and_then(|chain| chain.steps.get(&todo.step));
    todo.ended.is_none() && step.is_some_and(|step| step.legal_period)
}

/// The answer as `by` may see it: until it was sent, within, and outside whoever wrote it and has it now.
fn answer_view(
    stored: Option<AnswerRecord>,
    question: &Subject,
    (by, outside): (&Principal, bool),
    points: &[Matter],
    writes: Option<Writes>,
) -> Option<AnswerView> {
    let writing = matches!(writes, Some(Writes::Answer));
    let version = stored.as_ref().map_or(0, |stored| stored.version);
    // What is written within is seen there; what an organisation outside writes, by itself while it has it.
    let seen = stored.filter(|stored| stored.sent.is_some() || (stored.unit == by.unit && (!outside || writing)));
    if seen.is_none() && !writing {
        return None;
    }
    let sent = seen.as_ref().and_then(|stored| stored.sent.clone());
    let answer = match seen {
        Some(stored) if sent.is_some() => stored.answer,
        Some(stored) => stored.fitted(points),
        None => Reply::default(),
    };
    Some(AnswerView {
        missing: if sent.is_none() { answer.faults(points.len()) } else { Vec::new() },
        settled: sent.is_some() || question.course.facts.contains(ANSWER_COMPLETE),
        right_to_complain: sent.as_ref().map(|sent| sent.right_to_complain.clone()),
        by: sent.as_ref().map(|sent| sent.unit_name.to_string()),
        received_at: sent.as_ref().and_then(|sent| sent.received_at).map(|at| at.to_string()),
        sent_at: sent.map(|sent| sent.at.to_string()),
        answer,
        version,
    })
}

/// Whether the letter was sent first, or would be now, more than seven working days after the supplier knew (art. 10).
async fn late(store: &Store, question: &Subject, body: &QuestionBody, now: Timestamp) -> Result<bool, Problem> {
    let Some(known) = body.letter.known_on else { return Ok(false) };
    let first = body.first_sent_at.or(body.sent_at).filter(|_| question.status != Status::Draft);
    let years = [known.year(), known.year().saturating_add(1)];
    // A day beyond the calendar is in no period; the letter itself says that it is wrong.
    let last = store.calendar(&years).await?.after_working_days(known, DAYS_TO_QUESTION);
    Ok(last.is_ok_and(|last| today(first.unwrap_or(now)) > last.day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::question::Sent;
    use serde_json::json;

    fn person(unit: &str, role: &str) -> Principal {
        serde_json::from_value(json!({"person": unit, "name": "甲", "unit": unit, "unit_name": unit,
            "department": "d", "department_name": "处", "region": "350001", "roles": [role]}))
        .unwrap()
    }

    fn points(words: &[&str]) -> Vec<Matter> {
        words.iter().map(|word| serde_json::from_value(json!({"matter": word})).unwrap()).collect()
    }

    fn record(unit: &str, sent: bool) -> AnswerRecord {
        let answer = json!({"items": [{"answer": "甲的答复"}, {"answer": "乙的答复"}], "impact": "nothing"});
        AnswerRecord {
            question: "q".parse().unwrap(),
            answer: serde_json::from_value(answer).unwrap(),
            points: points(&["甲", "乙"]),
            unit: unit.parse().unwrap(),
            sent: sent.then(|| {
                let region = "福建省本级".parse().unwrap();
                Sent::by(&person("school", "demand_handler"), Timestamp::UNIX_EPOCH, None, &region)
            }),
            version: 3,
        }
    }

    fn seen(who: &Principal, record: AnswerRecord, writes: Option<Writes>) -> Option<AnswerView> {
        let (pan, lin) = (person("company", "supplier"), person("school", "demand_handler"));
        let plan = Subject::draft("plan.1".parse().unwrap(), "质谱仪".parse().unwrap(), &lin, Timestamp::UNIX_EPOCH);
        let (question, _) = domain::question::raise("q".parse().unwrap(), &plan, "号", &pan, Timestamp::UNIX_EPOCH);
        let outside = looks_from_outside(&question, who);
        answer_view(Some(record), &question, (who, outside), &points(&["乙", "丙"]), writes)
    }

    #[test]
    fn an_answer_is_nobodys_outside_before_it_was_sent_but_whoever_writes_it() {
        let (pan, lin, he) = (person("company", "supplier"), person("school", "demand_handler"), person("a", "agency"));
        let writing = Some(Writes::Answer);
        assert!(seen(&pan, record("school", false), None).is_none());
        assert!(seen(&he, record("school", false), None).is_none(), "it went back, and the purchaser goes on");
        assert!(seen(&lin, record("school", false), None).is_some() && seen(&lin, record("a", false), None).is_none());
        assert!(seen(&he, record("a", false), writing).unwrap().answer.items[0].answer.is_some());
        let sent = seen(&pan, record("school", true), None).unwrap();
        assert_eq!((sent.by.as_deref(), sent.missing.len()), (Some("school"), 0));
        assert!(sent.right_to_complain.unwrap().contains("福建省本级财政部门"));
    }

    #[test]
    fn what_was_said_to_a_point_stays_with_it_when_the_letter_is_supplemented() {
        let lin = person("school", "demand_handler");
        let items = seen(&lin, record("school", false), Some(Writes::Answer)).unwrap().answer.items;
        let said: Vec<_> = items.iter().map(|item| item.answer.as_ref().map(|text| text.as_str())).collect();
        assert_eq!(said, [Some("乙的答复"), None], "the second point is another, and its place is taken");
    }
}
