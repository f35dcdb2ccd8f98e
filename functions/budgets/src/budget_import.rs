//! What becomes of a budget that rows ask for: checked against what is known, and the acts that bring it in.

use std::collections::BTreeMap;

use documents::Faults;
use domain::budget::{self, Account, Budget, BudgetEntry, BudgetLine, BudgetStatus};
use domain::catalogue::ItemCode;
use domain::events::{Act, Event};
use domain::identity::{Actor, Person, Principal, Role};
use domain::ids::{BudgetId, PersonId};
use jiff::Timestamp;
use lambda::Failure;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use store::records::{BudgetLines, CatalogueItem, EDITION};
use store::{BATCH, Key, Record, Refusal, Store, StoreError, Table, Transaction, keys};

use crate::budget_rows::Wanted;
use crate::view::BudgetView;

/// The first year that budgets are brought in from.
const FIRST_YEAR: i16 = 2000;

/// What is stored of all that the rows name.
#[derive(Debug, Default)]
pub(crate) struct Known {
    items: BTreeMap<ItemCode, String>,
    people: BTreeMap<PersonId, Person>,
    budgets: BTreeMap<BudgetId, Budget>,
    lines: BTreeMap<BudgetId, Vec<BudgetLine>>,
}

/// A budget that is good, with what is stored of it.
#[derive(Debug)]
pub(crate) struct Good<'a> {
    wanted: &'a Wanted,
    lines: Vec<BudgetLine>,
    stored: Option<&'a Budget>,
    /// Who raises it; `None` when there is nothing to do.
    by: Option<Principal>,
}

async fn many<R: Record>(store: &Store, keys: impl Iterator<Item = Key>) -> Result<Vec<R>, StoreError> {
    let mut keys: Vec<Key> = keys.collect();
    keys.sort();
    keys.dedup();
    let mut all = Vec::new();
    for some in keys.chunks(BATCH) {
        let mut found = store.batch_get(Table::Records, some).await?;
        for key in some {
            all.extend(found.take(key)?);
        }
    }
    Ok(all)
}

/// The names of items of the catalogue; those that are not in it are left out.
pub(crate) async fn item_names<'a>(
    store: &Store,
    codes: impl Iterator<Item = &'a ItemCode>,
) -> Result<BTreeMap<ItemCode, String>, StoreError> {
    let items: Vec<CatalogueItem> = many(store, codes.map(|code| keys::catalogue_item(EDITION, code))).await?;
    Ok(items.into_iter().map(|item| (item.code, item.name)).collect())
}

impl Known {
    /// Reads it, a hundred records at a time.
    pub(crate) async fn read(store: &Store, wanted: &[Wanted]) -> Result<Self, StoreError> {
        let lines = wanted.iter().flat_map(|one| &one.entry.lines);
        let items = item_names(store, lines.map(|line| &line.item)).await?;
        let people: Vec<Person> = many(store, wanted.iter().map(|one| keys::person(&one.raiser))).await?;
        let budgets: Vec<Budget> = many(store, wanted.iter().map(|one| keys::budget(&one.id()))).await?;
        let lines: Vec<BudgetLines> = many(store, wanted.iter().map(|one| keys::budget_lines(&one.id()))).await?;
        Ok(Self {
            items,
            people: people.into_iter().map(|person| (person.id.clone(), person)).collect(),
            budgets: budgets.into_iter().map(|budget| (budget.id.clone(), budget)).collect(),
            lines: lines.into_iter().map(|of| (of.budget, of.lines)).collect(),
        })
    }

    /// The budget, good when no fault is told of it.
    pub(crate) fn check<'a>(&'a self, wanted: &'a Wanted, this_year: i16, faults: &mut Faults) -> Option<Good<'a>> {
        let stored = self.budgets.get(&wanted.id());
        // What came in once was checked then; a later year, or a raiser who moved, does not undo it. And an import may
        // bring in what was budgeted before, unlike the form.
        let this_year =
            if stored.is_some() { wanted.entry.year } else { this_year.min(wanted.entry.year.max(FIRST_YEAR)) };
        let acts = stored.is_none_or(|budget| budget.status == BudgetStatus::Unconfirmed && wanted.confirmed);
        let by = if acts { self.raiser(wanted, faults) } else { None };
        let lines = budget::lines(&wanted.entry, this_year, EDITION, |code| self.items.get(code).cloned());
        let lines = lines.map_err(|fault| fault.fields.iter().for_each(|field| wanted.tell(field, faults))).ok()?;
        if stored.is_some_and(|budget| !wanted.is(budget) || !same(self.lines.get(&budget.id), &lines)) {
            faults.add(wanted.row(), "name", "该预算已存在且内容不同，已有的预算不能用导入修改");
            return None;
        }
        Some(Good { wanted, lines, stored, by })
    }

