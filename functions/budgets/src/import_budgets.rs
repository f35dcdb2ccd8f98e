//! Import budgets as an administrator (预算批量导入, 2.3): `{"csv": "name,document_number,kind,…"}`, one row a funding source.
//!
//! A budget's id follows from unit, document number and name: what is there already stays as it is, so that an import that
//! broke off can be repeated; what is there with another content is a fault. Nothing is written unless all rows are good.

use documents::{Faults, Imported, Sheet};
use domain::calendar::today;
use lambda::{Context, EventHandler, Failure};
use serde_json::Value;

use crate::budget_import::Known;
use crate::budget_rows::{self, Wanted};

/// The handler.
pub const HANDLE: EventHandler = |context, event| Box::pin(import_budgets(context, event));

async fn import_budgets(context: &Context, event: Value) -> Result<Value, Failure> {
    let imported = import(context, serde_json::from_value(event)?).await?;
    Ok(serde_json::to_value(imported)?)
}

async fn import(context: &Context, sheet: Sheet) -> Result<Imported, Failure> {
    let wanted = match budget_rows::read(&sheet.csv) {
        Ok(wanted) => wanted,
        Err(faults) => return Ok(Imported::none(faults)),
    };
    let known = Known::read(&context.store, &wanted).await?;
    let now = context.now();
    let (mut faults, mut good) = (Faults::default(), Vec::new());
    for one in &wanted {
        good.extend(known.check(one, today(now).year(), &mut faults));
    }
    let good = match faults.or(good) {
        Ok(good) => good,
        Err(faults) => return Ok(Imported::none(faults)),
    };
    for one in good {
        if let Some(brought) = one.bring(now)? {
            context.store.commit(brought.transaction(), None).await?;
        }
    }
    Ok(Imported::all(wanted.iter().map(Wanted::count).sum()))
}
