//! What may be done with a budget as it stands, and what it comes to: one function says both what is offered and what is
//! accepted.

use jiff::Timestamp;

use super::{Account, Budget, BudgetAct, BudgetEntry, BudgetLine, BudgetStatus, FundingSource, Origin, Paper};
use crate::events::History;
use crate::identity::Principal;
use crate::ids::BudgetId;
use crate::ledger::{Balance, Part};
use crate::money::Fen;
use crate::problem::{Fault, FieldFault};

impl Budget {
    /// A new budget of `by`, to be confirmed (待确认).
    ///
    /// # Errors
    /// `invalid_fields` when the sum of `lines` is more than can be counted.
    pub fn add(
        id: BudgetId,
        entry: BudgetEntry,
        lines: &[BudgetLine],
        by: &Principal,
        now: Timestamp,
    ) -> Result<Self, Fault> {
        Ok(Self {
            id,
            name: entry.name,
            document_number: entry.document_number.into(),
            kind: entry.kind,
            year: entry.year,
            status: BudgetStatus::Unconfirmed,
            amount: sum(lines)?,
            unit: by.unit.clone(),
            department: by.department.clone(),
            department_name: by.department_name.clone(),
            raiser: by.actor(),
            created_at: now,
            confirmed_at: None,
            origin: Origin::Added,
            papers: Vec::new(),
            lines_given: u32::try_from(lines.len()).unwrap_or(u32::MAX),
            version: 1,
            history: History::default(),
        })
    }

    /// With these attachments.
    #[must_use]
    pub fn with_papers(self, papers: Vec<Paper>) -> Self {
        Self { papers, ..self }
    }

    /// Whether `by` may do `act`, as it stands with these `accounts`.
    ///
    /// # Errors
    /// `not_found` for another department, `already_confirmed`, `not_confirmed`, `budget_in_use`, `not_editable`,
    /// `not_deletable`.
    pub fn may(&self, act: BudgetAct, by: &Principal, accounts: &[Account]) -> Result<(), Fault> {
        let own = by.unit == self.unit && by.department == self.department;
        if !own || self.status == BudgetStatus::Deleted {
            return Err(Fault::absent());
        }
        let confirmed = self.status == BudgetStatus::Confirmed;
        let added = self.origin == Origin::Added;
        match act {
            BudgetAct::Edit | BudgetAct::Confirm | BudgetAct::Delete if confirmed => {
                Err(Fault::conflict("already_confirmed", "该预算已确认"))
            }
            BudgetAct::Cancel | BudgetAct::Adjust if !confirmed => {
                Err(Fault::conflict("not_confirmed", "该预算尚未确认"))
            }
            BudgetAct::Edit if !added => {
                Err(Fault::refused("not_editable", "只有新增预算可以修改；预算调剂可删除后重新办理"))
            }
            BudgetAct::Cancel if !added => Err(Fault::refused("not_editable", "只有新增预算可以撤销")),
            BudgetAct::Cancel if accounts.iter().any(|account| !account.is_untouched()) => {
                Err(Fault::refused("budget_in_use", "该预算已被计划、调剂或年结使用，不能撤销"))
            }
            BudgetAct::Adjust if accounts.iter().all(|account| account.balance.free == Fen::ZERO) => {
                Err(Fault::refused("budget_insufficient", "该预算没有可以调剂的金额"))
            }
            BudgetAct::Delete if matches!(self.origin, Origin::CarriedOver { .. }) => {
                Err(Fault::refused("not_deletable", "年结预算不能删除，否则上年结余将无处可查"))
            }
            _ => Ok(()),
        }
    }