    /// The person who raises it: of that unit and department, with the role that raises budgets.
    fn raiser(&self, wanted: &Wanted, faults: &mut Faults) -> Option<Principal> {
        let Some(person) = self.people.get(&wanted.raiser) else {
            faults.add(wanted.row(), "raiser_user", "没有这个人员");
            return None;
        };
        let by = Principal::from(person.clone());
        let name = &by.name;
        let wrong = if by.unit != wanted.unit {
            ("unit", format!("发起人{name}不属于该单位"))
        } else if by.department != wanted.department {
            ("department", format!("发起人{name}不属于该部门"))
        } else if !by.holds(Role::DemandHandler) {
            ("raiser_user", format!("发起人{name}不是{}", Role::DemandHandler.label()))
        } else {
            return Some(by);
        };
        faults.add(wanted.row(), wrong.0, wrong.1);
        None
    }
}

/// Whether two lists of lines ask for the same, whatever the items are called meanwhile.
fn same(stored: Option<&Vec<BudgetLine>>, lines: &[BudgetLine]) -> bool {
    let nameless = |line: &BudgetLine| BudgetLine { item_name: String::new(), edition: 0, ..line.clone() };
    stored.is_some_and(|stored| stored.iter().map(nameless).eq(lines.iter().map(nameless)))
}

/// A budget as it is brought in, to be committed in one transaction.
#[derive(Debug)]
pub(crate) struct Brought {
    budget: Budget,
    /// The version that is stored; `None` for a new one.
    before: Option<u64>,
    lines: Vec<BudgetLine>,
    accounts: Vec<Account>,
    events: Vec<Event>,
}

impl Good<'_> {
    /// What brings it in; `None` when it is there already.
    pub(crate) fn bring(self, now: Timestamp) -> Result<Option<Brought>, Failure> {
        let Some(by) = self.by else { return Ok(None) };
        let entry = &self.wanted.entry;
        let before = self.stored.map(|stored| stored.version);
        let (mut budget, mut accounts, mut events) = match self.stored {
            Some(stored) => (stored.clone(), Vec::new(), Vec::new()),
            None => {
                let mut budget = Budget::add(self.wanted.id(), entry.clone(), &self.lines, &by, now)?;
                let payload = json!({"budget": BudgetView::new(&budget, &[]), "imported": true});
                let added = event(&mut budget, entry, "budget_added", payload, now)?;
                (budget, Vec::new(), vec![added])
            }
        };
        if self.wanted.confirmed {
            accounts = budget.confirm(&self.lines, &by, now)?;
            let payload = json!({"accounts": &accounts, "imported": true});
            events.push(event(&mut budget, entry, "budget_confirmed", payload, now)?);
        }
        Ok(Some(Brought { budget, before, lines: self.lines, accounts, events }))
    }
}

/// Nobody is signed in at an import: the system acts, and the budget names who raised it.
fn event(
    budget: &mut Budget,
    entry: &BudgetEntry,
    act: &'static str,
    payload: Value,
    at: Timestamp,
) -> Result<Event, Failure> {
    let actor: Actor = serde_json::from_value(json!({"id": "system", "name": "系统"}))?;
    let key = format!("import-{}", budget.id);
    let body_hash = hex::encode(Sha256::digest(serde_json::to_vec(entry)?));
    let act = Act { act, at, actor, key, body_hash, answer: Value::Null, payload, follow: None };
    Ok(budget.history.record(&keys::budget_pk(&budget.id), act))
}

