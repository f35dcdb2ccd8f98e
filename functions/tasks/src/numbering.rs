//! Filing numbers without gaps: the counters are read, and written on condition in the filing's own transaction.

use domain::numbers::{BadNumber, FilingNumber};
use domain::plan::Plan;
use domain::problem::Fault;
use jiff::civil::Date;
use lambda::Problem;
use store::records::{Counter, GivenNumber};
use store::{Condition, Key, Refusal, Store, Table, Transaction, keys};

/// The next filing number of a plan, and the counters as they are once it is given.
pub(crate) struct Numbering {
    pub number: FilingNumber,
    counters: Vec<Counter>,
}

impl Numbering {
    /// Reads the counters. The item keeps its serial from an earlier round; a filing always has a new one.
    pub(crate) async fn next(store: &Store, plan: &Plan, today: Date) -> Result<Self, Problem> {
        let item_year = plan.year.unwrap_or(today.year());
        let (filings, items) =
            (keys::filing_counter(&plan.region, today.year()), keys::item_counter(&plan.region, item_year));
        let mut found = store.batch_get(Table::Records, &[filings.clone(), items.clone()]).await?;
        let mut counter = |key: &Key, filings: bool, year: i16| {
            let last = found.take::<Counter>(key)?;
            Ok::<_, Problem>(counted(last, plan, filings, year))
        };
        let filing = counter(&filings, true, today.year())?;
        let item = counter(&items, false, item_year)?;
        let number = number(plan, today.year(), filing.last, item_year, item.last)
            .map_err(|BadNumber| Fault::refused("numbers_exhausted", "本年度备案号已用完，请联系平台管理员"))?;
        let counters = if plan.filing_number.is_some() { vec![filing] } else { vec![filing, item] };
        Ok(Self { number, counters })
    }

    /// The counters and the number, each refused when another filing was faster.
    pub(crate) fn write(&self, plan: &Plan, acts: &mut Transaction) {
        for counter in &self.counters {
            let unchanged = match counter.version {
                1 => Condition::absent(),
                next => Condition::version(next - 1),
            };
            acts.replace_if(Table::Records, counter, unchanged, Refusal::NumberTaken);
        }
        let given = GivenNumber { number: self.number.to_string(), plan: plan.id.clone() };
        acts.insert(Table::Records, &given, Refusal::NumberTaken);
    }
}

fn counted(last: Option<Counter>, plan: &Plan, filings: bool, year: i16) -> Counter {
    let none = || Counter { region: plan.region.clone(), year, filings, last: 0, version: 0 };
    let last = last.unwrap_or_else(none);
    Counter { last: last.last.saturating_add(1), version: last.version + 1, ..last }
}

fn number(plan: &Plan, year: i16, filing: u32, item_year: i16, item: u32) -> Result<FilingNumber, BadNumber> {
    let year = u16::try_from(year).map_err(|_| BadNumber)?;
    match &plan.filing_number {
        Some(earlier) => earlier.again(year, filing),
        None => {
            let item_year = u16::try_from(item_year).map_err(|_| BadNumber)?;
            FilingNumber::new(item_year, plan.region.clone(), item, year, filing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::Principal;
    use jiff::Timestamp;
    use serde_json::json;

    fn plan() -> Plan {
        let by: Principal = serde_json::from_value(json!({
            "person": "p", "name": "林晓", "unit": "u", "unit_name": "单位", "department": "d", "department_name": "处",
            "region": "350105", "roles": ["demand_handler"],
        }))
        .unwrap();
        let draft = serde_json::from_value(json!({"name": "办公设备采购"})).unwrap();
        Plan::draft("1".parse().unwrap(), draft, &by, Timestamp::UNIX_EPOCH).unwrap().0
    }

    #[test]
    fn a_counter_begins_at_one_and_goes_on_from_the_last_number() {
        let first = counted(None, &plan(), true, 2026);
        assert_eq!((first.last, first.version), (1, 1));
        let next = counted(Some(first), &plan(), true, 2026);
        assert_eq!((next.last, next.version), (2, 2));
    }

    #[test]
    fn a_number_has_its_items_year_and_the_year_of_the_filing() {
        let first = number(&plan(), 2026, 135, 2025, 153).unwrap();
        assert_eq!(first.to_string(), "CGXM-2025-350105-00153[2026]00135");
        let filed = Plan { filing_number: Some(first), ..plan() };
        assert_eq!(number(&filed, 2027, 1, 2027, 9).unwrap().to_string(), "CGXM-2025-350105-00153[2027]00001");
        assert_eq!(number(&plan(), 2026, 100_000, 2026, 1), Err(BadNumber));
        assert_eq!(number(&plan(), -1, 1, 2026, 1), Err(BadNumber));
    }
}
