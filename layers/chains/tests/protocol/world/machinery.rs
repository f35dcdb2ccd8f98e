//! The stream's reader, the executions, `open-task` and the reconciler, as `functions/tasks` has them.

use chains::{Kind, Route, Todo, chain_of, course, open, reopen};
use domain::calendar::DueDay;
use domain::events::Follow;
use domain::subject::{Status, SubjectKind, TaskId};
use jiff::civil::date;

use super::people::{NOW, told};
use super::{Mutant, One, Opened, Run, Step};

impl One {
    pub(crate) fn machinery_steps(&self) -> Vec<Step> {
        let kills = self.left.kills > 0;
        let mut steps = Vec::new();
        for event in 0..self.stream.len() {
            steps.push(Step::Deliver { event, acknowledged: true });
            if kills {
                let cut = [Step::Deliver { event, acknowledged: false }, Step::DeliverHalf(event), Step::Lose(event)];
                steps.extend(cut);
            }
        }
        for (run, how) in &self.runs {
            if matches!(how, Run::Opening(_)) {
                steps.push(Step::Open { run: *run, killed: false });
                steps.extend(kills.then_some(Step::Open { run: *run, killed: true }));
            }
            steps.extend((kills && *how != Run::Over).then_some(Step::Fail(*run)));
        }
        steps.extend(self.head.course.transit.is_some().then_some(Step::Reconcile));
        steps
    }

    pub(crate) fn machinery(&mut self, step: &Step) {
        match step {
            Step::Deliver { event, acknowledged } => {
                let follow = self.stream[*event].clone();
                if *acknowledged {
                    self.stream.remove(*event);
                } else {
                    self.left.kills -= 1;
                }
                self.follow(&follow);
            }
            Step::DeliverHalf(event) => {
                self.left.kills -= 1;
                let follow = self.stream[*event].clone();
                if matches!(follow, Follow::Resume { .. }) {
                    let _ = self.answer(&Route::of(&self.head.id, &follow));
                }
            }
            Step::Lose(event) => {
                self.left.kills -= 1;
                self.stream.remove(*event);
            }
            Step::Open { run, killed } => {
                let before = self.runs.get(run).cloned();
                self.opens(*run);
                if *killed {
                    self.left.kills -= 1;
                    self.runs.extend(before.map(|before| (*run, before)));
                }
            }
            Step::Fail(run) => {
                self.left.kills -= 1;
                self.runs.insert(*run, Run::Over);
            }
            Step::Reconcile => self.reconciles(),
            Step::Begin(_) | Step::Commit(_) => {}
        }
    }

    /// `advance`: what an event says is to follow.
    fn follow(&mut self, follow: &Follow) {
        let route = Route::of(&self.head.id, follow);
        match follow {
            Follow::Start { round, attempt, .. } => {
                self.runs.entry((*round, *attempt)).or_insert(Run::Opening(route));
            }
            Follow::Resume { .. } => {
                self.resume(&route);
            }
        }
    }

    /// Whether the execution was found running though nobody waits with the token.
    fn resume(&mut self, route: &Route) -> bool {
        match (self.answer(route), route.next) {
            (_, None) => {
                if self.mutant != Some(Mutant::EndNotNoted) {
                    let _ = course::close(&mut self.head, route);
                }
                false
            }
            (true, Some(_)) => false,
            (false, Some(_)) => self.mend(route),
        }
    }

    /// `SendTaskSuccess`: whether somebody waited with the token of the to-do that was decided.
    fn answer(&mut self, route: &Route) -> bool {
        let token = self.todos.get(&(route.round, route.from)).and_then(|one| one.token);
        let waiting = token.and_then(|token| self.runs.iter().find(|(_, run)| **run == Run::Waiting(token)));
        let Some(run) = waiting.map(|(run, _)| *run) else { return false };
        self.goes_on(run, route.clone());
        true
    }

    fn goes_on(&mut self, run: (u32, u32), route: Route) {
        let next = if route.next.is_some() { Run::Opening(route) } else { Run::Over };
        self.runs.insert(run, next);
    }

    /// Sees to it that a subject on `route` has an execution; whether it had a running one.
    fn mend(&mut self, route: &Route) -> bool {
        if !route.is_taken_by(&self.head) {
            return false;
        }
        let run = (self.head.course.round, self.head.course.attempt);
        match self.runs.get(&run) {
            Some(Run::Over) => {
                if let Some(follow) = course::restart(&mut self.head, NOW) {
                    told(&mut self.head);
                    self.stream.push(follow);
                    if self.mutant == Some(Mutant::AttemptNotCounted) {
                        self.head.course.attempt -= 1;
                    }
                }
                false
            }
            Some(_) => true,
            None => {
                self.runs.insert(run, Run::Opening(route.clone()));
                false
            }
        }
    }

