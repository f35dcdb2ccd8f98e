//! Working days (工作日) by the official calendar with its shifted days (调休), counted from the day after the event.
//!
//! A [`Calendar`] is data: announced days of a year, which can be imported. [`Calendar::official`] is seeded from
//! `holiday-cn` and from the announcements in `data/` that the library does not carry. A year that nobody announced
//! counts Monday to Friday, and the result says that it is provisional.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The day it is in China at `now`: Asia/Shanghai, eight hours ahead all the year.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    Offset::constant(8).to_datetime(now).date()
}

/// A day that a clock reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueDay {
    /// The last day of the period.
    pub day: Date,
    /// Whether a year was counted whose official calendar is not published yet.
    pub provisional: bool,
}

/// Beyond the days that the calendar can express.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("日期超出可计算的范围")]
pub struct OutOfRange;

/// A row of an announcement that does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("节假日安排第{row}行有误，应为“日期,off或work,名称”，且日期属于同一年")]
pub struct BadAnnouncement {
    /// Its row, counted from 1, the heading included.
    pub row: usize,
}

/// Working days as announced by the State Council (国务院办公厅关于部分节假日安排的通知), by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Calendar {
    announced: BTreeMap<i16, BTreeMap<Date, bool>>,
}

impl Calendar {
    /// What is known of itself: `holiday-cn`, and 2026 from the notice of 2025-11-04, which the library leaves empty.
    ///
    /// # Errors
    /// [`BadAnnouncement`] when the shipped file does not read.
    pub fn official() -> Result<Self, BadAnnouncement> {
        Self::default().with(include_str!("../data/calendar-2026.csv"))
    }

    /// This calendar with the announcement of one year: a heading, then rows of `date,off|work,name`.
    ///
    /// # Errors
    /// [`BadAnnouncement`] names the first row that does not read or belongs to another year.
    pub fn with(mut self, csv: &str) -> Result<Self, BadAnnouncement> {
        let mut days = BTreeMap::new();
        let mut year = None;
        for (index, line) in csv.lines().enumerate().skip(1) {
            let bad = BadAnnouncement { row: index + 1 };
            let mut fields = line.trim().split(',');
            let day = fields.next().and_then(|day| day.parse::<Date>().ok());
            let works = match fields.next() {
                Some("work") => Some(true),
                Some("off") => Some(false),
                _ => None,
            };
            let (Some(day), Some(works)) = (day, works) else { return Err(bad) };
            if *year.get_or_insert(day.year()) != day.year() || days.insert(day, works).is_some() {
                return Err(bad);
            }
        }
        let year = year.ok_or(BadAnnouncement { row: 1 })?;
        self.announced.insert(year, days);
        Ok(self)
    }

    /// The day `working_days` working days after `event`, which itself is not counted.
    ///
    /// # Errors
    /// [`OutOfRange`] when the day would lie beyond the year 9999.
    pub fn after_working_days(&self, event: Date, working_days: u16) -> Result<DueDay, OutOfRange> {
        let mut due = DueDay { day: event, provisional: false };
        let mut left = working_days;
        while left > 0 {
            due.day = due.day.tomorrow().map_err(|_| OutOfRange)?;
            due.provisional |= !self.is_published(due.day.year());
            if self.is_working_day(due.day) {
                left -= 1;
            }
        }
        Ok(due)
    }

    /// Whether people work on `day`.
    #[must_use]
    pub fn is_working_day(&self, day: Date) -> bool {
        let weekday = day.weekday().to_monday_one_offset() <= 5;
        match self.announced.get(&day.year()) {
            Some(days) => days.get(&day).copied().unwrap_or(weekday),
            None => holiday_cn::is_workday(&day.to_string()).unwrap_or(weekday),
        }
    }

    /// Whether the official calendar of `year` is known: the National Day is a named day in every one of them.
    #[must_use]
    pub fn is_published(&self, year: i16) -> bool {
        self.announced.contains_key(&year)
            || matches!(holiday_cn::is_offday(&format!("{year:04}-10-01")), Ok((_, Some(_))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn after_working_days(event: Date, days: u16) -> Result<DueDay, OutOfRange> {
        Calendar::official().unwrap().after_working_days(event, days)
    }

    fn is_working_day(day: Date) -> bool {
        Calendar::official().unwrap().is_working_day(day)
    }

    #[test]
    fn an_imported_year_counts_and_a_bad_row_is_named() {
        let csv = "date,kind,name\n2090-03-02,off,试\n2090-03-04,work,试\n";
        let calendar = Calendar::default().with(csv).unwrap();
        let due = calendar.after_working_days(date(2090, 3, 1), 2).unwrap();
        assert_eq!(due, DueDay { day: date(2090, 3, 4), provisional: false });
        for (bad, row) in [
            ("", 1),
            ("date,kind,name\n", 1),
            ("date,kind,name\n2090-02-30,off,试\n", 2),
            ("date,kind,name\n2090-03-02,rest,试\n", 2),
            ("date,kind,name\n2090-03-02,off,试\n2091-03-02,off,试\n", 3),
            ("date,kind,name\n2090-03-02,off,试\n2090-03-02,work,试\n", 3),
        ] {
            assert_eq!(Calendar::default().with(bad), Err(BadAnnouncement { row }), "{bad}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_china() {
        assert_eq!(today("2026-03-01T15:59:59Z".parse().unwrap()), date(2026, 3, 1));
        assert_eq!(today("2026-03-01T16:00:00Z".parse().unwrap()), date(2026, 3, 2));
    }

    #[test]
    fn the_official_vectors_hold() {
        for (event, days, due) in [
            (date(2026, 9, 30), 2, date(2026, 10, 9)),
            (date(2026, 9, 30), 7, date(2026, 10, 15)),
            (date(2026, 2, 13), 5, date(2026, 2, 27)),
            (date(2026, 4, 30), 7, date(2026, 5, 13)),
            (date(2026, 1, 4), 2, date(2026, 1, 6)),
            (date(2025, 9, 30), 7, date(2025, 10, 16)),
        ] {
            assert_eq!(after_working_days(event, days), Ok(DueDay { day: due, provisional: false }), "{event} +{days}");
        }
    }

    #[test]
    fn a_working_sunday_counts_and_a_holiday_monday_does_not() {
        assert!(is_working_day(date(2026, 1, 4)));
        assert!(!is_working_day(date(2026, 10, 5)));
    }

    #[test]
    fn a_year_without_a_published_calendar_is_marked_provisional() {
        let due = after_working_days(date(2090, 3, 1), 3).unwrap();
        assert!(due.provisional);
        assert!(!after_working_days(date(2090, 3, 1), 0).unwrap().provisional);
        assert_eq!(after_working_days(date(9999, 12, 31), 1), Err(OutOfRange));
    }

    proptest! {
        #[test]
        fn a_period_ends_on_a_working_day_and_never_sooner_than_a_shorter_one(offset in 0i64..3_000, days in 1u16..30) {
            let event = date(2020, 1, 1).checked_add(jiff::Span::new().days(offset)).unwrap();
            let due = after_working_days(event, days).unwrap();
            prop_assert!(is_working_day(due.day));
            prop_assert!(due.day > after_working_days(event, days - 1).unwrap().day);
        }
    }
}
