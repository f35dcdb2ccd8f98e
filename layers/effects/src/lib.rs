//! What a decision reads and writes beyond header and to-do: the effects that a chain's moves name, each in a file of its
//! own, and what the moves require.
//!
//! An effect reads before the decision is made, may refuse it, and adds its writes to the decision's own transaction.

mod facts;
mod free_reservations;
mod people;
mod send_answer;
mod send_letter;
mod succession;
mod take_filing_number;
mod tell;
mod vacancy;

use chains::step::Effect;
use domain::identity::Principal;
use domain::problem::Fault;
use domain::subject::{Subject, SubjectId};
use jiff::Timestamp;
use serde_json::{Map, Value};
use store::{Store, StoreError, Transaction};

pub use facts::facts;
pub use succession::gone;
pub use vacancy::vacant_roles;

/// Why an effect could not be prepared; then nothing is decided.
#[derive(Debug, thiserror::Error)]
pub enum EffectError {
    /// A rule refuses it.
    #[error("refused: {}", .0.code)]
    Refused(Fault),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Fault> for EffectError {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

/// Effects that are ready to be written.
#[derive(Debug, Default)]
pub struct Prepared(Vec<One>);

#[derive(Debug)]
enum One {
    Number(take_filing_number::Numbering),
    Freed(free_reservations::Freed),
    Letter(Box<send_letter::Letter>),
    Reply(Box<send_answer::Reply>),
    Told(Vec<tell::Told>),
}

/// Reads what `effects` of a decision of `by` on `subject` need.
///
/// # Errors
/// The first that is refused, or a failure of the store.
pub async fn prepare(
    store: &Store,
    effects: &[Effect],
    subject: &Subject,
    by: &Principal,
    now: Timestamp,
) -> Result<Prepared, EffectError> {
    let mut all = Vec::with_capacity(effects.len());
    for effect in effects {
        all.push(match effect {
            Effect::TakeFilingNumber => One::Number(take_filing_number::prepare(store, subject, now).await?),
            Effect::FreeReservations => One::Freed(free_reservations::prepare(store, subject).await?),
            Effect::SendLetter => One::Letter(Box::new(send_letter::prepare(store, subject, now).await?)),
            Effect::SendAnswer => One::Reply(Box::new(send_answer::prepare(store, subject, by, now).await?)),
            Effect::Tell(tell) => One::Told(tell::prepare(store, tell, subject, by, now).await?),
        });
    }
    Ok(Prepared(all))
}

impl Prepared {
    /// Changes the header of the subject that was decided on, and adds to `payload` what the history keeps of it. The
    /// header carries its new version already, and no event yet.
    pub fn change(&mut self, subject: &mut Subject, payload: &mut Map<String, Value>) {
        for one in &mut self.0 {
            match one {
                One::Number(numbering) => numbering.change(subject, payload),
                One::Freed(freed) => freed.change(subject, payload),
                One::Letter(letter) => letter.change(subject, payload),
                One::Reply(reply) => reply.change(subject, payload),
                One::Told(all) => all.iter().for_each(|told| told.change(payload)),
            }
        }
    }

    /// The version at which an effect read another subject, which its write requires; `None` where none did.
    #[must_use]
    pub fn read_at(&self, id: &SubjectId) -> Option<u64> {
        self.0.iter().find_map(|one| match one {
            One::Told(all) => all.iter().find_map(|told| told.read_at(id)),
            One::Number(_) | One::Freed(_) | One::Letter(_) | One::Reply(_) => None,
        })
    }

    /// Adds the writes to the decision's transaction, after header and to-do.
    pub fn write(&self, subject: &Subject, acts: &mut Transaction) {
        for one in &self.0 {
            match one {
                One::Number(numbering) => numbering.write(acts),
                One::Freed(freed) => freed.write(subject, acts),
                One::Letter(letter) => letter.write(acts),
                One::Reply(reply) => reply.write(acts),
                One::Told(all) => all.iter().for_each(|told| told.write(acts)),
            }
        }
    }
}
