//! The reconciler: every five minutes, and at the local stack's boot, it brings forward what stays in transit. It reads
//! the index of that alone.

use std::time::Duration;

use chains::Route;
use domain::plan::Plan;
use lambda::{Context, EventHandler, Failure};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::records::TRANSIT_SHARDS;

use crate::effects::Effects;

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(reconcile(context, event));

/// In transit for so long, a plan is looked after.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, Default, Deserialize)]
struct Asked {
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
    let asked = Asked::deserialize(event).unwrap_or_default();
    let effects = Effects::new(context)?;
    let before = if asked.all { context.now() } else { context.now() - PATIENCE };
    let mut found = Found::default();
    for shard in 0..TRANSIT_SHARDS {
        let mut cursor = None;
        loop {
            let page = context.store.plans_in_transit(shard, before, cursor).await?;
            for plan in page.items {
                if let Err(Failure { kind, message }) = look_after(&effects, plan, &mut found).await {
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

/// One plan; what it fails with holds up no other.
async fn look_after(effects: &Effects<'_>, plan: store::Result<Plan>, found: &mut Found) -> Result<(), Failure> {
    let Some(route) = Route::under_way(&plan?) else { return Ok(()) };
    found.looked_after += 1;
    let brought = effects.bring_forward(&route).await;
    brought.map_err(|failure| Failure { message: format!("{}: {}", route.plan, failure.message), ..failure })
}
