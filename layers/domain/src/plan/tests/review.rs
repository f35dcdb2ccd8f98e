//! Which budgets are to be reviewed, and what makes a mark void.

use super::*;
use crate::budget::{AdjustmentEntry, BudgetKind};
use crate::identity::Actor;
use crate::money::Fen;
use crate::plan::{Review, ReviewMark, ReviewReason, Reviewable};

fn plain(key: &str) -> Fund {
    let line = json!({"item": "A02010105", "unit_price": "10", "quantity": 1, "measure": "台",
        "funding": [{"source": "general_budget", "amount": "100"}]});
    fund(key, &handler(), json!([line]), true)
}

fn supplement(key: &str) -> Fund {
    let fund = plain(key);
    Fund { budget: Budget { kind: BudgetKind::Supplement, ..fund.budget }, ..fund }
}

/// The budget that comes of adjusting one yuan of `from`, confirmed, and its `from` as it is then.
fn adjusted(mut from: Fund, key: &str) -> (Fund, Fund, crate::budget::Adjustment) {
    let entry: AdjustmentEntry = serde_json::from_value(json!({"name": "改购", "reason": "因",
        "takes": [{"line": 1, "source": "general_budget", "amount": "1"}], "attachment": {"kind": "meeting_minutes", "upload": "1"},
        "lines": [{"item": "A05010201", "unit_price": "1", "quantity": 1, "measure": "张",
            "funding": [{"source": "general_budget", "amount": "1"}]}]}))
    .unwrap();
    let known = (2022, |_: &_| Some("桌".to_owned()));
    let (by, now) = (handler(), Timestamp::UNIX_EPOCH);
    let id = BudgetId::derived("p", key);
    let ground = (from.lines.as_slice(), from.accounts.as_slice());
    let (mut budget, lines) = from.budget.adjust(id, &entry, ground, known, Ok(Vec::new()), (&by, now)).unwrap();
    let accounts = budget.confirm(&lines, &by, now).unwrap();
    let adjustment = budget.adjustment(&lines).unwrap();
    let balance = &mut from.accounts[0].balance;
    (balance.free, balance.held) = (balance.free.minus(Fen::new(100)), Fen::new(100));
    (Fund { budget, lines, accounts }, from, adjustment)
}

fn review(all: Vec<Reviewable>, mark: Option<ReviewMark>) -> Review {
    Review::new(all, mark)
}

fn marked(review: &Review) -> Result<ReviewMark, &'static str> {
    let by: Actor = handler().actor();
    let mark = review.marked(&"1".parse().unwrap(), false, &review.basis(), by, Timestamp::UNIX_EPOCH);
    mark.map_err(|fault| fault.code)
}

#[test]
fn a_supplement_and_both_sides_of_an_adjustment_are_to_be_reviewed_and_nothing_else() {
    let (after, before, adjustment) = adjusted(plain("a"), "b");
    let reasons = |fund: Fund, made: Vec<_>| Reviewable::new(fund, made).reasons();
    assert_eq!(reasons(plain("c"), vec![]), []);
    assert_eq!(reasons(supplement("c"), vec![]), [ReviewReason::Supplement]);
    assert_eq!(reasons(after, vec![]), [ReviewReason::Adjusted]);
    assert_eq!(reasons(before, vec![adjustment]), [ReviewReason::AdjustedAway]);
    let carried = crate::budget::Origin::CarriedOver { from: BudgetId::derived("p", "c") };
    let fund = supplement("d");
    assert_eq!(reasons(Fund { budget: Budget { origin: carried, ..fund.budget }, ..fund }, vec![]), []);
}

#[test]
fn nothing_is_asked_for_where_there_is_nothing_to_review() {
    let nothing = review(vec![Reviewable::new(plain("a"), vec![])], None);
    assert!(nothing.budgets.is_empty() && nothing.holds());
    assert_eq!(marked(&nothing), Err("nothing_to_review"));
}

#[test]
fn a_mark_holds_while_plans_draw_on_the_budget_and_when_an_adjustment_that_was_seen_is_confirmed() {
    let (_, mut before, adjustment) = adjusted(plain("a"), "b");
    let seen = review(vec![Reviewable::new(before.clone(), vec![adjustment.clone()])], None);
    assert!(!seen.holds());
    let mark = marked(&seen).unwrap();
    let balance = &mut before.accounts[0].balance;
    (balance.free, balance.reserved) = (Fen::ZERO, balance.free);
    (balance.held, balance.adjusted) = (Fen::ZERO, balance.held);
    let later = review(vec![Reviewable::new(before, vec![adjustment])], Some(mark.clone()));
    assert!(later.holds());
    let again = later.marked(&mark.plan, true, &later.basis(), mark.by.clone(), mark.at);
    assert_eq!(again.unwrap_err().code, "already_reviewed");
}

#[test]
fn a_mark_is_void_once_another_such_budget_comes_in_or_the_budget_is_adjusted() {
    let first = || Reviewable::new(supplement("a"), vec![]);
    let mark = marked(&review(vec![first()], None)).unwrap();
    assert!(review(vec![first()], Some(mark.clone())).holds());
    let more = review(vec![first(), Reviewable::new(supplement("c"), vec![])], Some(mark.clone()));
    assert!(
        !more.holds()
            && more.is_seen(&more.budgets[usize::from(more.budgets[0].fund.budget.id != first().fund.budget.id)])
    );
    let (_, before, adjustment) = adjusted(supplement("a"), "b");
    let changed = review(vec![Reviewable::new(before, vec![adjustment])], Some(mark.clone()));
    assert!(!changed.holds());
    let stale = changed.marked(&mark.plan, true, &review(vec![first()], None).basis(), mark.by.clone(), mark.at);
    assert_eq!(stale.unwrap_err().code, "review_changed");
    // One that is gone takes nothing along: what is left was seen.
    let both = marked(&more).unwrap();
    assert!(review(vec![first()], Some(both)).holds());
}
