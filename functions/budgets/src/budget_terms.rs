//! What can be chosen where a budget is entered or adjusted (新增预算, 预算调剂, 2.2, 2.5), each with its Chinese term: the
//! pages repeat none of it.

use domain::access::Operation;
use domain::budget::{BudgetKind, FundingSource, PaperKind, years};
use domain::calendar::today;
use lambda::{Answer, Docs, Step};
use schemars::JsonSchema;
use serde::Serialize;

/// The step.
pub const STEP: Step = Step {
    operation: Operation::BudgetTerms,
    method: "GET",
    path: "/api/budget-terms",
    handle: |context, _| Box::pin(async { Answer::ok(&BudgetTerms::of(today(context.now()).year())) }),
    docs: || Docs::answering::<BudgetTerms>("预算可选项", 200),
};

/// What can be chosen where a budget is entered.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BudgetTerms {
    /// The year that it is (预算年份).
    pub year: i16,
    /// The years that a budget is entered for, newest first.
    pub years: Vec<i16>,
    /// The types of a budget (预算类型).
    pub kinds: Vec<KindTerm>,
    /// The kinds of an attachment (附件类型); the last is what fits none of the others.
    pub papers: Vec<PaperTerm>,
    /// The funding sources (资金来源), in the order in which a plan draws on them.
    pub sources: Vec<SourceTerm>,
}

/// A type of budget.
#[derive(Debug, Serialize, JsonSchema)]
pub struct KindTerm {
    /// Its code.
    pub code: BudgetKind,
    /// Its Chinese term.
    pub label: &'static str,
    /// The attachment that it cannot be without.
    pub needs: Option<PaperKind>,
}

/// A kind of attachment.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaperTerm {
    /// Its code.
    pub code: PaperKind,
    /// Its Chinese term.
    pub label: &'static str,
    /// Whether it is one of those of which an adjustment has exactly one.
    pub of_adjustment: bool,
}

/// A funding source.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SourceTerm {
    /// Its code.
    pub code: FundingSource,
    /// Its Chinese term.
    pub label: &'static str,
}

impl BudgetTerms {
    fn of(year: i16) -> Self {
        let kind = |code: BudgetKind| KindTerm { code, label: code.label(), needs: code.needs() };
        let paper = |code: PaperKind| {
            let of_adjustment = PaperKind::OF_ADJUSTMENT.contains(&code);
            PaperTerm { code, label: code.label(), of_adjustment }
        };
        let source = |code: FundingSource| SourceTerm { code, label: code.label() };
        Self {
            year,
            years: years(year).rev().collect(),
            kinds: BudgetKind::ALL.map(kind).into(),
            papers: PaperKind::ALL.map(paper).into(),
            sources: FundingSource::ALL.map(source).into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_term_is_sent_with_its_code_and_what_follows_from_it() {
        let terms = serde_json::to_value(BudgetTerms::of(2026)).unwrap();
        assert_eq!(terms["years"], json!([2027, 2026, 2025]));
        assert_eq!(terms["kinds"][1], json!({"code": "supplement", "label": "预算追加", "needs": "treasury_approval"}));
        assert_eq!(terms["papers"][3], json!({"code": "other", "label": "其他附件", "of_adjustment": false}));
        assert_eq!(terms["sources"][4], json!({"code": "unit_funds", "label": "单位资金"}));
    }
}
