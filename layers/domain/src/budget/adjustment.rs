//! Adjust a budget (预算调剂, 2.5): other items for the same money. What is adjusted is held from the moment on that the
//! adjustment is made, and stays with its funding source: an adjustment changes what is bought, never who pays.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::entry::lines_of;
use super::{
    Account, Budget, BudgetAct, BudgetLine, BudgetStatus, FundingSource, LineEntry, MOST_ACCOUNTS, Origin, Paper,
    PaperEntry, PaperKind,
};
use crate::catalogue::ItemCode;
use crate::events::History;
use crate::identity::{Actor, Principal};
use crate::ids::BudgetId;
use crate::money::{Fen, Yuan};
use crate::problem::{Fault, FieldFault};
use crate::text::{Name, Prose};

/// What is taken from a line, as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TakeEntry {
    /// The line of the budget that is adjusted.
    pub line: u32,
    /// Its funding source.
    pub source: FundingSource,
    /// How much, in yuan; more than zero and no more than what is free.
    pub amount: Yuan,
}

/// An adjustment as it is entered (预算调剂).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AdjustmentEntry {
    /// Name of the budget that comes of it (调剂后预算名称).
    pub name: Name,
    /// Why (调剂理由), at most 500 characters.
    pub reason: Prose<500>,
    /// What is adjusted.
    pub takes: Vec<TakeEntry>,
    /// What comes of it; each funding source gives exactly what is taken of it.
    pub lines: Vec<LineEntry>,
    /// The one attachment (附件): 财政批文, 会议纪要 or 单位批示.
    pub attachment: PaperEntry,
}

/// What an adjustment takes from an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// The line.
    pub line: u32,
    /// Its item.
    pub item: ItemCode,
    /// The item's name.
    pub item_name: String,
    /// The funding source.
    pub source: FundingSource,
    /// How much.
    pub amount: Fen,
}

/// An adjustment as the adjusted budget keeps it (预算调剂详情): before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The budget that is adjusted.
    pub from: BudgetId,
    /// The budget that comes of it.
    pub to: BudgetId,
    /// Its name.
    pub name: Name,
    /// Why.
    pub reason: String,
    /// Who made it.
    pub raiser: Actor,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// Before: what it takes.
    pub takes: Vec<Take>,
    /// After: what comes of it.
    pub lines: Vec<BudgetLine>,
}

impl Budget {
    /// The budget that comes of adjusting this one, to be confirmed, and its lines. What it takes has to be held.
    ///
    /// # Errors
    /// As [`Budget::may`]; `invalid_fields`; `budget_insufficient` for what plans or other adjustments have.
    pub fn adjust(
        &self,
        id: BudgetId,
        entry: &AdjustmentEntry,
        (own, accounts): (&[BudgetLine], &[Account]),
        (edition, name_of): (u16, impl Fn(&ItemCode) -> Option<String>),
        paper: Result<Vec<Paper>, Vec<FieldFault>>,
        (by, now): (&Principal, Timestamp),
    ) -> Result<(Self, Vec<BudgetLine>), Fault> {
        self.may(BudgetAct::Adjust, by, accounts)?;
        let mut faults = Vec::new();
        let lines = lines_of(&entry.lines, edition, name_of, &mut faults);
        let takes = takes(&entry.takes, own, accounts, &mut faults);
        if !PaperKind::OF_ADJUSTMENT.contains(&entry.attachment.kind) {
            let labels = PaperKind::OF_ADJUSTMENT.map(PaperKind::label).join("、");
            faults.push(FieldFault::new("attachment.kind", "invalid_value", format!("附件应为{labels}之一")));
        }
        let papers = paper.unwrap_or_else(|wrong| {
            faults.extend(wrong.into_iter().map(|fault| FieldFault { field: "attachment.upload".into(), ..fault }));
            Vec::new()
        });
        if faults.is_empty() {
            faults.extend(unbalanced(&takes, &lines));
        }
        if !faults.is_empty() {
            return Err(Fault::invalid(faults));
        }
        for (n, (take, account)) in takes.iter().filter_map(|take| Some((take, find(accounts, take)?))).enumerate() {
            let free = account.balance.free;
            if free < take.amount {
                let message = format!(
                    "第{}条明细可调剂金额不足：需要 {}，可用 {}",
                    take.line,
                    take.amount.in_words(),
                    free.in_words()
                );
                let field = FieldFault::new(format!("takes[{n}].amount"), "budget_insufficient", message.clone());
                return Err(Fault { fields: vec![field], ..Fault::refused("budget_insufficient", message) });
            }
        }
        let amount = Fen::sum(lines.iter().map(|line| line.amount)).unwrap_or_default();
        let reason = entry.reason.to_string();
        let budget = Self {
            id,
            name: entry.name.clone(),
            status: BudgetStatus::Unconfirmed,
            amount,
            raiser: by.actor(),
            created_at: now,
            confirmed_at: None,
            origin: Origin::Adjusted { from: self.id.clone(), reason, takes },
            papers,
            lines_given: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            version: 1,
            history: History::default(),
            ..self.clone()
        };
        Ok((budget, lines))
    }

