//! The ledger: an account is budget line × funding source (资金来源); the sum of its parts is the confirmed amount, always.

use serde::{Deserialize, Serialize};

use crate::money::Fen;
use crate::problem::Fault;

/// What an account holds, each part zero or more, in fen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Balance {
    /// Free for plans (可用).
    pub free: Fen,
    /// Reserved by submitted plans (计划占用).
    pub reserved: Fen,
    /// Bound by contracts (合同占用).
    pub contracted: Fen,
    /// Paid (已支付).
    pub paid: Fen,
    /// Carried over to the next year (已结转).
    pub carried: Fen,
    /// Held by adjustments that are not confirmed yet (调剂占用).
    #[serde(default)]
    pub held: Fen,
    /// Adjusted away to another budget (已调剂).
    #[serde(default)]
    pub adjusted: Fen,
}

/// A part of a balance, by the name that it is stored under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Free for plans.
    Free,
    /// Reserved by submitted plans.
    Reserved,
    /// Bound by contracts.
    Contracted,
    /// Paid.
    Paid,
    /// Carried over.
    Carried,
    /// Held by adjustments.
    Held,
    /// Adjusted away.
    Adjusted,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 7] =
        [Self::Free, Self::Reserved, Self::Contracted, Self::Paid, Self::Carried, Self::Held, Self::Adjusted];

    /// The field of [`Balance`] that holds it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Reserved => "reserved",
            Self::Contracted => "contracted",
            Self::Paid => "paid",
            Self::Carried => "carried",
            Self::Held => "held",
            Self::Adjusted => "adjusted",
        }
    }
}

/// A movement between two parts of one account; the amount is zero or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Movement {
    /// free → reserved: a plan is submitted, or edited upwards.
    Reserve,
    /// reserved → free: a plan goes back to a draft or is abolished, or edited downwards.
    Release,
    /// reserved → contracted: a contract is signed.
    Contract,
    /// contracted → free: a contract is cancelled.
    Cancel,
    /// contracted → paid: the treasury has paid.
    Pay,
    /// free → carried: the year ends (年结).
    Carry,
    /// free → held: an adjustment is made (预算调剂).
    Hold,
    /// held → free: an adjustment is deleted.
    Unhold,
    /// held → adjusted: an adjustment is confirmed.
    Adjust,
}

impl Movement {
    /// Every movement.
    pub const ALL: [Self; 9] = [
        Self::Reserve,
        Self::Release,
        Self::Contract,
        Self::Cancel,
        Self::Pay,
        Self::Carry,
        Self::Hold,
        Self::Unhold,
        Self::Adjust,
    ];

    /// The part that gives, and the part that takes.
    #[must_use]
    pub const fn parts(self) -> (Part, Part) {
        match self {
            Self::Reserve => (Part::Free, Part::Reserved),
            Self::Release => (Part::Reserved, Part::Free),
            Self::Contract => (Part::Reserved, Part::Contracted),
            Self::Cancel => (Part::Contracted, Part::Free),
            Self::Pay => (Part::Contracted, Part::Paid),
            Self::Carry => (Part::Free, Part::Carried),
            Self::Hold => (Part::Free, Part::Held),
            Self::Unhold => (Part::Held, Part::Free),
            Self::Adjust => (Part::Held, Part::Adjusted),
        }
    }
}

/// One line of the journal: `amount` moves within an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    /// What moves where.
    pub movement: Movement,
    /// How much, in fen.
    pub amount: Fen,
}

impl Balance {
    /// An account whose whole confirmed amount is free.
    #[must_use]
    pub fn confirmed(amount: Fen) -> Self {
        Self { free: amount, ..Self::default() }
    }

    /// The confirmed amount: the sum of all parts, whatever becomes of it.
    #[must_use]
    pub fn total(&self) -> Option<Fen> {
        Fen::sum(Part::ALL.map(|part| self.part(part)))
    }

    /// One part.
    #[must_use]
    pub const fn part(&self, part: Part) -> Fen {
        match part {
            Part::Free => self.free,
            Part::Reserved => self.reserved,
            Part::Contracted => self.contracted,
            Part::Paid => self.paid,
            Part::Carried => self.carried,
            Part::Held => self.held,
            Part::Adjusted => self.adjusted,
        }
    }

    const fn part_mut(&mut self, part: Part) -> &mut Fen {
        match part {
            Part::Free => &mut self.free,
            Part::Reserved => &mut self.reserved,
            Part::Contracted => &mut self.contracted,
            Part::Paid => &mut self.paid,
            Part::Carried => &mut self.carried,
            Part::Held => &mut self.held,
            Part::Adjusted => &mut self.adjusted,
        }
    }

