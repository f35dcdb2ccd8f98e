//! Import the working days of a year as announced (节假日安排): `{"csv": "date,kind,name\n2026-01-01,off,元旦\n…"}`.

use documents::{Faults, Form, Imported, Row, Sheet};
use domain::calendar::Calendar;
use domain::text::Line;
use jiff::civil::Date;
use lambda::{Context, EventHandler, Failure};
use serde_json::Value;
use store::records::Announcement;
use store::{Store, Table, Transaction};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(import_calendar(context, event));

/// The columns, in the order of the calendar's own form.
const COLUMNS: &[&str] = &["date", "kind", "name"];
const FORM: Form = Form { columns: COLUMNS, titles: COLUMNS, optional: &[], most_rows: 20_000 };

async fn import_calendar(context: &Context, event: Value) -> Result<Value, Failure> {
    let imported = import(&context.store, serde_json::from_value(event)?).await?;
    Ok(serde_json::to_value(imported)?)
}

async fn import(store: &Store, sheet: Sheet) -> Result<Imported, Failure> {
    let (announcement, count) = match read(&sheet.csv) {
        Ok(read) => read,
        Err(faults) => return Ok(Imported::none(faults)),
    };
    let mut acts = Transaction::new();
    acts.put(Table::Records, &announcement);
    store.commit(acts, None).await?;
    Ok(Imported::all(count))
}

/// The announcement of a sheet, and how many days it names.
fn read(csv: &str) -> Result<(Announcement, usize), Faults> {
    let all = FORM.rows(csv)?;
    let mut faults = Faults::default();
    let days: Vec<_> = all.iter().filter_map(|row| Some((row.number, day(row, &mut faults)?))).collect();
    let days = faults.or(days)?;
    let year = days.first().map_or(0, |(_, (day, _))| day.year());
    let mut plain = COLUMNS.join(",");
    for (_, (_, line)) in &days {
        plain.push('\n');
        plain.push_str(line);
    }
    // The rule itself has the last word: one year, and no day twice.
    Calendar::default().with(&plain).map_err(|bad| {
        let row = bad.row.checked_sub(2).and_then(|place| days.get(place)).map_or(1, |(row, _)| *row);
        Faults::one(row, "date", "日期重复，或与前面的日期不属于同一年")
    })?;
    Ok((Announcement { year, csv: plain }, days.len()))
}

/// A day and its line in the form of the calendar.
fn day(row: &Row, faults: &mut Faults) -> Option<(Date, String)> {
    let said = row.text("date");
    let day = said.parse::<Date>().ok().filter(|day| day.to_string() == said && (2000..=2100).contains(&day.year()));
    if day.is_none() {
        faults.add(row.number, "date", "日期应为2000至2100年间的“年-月-日”，例如 2026-01-01");
    }
    let kind = row.choice("kind", &["off", "work"], |kind| (kind, if kind == "off" { "放假" } else { "上班" }), faults);
    let name: Option<Line<60>> = row.need("name", faults);
    if name.as_ref().is_some_and(|name| name.as_str().contains(',')) {
        faults.add(row.number, "name", "名称中不能有逗号");
    }
    let (day, kind, name) = (day?, kind?, name?);
    Some((day, format!("{day},{kind},{name}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(csv: &str) -> (u64, String, String) {
        let fault = read(csv).unwrap_err().sorted().remove(0);
        (fault.row, fault.field, fault.message)
    }

    #[test]
    fn an_announcement_is_kept_in_the_calendars_own_form() {
        let (announcement, days) =
            read("kind,date,name\r\nwork,2026-01-04,元旦\r\n\r\n放假,2026-01-01, 元旦 \r\n").unwrap();
        assert_eq!((announcement.year, days), (2026, 2));
        assert_eq!(announcement.csv, "date,kind,name\n2026-01-04,work,元旦\n2026-01-01,off,元旦");
        let calendar = Calendar::default().with(&announcement.csv).unwrap();
        assert!(calendar.is_working_day("2026-01-04".parse().unwrap()));
        assert!(!calendar.is_working_day("2026-01-01".parse().unwrap()));
    }

    #[test]
    fn every_wrong_cell_is_told_with_its_row() {
        let of = |row: u64, field: &str| (row, field.to_owned());
        for (rows, told) in [
            ("2026-02-30,off,试", of(2, "date")),
            ("20260101,off,试", of(2, "date")),
            ("1999-01-01,off,试", of(2, "date")),
            ("2026-01-01,rest,试", of(2, "kind")),
            ("2026-01-01,off,", of(2, "name")),
            ("2026-01-01,off,\"a,b\"", of(2, "name")),
            ("2026-01-01,off,试\n\n2027-01-01,off,试", of(4, "date")),
            ("2026-01-01,off,试\n2026-01-01,work,试", of(3, "date")),
            ("", of(1, "csv")),
        ] {
            let (row, field, message) = fault(&format!("date,kind,name\n{rows}"));
            assert_eq!((row, field), told, "{rows}: {message}");
        }
    }
}
