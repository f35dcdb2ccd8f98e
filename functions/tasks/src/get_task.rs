//! One task with its moves (办理, 3.12): what the page's buttons are made of. One's own ended task shows what may still
//! be done about it.

use std::slice;

use chains::fact::BUDGETS_REVIEWED;
use chains::outside::looks_from_outside;
use chains::sender::{may_hand_over, may_remind, may_withdraw};
use chains::step::Reviews;
use chains::todo::Claim;
use chains::{Facts, Offer, Todo, course, offers};
use domain::access::Operation;
use domain::calendar::today;
use domain::identity::Principal;
use domain::problem::Fault;
use domain::subject::{SubjectId, TaskId};
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::{Table, keys};

use crate::decision::LoadedTask;
use crate::reminder::working_day;
use crate::review_view::BudgetReviewView;
use crate::view::{EndedView, TodoView, its_unit, unit_names};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::GetTask,
    method: "GET",
    path: "/api/tasks/{task}",
    handle: |context, call| Box::pin(get_task(context, call)),
    docs: || Docs::answering::<TaskView>("任务及可办理的操作", 200),
};

/// A task as its holder, its sender or the subject's raiser sees it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TaskView {
    /// The to-do.
    pub todo: TodoView,
    /// What it is about.
    pub subject: SubjectId,
    /// What may be done now; empty unless it is open and the caller's to decide.
    pub moves: Vec<Offer>,
    /// Whether the caller may edit the subject here now (修改计划信息).
    pub editable: bool,
    /// Whether a pool has it, so that it can be taken (领取).
    pub claimable: bool,
    /// Who else of the pool has taken it.
    pub claimed_by_other: Option<Claim>,
    /// The added and adjusted budgets of the plan (2.8), where they are shown and there are any.
    pub budget_review: Option<BudgetReviewView>,
    /// How it ended; absent while it is open.
    pub ended: Option<EndedView>,
    /// Why the caller, with whom it lies, may not act on it any more, in Chinese (13.3).
    pub lost: Option<String>,
    /// The to-do that the caller may hand over where the subject is now (移交); absent where there is none.
    pub handable: Option<TaskId>,
    /// Whether the caller may take back what they decided here (撤回).
    pub withdrawable: bool,
    /// Whether the caller may ask for haste with what lies where the subject is now (催办).
    pub remindable: bool,
}

async fn get_task(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let loaded = LoadedTask::load(&context.store, &id, None).await?.ok_or_else(Fault::absent)?;
    let held = loaded.is_held_by(by);
    let late = loaded.held_by(by).is_ok() && !loaded.was_called_back();
    if !held && !late && !is_known_to(&loaded, by) {
        return Err(Fault::absent().into());
    }
    let mine = held && loaded.check_open(by).is_ok();
    let review = match loaded.task.step.reviews {
        Some(reviews) if held => match id.subject.plan() {
            Some(plan) => Some((reviews, context.store.review(&plan).await?)),
            None => None,
        },
        _ => None,
    };
    let facts = match &review {
        Some((Reviews::Marks, review)) => course::facts_after(&loaded.subject, review),
        _ => course::facts(&loaded.subject),
    };
    let mut moves = match mine {
        true => {
            let (subject, task, store) = (&loaded.subject, &loaded.task, &context.store);
            let (vacant, gone) =
                tokio::try_join!(effects::vacant_roles(store, task, by), effects::gone(store, subject, task, by))?;
            offers(task, by, subject, &Facts { vacant, gone, ..facts.clone() })
        }
        false => Vec::new(),
    };
    let after = if mine { After::default() } else { after(context, &loaded, by).await? };
    let After { withdrawable, remindable, handable } = after;
    let counts = loaded.subject.course.facts.contains(BUDGETS_REVIEWED);
    let budget_review = review.and_then(|(reviews, review)| BudgetReviewView::new(&review, reviews, counts, mine));
    let claimed_by_other = loaded.todo.claimed_by_other(&by.person).cloned();
    let names = unit_names(&context.store, by, slice::from_ref(&loaded.todo)).await?;
    let todo = TodoView::new(&loaded.todo, &names, today(context.now()));
    let outside = looks_from_outside(&loaded.subject, by);
    if outside {
        let unit = its_unit(&loaded.subject, &todo.unit_name)?;
        let people = moves.iter_mut().flat_map(|offer| offer.targets.iter_mut().map(|target| &mut target.person));
        people.for_each(|person| person.clone_from(&unit));
    }
    Answer::ok(&TaskView {
        todo: if outside { todo.sent_by_its_unit(&loaded.todo) } else { todo },
        subject: loaded.subject.id.clone(),
        editable: mine && loaded.task.may_edit(&facts),
        claimable: mine && loaded.todo.pool.is_some() && loaded.todo.claim.is_none(),
        moves,
        claimed_by_other,
        budget_review,
        ended: EndedView::told_to(&loaded.todo, &loaded.subject, by),
        lost: loaded.task.lost_by(by, &loaded.subject).filter(|_| loaded.todo.ended.is_none()),
        handable,
        withdrawable,
        remindable,
    })
}

/// Whoever has or had it or decided on it; within the unit also who sent it there or raised the subject.
fn is_known_to(LoadedTask { subject, todo, .. }: &LoadedTask, by: &Principal) -> bool {
    let ended = todo.ended.as_ref().map(|ended| &ended.decision.by);
    let within = [todo.sent_by.as_ref(), Some(&todo.raiser)].into_iter().filter(|_| !looks_from_outside(subject, by));
    let all = [todo.holder.as_ref(), ended].into_iter().chain(within);
    all.flatten().any(|person| person.id == by.person)
}

/// What one may still do about what one sent.
#[derive(Default)]
struct After {
    withdrawable: bool,
    remindable: bool,
    handable: Option<TaskId>,
}

/// Whether `by` may withdraw what they decided here, hand over and ask for haste where it lies now.
async fn after(context: &Context, loaded: &LoadedTask, by: &Principal) -> Result<After, Problem> {
    let subject = &loaded.subject;
    if subject.course.place.is_none() || subject.course.round != loaded.todo.id.round {
        return Ok(After::default());
    }
    let newest = course::task_id(subject, subject.course.seq);
    let newest = match newest == loaded.todo.id {
        true => Some(loaded.todo.clone()),
        false => context.store.get::<Todo>(Table::Records, &keys::todo(&newest)).await?,
    };
    let day = working_day(&context.store, context.now()).await?;
    let in_place = loaded.task.lost_by(by, subject).is_none();
    let withdrawable = in_place && may_withdraw(subject, &loaded.todo, newest.as_ref(), by).is_ok();
    let remindable = newest.as_ref().is_some_and(|newest| may_remind(newest, by, day).is_ok());
    let alone = newest.filter(|newest| newest.pool.is_none() && may_hand_over(newest, by, &subject.home).is_ok());
    Ok(After { withdrawable, remindable, handable: alone.map(|newest| newest.id) })
}