impl Brought {
    pub(crate) fn transaction(&self) -> Transaction {
        let mut acts = Transaction::new();
        if let Some(before) = self.before {
            acts.replace(Table::Records, &self.budget, before, Refusal::StaleVersion);
        } else {
            let lines = BudgetLines { budget: self.budget.id.clone(), lines: self.lines.clone() };
            acts.insert(Table::Records, &self.budget, Refusal::AlreadyExists);
            acts.insert(Table::Records, &lines, Refusal::AlreadyExists);
        }
        for account in &self.accounts {
            acts.insert(Table::Records, account, Refusal::AlreadyExists);
        }
        for event in &self.events {
            acts.event(event);
        }
        acts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::budget_rows;
    use domain::events::verify;

    const NOW: Timestamp = Timestamp::UNIX_EPOCH;

    fn wanted(confirmed: &str, amount: &str) -> Wanted {
        let csv = format!(
            "name,document_number,kind,year,unit,department,raiser_user,confirmed,item,unit_price,quantity,measure,source,amount\n\
             设备,文号,initial,2026,u,d,p,{confirmed},A02010105,5000,20,台,general_budget,{amount}\n"
        );
        budget_rows::read(&csv).unwrap().remove(0)
    }

    fn known() -> Known {
        let person = |id: &str, unit: &str, department: &str, role: &str| -> Person {
            serde_json::from_value(json!({"id": id, "name": "林晓", "user_name": "lin", "unit": unit,
                "unit_name": "省档案馆", "department": department, "department_name": "业务处", "region": "350001",
                "roles": [role]}))
            .unwrap()
        };
        let people = [
            person("p", "u", "d", "demand_handler"),
            person("elsewhere", "v", "d", "demand_handler"),
            person("moved", "u", "e", "demand_handler"),
            person("lead", "u", "d", "demand_lead"),
        ];
        Known {
            items: BTreeMap::from([("A02010105".parse().unwrap(), "台式计算机".to_owned())]),
            people: people.into_iter().map(|person| (person.id.clone(), person)).collect(),
            ..Known::default()
        }
    }

    fn told(known: &Known, wanted: &Wanted, this_year: i16) -> Vec<(u64, String)> {
        let mut faults = Faults::default();
        let _ = known.check(wanted, this_year, &mut faults);
        faults.sorted().into_iter().map(|fault| (fault.row, fault.field)).collect()
    }

    /// What is known after `wanted` was imported, and how many items that touched.
    fn imported(mut known: Known, wanted: &Wanted) -> (Known, usize) {
        let good = known.check(wanted, 2026, &mut Faults::default()).unwrap();
        let Some(brought) = good.bring(NOW).unwrap() else { return (known, 0) };
        let touched = brought.transaction().len();
        known.lines.insert(brought.budget.id.clone(), brought.lines);
        known.budgets.insert(brought.budget.id.clone(), brought.budget);
        (known, touched)
    }

    #[test]
    fn an_import_twice_changes_nothing_more_and_a_later_one_may_confirm() {
        let (known, touched) = imported(known(), &wanted("no", "100000"));
        assert_eq!(touched, 3, "header, lines, event");
        let (known, touched) = imported(known, &wanted("no", "100000"));
        assert_eq!(touched, 0);
        let (known, touched) = imported(known, &wanted("yes", "100000"));
        assert_eq!(touched, 3, "header, account, event");
        let (known, touched) = imported(known, &wanted("yes", "100000"));
        assert_eq!(touched, 0);
        assert_eq!(imported(known, &wanted("no", "100000")).1, 0);
        assert_eq!(imported(super::tests::known(), &wanted("yes", "100000")).1, 5, "all of it at once");
    }

    #[test]
    fn what_is_there_with_another_content_is_a_fault_and_a_later_year_is_none() {
        let (known, _) = imported(known(), &wanted("yes", "100000"));
        assert_eq!(told(&known, &wanted("yes", "100000.01"), 2026), [(2, "name".to_owned())]);
        assert_eq!(told(&known, &wanted("yes", "100000"), 2040), []);
    }

    #[test]
    fn a_raiser_is_of_that_unit_and_department_and_raises_budgets() {
        let by = |person: &str| {
            let mut wanted = wanted("no", "1");
            wanted.raiser = person.parse().unwrap();
            wanted
        };
        for (person, column) in
            [("nobody", "raiser_user"), ("elsewhere", "unit"), ("moved", "department"), ("lead", "raiser_user")]
        {
            assert_eq!(told(&known(), &by(person), 2026), [(2, column.to_owned())], "{person}");
        }
        assert_eq!(told(&known(), &by("p"), 2026), []);
    }

    #[test]
    fn the_rules_of_a_budget_hold_for_an_imported_one() {
        assert_eq!(told(&known(), &wanted("no", "0"), 2026), [(2, "amount".to_owned())]);
        assert_eq!(told(&known(), &wanted("no", "1"), 2030), [], "an import may bring in earlier years");
        assert_eq!(told(&known(), &wanted("no", "1"), 2024), [(2, "year".to_owned())]);
        assert_eq!(
            told(&Known { items: BTreeMap::new(), ..known() }, &wanted("no", "1"), 2026),
            [(2, "item".to_owned())]
        );
    }

    #[test]
    fn the_history_of_an_imported_budget_verifies() {
        let (known, wanted) = (known(), wanted("yes", "1"));
        let Brought { budget, events, .. } =
            known.check(&wanted, 2026, &mut Faults::default()).unwrap().bring(NOW).unwrap().unwrap();
        assert_eq!(verify(&events, &budget.history), Ok(()));
        assert_eq!((events.len(), budget.version, budget.status), (2, 2, BudgetStatus::Confirmed));
        assert_eq!(events[0].actor.id.as_str(), "system");
    }
}
