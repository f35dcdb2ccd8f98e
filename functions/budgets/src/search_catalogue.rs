//! Search the catalogue of items (品目, 2.2, 3.4) in the edition in force, by code or name, or walk it level by level.

use std::sync::{Arc, Mutex, PoisonError};

use domain::access::Operation;
use domain::catalogue::ItemCode;
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Step};
use schemars::JsonSchema;
use serde::Serialize;
use store::records::{CatalogueMeta, EDITION};
use store::{StoreError, Table, keys};

use crate::catalogue::{Catalogue, Found, Search};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::SearchCatalogue,
    method: "GET",
    path: "/api/catalogue",
    handle: |context, call| Box::pin(search_catalogue(context, call)),
    docs: || {
        Docs::answering::<CatalogueView>("品目查询", 200)
            .query("query", "品目编码的开头或名称的一部分；不填则逐级列出")
            .query("under", "只查该品目的下级")
            .query("budget_ok", "true：只查该品目的预算可用于计划的品目；未指定under时，只查可用于预算的品目")
            .codes(&["invalid_fields"])
    },
};

/// What was found in the catalogue.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatalogueView {
    /// The edition, e.g. 2022.
    pub edition: u16,
    /// The items, by code; at most 50 when searched by words.
    pub items: Vec<ItemView>,
    /// Whether there are more; more words find fewer.
    pub more: bool,
}

/// An item (品目) of the catalogue.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ItemView {
    /// Its code (品目编码).
    pub code: ItemCode,
    /// Its name (品目名称).
    pub name: String,
    /// Its level, 2 to 5.
    pub level: usize,
    /// Whether there are items below it.
    pub has_children: bool,
}

async fn search_catalogue(context: &Context, call: Call) -> Outcome {
    let wanted = Search {
        words: call.query_as::<Name>("query")?.map(String::from),
        under: call.query_as("under")?,
        budget_ok: call.query_as("budget_ok")?.unwrap_or(false),
    };
    let catalogue = in_force(context).await?;
    let (found, more) = catalogue.search(&wanted);
    let view = |item: Found<'_>| ItemView {
        code: item.code.clone(),
        name: item.name.to_owned(),
        level: item.code.level(),
        has_children: item.has_children,
    };
    Answer::ok(&CatalogueView { edition: EDITION, items: found.into_iter().map(view).collect(), more })
}

/// What the last call of this process read, and which import wrote it.
static KEPT: Mutex<Option<(u64, Arc<Catalogue>)>> = Mutex::new(None);

/// The edition in force, empty until it is imported: one small read while it stays as it was.
async fn in_force(context: &Context) -> Result<Arc<Catalogue>, StoreError> {
    let meta: Option<CatalogueMeta> = context.store.get(Table::Records, &keys::catalogue_meta(EDITION)).await?;
    let Some(meta) = meta else { return Ok(Arc::default()) };
    let kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, catalogue)) = kept.filter(|(version, _)| *version == meta.version) {
        return Ok(catalogue);
    }
    let catalogue = Arc::new(Catalogue::load(&context.store, &meta).await?);
    *KEPT.lock().unwrap_or_else(PoisonError::into_inner) = Some((meta.version, Arc::clone(&catalogue)));
    Ok(catalogue)
}