    /// This account after `posting`.
    ///
    /// # Errors
    /// `budget_insufficient` when the part that gives holds less than the amount; `amount_negative` when it is below zero.
    pub fn after(mut self, posting: Posting) -> Result<Self, Fault> {
        let amount = posting.amount;
        if amount < Fen::ZERO {
            return Err(Fault::refused("amount_negative", "金额不能为负数"));
        }
        let (from, to) = posting.movement.parts();
        let there = self.part(from);
        if there < amount {
            let message = format!("余额不足：需要 {}，只有 {}", amount.in_words(), there.in_words());
            return Err(Fault::refused("budget_insufficient", message));
        }
        let after = self.part(to).plus(amount);
        *self.part_mut(to) = after.ok_or_else(|| Fault::refused("amount_too_large", "金额超出可计算的范围"))?;
        *self.part_mut(from) = there.minus(amount);
        Ok(self)
    }
}

/// How `wanted` is drawn from the accounts of a budget line: in their order, from each what is free, until it is covered.
///
/// `free` holds what each account has free, or may be drawn again by the same plan. The answer has one amount for each.
///
/// # Errors
/// `budget_insufficient` when all of it together is less than `wanted`.
pub fn draw(free: &[Fen], wanted: Fen) -> Result<Vec<Fen>, Fault> {
    let mut left = wanted;
    let mut drawn = Vec::with_capacity(free.len());
    for &available in free {
        let part = available.min(left).max(Fen::ZERO);
        left = left.minus(part);
        drawn.push(part);
    }
    if left > Fen::ZERO {
        let message = format!("预算可用金额不足：需要 {}，还差 {}", wanted.in_words(), left.in_words());
        return Err(Fault::refused("budget_insufficient", message));
    }
    Ok(drawn)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn posting() -> impl Strategy<Value = Posting> {
        (proptest::sample::select(Movement::ALL.to_vec()), -5i64..1_000)
            .prop_map(|(movement, fen)| Posting { movement, amount: Fen::new(fen) })
    }

    #[test]
    fn a_plan_never_takes_more_than_what_is_free() {
        let account = Balance::confirmed(Fen::new(100));
        let reserve = |fen| Posting { movement: Movement::Reserve, amount: Fen::new(fen) };
        assert_eq!(account.after(reserve(100)).unwrap().free, Fen::ZERO);
        let refused = account.after(reserve(101)).unwrap_err();
        assert_eq!(
            (refused.code, refused.message.as_str()),
            ("budget_insufficient", "余额不足：需要 1.01 元，只有 1.00 元")
        );
    }

    #[test]
    fn an_account_of_before_there_were_adjustments_holds_none() {
        let stored = r#"{"free":1,"reserved":2,"contracted":3,"paid":4,"carried":5}"#;
        let balance: Balance = serde_json::from_str(stored).unwrap();
        assert_eq!((balance.held, balance.adjusted, balance.total()), (Fen::ZERO, Fen::ZERO, Some(Fen::new(15))));
        let stored = serde_json::to_value(balance).unwrap();
        assert!(Part::ALL.iter().all(|part| stored[part.code()] == balance.part(*part).get()));
    }

    proptest! {
        #[test]
        fn in_any_sequence_no_part_is_negative_and_not_a_fen_is_lost(
            confirmed in 0i64..5_000,
            postings in proptest::collection::vec(posting(), 0..60),
        ) {
            let mut account = Balance::confirmed(Fen::new(confirmed));
            let mut journal = Vec::new();
            for posting in postings {
                if let Ok(next) = account.after(posting) {
                    account = next;
                    journal.push(posting);
                }
                prop_assert_eq!(account.total(), Some(Fen::new(confirmed)));
                prop_assert!(Part::ALL.into_iter().all(|part| account.part(part) >= Fen::ZERO));
            }
            let replayed = journal.into_iter().try_fold(Balance::confirmed(Fen::new(confirmed)), Balance::after);
            prop_assert_eq!(replayed, Ok(account));
        }

        #[test]
        fn a_draw_covers_exactly_what_is_wanted_or_nothing(
            free in proptest::collection::vec(0i64..1_000, 0..6),
            wanted in 0i64..4_000,
        ) {
            let free: Vec<Fen> = free.into_iter().map(Fen::new).collect();
            let available = Fen::sum(free.iter().copied()).unwrap();
            match draw(&free, Fen::new(wanted)) {
                Ok(drawn) => {
                    prop_assert_eq!(Fen::sum(drawn.iter().copied()), Some(Fen::new(wanted)));
                    prop_assert!(drawn.iter().zip(&free).all(|(part, free)| part <= free));
                }
                Err(fault) => {
                    prop_assert_eq!(fault.code, "budget_insufficient");
                    prop_assert!(available < Fen::new(wanted));
                }
            }
        }
    }
}