    /// Takes over what `entry` says (修改), with `lines` as they were before and as they follow from it now.
    ///
    /// A line keeps its number while its item stays; another item is another line with a number that none had before, so
    /// that a plan never draws on an item that it did not ask for.
    ///
    /// # Errors
    /// As [`Budget::may`].
    pub fn edit(
        &mut self,
        entry: &BudgetEntry,
        before: &[BudgetLine],
        lines: Vec<BudgetLine>,
        papers: Vec<Paper>,
        by: &Principal,
    ) -> Result<Vec<BudgetLine>, Fault> {
        self.may(BudgetAct::Edit, by, &[])?;
        let mut old: Vec<&BudgetLine> = before.iter().collect();
        self.lines_given = before.iter().map(|line| line.number).fold(self.lines_given, u32::max);
        let mut numbered = Vec::with_capacity(lines.len());
        for line in lines {
            let number = match old.iter().position(|known| known.item == line.item) {
                Some(place) => old.remove(place).number,
                None => {
                    self.lines_given = self.lines_given.saturating_add(1);
                    self.lines_given
                }
            };
            numbered.push(BudgetLine { number, ..line });
        }
        self.amount = sum(&numbered)?;
        (self.name, self.document_number) = (entry.name.clone(), entry.document_number.to_string());
        (self.kind, self.year, self.papers) = (entry.kind, entry.year, papers);
        self.version += 1;
        Ok(numbered)
    }

    /// Confirms it (预算确认): the accounts that it opens, everything free. What it takes from another budget is adjusted
    /// away there.
    ///
    /// # Errors
    /// As [`Budget::may`].
    pub fn confirm(&mut self, lines: &[BudgetLine], by: &Principal, now: Timestamp) -> Result<Vec<Account>, Fault> {
        self.may(BudgetAct::Confirm, by, &[])?;
        self.status = BudgetStatus::Confirmed;
        self.confirmed_at = Some(now);
        self.version += 1;
        let account = |line: &BudgetLine, (source, amount): &(FundingSource, Fen)| Account {
            budget: self.id.clone(),
            line: line.number,
            source: *source,
            balance: Balance::confirmed(*amount),
        };
        Ok(lines.iter().flat_map(|line| line.funding.iter().map(move |one| account(line, one))).collect())
    }

    /// Takes the confirmation back (撤销): its accounts have to go, each as long as all of it is free.
    ///
    /// # Errors
    /// As [`Budget::may`].
    pub fn cancel(&mut self, by: &Principal, accounts: &[Account]) -> Result<(), Fault> {
        self.may(BudgetAct::Cancel, by, accounts)?;
        (self.status, self.confirmed_at) = (BudgetStatus::Unconfirmed, None);
        self.version += 1;
        Ok(())
    }

    /// Deletes it (删除); its header stays as the head of its history. What it holds of another budget has to be free again.
    ///
    /// # Errors
    /// As [`Budget::may`].
    pub fn delete(&mut self, by: &Principal) -> Result<(), Fault> {
        self.may(BudgetAct::Delete, by, &[])?;
        self.status = BudgetStatus::Deleted;
        self.version += 1;
        Ok(())
    }

    /// Whether `principal` may see it: people of its unit, until it is deleted.
    #[must_use]
    pub fn is_seen_by(&self, principal: &Principal) -> bool {
        self.unit == principal.unit && self.status != BudgetStatus::Deleted
    }
}

impl BudgetEntry {
    /// What its attachments lack: 预算追加 needs the approval of the treasury.
    #[must_use]
    pub fn lacks_papers(&self) -> Option<FieldFault> {
        let needed = self.kind.needs()?;
        let lacks = self.attachments.iter().all(|paper| paper.kind != needed);
        let said = format!("{}须上传{}", self.kind.label(), needed.label());
        lacks.then(|| FieldFault::new("attachments", "missing_field", said))
    }
}

impl Account {
    /// Whether nothing ever moved in it, or everything came back.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        Part::ALL.into_iter().all(|part| part == Part::Free || self.balance.part(part) == Fen::ZERO)
    }
}

fn sum(lines: &[BudgetLine]) -> Result<Fen, Fault> {
    let amount = Fen::sum(lines.iter().map(|line| line.amount));
    amount.ok_or_else(|| Fault::field("lines", "invalid_value", "预算总额超出可计算的范围"))
}
