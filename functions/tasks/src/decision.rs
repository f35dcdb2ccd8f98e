//! Every decision on a to-do: one read, the chain's rule, one transaction. The steps only say what is wanted.

use std::sync::OnceLock;

use chains::outside::looks_from_outside;
use chains::{Decision, Facts, Kind, Offer, Outcome as Does, Standing, Task, Todo, Wanted, course, decide, offers};
use domain::events::Act;
use domain::identity::{Person, Principal, Unit};
use domain::ids::{PersonId, UnitId};
use domain::problem::Fault;
use domain::subject::{Subject, TaskId};
use domain::text::{Line, Opinion};
use jiff::Timestamp;
use lambda::{Call, Context, Outcome, Problem, Tries, organisation_chosen};
use serde_json::{Value, json};
use store::{Refusal, Store, Table, Transaction, keys};

use crate::view::{DecidedView, EndedView};

/// The name of a step, or of a move, in a request.
pub(crate) type StepName = Line<40>;

/// What any decision may be refused for, besides what any act may.
pub(crate) const CODES: &[&str] = &[
    "invalid_fields",
    "already_decided",
    "claimed_by_other",
    "move_not_offered",
    "move_disabled",
    "authority_lost",
    "number_taken",
    "numbers_exhausted",
];

/// What one decision wants.
pub(crate) struct Wish {
    /// The kinds of move that the operation stands for.
    pub kinds: &'static [Kind],
    /// The move's own name, where it has one.
    pub name: Option<StepName>,
    /// The step it shall lead to.
    pub to: Option<StepName>,
    /// The person chosen.
    pub person: Option<PersonId>,
    /// The organisation chosen.
    pub organisation: Option<UnitId>,
    /// The straight way.
    pub straight: bool,
    /// The opinion.
    pub opinion: Option<Opinion>,
}

/// A to-do with all that a decision on it depends on.
pub(crate) struct LoadedTask {
    pub subject: Subject,
    pub todo: Todo,
    pub task: Task,
    /// The person chosen, when there is such a person.
    pub chosen: Option<Principal>,
}

impl LoadedTask {
    /// One read; `None` when there is no such to-do.
    pub(crate) async fn load(store: &Store, id: &TaskId, chosen: Option<&PersonId>) -> store::Result<Option<Self>> {
        let (head, todo, standing) = (keys::subject_head(&id.subject), keys::todo(id), keys::standing(id));
        let person = chosen.map(keys::person);
        let all: Vec<_> = [&head, &todo, &standing].into_iter().chain(&person).cloned().collect();
        let mut found = store.batch_get(Table::Records, &all).await?;
        let (subject, todo) = (found.take::<Subject>(&head)?, found.take::<Todo>(&todo)?);
        let chosen = match &person {
            Some(key) => found.take::<Person>(key)?.map(Principal::from),
            None => None,
        };
        let standing = found.take::<Standing>(&standing)?;
        let task = standing.map(Standing::in_force);
        Ok(subject.zip(todo).zip(task).map(|((subject, todo), task)| Self { subject, todo, task, chosen }))
    }

    /// The same for an act of `by`, who is told what is true: read again while header and to-do are of two moments.
    ///
    /// # Errors
    /// `not_found` for anyone who does not have it, `authority_lost`.
    pub(crate) async fn for_act(
        context: &Context,
        id: &TaskId,
        chosen: Option<&PersonId>,
        by: &Principal,
    ) -> Result<Self, Problem> {
        let mut tries = Tries::begin();
        loop {
            let loaded = Self::load(&context.store, id, chosen).await?.ok_or_else(Fault::absent)?;
            loaded.held_by(by)?;
            if !loaded.spans_two_moments() || tries.again(context, stale(&loaded.subject)).await.is_err() {
                return Ok(loaded);
            }
        }
    }

    /// Whether `by` may act on it, were it open.
    pub(crate) fn is_held_by(&self, by: &Principal) -> bool {
        self.is_of_its_pool(by) && self.task.is_held_by(by, &self.subject)
    }

    /// Whether `by` is one of the pool that it was opened for, where there is one: another organisation may take the part since.
    fn is_of_its_pool(&self, by: &Principal) -> bool {
        self.todo.pool.as_ref().is_none_or(|pool| pool.includes(by))
    }

    /// Refuses whoever does not have it, and whoever has it but may not act on it any more.
    pub(crate) fn held_by(&self, by: &Principal) -> Result<(), Fault> {
        if !self.is_of_its_pool(by) {
            return Err(Fault::absent());
        }
        match self.task.check_held(by, &self.subject) {
            // What is over is told as such to whoever had it, whatever they are now.
            Err(_) if self.todo.was_of_pool_of(by) => Ok(()),
            Err(lost) if lost.code == "authority_lost" && self.todo.ended.is_some() => Ok(()),
            checked => checked,
        }
    }

