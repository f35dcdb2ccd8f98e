//! Sign out (退出, 1.1): the session is gone at once; also fine when it had ended before, or there was none.

use domain::access::Operation;
use lambda::{Answer, Call, Context, Docs, Outcome, SESSION_COOKIE, Step};
use store::{CommitError, Condition, Refusal, Table, Transaction, keys};

use crate::session::{Ticket, no_cookie};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SignOut,
    method: "DELETE",
    path: "/api/session",
    handle: |context, call| Box::pin(sign_out(context, call)),
    docs: || Docs::bare("退出登录").without_key(),
};

async fn sign_out(context: &Context, call: Call) -> Outcome {
    if let Some(ticket) = call.cookie(SESSION_COOKIE).and_then(Ticket::read) {
        let mut acts = Transaction::new();
        acts.delete_if(Table::Sessions, keys::session(&ticket.hash), Condition::exists(), Refusal::Gone);
        match context.store.commit(acts, None).await {
            Ok(()) | Err(CommitError::Refused(_)) => {}
            Err(CommitError::Store(error)) => return Err(error.into()),
        }
    }
    Ok(Answer::no_content().with_cookie(no_cookie()))
}
