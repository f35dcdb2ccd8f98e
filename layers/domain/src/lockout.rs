//! Wrong passwords in a row lock a user name for a while (1.1), so that nobody can guess on.

use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::problem::Fault;

/// Wrong passwords in a row that lock a user name.
pub const MOST_FAILURES: u32 = 5;
/// How long it is locked.
pub const LOCKED_FOR: SignedDuration = SignedDuration::from_mins(15);
/// How long wrong passwords are remembered after the last try, at least: who waits that long guesses less than one who is
/// locked out again and again.
pub const REMEMBERED_FOR: SignedDuration = SignedDuration::from_hours(24);

/// What is remembered of sign-ins with a user name that failed.
///
/// It is kept for any name that somebody tries: a lock of existing users alone would tell which ones exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Attempts {
    /// Wrong passwords in a row.
    pub failures: u32,
    /// Until when nobody can sign in.
    pub locked_until: Option<Timestamp>,
}

impl Attempts {
    /// Refuses while the name is locked, whatever the password.
    ///
    /// # Errors
    /// `locked`, with the time in China at which it ends, rounded up to the minute.
    pub fn check(self, now: Timestamp) -> Result<(), Fault> {
        let Some(until) = self.locked_until.filter(|until| *until > now) else { return Ok(()) };
        let shown = until.checked_add(SignedDuration::from_secs(59)).unwrap_or(until);
        let shown = Offset::constant(8).to_datetime(shown).strftime("%-m月%-d日%H:%M");
        Err(Fault::refused("locked", format!("密码连续输错{MOST_FAILURES}次，账号已锁定，请于{shown}后再试")))
    }

    /// After a wrong password at `now`. A lock that has ended begins the count anew.
    #[must_use]
    pub fn failed(self, now: Timestamp) -> Self {
        let before = if self.locked_until.is_some() { 0 } else { self.failures };
        let failures = before.saturating_add(1);
        let locked_until = (failures >= MOST_FAILURES).then(|| now.checked_add(LOCKED_FOR).unwrap_or(Timestamp::MAX));
        Self { failures, locked_until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn failed(times: u32, now: Timestamp) -> Attempts {
        (0..times).fold(Attempts::default(), |attempts, _| attempts.failed(now))
    }

    #[test]
    fn the_fifth_wrong_password_in_a_row_locks_for_fifteen_minutes() {
        let now = at("2026-03-02T01:00:30Z");
        assert_eq!(failed(4, now).check(now), Ok(()));
        let locked = failed(5, now);
        let fault = locked.check(now).unwrap_err();
        assert_eq!(
            (fault.code, fault.message.as_str()),
            ("locked", "密码连续输错5次，账号已锁定，请于3月2日09:16后再试")
        );
        assert!(locked.check(at("2026-03-02T01:15:29Z")).is_err());
        assert_eq!(locked.check(at("2026-03-02T01:15:30Z")), Ok(()));
    }

    #[test]
    fn after_the_lock_the_count_begins_anew() {
        let later = at("2026-03-02T02:00:00Z");
        let again = failed(5, at("2026-03-02T01:00:00Z")).failed(later);
        assert_eq!(again, Attempts { failures: 1, locked_until: None });
    }
}