    /// Whether whoever sent it there took it back.
    pub(crate) fn was_called_back(&self) -> bool {
        self.todo.ended.as_ref().is_some_and(|ended| ended.decision.kind == Kind::Withdraw)
    }

    /// Refuses what is decided already, or taken by someone else of the pool.
    pub(crate) fn check_open(&self, by: &Principal) -> Result<(), Problem> {
        if self.todo.ended.is_some() {
            return Err(already_decided(&self.todo, &self.subject, by));
        }
        if let Some(claim) = self.todo.claimed_by_other(&by.person) {
            let title = format!("该任务已由{}领取", claim.by.name);
            return Err(Problem::conflict("claimed_by_other", title).with("current", json!(claim)));
        }
        if self.spans_two_moments() { Err(stale(&self.subject)) } else { Ok(()) }
    }

    /// Whether header and to-do were read at two moments: a to-do is open only while its subject lies there, and the items
    /// of one read need not be of one moment.
    pub(crate) fn spans_two_moments(&self) -> bool {
        let course = &self.subject.course;
        let elsewhere = (course.round, course.seq) != (self.todo.id.round, self.todo.id.seq);
        self.todo.ended.is_none() && (elsewhere || !self.todo.lies_where(&self.task) || course.transit.is_some())
    }

    fn judge(
        &self,
        by: &Principal,
        wish: &Wish,
        facts: &Facts,
        organisation: Option<&Unit>,
    ) -> Result<(Decision, Does), Problem> {
        self.check_open(by)?;
        if wish.person.is_some() && self.chosen.is_none() {
            return Err(Fault::field("person", "person_not_eligible", "所选人员不存在，请重新选择").into());
        }
        let open = offers(&self.task, by, &self.subject, facts);
        let wanted = Wanted {
            kind: kind_of(wish, &open),
            name: wish.name.clone().map(String::from),
            to: wish.to.clone().map(String::from),
            person: self.chosen.as_ref(),
            organisation,
            straight: wish.straight,
            has_opinion: wish.opinion.is_some(),
        };
        decide(&self.task, by, &self.subject, facts, &wanted).map_err(|fault| match fault.code {
            "move_not_offered" | "move_disabled" => Problem::from(fault).with("legal_moves", json!(open)),
            _ => fault.into(),
        })
    }

    async fn acts(
        self,
        context: &Context,
        call: &Call,
        wish: &Wish,
        (decision, does): (Decision, Does),
    ) -> Result<(Transaction, DecidedView), Problem> {
        let Self { mut subject, todo, .. } = self;
        let (now, versions) = (context.now(), (subject.version, todo.version));
        let mut effects = effects::prepare(&context.store, &does.does, &subject, call.principal()?, now).await?;
        let mut payload = course::said(&todo, &decision, wish.opinion.as_ref(), &subject);
        let (todo, follow) = course::depart(&mut subject, todo, (&decision, &does), now);
        effects.change(&mut subject, &mut payload);
        let number = payload.get("filing_number").and_then(Value::as_str).map(str::to_owned);
        let answer = DecidedView::new(&todo.id, &decision, number);
        let outside = looks_from_outside(&subject, call.principal()?);
        let answer = if outside { answer.told_outside() } else { answer };
        let payload = Value::Object(payload);
        let act = Act { payload, follow: Some(follow), ..call.act(decision.act(), now, &answer)? };
        let event = subject.history.record(&keys::subject_pk(&subject.id), act);
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &subject, versions.0, Refusal::StaleVersion).replace(
            Table::Records,
            &todo,
            versions.1,
            Refusal::StaleVersion,
        );
        effects.write(&subject, &mut acts);
        acts.event(&event);
        Ok((acts, answer))
    }
}

/// Decides on the to-do of the call's path.
///
/// Whoever loses a race asks again: a reminder or a claim in between changes nothing for them, a number taken by
/// another filing is followed by the next one, and what was decided or edited meanwhile is told.
pub(crate) async fn settle(context: &Context, call: &Call, wish: Wish) -> Outcome {
    let id: TaskId = call.path("task")?;
    let first_seen = OnceLock::new();
    let prepare =
        || -> lambda::Preparing<'_, DecidedView> { Box::pin(prepare(context, call, &id, &wish, &first_seen)) };
    context.act_on(call, &keys::subject_pk(&id.subject), prepare).await
}