    fn reconciles(&mut self) {
        if self.mutant == Some(Mutant::NoReconciler) {
            return;
        }
        let Some(route) = Route::under_way(&self.head) else { return };
        if route.next.is_some() && !self.mend(&route) {
            return;
        }
        if self.resume(&route) {
            // What a state tries again is over by then: an execution that still waits does so with a token nobody has.
            let run = (self.head.course.round, self.head.course.attempt);
            if matches!(self.runs.get(&run), Some(Run::Waiting(_))) {
                self.runs.insert(run, Run::Over);
                let _ = self.mend(&route);
            }
        }
    }

    /// `open-task`, for a state that has come to a human step.
    fn opens(&mut self, run: (u32, u32)) {
        let Some(Run::Opening(route)) = self.runs.get(&run).cloned() else { return };
        let current = (self.head.course.round, self.head.course.attempt);
        let replaced = route.round != current.0 || run != current;
        if replaced {
            self.runs.insert(run, Run::Over);
            return;
        }
        let Some(next) = route.next else { return };
        self.tokens += 1;
        if let Some(there) = self.todos.get_mut(&(route.round, next)) {
            match Route::after(&there.todo) {
                Some(onwards) => self.goes_on(run, onwards),
                None => {
                    there.token = Some(self.tokens);
                    self.runs.insert(run, Run::Waiting(self.tokens));
                }
            }
            return;
        }
        let opened = if route.is_taken_by(&self.head) { self.arrives(&route, next) } else { None };
        match opened {
            Some(todo) => {
                let transit = self.head.course.transit.clone();
                course::arrive(&mut self.head, &todo.todo);
                if self.mutant == Some(Mutant::TransitNotCleared) {
                    self.head.course.transit = transit;
                }
                self.todos.insert((route.round, next), todo);
                self.runs.insert(run, Run::Waiting(self.tokens));
            }
            None => {
                self.runs.insert(run, Run::Over);
            }
        }
    }

    fn arrives(&self, route: &Route, next: u32) -> Option<Opened> {
        let sent = self.todos.get(&(route.round, route.from))?;
        let decision = &sent.todo.ended.as_ref()?.decision;
        let step = chain_of(SubjectKind::Warning).ok()?.steps.get(&route.to)?.clone();
        let task = match decision.kind {
            Kind::Withdraw => reopen(step, &self.todos.get(&(route.round, sent.todo.opened_from?))?.task),
            _ => open(step, &sent.task, decision, &self.head.parties),
        };
        let id = TaskId { subject: self.head.id.clone(), round: route.round, seq: next };
        let due = DueDay { day: date(2026, 3, 2), provisional: false };
        let from = Some((route.from, decision, sent.todo.label.as_str()));
        let todo = Todo::open(id, &self.head, &task, from, NOW, due);
        Some(Opened { todo, task, token: Some(self.tokens) })
    }

    /// Whether it comes to rest when nobody acts and nothing more goes wrong: on one desk with an execution that waits for
    /// it, or at an end.
    pub(crate) fn comes_to_rest(&self) -> bool {
        let mut one = self.clone();
        one.acting.clear();
        for _ in 0..12 {
            while let Some(follow) = (!one.stream.is_empty()).then(|| one.stream.remove(0)) {
                one.follow(&follow);
            }
            for run in one.runs.keys().copied().collect::<Vec<_>>() {
                one.opens(run);
            }
            one.reconciles();
            let opening = one.runs.values().any(|run| matches!(run, Run::Opening(_)));
            if one.stream.is_empty() && !opening && one.head.course.transit.is_none() {
                break;
            }
        }
        let course = &one.head.course;
        let quiet = course.transit.is_none() && one.stream.is_empty();
        let run = one.runs.get(&(course.round, course.attempt));
        let last = one.head.status == Status::UnderWay;
        let runs = one.runs.iter().filter(|(id, _)| !last || **id != (course.round, course.attempt));
        let quiet = quiet && runs.into_iter().all(|(_, run)| *run == Run::Over);
        match one.head.status {
            Status::UnderWay => {
                let open = one.todos.get(&(course.round, course.seq)).filter(|open| open.todo.ended.is_none());
                let waits = |open: &Opened| open.token.is_some_and(|token| run == Some(&Run::Waiting(token)));
                quiet && open.is_some_and(|open| waits(open) || run == Some(&Run::Over) || run.is_none())
            }
            Status::Draft | Status::Finished | Status::Discarded => quiet,
        }
    }
}
