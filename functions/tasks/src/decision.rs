//! Every decision on a to-do: one read, the chain's rule, one transaction. The steps only say what is wanted.

use chains::{Decision, Facts, Kind, Offer, Standing, Task, Todo, Wanted, course, decide, offers};
use domain::calendar::today;
use domain::events::Act;
use domain::identity::{Person, Principal};
use domain::ids::PersonId;
use domain::plan::Plan;
use domain::problem::Fault;
use domain::subject::TaskId;
use domain::text::{Line, Opinion};
use jiff::Timestamp;
use lambda::{Answer, Call, Context, Outcome, Problem};
use serde_json::json;
use store::{Refusal, Store, Table, Transaction, keys};

use crate::numbering::Numbering;
use crate::tries::Tries;
use crate::view::{DecidedView, EndedView};

/// The name of a step in a request.
pub(crate) type StepName = Line<40>;

/// What any decision may be refused for, besides what any act may.
pub(crate) const CODES: &[&str] =
    &["invalid_fields", "already_decided", "claimed_by_other", "move_not_offered", "move_disabled"];

/// What one decision wants.
pub(crate) struct Wish {
    /// The kinds of move that the operation stands for.
    pub kinds: &'static [Kind],
    /// The step it shall lead to.
    pub to: Option<StepName>,
    /// The person chosen.
    pub person: Option<PersonId>,
    /// The straight way.
    pub straight: bool,
    /// The opinion.
    pub opinion: Option<Opinion>,
}

/// A to-do with all that a decision on it depends on.
pub(crate) struct Case {
    pub plan: Plan,
    pub todo: Todo,
    pub task: Task,
    /// The person chosen, when there is such a person.
    pub chosen: Option<Principal>,
}

impl Case {
    /// One read; `None` when there is no such to-do.
    pub(crate) async fn load(store: &Store, id: &TaskId, chosen: Option<&PersonId>) -> store::Result<Option<Self>> {
        let (head, todo, standing) = (keys::plan_head(&id.plan), keys::todo(id), keys::standing(id));
        let person = chosen.map(keys::person);
        let all: Vec<_> = [&head, &todo, &standing].into_iter().chain(&person).cloned().collect();
        let mut found = store.batch_get(Table::Records, &all).await?;
        let (plan, todo) = (found.take::<Plan>(&head)?, found.take::<Todo>(&todo)?);
        let chosen = match &person {
            Some(key) => found.take::<Person>(key)?.map(Principal::from),
            None => None,
        };
        let standing = found.take::<Standing>(&standing)?;
        let task = standing.map(Standing::in_force);
        Ok(plan.zip(todo).zip(task).map(|((plan, todo), task)| Self { plan, todo, task, chosen }))
    }

    /// The same for an act, which is told what is true: read again while header and to-do are of two moments.
    pub(crate) async fn whole(
        context: &Context,
        id: &TaskId,
        chosen: Option<&PersonId>,
        tries: &mut Tries,
    ) -> Result<Option<Self>, Problem> {
        loop {
            let case = Self::load(&context.store, id, chosen).await?;
            match &case {
                Some(torn) if torn.is_torn() && tries.again(context, stale(&torn.plan)).await.is_ok() => {}
                _ => return Ok(case),
            }
        }
    }

    /// Whether `by` may act on it, were it open.
    pub(crate) fn is_held_by(&self, by: &Principal) -> bool {
        self.task.is_held_by(by, &self.plan.home())
    }

    /// What may be done now, without a look at who could be chosen.
    fn offers(&self, by: &Principal, facts: &Facts) -> Vec<Offer> {
        offers(&self.task, by, &self.plan.home(), facts)
    }

    /// Refuses what is decided already, or taken by someone else of the pool.
    pub(crate) fn check_open(&self, by: &Principal) -> Result<(), Problem> {
        if self.todo.ended.is_some() {
            return Err(already_decided(&self.todo));
        }
        if let Some(claim) = self.todo.claimed_by_other(&by.person) {
            let title = format!("该任务已由{}领取", claim.by.name);
            return Err(Problem::conflict("claimed_by_other", title).with("current", json!(claim)));
        }
        if self.is_torn() { Err(stale(&self.plan)) } else { Ok(()) }
    }

    /// Whether header and to-do are of two moments: the items of one read need not be of one, and a to-do is open only
    /// while its plan lies there.
    fn is_torn(&self) -> bool {
        let course = &self.plan.course;
        let elsewhere = (course.round, course.seq) != (self.todo.id.round, self.todo.id.seq);
        self.todo.ended.is_none() && (elsewhere || course.transit.is_some())
    }

    fn judge(&self, by: &Principal, wish: &Wish, facts: &Facts) -> Result<Decision, Problem> {
        self.check_open(by)?;
        if wish.person.is_some() && self.chosen.is_none() {
            return Err(Fault::field("person", "person_not_eligible", "所选人员不存在，请重新选择").into());
        }
        let open = self.offers(by, facts);
        let wanted = Wanted {
            kind: kind_of(wish, &open),
            to: wish.to.clone().map(String::from),
            person: self.chosen.as_ref(),
            straight: wish.straight,
            has_opinion: wish.opinion.is_some(),
        };
        decide(&self.task, by, &self.plan.home(), facts, &wanted).map_err(|fault| match fault.code {
            "move_not_offered" | "move_disabled" => Problem::from(fault).with("legal_moves", json!(open)),
            _ => fault.into(),
        })
    }

