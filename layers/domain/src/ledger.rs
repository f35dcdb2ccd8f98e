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
}

impl Movement {
    /// Every movement.
    pub const ALL: [Self; 6] = [Self::Reserve, Self::Release, Self::Contract, Self::Cancel, Self::Pay, Self::Carry];
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

    /// The confirmed amount: the sum of all parts.
    #[must_use]
    pub fn total(&self) -> Option<Fen> {
        Fen::sum([self.free, self.reserved, self.contracted, self.paid, self.carried])
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
        let (from, to) = match posting.movement {
            Movement::Reserve => (&mut self.free, &mut self.reserved),
            Movement::Release => (&mut self.reserved, &mut self.free),
            Movement::Contract => (&mut self.reserved, &mut self.contracted),
            Movement::Cancel => (&mut self.contracted, &mut self.free),
            Movement::Pay => (&mut self.contracted, &mut self.paid),
            Movement::Carry => (&mut self.free, &mut self.carried),
        };
        if *from < amount {
            let message = format!("余额不足：需要 {amount} 元，只有 {from} 元");
            return Err(Fault::refused("budget_insufficient", message));
        }
        *to = to.plus(amount).ok_or_else(|| Fault::refused("amount_too_large", "金额超出可计算的范围"))?;
        *from = from.minus(amount);
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
        let message = format!("预算可用金额不足：需要 {wanted} 元，还差 {left} 元");
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
                for part in [account.free, account.reserved, account.contracted, account.paid, account.carried] {
                    prop_assert!(part >= Fen::ZERO);
                }
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
