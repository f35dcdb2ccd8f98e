//! Any sequence of acts on any budgets: no balance is ever negative, no fen comes or goes, and the journal tells all of it.

use proptest::prelude::*;
use proptest::sample::Index;

use super::*;
use crate::ledger::{Movement, Part, Posting};

#[derive(Debug, Clone)]
enum Act {
    Add(Vec<(i64, i64)>),
    Confirm(Index),
    Cancel(Index),
    Delete(Index),
    Adjust(Index, Index, i64),
    Move(Index, Movement, i64),
    RollOver(Index),
}

fn act() -> impl Strategy<Value = Act> {
    let money = 1i64..2_000;
    let plans = vec![Movement::Reserve, Movement::Release, Movement::Contract, Movement::Cancel, Movement::Pay];
    prop_oneof![
        1 => proptest::collection::vec((money.clone(), 0i64..500), 1..3).prop_map(Act::Add),
        3 => any::<Index>().prop_map(Act::Confirm),
        1 => any::<Index>().prop_map(Act::Cancel),
        1 => any::<Index>().prop_map(Act::Delete),
        3 => (any::<Index>(), any::<Index>(), money.clone()).prop_map(|(budget, account, fen)| Act::Adjust(budget, account, fen)),
        1 => any::<Index>().prop_map(Act::RollOver),
        5 => (any::<Index>(), proptest::sample::select(plans), money).prop_map(|(at, what, fen)| Act::Move(at, what, fen)),
    ]
}

/// One line of the journal: an account opens or closes, or an amount moves within it.
#[derive(Debug, Clone)]
enum Noted {
    Opened(Account),
    Closed(Account),
    Posted(BudgetId, u32, FundingSource, Posting),
}

#[derive(Default)]
struct World {
    budgets: Vec<(Budget, Vec<BudgetLine>)>,
    accounts: Vec<Account>,
    journal: Vec<Noted>,
}

impl World {
    fn note(&mut self, noted: Noted) -> Result<(), Fault> {
        let mut accounts = self.accounts.clone();
        apply(&mut accounts, &noted)?;
        self.accounts = accounts;
        self.journal.push(noted);
        Ok(())
    }

    fn of(&self, budget: &BudgetId) -> Vec<Account> {
        self.accounts.iter().filter(|account| account.budget == *budget).cloned().collect()
    }

    fn post(&mut self, from: &BudgetId, takes: &[Take], movement: Movement) {
        for take in takes {
            let posting = Posting { movement, amount: take.amount };
            self.note(Noted::Posted(from.clone(), take.line, take.source, posting)).unwrap();
        }
    }

    fn does(&mut self, act: Act, n: usize) -> Option<()> {
        let by = who("d");
        let (Act::Confirm(at)
        | Act::Cancel(at)
        | Act::Delete(at)
        | Act::Adjust(at, ..)
        | Act::Move(at, ..)
        | Act::RollOver(at)) = &act
        else {
            let Act::Add(amounts) = act else { return None };
            let yuan = |fen: i64| Fen::new(fen).to_string();
            let entered: Vec<_> = amounts.iter().map(|(a, b)| line("A02010105", &yuan(*a), &yuan(*b))).collect();
            let entry = entry(json!(entered));
            let lines = lines(&entry, 2026, 2022, name_of).unwrap();
            let budget = Budget::add(BudgetId::derived("p", &n.to_string()), entry, &lines, &by, NOW).unwrap();
            self.budgets.push((budget, lines));
            return Some(());
        };
        let at = (!self.budgets.is_empty()).then(|| at.index(self.budgets.len()))?;
        let (mut budget, lines) = self.budgets[at].clone();
        let own = self.of(&budget.id);
        let origin = budget.origin.clone();
        match act {
            Act::Confirm(_) => {
                for account in budget.confirm(&lines, &by, NOW).ok()? {
                    self.note(Noted::Opened(account)).unwrap();
                }
                origin.from().into_iter().for_each(|from| self.post(from, origin.takes(), Movement::Adjust));
            }
            Act::Cancel(_) => {
                budget.cancel(&by, &own).ok()?;
                own.into_iter().for_each(|account| self.note(Noted::Closed(account)).unwrap());
            }
            Act::Delete(_) => {
                budget.delete(&by).ok()?;
                origin.from().into_iter().for_each(|from| self.post(from, origin.takes(), Movement::Unhold));
            }
            Act::Adjust(_, account, fen) => {
                let account = (!own.is_empty()).then(|| account.get(&own))?;
                let amount = Fen::new(fen).to_string();
                let (source, line) = (account.source, account.line);
                let give = json!({"item": "A05010201", "unit_price": "1", "quantity": 1, "measure": "台",
                    "funding": [{"source": source, "amount": &amount}]});
                let entry = serde_json::from_value(json!({"name": "改购", "reason": "因",
                    "takes": [{"line": line, "source": source, "amount": &amount}], "lines": [give],
                    "attachment": {"kind": "meeting_minutes", "upload": "1"}}))
                .unwrap();
                let id = BudgetId::derived("a", &n.to_string());
                let made = budget.adjust(id, &entry, (&lines, &own), (2022, name_of), Ok(Vec::new()), (&by, NOW));
                let made = made.ok()?;
                self.post(&budget.id, made.0.origin.takes(), Movement::Hold);
                self.budgets.push(made);
            }
            Act::Move(_, movement, fen) => {
                let account = own.get(n % own.len().max(1))?;
                let posting = Posting { movement, amount: Fen::new(fen) };
                self.note(Noted::Posted(budget.id.clone(), account.line, account.source, posting)).ok()?;
            }
            Act::RollOver(_) => {
                let of = budget.carry_over(&lines, &own, NOW)?;
                if self.budgets.iter().any(|(known, _)| known.id == of.budget.id) {
                    return None;
                }
                self.post(&budget.id, &of.takes, Movement::Carry);
                self.budgets.push((of.budget, of.lines));
            }
            Act::Add(_) => {}
        }
        self.budgets[at].0 = budget;
        Some(())
    }
}