    async fn acts(
        self,
        context: &Context,
        call: &Call,
        wish: &Wish,
        decision: &Decision,
    ) -> Result<(Transaction, DecidedView), Problem> {
        let Self { mut plan, todo, task, .. } = self;
        let (now, versions) = (context.now(), (plan.version, todo.version));
        let numbering = match decision.kind {
            Kind::File => Some(Numbering::next(&context.store, &plan, today(now)).await?),
            _ => None,
        };
        let number = numbering.as_ref().map(|numbering| numbering.number.to_string());
        let payload = json!({
            "task": &todo.id, "step": &todo.step, "label": &todo.label, "decision": decision,
            "opinion": &wish.opinion, "content_version": plan.content_version, "filing_number": &number,
        });
        let (todo, follow) = course::depart(&mut plan, &task, todo, decision, now);
        let answer = DecidedView::new(&todo.id, decision, number);
        let act = Act { payload, follow: Some(follow), ..call.act(act_of(decision.kind), now, &answer)? };
        if let Some(numbering) = &numbering {
            plan.filing_number = Some(numbering.number.clone());
        }
        let event = plan.history.record(&keys::plan_pk(&plan.id), act);
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &plan, versions.0, Refusal::StaleVersion).replace(
            Table::Records,
            &todo,
            versions.1,
            Refusal::StaleVersion,
        );
        if let Some(numbering) = &numbering {
            numbering.write(&plan, &mut acts);
        }
        acts.event(&event);
        Ok((acts, answer))
    }
}

/// Decides on the to-do of the call's path.
///
/// Whoever loses a race asks again: a reminder or a claim in between changes nothing for them, a number taken by
/// another filing is followed by the next one, and what was decided or edited meanwhile is told.
pub(crate) async fn settle(context: &Context, call: &Call, wish: Wish) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let subject = keys::plan_pk(&id.plan);
    let mut tries = Tries::begin();
    let mut seen = None;
    loop {
        let case = Case::whole(context, &id, wish.person.as_ref(), &mut tries).await?;
        let case = case.filter(|case| case.is_held_by(by)).ok_or_else(Fault::absent)?;
        let facts = context.store.facts(&case.plan, &case.task).await?;
        let decision = match case.judge(by, &wish, &facts) {
            Ok(_) if *seen.get_or_insert(case.plan.updated_at) != case.plan.updated_at => Err(stale(&case.plan)),
            judged => judged,
        };
        let decision = match decision {
            Ok(decision) => decision,
            Err(refusal) => return context.earlier_or(call, &subject, refusal).await,
        };
        let (acts, answer) = case.acts(context, call, &wish, &decision).await?;
        match context.act(call, &subject, acts).await {
            Ok(None) => return Answer::ok(&answer),
            Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
            Err(problem) => tries.again(context, problem).await?,
        }
    }
}

/// 409 with how the to-do ended.
pub(crate) fn already_decided(todo: &Todo) -> Problem {
    let problem = Problem::conflict("already_decided", "该任务已办理，不能重复办理");
    match &todo.ended {
        Some(ended) => problem.with("current", json!(EndedView::from(ended))),
        None => problem,
    }
}

fn stale(plan: &Plan) -> Problem {
    let current =
        json!({"version": plan.content_version, "updated_at": since(plan.updated_at), "place": &plan.course.place});
    Problem::conflict("stale_version", "内容已被修改，请刷新后再办理").with("current", current)
}

fn since(at: Timestamp) -> String {
    at.to_string()
}

/// The kind that is wanted: the only one of the operation, or that of the first open move among its kinds.
fn kind_of(wish: &Wish, open: &[Offer]) -> Kind {
    let to = wish.to.as_ref().map(StepName::as_str);
    let fits = |offer: &&Offer| {
        wish.kinds.contains(&offer.kind)
            && offer.straight == wish.straight
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

/// The name of a decision in the history.
const fn act_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Send => "task_sent",
        Kind::Consult => "task_consulted",
        Kind::Answer => "task_answered",
        Kind::Return => "task_returned",
        Kind::File => "plan_filed",
        Kind::Refuse => "filing_refused",
        Kind::Finish => "plan_finished",
        Kind::Withdraw => "task_withdrawn",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chains::plan_approval;
    use chains::task::Facts;

    fn wish(kinds: &'static [Kind], to: Option<&str>) -> Wish {
        Wish { kinds, to: to.map(|to| to.parse().unwrap()), person: None, straight: false, opinion: None }
    }

    fn open(step: &str, facts: &[&str]) -> Vec<Offer> {
        let raiser: domain::identity::Actor = serde_json::from_value(json!({"id": "p1", "name": "林晓"})).unwrap();
        let step = plan_approval().unwrap().steps[step].clone();
        let asker = chains::task::Visit { step: "Filing".into(), label: "备案".into(), person: raiser.clone() };
        let task = Task { step, person: None, raiser, path: vec![], frames: vec![asker], back: None };
        let set = facts.iter().map(|fact| (*fact).to_owned()).collect();
        chains::moves(&task, &Facts { set, ..Facts::default() })
    }

    #[test]
    fn an_approval_without_a_kind_means_the_one_that_is_open() {
        const ANY: &[Kind] = &[Kind::Send, Kind::Answer, Kind::Finish];
        assert_eq!(kind_of(&wish(ANY, None), &open("Filing", &[])), Kind::Send);
        assert_eq!(kind_of(&wish(ANY, None), &open("Filing", &["filed"])), Kind::Finish);
        assert_eq!(kind_of(&wish(ANY, None), &open("MeetingChanges", &[])), Kind::Answer);
        assert_eq!(kind_of(&wish(ANY, Some("Finished")), &open("Filing", &[])), Kind::Finish);
        assert_eq!(kind_of(&wish(&[Kind::Finish], None), &open("Filing", &[])), Kind::Finish);
        assert_eq!(kind_of(&wish(ANY, Some("Nowhere")), &open("Filing", &[])), Kind::Send);
    }
}
