//! Whether anybody of a unit's holders of a role will do.

use domain::identity::{Principal, Role};
use domain::ids::UnitId;
use store::{Result, Store};

pub(crate) async fn anybody(
    store: &Store,
    (unit, role): (&UnitId, Role),
    fits: impl Fn(&Principal) -> bool,
) -> Result<bool> {
    let mut cursor = None;
    loop {
        let page = store.holders(unit, role, cursor).await?;
        if page.items.iter().any(|holder| fits(&holder.principal)) {
            return Ok(true);
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(false);
        }
    }
}
