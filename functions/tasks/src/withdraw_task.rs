//! Withdraw what one sent, while the next person has not acted (撤回, 13.1). A submission goes back to a draft, and what
//! it reserved is free again.

use chains::sender::may_withdraw;
use chains::{Standing, Todo, course, withdraw};
use domain::access::Operation;
use domain::events::{Act, Event};
use domain::plan::{Plan, PlanBody};
use domain::problem::Fault;
use domain::subject::TaskId;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use serde_json::json;
use store::{Refusal, Store, Table, Transaction, keys};

use crate::decision::already_decided;
use crate::tries::Tries;
use crate::view::DecidedView;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::WithdrawTask,
    method: "POST",
    path: "/api/tasks/{task}/withdrawal",
    handle: |context, call| Box::pin(withdraw_task(context, call)),
    docs: || {
        Docs::answering::<DecidedView>("撤回", 200).codes(&[
            "in_transit",
            "already_decided",
            "claimed_by_other",
            "move_not_offered",
        ])
    },
};

/// What was sent, and what lies with the next one: a to-do is always opened from the one before it.
struct Sent {
    plan: Plan,
    sent: Todo,
    standing: Standing,
    next: Option<Todo>,
    /// The plan's body, where it goes back to a draft.
    body: Option<PlanBody>,
}

impl Sent {
    async fn load(store: &Store, id: &TaskId) -> Result<Option<Self>, Problem> {
        let after = TaskId { seq: id.seq + 1, ..id.clone() };
        let (head, sent, standing) = (keys::plan_head(&id.plan), keys::todo(id), keys::standing(id));
        let (next, body) = (keys::todo(&after), (id.seq == 0).then(|| keys::plan_body(&id.plan)));
        let all: Vec<_> = [&head, &sent, &standing, &next].into_iter().chain(&body).cloned().collect();
        let mut found = store.batch_get(Table::Records, &all).await?;
        let body = match &body {
            Some(key) => found.take::<PlanBody>(key)?,
            None => None,
        };
        let (plan, sent, standing) = (found.take(&head)?, found.take(&sent)?, found.take(&standing)?);
        let next = found.take(&next)?;
        let (Some(plan), Some(sent), Some(standing)) = (plan, sent, standing) else { return Ok(None) };
        Ok(Some(Self { plan, sent, standing, next, body }))
    }

    fn acts(mut self, context: &Context, call: &Call, next: Todo) -> Result<(Transaction, DecidedView), Problem> {
        let by = call.principal()?;
        let (now, versions) = (context.now(), (self.plan.version, next.version));
        let to_draft = self.sent.id.seq == 0;
        let decision = withdraw(&self.standing.task, to_draft, by, &course::facts(&self.plan));
        let held = self.body.as_mut().map(|body| std::mem::take(&mut body.reservations));
        let payload = json!({
            "task": &next.id, "step": &next.step, "label": &next.label, "decision": &decision,
            "content_version": self.plan.content_version, "released": &held,
        });
        let (next, follow) = course::take_back(&mut self.plan, &self.sent, next, &decision, now);
        let body = self.body.map(|body| (body.version, PlanBody { version: self.plan.mark_content(), ..body }));
        let answer = DecidedView::new(&self.sent.id, &decision, None);
        let act = Act { payload, follow: Some(follow), ..call.act("task_withdrawn", now, &answer)? };
        let event: Event = self.plan.history.record(&keys::plan_pk(&self.plan.id), act);
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &self.plan, versions.0, Refusal::StaleVersion).replace(
            Table::Records,
            &next,
            versions.1,
            Refusal::StaleVersion,
        );
        if let Some(((before, body), held)) = body.zip(held) {
            acts.replace(Table::Records, &body, before, Refusal::StaleVersion).reserve(&self.plan, &held, &[]);
        }
        acts.event(&event);
        Ok((acts, answer))
    }
}

async fn withdraw_task(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let subject = keys::plan_pk(&id.plan);
    let mut tries = Tries::begin();
    loop {
        let case = Sent::load(&context.store, &id).await?.ok_or_else(Fault::absent)?;
        let next = match (may_withdraw(&case.plan, &case.sent, case.next.as_ref(), by), case.next.clone()) {
            (Ok(()), Some(next)) => next,
            (Err(fault), Some(next)) if fault.code == "already_decided" && next.ended.is_some() => {
                return context.earlier_or(&call, &subject, already_decided(&next)).await;
            }
            (Err(fault), _) => return context.earlier_or(&call, &subject, fault).await,
            (Ok(()), None) => return Err(Fault::absent().into()),
        };
        let (acts, answer) = case.acts(context, &call, next)?;
        match context.act(&call, &subject, acts).await {
            Ok(None) => return Answer::ok(&answer),
            Ok(Some(earlier)) => return Ok(Answer::value(earlier)),
            Err(problem) => tries.again(context, problem).await?,
        }
    }
}
