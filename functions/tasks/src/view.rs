//! To-dos as they are shown, with their Chinese words.

use chains::outside::looks_from_outside;
use chains::step::Tone;
use chains::todo::{Claim, Ended, OfUnit};
use chains::{Kind, Todo, chain_of};
use domain::identity::{Actor, Principal};
use domain::ids::PersonId;
use domain::money::Yuan;
use domain::organisation::OrganisationKind;
use domain::subject::{Subject, SubjectId, SubjectKind, TaskId};
use domain::text::Name;
use jiff::civil::Date;
use lambda::Problem;
use schemars::JsonSchema;
use serde::Serialize;
use store::records::HomeNames;
use store::{Store, StoreError};

/// How a to-do came to the one who has it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ArrivedView {
    /// The kind of the decision.
    pub kind: Kind,
    /// What people call it.
    pub label: String,
    /// Whether someone else sent it back to one who had it before, or who waited for it.
    pub came_back: bool,
    /// The opinion (办理意见) that it was sent with; told in the list of what came back, elsewhere by the flow state.
    pub opinion: Option<String>,
}

/// A to-do (待办任务).
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TodoView {
    /// Its id.
    pub id: TaskId,
    /// What it is about.
    pub subject: SubjectId,
    /// Its kind.
    pub kind: SubjectKind,
    /// The Chinese term for that.
    pub kind_label: &'static str,
    /// Name of the subject (标题).
    pub title: Name,
    /// Amount of the subject, in yuan; absent where it has none.
    pub amount: Option<Yuan>,
    /// What the subject's unit is called.
    pub unit_name: String,
    /// Who raised the subject (发起人).
    pub raiser: Actor,
    /// The step's state.
    pub step: String,
    /// The step's Chinese name (当前环节).
    pub label: String,
    /// Who has it, in words: a name, or the role of the pool.
    pub holder: String,
    /// The Chinese name of the step it was sent from (发送环节).
    pub sent_from: Option<String>,
    /// How it came here.
    pub arrived: Option<ArrivedView>,
    /// Who sent it (发送人).
    pub sent_by: Option<Actor>,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// The last day to decide (办理期限).
    pub due: String,
    /// Whether that day was counted in a year whose calendar is not published yet.
    pub due_provisional: bool,
    /// Whether that day has passed (超期).
    pub overdue: bool,
    /// How often it was reminded (催办次数).
    pub reminders: u32,
    /// Who of the pool has taken it (领取), if any.
    pub claim: Option<Claim>,
}

impl TodoView {
    /// Without what somebody outside is not told of a to-do that was not theirs: who had it, and how it came there.
    pub(crate) fn told_outside(&mut self) {
        self.holder.clone_from(&self.unit_name);
        (self.sent_from, self.arrived, self.sent_by, self.claim) = (None, None, None, None);
    }

    /// As an organisation from outside sees what lies with it: the unit that it came from, not who sent it.
    pub(crate) fn sent_by_its_unit(self, todo: &Todo) -> Self {
        let outside = |kind| matches!(kind, OrganisationKind::Agency | OrganisationKind::Supplier);
        if !todo.pool.as_ref().is_some_and(|pool| outside(pool.role.organisation())) {
            return self;
        }
        let sent_from = self.sent_by.as_ref().map(|_| self.unit_name.clone());
        Self { sent_from, sent_by: None, ..self }
    }

    /// And the opinion that it was sent with.
    pub(crate) fn arrived_with(mut self, opinion: Option<String>) -> Self {
        if let Some(arrived) = &mut self.arrived {
            arrived.opinion = opinion;
        }
        self
    }

    pub(crate) fn new(todo: &Todo, names: &HomeNames, today: Date) -> Self {
        Self {
            id: todo.id.clone(),
            subject: todo.id.subject.clone(),
            kind: todo.id.subject.kind,
            kind_label: todo.id.subject.kind.label(),
            title: todo.title.clone(),
            amount: todo.amount.map(Yuan::from),
            unit_name: unit_name(todo, names),
            raiser: todo.raiser.clone(),
            step: todo.step.clone(),
            label: todo.label.clone(),
            holder: todo.holder_words(),
            sent_from: todo.sent_from.clone(),
            arrived: todo.arrived.map(|kind| ArrivedView {
                kind,
                label: todo.arrived_as.clone().unwrap_or_else(|| kind.label().to_owned()),
                came_back: todo.came_back(),
                opinion: None,
            }),
            sent_by: todo.sent_by.clone(),
            opened_at: todo.opened_at.to_string(),
            due: todo.due.to_string(),
            due_provisional: todo.due_provisional,
            overdue: todo.is_overdue(today),
            reminders: todo.reminders,
            claim: todo.claim.clone(),
        }
    }
}

