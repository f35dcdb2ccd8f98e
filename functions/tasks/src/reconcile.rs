//! The reconciler: every five minutes, and at the local stack's boot, it brings forward what stays in transit. It reads
//! the index of that alone.

use std::time::Duration;

use chains::Route;
use domain::subject::Subject;
use lambda::{Context, EventHandler, Failure};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::records::TRANSIT_SHARDS;

use crate::follow::Chains;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(reconcile(context, event));

/// In transit for so long, a subject is looked after.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Default, Deserialize)]
struct Request {
    /// Everything in transit, however short.
    #[serde(default)]
    all: bool,
}

/// What was found.
#[derive(Debug, Default, Serialize)]
struct Found {
    looked_after: u32,
    failed: u32,
}

async fn reconcile(context: &Context, event: Value) -> Result<Value, Failure> {
    let request = Request::deserialize(event).unwrap_or_default();
    let chains = Chains::new(context)?;
    let before = if request.all { context.now() } else { context.now() - PATIENCE };
    let mut found = Found::default();
    for shard in 0..TRANSIT_SHARDS {
        let mut cursor = None;
        loop {
            let page = context.store.subjects_in_transit(shard, before, cursor).await?;
            for subject in page.items {
                if let Err(Failure { kind, message }) = look_after(&chains, subject, &mut found).await {
                    found.failed += 1;
                    tracing::error!(kind, inside = message, "not brought forward");
                }
            }
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
    }
    Ok(serde_json::to_value(found)?)
}

/// One subject; what it fails with holds up no other.
async fn look_after(chains: &Chains<'_>, subject: store::Result<Subject>, found: &mut Found) -> Result<(), Failure> {
    let Some(route) = Route::under_way(&subject?) else { return Ok(()) };
    found.looked_after += 1;
    let brought = chains.bring_forward(&route).await;
    brought.map_err(|failure| Failure { message: format!("{}: {}", route.subject, failure.message), ..failure })
}
