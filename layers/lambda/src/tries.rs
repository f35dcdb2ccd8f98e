//! Losing a race is no answer: what someone else changed is read again, and a number that was taken is followed by the next.

use std::time::{Duration, Instant};

use crate::context::Context;
use crate::problem::Problem;

/// How long a lost race is run again.
pub struct Tries {
    begun: Instant,
    tried: u32,
}

impl Tries {
    /// For a record that someone else changed.
    const OF_VERSION: u32 = 5;
    /// For money that someone else took or holds: what is true now decides, and says it better.
    const FOR_MONEY: u32 = 3;
    /// For a number that others are taking too; below the 30 seconds that the HTTP API gives.
    const FOR_NUMBER: Duration = Duration::from_secs(20);

    /// The first try.
    #[must_use]
    pub fn begin() -> Self {
        Self { begun: Instant::now(), tried: 0 }
    }

    /// Waits a random time before the next try, or gives up with `problem`.
    ///
    /// # Errors
    /// `problem`, when it is no lost race or was lost too often.
    pub async fn again(&mut self, context: &Context, problem: Problem) -> Result<(), Problem> {
        self.tried += 1;
        let longest = match problem.code {
            "stale_version" if self.tried < Self::OF_VERSION => 20,
            "budget_insufficient" | "budget_in_use" if self.tried < Self::FOR_MONEY => 20,
            "number_taken" if self.begun.elapsed() < Self::FOR_NUMBER => 40_u64 << self.tried.min(4),
            _ => return Err(problem),
        };
        let [high, low, ..] = context.new_secret()?;
        let part = u64::from(u16::from_be_bytes([high, low]));
        tokio::time::sleep(Duration::from_millis(longest * part / u64::from(u16::MAX))).await;
        Ok(())
    }
}
