//! What reminding by hand and by schedule have in common: notices and working days.

use chains::{Reason, Todo};
use domain::calendar::{Calendar, today};
use domain::ids::PersonId;
use jiff::Timestamp;
use jiff::civil::Date;
use lambda::Problem;
use store::records::Notice;
use store::{Store, StoreError};

/// Most people who are told of one to-do.
pub(crate) const MOST: usize = 20;

/// The working days of this year and the next, by what was announced.
pub(crate) async fn calendar(store: &Store, now: Timestamp) -> Result<Calendar, StoreError> {
    let year = today(now).year();
    store.calendar(&[year, year.saturating_add(1)]).await
}

/// Today, or the first working day after it: what is done on a day off counts for that day.
pub(crate) async fn working_day(store: &Store, now: Timestamp) -> Result<Date, Problem> {
    let calendar = calendar(store, now).await?;
    let yesterday = today(now).yesterday().map_err(Problem::internal)?;
    Ok(calendar.after_working_days(yesterday, 1).map_err(Problem::internal)?.day)
}

/// The working day after today: what is begun now may take until its end.
pub(crate) async fn whole_working_day(store: &Store, now: Timestamp) -> Result<Date, Problem> {
    let calendar = calendar(store, now).await?;
    Ok(calendar.after_working_days(today(now), 1).map_err(Problem::internal)?.day)
}

/// A notice to `person` of what lies with `todo`'s holder.
pub(crate) fn notice(todo: &Todo, person: &PersonId, reason: Reason, at: Timestamp) -> Notice {
    Notice {
        person: person.clone(),
        at,
        task: todo.id.clone(),
        title: todo.title.clone(),
        label: todo.label.clone(),
        reason,
        holder: todo.holder_words(),
        due: todo.due,
    }
}

/// Whoever has it: the one, or the people of a pool that lies in one unit. Those of a region find it in their list.
pub(crate) async fn had_by(store: &Store, todo: &Todo) -> Result<Vec<PersonId>, StoreError> {
    if let Some(holder) = todo.has_it() {
        return Ok(vec![holder.id.clone()]);
    }
    let Some((pool, unit)) = todo.pool.as_ref().and_then(|pool| Some((pool, pool.place.unit()?))) else {
        return Ok(Vec::new());
    };
    let page = store.holders(unit, pool.role, None).await?;
    let people = page.items.into_iter().map(|found| found.principal).filter(|one| pool.includes(one));
    Ok(people.map(|one| one.person).take(MOST).collect())
}