/// What the units of some to-dos are called: whoever is there brings the name along.
pub(crate) async fn unit_names(store: &Store, by: &Principal, todos: &[Todo]) -> Result<HomeNames, StoreError> {
    let units = todos.iter().filter_map(|todo| match &todo.unit {
        OfUnit::Id(id) => Some(id),
        OfUnit::Called(_) => None,
    });
    store.unit_names(HomeNames::of(by), units).await
}

/// What the unit of a to-do's subject is called.
pub(crate) fn unit_name(todo: &Todo, names: &HomeNames) -> String {
    match &todo.unit {
        OfUnit::Id(id) => names.unit(id),
        OfUnit::Called(name) => name.to_string(),
    }
}

/// The subject's unit in the place of whoever acted within: what people outside are told.
pub(crate) fn its_unit(subject: &Subject, unit_name: &str) -> Result<Actor, Problem> {
    let id = PersonId::try_from(subject.home.unit.to_string()).map_err(Problem::internal)?;
    Ok(Actor { id, name: unit_name.parse().map_err(Problem::internal)? })
}

/// How a to-do ended.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EndedView {
    /// When, RFC 3339.
    pub ended_at: String,
    /// What was done.
    pub kind: chains::Kind,
    /// What was done, in words.
    pub label: String,
    /// How it was meant: whether it led on.
    pub tone: Tone,
    /// Who did it.
    pub by: Actor,
    /// Who got it next, when that is a person.
    pub person: Option<Actor>,
}

impl EndedView {
    /// How a to-do ended, as far as `by` is told: from outside, what one's own organisation did, and not who has it next.
    pub(crate) fn told_to(todo: &Todo, subject: &Subject, by: &Principal) -> Option<Self> {
        let ended = todo.ended.as_ref().map(Self::from);
        match looks_from_outside(subject, by) {
            true => {
                let own = |ended: &Self| ended.kind != Kind::Withdraw || ended.by.id == by.person;
                ended.filter(own).map(|ended| Self { person: None, ..ended })
            }
            false => ended,
        }
    }
}

impl From<&Ended> for EndedView {
    fn from(ended: &Ended) -> Self {
        Self {
            ended_at: ended.at.to_string(),
            kind: ended.decision.kind,
            tone: ended.decision.tone,
            label: ended.decision.label.clone(),
            by: ended.decision.by.clone(),
            person: ended.decision.person.clone(),
        }
    }
}

/// The step that follows a decision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NextView {
    /// The step's state.
    pub step: String,
    /// The step's Chinese name.
    pub label: String,
    /// Who has it; absent for a pool.
    pub person: Option<Actor>,
}

/// What became of a decision.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DecidedView {
    /// The to-do.
    pub task: TaskId,
    /// What it is about.
    pub subject: SubjectId,
    /// Its kind.
    pub kind: SubjectKind,
    /// What was done, in words.
    pub done: String,
    /// How it was meant.
    pub tone: Tone,
    /// What follows; absent when the chain has ended.
    pub next: Option<NextView>,
    /// Whether the chain has ended.
    pub ended: bool,
    /// The filing number (备案号), when this decision gave one.
    pub filing_number: Option<String>,
}

impl DecidedView {
    /// Without who has it next, which people outside are not told.
    pub(crate) fn told_outside(self) -> Self {
        Self { next: self.next.map(|next| NextView { person: None, ..next }), ..self }
    }

    pub(crate) fn new(task: &TaskId, decision: &chains::Decision, filing_number: Option<String>) -> Self {
        let chain = chain_of(task.subject.kind).ok();
        let label = chain.and_then(|chain| chain.label_of(&decision.to));
        let next = (!decision.ends()).then(|| NextView {
            step: decision.to.clone(),
            label: label.unwrap_or(&decision.label).to_owned(),
            person: decision.person.clone(),
        });
        Self {
            task: task.clone(),
            subject: task.subject.clone(),
            kind: task.subject.kind,
            done: decision.label.clone(),
            tone: decision.tone,
            ended: next.is_none(),
            next,
            filing_number,
        }
    }
}

/// Who has a to-do of a pool now.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ClaimView {
    /// The to-do.
    pub task: TaskId,
    /// Who has taken it; absent while the pool has it.
    pub claim: Option<Claim>,
}