fn apply(accounts: &mut Vec<Account>, noted: &Noted) -> Result<(), Fault> {
    match noted {
        Noted::Opened(account) => accounts.push(account.clone()),
        Noted::Closed(account) => accounts.retain(|one| one != account),
        Noted::Posted(budget, line, source, posting) => {
            let place = (budget, line, source);
            let account = accounts.iter_mut().find(|one| (&one.budget, &one.line, &one.source) == place).unwrap();
            account.balance = account.balance.after(*posting)?;
        }
    }
    Ok(())
}

fn total(accounts: &[Account], part: impl Fn(Part) -> bool) -> Fen {
    let parts = accounts.iter().flat_map(|one| Part::ALL.into_iter().filter(|p| part(*p)).map(|p| one.balance.part(p)));
    Fen::sum(parts).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_fen_comes_or_goes(acts in proptest::collection::vec(act(), 0..80)) {
        let mut world = World::default();
        for (n, act) in acts.into_iter().enumerate() {
            let adjusts = !matches!(act, Act::Add(_) | Act::Cancel(_) | Act::Confirm(_));
            let before = total(&world.accounts, |part| part != Part::Adjusted);
            world.does(act, n);
            let after = total(&world.accounts, |part| part != Part::Adjusted);
            prop_assert!(!adjusts || before == after, "what is confirmed changes by adding, confirming and cancelling alone");
            for (budget, lines) in &world.budgets {
                let own = world.of(&budget.id);
                prop_assert_eq!(own.is_empty(), budget.status != BudgetStatus::Confirmed);
                for account in &own {
                    let funding = lines.iter().find(|line| line.number == account.line).unwrap();
                    let confirmed = funding.funding.iter().find(|(source, _)| *source == account.source).unwrap().1;
                    prop_assert_eq!(account.balance.total(), Some(confirmed));
                    prop_assert!(Part::ALL.into_iter().all(|part| account.balance.part(part) >= Fen::ZERO));
                }
            }
            let open = |one: &&(Budget, Vec<BudgetLine>)| one.0.status == BudgetStatus::Unconfirmed;
            let pending = world.budgets.iter().filter(open).flat_map(|(budget, _)| budget.origin.takes());
            let pending = Fen::sum(pending.map(|take| take.amount)).unwrap();
            prop_assert_eq!(total(&world.accounts, |part| part == Part::Held), pending, "held is what waits to be confirmed");
            let over = world.budgets.iter().filter(|(budget, _)| matches!(budget.origin, Origin::CarriedOver { .. }));
            let over = Fen::sum(over.map(|(budget, _)| budget.amount)).unwrap();
            prop_assert_eq!(total(&world.accounts, |part| part == Part::Carried), over, "carried is what the next year has");
        }
        let mut replayed = Vec::new();
        for noted in &world.journal {
            apply(&mut replayed, noted).unwrap();
        }
        prop_assert_eq!(replayed, world.accounts);
    }
}
