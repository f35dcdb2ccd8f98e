//! Withdraw what one sent, while the next person has not acted (撤回, 13.1). A submission goes back to a draft, and what
//! its chain says of that is done: what a plan reserved is free again.

use chains::outside::looks_from_outside;
use chains::sender::may_withdraw;
use chains::{Standing, Todo, chain_of, course, withdraw};
use domain::access::Operation;
use domain::events::Act;
use domain::problem::Fault;
use domain::subject::{Subject, TaskId};
use lambda::{Call, Context, Docs, Outcome, Preparing, Problem, Step};
use serde_json::Value;
use store::{Refusal, Store, Table, Transaction, keys};

use crate::decision::already_decided;
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
            "authority_lost",
            "move_not_offered",
        ])
    },
};

/// What was sent, and what lies with the next one: a to-do is always opened from the one before it.
struct Sent {
    subject: Subject,
    sent: Todo,
    standing: Standing,
    next: Option<Todo>,
}

impl Sent {
    async fn load(store: &Store, id: &TaskId) -> Result<Option<Self>, Problem> {
        let after = TaskId { seq: id.seq + 1, ..id.clone() };
        let (head, sent, standing) = (keys::subject_head(&id.subject), keys::todo(id), keys::standing(id));
        let next = keys::todo(&after);
        let all = [&head, &sent, &standing, &next].map(Clone::clone);
        let mut found = store.batch_get(Table::Records, &all).await?;
        let (subject, sent, standing) = (found.take(&head)?, found.take(&sent)?, found.take(&standing)?);
        let next = found.take(&next)?;
        let (Some(subject), Some(sent), Some(standing)) = (subject, sent, standing) else { return Ok(None) };
        Ok(Some(Self { subject, sent, standing, next }))
    }

    async fn acts(mut self, context: &Context, call: &Call, next: Todo) -> Result<(Transaction, DecidedView), Problem> {
        let by = call.principal()?;
        let (now, versions) = (context.now(), (self.subject.version, next.version));
        let to_draft = self.sent.id.seq == 0;
        let decision = withdraw(&self.standing.task, to_draft, by);
        let chain = chain_of(self.subject.id.kind).map_err(Problem::internal)?;
        let does: &[_] = if to_draft { &chain.on_withdrawal } else { &[] };
        let mut effects = effects::prepare(&context.store, does, &self.subject, by, now).await?;
        let mut payload = course::said(&next, &decision, None, &self.subject);
        let (next, follow) = course::take_back(&mut self.subject, &self.sent, next, &decision, now);
        effects.change(&mut self.subject, &mut payload);
        let answer = DecidedView::new(&self.sent.id, &decision, None);
        let payload = Value::Object(payload);
        let act = Act { payload, follow: Some(follow), ..call.act(decision.act(), now, &answer)? };
        let event = self.subject.history.record(&keys::subject_pk(&self.subject.id), act);
        let mut acts = Transaction::new();
        acts.replace(Table::Records, &self.subject, versions.0, Refusal::StaleVersion).replace(
            Table::Records,
            &next,
            versions.1,
            Refusal::StaleVersion,
        );
        effects.write(&self.subject, &mut acts);
        acts.event(&event);
        Ok((acts, answer))
    }
}

async fn withdraw_task(context: &Context, call: Call) -> Outcome {
    let id: TaskId = call.path("task")?;
    let prepare = || -> Preparing<'_, DecidedView> { Box::pin(prepare(context, &call, &id)) };
    context.act_on(&call, &keys::subject_pk(&id.subject), prepare).await
}

async fn prepare(context: &Context, call: &Call, id: &TaskId) -> Result<(Transaction, DecidedView), Problem> {
    let by = call.principal()?;
    let found = Sent::load(&context.store, id).await?.ok_or_else(Fault::absent)?;
    match (may_withdraw(&found.subject, &found.sent, found.next.as_ref(), by), found.next.clone()) {
        (Ok(()), Some(next)) => {
            let task = found.standing.clone().in_force();
            match task.lost_by(by, &found.subject) {
                Some(lost) => Err(Fault::forbidden("authority_lost", lost).into()),
                None => found.acts(context, call, next).await,
            }
        }
        (Err(fault), Some(next))
            if fault.code == "already_decided" && next.ended.is_some() && !looks_from_outside(&found.subject, by) =>
        {
            Err(already_decided(&next, &found.subject, by))
        }
        (Err(fault), _) => Err(fault.into()),
        (Ok(()), None) => Err(Fault::absent().into()),
    }
}