    /// The adjustment that made this budget of `lines`, as the adjusted budget keeps it; `None` for any other budget.
    #[must_use]
    pub fn adjustment(&self, lines: &[BudgetLine]) -> Option<Adjustment> {
        let Origin::Adjusted { from, reason, takes } = &self.origin else { return None };
        Some(Adjustment {
            from: from.clone(),
            to: self.id.clone(),
            name: self.name.clone(),
            reason: reason.clone(),
            raiser: self.raiser.clone(),
            created_at: self.created_at,
            confirmed_at: self.confirmed_at,
            takes: takes.clone(),
            lines: lines.to_vec(),
        })
    }
}

fn find<'a>(accounts: &'a [Account], take: &Take) -> Option<&'a Account> {
    accounts.iter().find(|account| (account.line, account.source) == (take.line, take.source))
}

fn takes(entries: &[TakeEntry], own: &[BudgetLine], accounts: &[Account], faults: &mut Vec<FieldFault>) -> Vec<Take> {
    let mut wrong = |field: String, code: &str, said: &str| faults.push(FieldFault::new(field, code, said));
    if entries.is_empty() {
        wrong("takes".into(), "missing_field", "请选择要调剂的预算明细");
    } else if entries.len() > MOST_ACCOUNTS {
        wrong("takes".into(), "too_many", &format!("一次最多调剂{MOST_ACCOUNTS}项"));
    }
    let mut takes: Vec<Take> = Vec::new();
    for (n, entry) in entries.iter().enumerate().take(MOST_ACCOUNTS) {
        let TakeEntry { line, source, amount } = entry;
        let place = (*line, *source);
        let of = own.iter().find(|of| of.number == *line);
        let Some(of) = of.filter(|_| accounts.iter().any(|account| (account.line, account.source) == place)) else {
            wrong(format!("takes[{n}].line"), "invalid_value", "请选择该预算的一条明细及其资金来源");
            continue;
        };
        if takes.iter().any(|take| (take.line, take.source) == place) {
            wrong(format!("takes[{n}].line"), "invalid_value", "同一明细的同一资金来源只能选择一次");
        }
        if amount.fen() == Fen::ZERO {
            wrong(format!("takes[{n}].amount"), "invalid_value", "金额应大于0");
        }
        let (item, item_name) = (of.item.clone(), of.item_name.clone());
        takes.push(Take { line: *line, item, item_name, source: *source, amount: amount.fen() });
    }
    takes
}

/// Each funding source of which more or less is given than was taken.
fn unbalanced(takes: &[Take], lines: &[BudgetLine]) -> Vec<FieldFault> {
    let mut by_source: BTreeMap<FundingSource, (Fen, Fen)> = BTreeMap::new();
    for take in takes {
        let (taken, _) = by_source.entry(take.source).or_default();
        *taken = taken.plus(take.amount).unwrap_or(Fen::new(i64::MAX));
    }
    for (source, amount) in lines.iter().flat_map(|line| &line.funding) {
        let (_, given) = by_source.entry(*source).or_default();
        *given = given.plus(*amount).unwrap_or(Fen::new(i64::MAX));
    }
    let differs = by_source.into_iter().filter(|(_, (taken, given))| taken != given);
    differs
        .map(|(source, (taken, given))| {
            let (taken, given) = (taken.in_words(), given.in_words());
            let message = format!("{}调出 {taken}，调入 {given}，两者应相等", source.label());
            FieldFault::new("lines", "adjustment_unbalanced", message)
        })
        .collect()
}
