//! The answer to a supplier question (质疑答复).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::identity::{Actor, Principal};
use crate::ids::{Id, UnitId};
use crate::problem::FieldFault;
use crate::question::{DAYS_TO_COMPLAIN, Matter};
use crate::text::{Name, Prose};

/// What an answer means for the result (对结果的影响).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Impact {
    /// 不影响
    Nothing,
    /// 修改采购文件
    AmendDocument,
    /// 重新评审
    EvaluateAgain,
    /// 另行确定中标、成交供应商
    ChooseAnother,
    /// 重新开展采购活动
    ProcureAgain,
}

impl Impact {
    /// Every one.
    pub const ALL: [Self; 5] =
        [Self::Nothing, Self::AmendDocument, Self::EvaluateAgain, Self::ChooseAnother, Self::ProcureAgain];

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Nothing => "不影响采购结果，继续开展采购活动",
            Self::AmendDocument => "修改采购文件后继续开展采购活动",
            Self::EvaluateAgain => "重新评审",
            Self::ChooseAnother => "从合格候选人中另行确定中标、成交供应商",
            Self::ProcureAgain => "重新开展采购活动",
        }
    }
}

/// The answer to one point.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerItem {
    /// Whether the point is well founded (质疑事项是否成立).
    #[serde(default)]
    pub upheld: Option<bool>,
    /// The answer (答复内容), up to 1000 characters.
    #[serde(default)]
    pub answer: Option<Prose<1000>>,
    /// The facts and the legal ground (事实依据和法律依据), up to 1000 characters.
    #[serde(default)]
    pub basis: Option<Prose<1000>>,
}

/// An answer as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The answers, point by point.
    #[serde(default)]
    pub items: Vec<AnswerItem>,
    /// What it means for the result.
    #[serde(default)]
    pub impact: Option<Impact>,
}

/// Who sent an answer, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Who (经办人).
    pub by: Actor,
    /// The organisation that answered (答复人).
    pub unit: UnitId,
    /// Its name at the time.
    pub unit_name: Name,
    /// When (答复日期).
    pub at: Timestamp,
    /// When the letter was received (收到质疑函之日).
    pub received_at: Option<Timestamp>,
    /// What the supplier was told of its right to complain (告知投诉权).
    pub right_to_complain: String,
}

impl Sent {
    /// By `principal` at `at`, to a letter received at `received_at`, about what a unit of `region` buys.
    #[must_use]
    pub fn by(principal: &Principal, at: Timestamp, received_at: Option<Timestamp>, region: &Name) -> Self {
        let Principal { unit, unit_name, .. } = principal.clone();
        Self { by: principal.actor(), unit, unit_name, at, received_at, right_to_complain: right_to_complain(region) }
    }
}

/// An answer beside its question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRecord {
    /// The question.
    pub question: Id,
    /// The answer.
    pub answer: Answer,
    /// The points that it answers, in their order, as they were when it was written.
    #[serde(default)]
    pub points: Vec<Matter>,
    /// The organisation that wrote it: another one begins anew.
    pub unit: UnitId,
    /// That it was sent; until then nobody outside sees it but the organisation that writes it.
    #[serde(default)]
    pub sent: Option<Sent>,
    /// Its version.
    pub version: u64,
}

impl AnswerRecord {
    /// Name of the part of its question that the answer of `unit` is: each organisation writes its own.
    #[must_use]
    pub fn part(unit: &UnitId) -> String {
        format!("ANSWER#{unit}")
    }

    /// The answer as it fits the points that the letter has now: what was said to a point stays with that point.
    #[must_use]
    pub fn fitted(&self, points: &[Matter]) -> Answer {
        Answer { items: fit(&self.points, points, &self.answer.items), impact: self.answer.impact }
    }
}

/// What was said to the points `before`, for the points `now`: to equal points first, each once; what is left goes to the
/// point at the same place, which was changed.
fn fit(before: &[Matter], now: &[Matter], items: &[AnswerItem]) -> Vec<AnswerItem> {
    let mut found: Vec<Option<usize>> = Vec::with_capacity(now.len());
    for point in now {
        let at = (0..before.len()).find(|at| before.get(*at) == Some(point) && !found.contains(&Some(*at)));
        found.push(at);
    }
    let taken: Vec<usize> = found.iter().flatten().copied().collect();
    let place = |(n, at): (usize, Option<usize>)| at.or_else(|| (n < before.len() && !taken.contains(&n)).then_some(n));
    let placed = found.into_iter().enumerate().map(place);
    placed.map(|at| at.and_then(|at| items.get(at)).cloned().unwrap_or_default()).collect()
}

impl Answer {
    /// What is missing of an answer to a letter of so many `points`, and what is more than the letter asks.
    #[must_use]
    pub fn faults(&self, points: usize) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut missing = |is: bool, field: String, message: &str| {
            if is {
                faults.push(FieldFault::new(field, "missing_field", message));
            }
        };
        for n in 0..points {
            let item = self.items.get(n);
            let at = |name: &str| format!("items[{n}].{name}");
            missing(item.is_none_or(|item| item.upheld.is_none()), at("upheld"), "请选择质疑事项是否成立");
            missing(item.is_none_or(|item| item.answer.is_none()), at("answer"), "请填写答复内容");
            missing(item.is_none_or(|item| item.basis.is_none()), at("basis"), "请填写事实依据和法律依据");
        }
        missing(self.impact.is_none(), "impact".to_owned(), "请选择对采购结果的影响");
        let unfounded = points > 0 && self.items.iter().all(|item| item.upheld == Some(false));
        if unfounded && self.impact.is_some_and(|impact| impact != Impact::Nothing) {
            let message = "质疑事项均不成立的，应继续开展采购活动";
            faults.push(FieldFault::new("impact", "invalid_value", message));
        }
        if self.items.len() > points {
            faults.push(FieldFault::new("items", "too_many", format!("质疑函有{points}项质疑事项，答复不能更多")));
        }
        faults
    }
}

/// What a supplier is told of its right to complain (告知投诉权, art. 15), with the finance department of `region`.
#[must_use]
pub fn right_to_complain(region: &Name) -> String {
    format!(
        "如对答复不满意，或者未在规定时间内得到答复，可以在答复期满后{DAYS_TO_COMPLAIN}个工作日内向{region}财政部门（政府采购监督管理部门）投诉。"
    )
}
