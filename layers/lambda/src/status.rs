//! The one place where what went wrong becomes a status and a code.

use domain::problem::{Fault, Kind};
use effects::EffectError;
use store::{CommitError, Refusal, StoreError};

use crate::problem::Problem;

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        let status = match fault.kind {
            Kind::Invalid => 400,
            Kind::Forbidden => 403,
            Kind::Absent => 404,
            Kind::Conflict => 409,
            Kind::Refused => 422,
        };
        Self { errors: fault.fields, ..Self::new(status, fault.code, fault.message) }
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::BadCursor => Self::new(400, "bad_cursor", "翻页信息无效，请从第一页重新查询"),
            StoreError::Unavailable { .. } => Self::new(503, "unavailable", "系统繁忙，请稍后再试").because(error),
            StoreError::Corrupt { .. } | StoreError::NotConfigured(_) | StoreError::Failed { .. } => {
                Self::internal(error)
            }
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::StaleVersion | Refusal::EventTaken => {
                Self::conflict("stale_version", "内容已被修改，请刷新后再办理")
            }
            Refusal::AlreadyExists => Self::conflict("already_exists", "该内容已存在"),
            Refusal::AlreadyDecided => Self::conflict("already_decided", "该任务已办理，不能重复办理"),
            Refusal::NumberTaken => Self::conflict("number_taken", "编号刚被占用，请再试一次"),
            Refusal::Claimed => Self::conflict("claimed_by_other", "该任务已由他人领取"),
            Refusal::Gone => Self::conflict("gone", "该内容已不存在，请刷新后再办理"),
            Refusal::InsufficientFunds { account } => {
                Self::refused("budget_insufficient", "预算可用金额不足").with("account", account)
            }
            Refusal::Other(code) => Self::conflict(code, "当前状态不允许此操作，请刷新后再办理"),
        }
    }
}

impl From<CommitError> for Problem {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Refused(refusal) => refusal.into(),
            CommitError::Store(error) => error.into(),
        }
    }
}

impl From<EffectError> for Problem {
    fn from(error: EffectError) -> Self {
        match error {
            EffectError::Refused(fault) => fault.into(),
            EffectError::Store(error) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_a_status_and_a_code() {
        let of = |refusal| {
            let problem = Problem::from(CommitError::Refused(refusal));
            (problem.status, problem.code)
        };
        assert_eq!(of(Refusal::StaleVersion), (409, "stale_version"));
        assert_eq!(of(Refusal::AlreadyDecided), (409, "already_decided"));
        assert_eq!(of(Refusal::InsufficientFunds { account: "1#a".into() }), (422, "budget_insufficient"));
        assert_eq!(of(Refusal::Other("in_transit")), (409, "in_transit"));
    }

    #[test]
    fn a_failure_of_the_store_says_nothing_of_its_inside() {
        let busy = StoreError::Unavailable { operation: "Query", why: "table secret".into() };
        let broken = StoreError::Failed { operation: "Query", why: "table secret".into() };
        for (error, status) in [(busy, 503), (broken, 500), (StoreError::BadCursor, 400)] {
            let problem = Problem::from(error);
            assert_eq!(problem.status, status);
            assert!(!problem.to_json().to_string().contains("secret"));
        }
        assert_eq!(Problem::from(Fault::absent()).status, 404);
    }
}
