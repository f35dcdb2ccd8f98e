//! Filing numbers (备案号) without gaps: the counters are read, and written on condition in the filing's own transaction.

use domain::calendar::today;
use domain::ids::PlanId;
use domain::numbers::{BadNumber, FilingNumber};
use domain::problem::Fault;
use domain::subject::Subject;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use store::records::{Counter, GivenNumber};
use store::{Condition, Key, Refusal, Store, Table, Transaction, keys};

use crate::EffectError;

/// The next filing number of a plan, and the counters as they are once it is given.
#[derive(Debug)]
pub(crate) struct Numbering {
    plan: PlanId,
    number: FilingNumber,
    counters: Vec<Counter>,
}

/// Reads the counters. The item keeps its serial from an earlier round; a filing always has a new one.
pub(crate) async fn prepare(store: &Store, subject: &Subject, now: Timestamp) -> Result<Numbering, EffectError> {
    let (today, region) = (today(now), &subject.home.region);
    let Some(plan) = subject.id.plan() else {
        return Err(Fault::refused("move_not_offered", "只有采购计划可以备案").into());
    };
    let item_year = subject.year.unwrap_or(today.year());
    let (filings, items) = (keys::filing_counter(region, today.year()), keys::item_counter(region, item_year));
    let mut found = store.batch_get(Table::Records, &[filings.clone(), items.clone()]).await?;
    let mut counter = |key: &Key, filings: bool, year: i16| {
        let last = found.take::<Counter>(key)?;
        Ok::<_, EffectError>(counted(last, subject, filings, year))
    };
    let filing = counter(&filings, true, today.year())?;
    let item = counter(&items, false, item_year)?;
    let number = number(subject, today.year(), filing.last, item_year, item.last)
        .map_err(|BadNumber| Fault::refused("numbers_exhausted", "本年度备案号已用完，请联系平台管理员"))?;
    let counters = if subject.number.is_some() { vec![filing] } else { vec![filing, item] };
    Ok(Numbering { plan, number, counters })
}

impl Numbering {
    pub(crate) fn change(&self, subject: &mut Subject, payload: &mut Map<String, Value>) {
        subject.number = Some(self.number.to_string());
        payload.insert("filing_number".to_owned(), json!(subject.number));
    }

    /// The counters and the number, each refused when another filing was faster.
    pub(crate) fn write(&self, acts: &mut Transaction) {
        for counter in &self.counters {
            let unchanged = match counter.version {
                1 => Condition::absent(),
                next => Condition::version(next - 1),
            };
            acts.replace_if(Table::Records, counter, unchanged, Refusal::NumberTaken);
        }
        let given = GivenNumber { number: self.number.to_string(), plan: self.plan.clone() };
        acts.insert(Table::Records, &given, Refusal::NumberTaken);
    }
}

fn counted(last: Option<Counter>, subject: &Subject, filings: bool, year: i16) -> Counter {
    let none = || Counter { region: subject.home.region.clone(), year, filings, last: 0, version: 0 };
    let last = last.unwrap_or_else(none);
    Counter { last: last.last.saturating_add(1), version: last.version + 1, ..last }
}

fn number(subject: &Subject, year: i16, filing: u32, item_year: i16, item: u32) -> Result<FilingNumber, BadNumber> {
    let year = u16::try_from(year).map_err(|_| BadNumber)?;
    match &subject.number {
        Some(earlier) => earlier.parse::<FilingNumber>()?.again(year, filing),
        None => {
            let item_year = u16::try_from(item_year).map_err(|_| BadNumber)?;
            FilingNumber::new(item_year, subject.home.region.clone(), item, year, filing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::Principal;
    use serde_json::json;

    fn plan() -> Subject {
        let by: Principal = serde_json::from_value(json!({
            "person": "p", "name": "林晓", "unit": "u", "unit_name": "单位", "department": "d", "department_name": "处",
            "region": "350105", "roles": ["demand_handler"],
        }))
        .unwrap();
        Subject::draft("plan.1".parse().unwrap(), "办公设备采购".parse().unwrap(), &by, Timestamp::UNIX_EPOCH)
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
        let filed = Subject { number: Some(first.to_string()), ..plan() };
        assert_eq!(number(&filed, 2027, 1, 2027, 9).unwrap().to_string(), "CGXM-2025-350105-00153[2027]00001");
        assert_eq!(number(&plan(), 2026, 100_000, 2026, 1), Err(BadNumber));
        assert_eq!(number(&plan(), -1, 1, 2026, 1), Err(BadNumber));
    }
}
