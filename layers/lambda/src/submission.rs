//! The submission of a draft of any kind (送审): its raiser's decision on the step that its chain starts from.

use chains::{Decision, Kind, Outcome as Does, Standing, Task, Wanted, chain_of, course, decide, offers, raising_task};
use domain::events::Act;
use domain::identity::{Actor, Principal, Unit};
use domain::ids::{PersonId, UnitId};
use domain::problem::Fault;
use domain::subject::{Subject, SubjectId};
use domain::text::{Line, Name, Opinion};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use store::{Refusal, Store, Table, Transaction, keys};

use crate::call::Call;
use crate::context::Context;
use crate::problem::Problem;

/// Where a draft is sent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    /// The version that was read.
    pub version: u64,
    /// To the next step (`send`), or to ask first (`consult`).
    pub kind: Kind,
    /// The move's own name, where it has one.
    pub name: Option<Line<40>>,
    /// The next step, as the draft's moves name it.
    pub to: Name,
    /// Who takes it there, where somebody is chosen.
    pub person: Option<PersonId>,
    /// The organisation that takes it there, where one is chosen.
    pub organisation: Option<UnitId>,
    /// An opinion (办理意见).
    pub opinion: Option<Opinion>,
}

/// Who has a subject now.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Submitted {
    /// The subject.
    pub subject: SubjectId,
    /// Its version now.
    pub version: u64,
    /// The next step and who has it.
    pub next: NextStep,
}

/// A step and who has it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NextStep {
    /// The step's Chinese name (环节).
    pub label: String,
    /// Who has it.
    pub person: Option<Actor>,
}

/// What of a submission is the kind's own.
pub struct Own<'a> {
    /// What it is called in the history, e.g. `plan_submitted`.
    pub act: &'static str,
    /// The version of the header as it was read.
    pub before: u64,
    /// What is sent, as reports and auditors read it.
    pub kept: Value,
    /// Another subject that was judged before, with its version: what is told to it is told on that version alone.
    pub judged: Option<(&'a SubjectId, u64)>,
}

/// The organisation chosen for a part of a subject, where a move of `task` asks for one: it has somebody to take it.
///
/// # Errors
/// `organisation_not_eligible` where there is no such organisation, or nobody can act for it.
pub async fn organisation_chosen(store: &Store, task: &Task, chosen: Option<&UnitId>) -> Result<Option<Unit>, Problem> {
    let party = task.step.moves.iter().find_map(|wanted| wanted.party);
    let Some((id, party)) = chosen.zip(party) else { return Ok(None) };
    let refused = |message: &str| Fault::field("organisation", "organisation_not_eligible", message);
    let key = keys::unit(id);
    let unit = store.batch_get(Table::Records, std::slice::from_ref(&key)).await?.take::<Unit>(&key)?;
    let unit = unit.ok_or_else(|| refused("所选机构不存在，请重新选择"))?;
    if unit.kind == party.organisation() && !store.has_holder(&unit.id, party.role()).await? {
        return Err(refused("所选机构还没有可办理的人员，请另选机构或联系平台管理员").into());
    }
    Ok(Some(unit))
}

impl Submission {
    /// Sends the draft `subject`, which has its content and facts already; `write` adds the body, which has the header's
    /// content version, and what hangs on it.
    ///
    /// # Errors
    /// What `chains::decide` refuses, with the moves that are legal.
    pub async fn send(
        &self,
        context: &Context,
        call: &Call,
        mut subject: Subject,
        own: Own<'_>,
        write: impl FnOnce(&Subject, &mut Transaction) + Send,
    ) -> Result<(Transaction, Submitted), Problem> {
        let (by, now) = (call.principal()?, context.now());
        let task = raising_task(&subject).map_err(Problem::internal)?;
        let asked = task.step.moves.iter().any(|wanted| wanted.role.is_some());
        let person = match self.person.as_ref().filter(|_| asked) {
            Some(person) => context.store.person(person).await?.map(Principal::from),
            None => None,
        };
        let organisation = organisation_chosen(&context.store, &task, self.organisation.as_ref()).await?;
        let (decision, does) = self.decide(&subject, &task, by, (person.as_ref(), organisation.as_ref()))?;
        let mut effects = effects::prepare(&context.store, &does.does, &subject, by, now).await?;
        if own.judged.is_some_and(|(id, version)| effects.read_at(id) != Some(version)) {
            return Err(Problem::from(Refusal::StaleVersion));
        }
        let mut payload = Map::from_iter([("content".to_owned(), own.kept)]);
        let (todo, follow) = course::submit(&mut subject, &task, (&decision, &does), now);
        subject.mark_content();
        effects.change(&mut subject, &mut payload);
        payload.extend(course::said(&todo, &decision, self.opinion.as_ref(), &subject));
        let chain = chain_of(subject.id.kind).map_err(Problem::internal)?;
        let label = chain.label_of(&decision.to).unwrap_or_default().to_owned();
        let next = NextStep { label, person: decision.person.clone() };
        let answer = Submitted { subject: subject.id.clone(), version: subject.content_version, next };
        let payload = Value::Object(payload);
        let act = Act { payload, follow: Some(follow), ..call.act(own.act, now, &answer)? };
        let event = subject.history.record(&keys::subject_pk(&subject.id), act);
        let standing = Standing { id: todo.id.clone(), task };
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &subject, own.before, Refusal::StaleVersion);
        write(&subject, &mut acts);
        acts.insert(Table::Records, &todo, Refusal::StaleVersion).insert(
            Table::Records,
            &standing,
            Refusal::StaleVersion,
        );
        effects.write(&subject, &mut acts);
        acts.event(&event);
        Ok((acts, answer))
    }

    fn decide(
        &self,
        subject: &Subject,
        task: &Task,
        by: &Principal,
        (person, organisation): (Option<&Principal>, Option<&Unit>),
    ) -> Result<(Decision, Does), Problem> {
        let wanted = Wanted {
            kind: self.kind,
            name: self.name.clone().map(String::from),
            to: Some(self.to.to_string()),
            person,
            organisation,
            straight: false,
            has_opinion: self.opinion.is_some(),
        };
        let facts = course::facts(subject);
        decide(task, by, subject, &facts, &wanted).map_err(|fault: Fault| {
            let problem = Problem::from(fault);
            let legal = json!(offers(task, by, subject, &facts));
            if problem.status == 422 { problem.with("legal_moves", legal) } else { problem }
        })
    }
}