async fn prepare(
    context: &Context,
    call: &Call,
    id: &TaskId,
    wish: &Wish,
    first_seen: &OnceLock<Timestamp>,
) -> Result<(Transaction, DecidedView), Problem> {
    let by = call.principal()?;
    let loaded = LoadedTask::for_act(context, id, wish.person.as_ref(), by).await?;
    let mut facts = effects::facts(&context.store, &loaded.subject, &loaded.task).await?;
    // Where nothing goes back, nobody is looked up.
    if wish.straight || wish.kinds.contains(&Kind::Return) || !loaded.task.frames.is_empty() {
        facts.gone = effects::gone(&context.store, &loaded.subject, &loaded.task, by).await?;
    }
    let organisation = organisation_chosen(&context.store, &loaded.task, wish.organisation.as_ref()).await?;
    let decided = loaded.judge(by, wish, &facts, organisation.as_ref())?;
    // What was edited since the caller's first try is no longer what they decided on.
    if *first_seen.get_or_init(|| loaded.subject.updated_at) != loaded.subject.updated_at {
        return Err(stale(&loaded.subject));
    }
    loaded.acts(context, call, wish, decided).await
}

/// 409 with how the to-do ended, as far as `by` is told: from outside, what one's own organisation did, and not who has it next.
pub(crate) fn already_decided(todo: &Todo, subject: &Subject, by: &Principal) -> Problem {
    let problem = Problem::conflict("already_decided", "该任务已办理，不能重复办理");
    match EndedView::told_to(todo, subject, by) {
        Some(ended) => problem.with("current", json!(ended)),
        None => problem,
    }
}

pub(crate) fn stale(subject: &Subject) -> Problem {
    let (version, place) = (subject.content_version, &subject.course.place);
    let current = json!({"version": version, "updated_at": subject.updated_at.to_string(), "place": place});
    Problem::conflict("stale_version", "内容已被修改，请刷新后再办理").with("current", current)
}

/// The kind that is wanted: the only one of the operation, or that of the first open move among its kinds.
fn kind_of(wish: &Wish, open: &[Offer]) -> Kind {
    let (name, to) = (wish.name.as_ref().map(StepName::as_str), wish.to.as_ref().map(StepName::as_str));
    let fits = |offer: &&Offer| {
        wish.kinds.contains(&offer.kind)
            && offer.straight == wish.straight
            && (name.is_none() || offer.name.as_deref() == name)
            && (to.is_none() || offer.to.as_deref() == to)
    };
    let first = || wish.kinds.first().copied().unwrap_or(Kind::Send);
    match wish.kinds {
        [only] => *only,
        _ => {
            let mut fitting = open.iter().filter(fits).collect::<Vec<_>>();
            fitting.sort_by_key(|offer| offer.disabled.is_some());
            fitting.first().map_or_else(first, |offer| offer.kind)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chains::chain_of;
    use chains::task::Facts;
    use domain::subject::SubjectKind;

    fn wish(kinds: &'static [Kind], to: Option<&str>) -> Wish {
        Wish {
            kinds,
            name: None,
            to: to.map(|to| to.parse().unwrap()),
            person: None,
            organisation: None,
            straight: false,
            opinion: None,
        }
    }

    fn open(step: &str, facts: &[&str]) -> Vec<Offer> {
        let raiser: domain::identity::Actor = serde_json::from_value(json!({"id": "p1", "name": "林晓"})).unwrap();
        let step = chain_of(SubjectKind::Plan).unwrap().steps[step].clone();
        let asker = chains::task::Visit { step: "Filing".into(), label: "备案".into(), person: raiser.clone() };
        let task = Task { step, person: None, raiser, path: vec![], frames: vec![asker], back: None };
        let set = facts.iter().map(|fact| (*fact).to_owned()).collect();
        chains::moves(&task, &Facts { set, ..Facts::default() })
    }

    #[test]
    fn an_approval_without_a_kind_means_the_one_that_is_open() {
        const ANY: &[Kind] = &[Kind::Send, Kind::Answer, Kind::Stay, Kind::Finish];
        assert_eq!(kind_of(&wish(ANY, None), &open("Filing", &[])), Kind::Send);
        assert_eq!(kind_of(&wish(ANY, None), &open("Filing", &["filed"])), Kind::Finish);
        assert_eq!(kind_of(&wish(ANY, None), &open("Filing", &["review_waived"])), Kind::Stay);
        assert_eq!(kind_of(&wish(ANY, None), &open("MeetingChanges", &[])), Kind::Answer);
        assert_eq!(kind_of(&wish(ANY, Some("Finished")), &open("Filing", &[])), Kind::Finish);
        assert_eq!(kind_of(&wish(&[Kind::Finish], None), &open("Filing", &[])), Kind::Finish);
        assert_eq!(kind_of(&wish(ANY, Some("Nowhere")), &open("Filing", &[])), Kind::Send);
    }
}
