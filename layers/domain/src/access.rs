//! Who may call what: one table for every operation (功能权限). What depends on the state of a subject is asked of the
//! subject's own rules afterwards; an operation that is not allowed here never reaches its handler.

use std::collections::BTreeSet;

use crate::identity::{Principal, Role};
use crate::organisation::OrganisationKind;
use crate::problem::Fault;

/// Groups of roles; whoever holds a role of one of them belongs.
type Groups = &'static [&'static [Role]];

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Anyone who is signed in.
    SignedIn,
    /// Whoever holds a role of one of these groups.
    Holders(Groups),
}

/// The roles of a purchasing unit (采购人) that deal with its purchases.
pub const BUYING: &[Role] = &[
    Role::DemandHandler,
    Role::DemandLead,
    Role::DemandDeputy,
    Role::ProcurementHandler,
    Role::ProcurementLead,
    Role::ProcurementDeputy,
    Role::UnitLead,
    Role::Supervisor,
];
const DEMAND_HANDLER: &[Role] = &[Role::DemandHandler];
const PROCUREMENT_HANDLER: &[Role] = &[Role::ProcurementHandler];
const UNIT_ADMIN: &[Role] = &[Role::UnitAdmin];
const FINANCE_OFFICE: &[Role] = &[Role::FinanceOffice];
const AGENCIES: &[Role] = &[Role::Agency];
const SUPPLIERS: &[Role] = &[Role::Supplier];
const PLATFORM: &[Role] = &[Role::PlatformAdmin];

/// A purchaser's own.
const PURCHASER: Groups = &[BUYING];
/// Those that have to-dos of a chain within: a purchaser's and the finance office's.
const DECIDER: Groups = &[BUYING, FINANCE_OFFICE];
/// Whoever takes part in a chain: all who decide, and agencies and suppliers.
const TAKING_PART: Groups = &[BUYING, FINANCE_OFFICE, AGENCIES, SUPPLIERS];
/// Whom the year's end concerns.
const ROLLED_OVER: Groups = &[BUYING, FINANCE_OFFICE, PLATFORM];
const ROLLOVER: Groups = &[FINANCE_OFFICE, PLATFORM];
/// Whoever may give a to-do to somebody else: all who decide, and the unit's administrator.
const HANDING_OVER: Groups = &[BUYING, UNIT_ADMIN, FINANCE_OFFICE];
const ADMIN: Groups = &[UNIT_ADMIN];
const DEMAND: Groups = &[DEMAND_HANDLER];
const EDITOR: Groups = &[DEMAND_HANDLER, PROCUREMENT_HANDLER];
/// Whoever attaches files.
const ATTACHING: Groups = &[DEMAND_HANDLER, PROCUREMENT_HANDLER, SUPPLIERS];
const PROCUREMENT: Groups = &[PROCUREMENT_HANDLER];
const PROCUREMENT_LEAD: Groups = &[&[Role::ProcurementLead]];
const SUPPLIER: Groups = &[SUPPLIERS];
/// Those between whom a question is asked and answered.
const QUESTIONED: Groups = &[BUYING, SUPPLIERS];
const ANSWERING: Groups = &[DEMAND_HANDLER, AGENCIES];

macro_rules! operations {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $who:expr;)*) => {
        /// An operation behind the HTTP API; its code is the name of its file, Lambda and route.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Operation {
            $($(#[$doc])* $name,)*
        }

        impl Operation {
            /// Every operation.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Stable code, snake case.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// Who may call it.
            #[must_use]
            pub const fn who(self) -> Who {
                match self { $(Self::$name => $who,)* }
            }
        }
    };
}

operations! {
    /// Sign in (登录, 1.1).
    SignIn = "sign_in", Who::Anyone;
    /// Sign out (退出, 1.1); also with a session that has ended.
    SignOut = "sign_out", Who::Anyone;
    /// Change one's own password (修改密码, 1.1).
    ChangePassword = "change_password", Who::SignedIn;
    /// Who is signed in (1.1).
    WhoAmI = "who_am_i", Who::SignedIn;
    /// The people who can take the next step (下一环节办理人, 3.10, 4.1).
    PeopleOfStep = "people_of_step", Who::Holders(DECIDER);
    /// The organisations that can take the next step (可选机构, 3.13).
    ListOrganisations = "list_organisations", Who::Holders(TAKING_PART);
    /// Add a budget (新增预算, 2.2).
    AddBudget = "add_budget", Who::Holders(DEMAND);
    /// Confirm a budget (预算确认, 2.6).
    ConfirmBudget = "confirm_budget", Who::Holders(DEMAND);
    /// Confirm several budgets (批量预算确认, 2.6).
    ConfirmBudgets = "confirm_budgets", Who::Holders(DEMAND);
    /// Edit a budget that is not confirmed (修改预算, 2.2, 2.4).
    EditBudget = "edit_budget", Who::Holders(DEMAND);
    /// Take a confirmation back (撤销预算, 2.4).
    CancelBudget = "cancel_budget", Who::Holders(DEMAND);
    /// Adjust a budget (预算调剂, 2.5).
    AdjustBudget = "adjust_budget", Who::Holders(DEMAND);
    /// Delete a budget that is not confirmed (删除预算, 2.6).
    DeleteBudget = "delete_budget", Who::Holders(DEMAND);
    /// List the unit's budgets (预算查询, 2.1).
    ListBudgets = "list_budgets", Who::Holders(PURCHASER);
    /// One budget with its balances (预算执行情况, 2.1).
    GetBudget = "get_budget", Who::Holders(PURCHASER);
    /// What can be chosen where a budget is entered (预算类型, 资金来源, 附件类型, 2.2, 2.5).
    BudgetTerms = "budget_terms", Who::Holders(PURCHASER);
    /// What plans hold on a budget (占用明细, 2.1).
    ListEntries = "list_entries", Who::Holders(PURCHASER);
    /// What would be carried over of the unit's budgets (年结预览, 2.7).
    PreviewRollover = "preview_rollover", Who::Holders(PURCHASER);
    /// How far a year's rollover is, and one's own unit's report (年结进度, 2.7).
    GetRollover = "get_rollover", Who::Holders(ROLLED_OVER);
    /// The reports of all units of one's region, or of all (年结报告, 2.7).
    ListRollover = "list_rollover", Who::Holders(ROLLOVER);
    /// The unit's budgets as a workbook (导出, 2.1, 2.6).
    ExportBudgets = "export_budgets", Who::Holders(PURCHASER);
    /// The workbook to fill in (下载导入模板, 2.3).
    GetBudgetTemplate = "get_budget_template", Who::Holders(DEMAND);
    /// What a filled-in workbook would bring in (检查导入文件, 2.3).
    CheckBudgetFile = "check_budget_file", Who::Holders(DEMAND);
    /// A filled-in workbook with its faults marked (下载标注问题的文件, 2.3).
    MarkBudgetFile = "mark_budget_file", Who::Holders(DEMAND);
    /// Bring in the budgets of a workbook (批量导入, 2.3).
    ImportBudgetFile = "import_budget_file", Who::Holders(DEMAND);
    /// Search the catalogue (品目, 3.4).
    SearchCatalogue = "search_catalogue", Who::SignedIn;
    /// Begin a plan (新增计划, 3.1).
    CreatePlan = "create_plan", Who::Holders(DEMAND);
    /// Save a draft (保存, 3.1).
    SavePlan = "save_plan", Who::Holders(DEMAND);
    /// Throw a draft away (删除草稿, 3.1).
    DiscardPlan = "discard_plan", Who::Holders(DEMAND);
    /// One plan (计划预览, 3.10).
    GetPlan = "get_plan", Who::Holders(DECIDER);
    /// List plans (计划查询).
    ListPlans = "list_plans", Who::Holders(PURCHASER);
    /// Submit a plan (送审, 3.10).
    SubmitPlan = "submit_plan", Who::Holders(DEMAND);
    /// Edit a plan under way (修改计划信息, 4.3).
    EditPlan = "edit_plan", Who::Holders(EDITOR);
    /// The implementation table (计划实施表, 5.1).
    ListImplementation = "list_implementation", Who::Holders(PROCUREMENT);
    /// Raise an early warning (发起预警审批, 3.11).
    RaiseWarning = "raise_warning", Who::Holders(DEMAND);
    /// Save an early warning's draft (保存预警说明, 3.11).
    SaveWarning = "save_warning", Who::Holders(DEMAND);
    /// Submit an early warning (预警送审, 3.11).
    SubmitWarning = "submit_warning", Who::Holders(DEMAND);
    /// Throw an early warning's draft away (删除预警草稿, 3.11).
    DiscardWarning = "discard_warning", Who::Holders(DEMAND);
    /// One early warning (预警详细表, 3.11).
    GetWarning = "get_warning", Who::Holders(DECIDER);
    /// Raise a question about a filed project (提出质疑, 3.13).
    RaiseQuestion = "raise_question", Who::Holders(SUPPLIER);
    /// Save a letter (保存质疑函, 3.13).
    SaveQuestion = "save_question", Who::Holders(SUPPLIER);
    /// Send a letter (提交质疑, 3.13).
    SubmitQuestion = "submit_question", Who::Holders(SUPPLIER);
    /// Throw a letter's draft away (删除质疑草稿, 3.13).
    DiscardQuestion = "discard_question", Who::Holders(SUPPLIER);
    /// One question (查看质疑, 3.13).
    GetQuestion = "get_question", Who::Holders(TAKING_PART);
    /// Questions of a supplier, or about a unit (质疑查询, 3.13, 12.1).
    ListQuestions = "list_questions", Who::Holders(QUESTIONED);
    /// Save an answer (保存质疑答复, 3.13).
    SaveAnswer = "save_answer", Who::Holders(ANSWERING);
    /// Begin an upload (上传附件, 3.8).
    PresignUpload = "presign_upload", Who::Holders(ATTACHING);
    /// What became of an upload.
    GetUpload = "get_upload", Who::Holders(TAKING_PART);
    /// Download an attachment (下载附件).
    Download = "download", Who::Holders(TAKING_PART);
    /// To do (待办任务, 3.12).
    ListTodo = "list_todo", Who::Holders(TAKING_PART);
    /// Done (已办任务, 3.12).
    ListDone = "list_done", Who::Holders(TAKING_PART);
    /// One task with its moves (办理, 3.12).
    GetTask = "get_task", Who::Holders(TAKING_PART);
    /// Send on, answer, file or finish (送审, 答复, 备案, 办结, 4.1–4.6).
    ApproveTask = "approve_task", Who::Holders(TAKING_PART);
    /// Ask for an opinion (征求意见, 4.1).
    ConsultTask = "consult_task", Who::Holders(DECIDER);
    /// Return to an earlier step (退回, 4.1–4.6).
    ReturnTask = "return_task", Who::Holders(TAKING_PART);
    /// Review added and adjusted budgets (审核追加、调剂预算, 2.8, 4.4).
    ReviewBudgets = "review_budgets", Who::Holders(PROCUREMENT_LEAD);
    /// Withdraw what one sent (撤回, 13.1).
    WithdrawTask = "withdraw_task", Who::Holders(TAKING_PART);
    /// Remind the one who has it (催办, 13.2).
    RemindTask = "remind_task", Who::Holders(TAKING_PART);
    /// Hand a to-do over to another holder of its role (移交, 13.3).
    HandOverTask = "hand_over_task", Who::Holders(HANDING_OVER);
    /// Who can take a to-do over (可接办人员, 13.3).
    ListSuccessors = "list_successors", Who::Holders(HANDING_OVER);
    /// What is under way in the unit, and with whom (在办事项, 13.3).
    ListUnderWay = "list_under_way", Who::Holders(ADMIN);
    /// Claim a task of a pool (领取, 4.6, 9.1–9.4).
    ClaimTask = "claim_task", Who::Holders(TAKING_PART);
    /// Give a claimed task back to the pool (放回).
    ReleaseTask = "release_task", Who::Holders(TAKING_PART);
    /// The flow state and all opinions (流转状态, 各环节办理意见, 3.12).
    FlowState = "flow_state", Who::Holders(TAKING_PART);
    /// What else there is about a subject (相关事项).
    ListAbout = "list_about", Who::Holders(TAKING_PART);
    /// What reminders reached me (催办提醒, 13.2).
    ListNotices = "list_notices", Who::Holders(TAKING_PART);
}

fn roles_of(groups: Groups) -> impl Iterator<Item = Role> {
    groups.iter().flat_map(|group| group.iter().copied())
}

/// Whether `principal` may call `operation` at all.
///
/// # Errors
/// `not_signed_in` or `not_allowed`.
pub fn check(operation: Operation, principal: Option<&Principal>) -> Result<(), Fault> {
    let allowed = match (operation.who(), principal) {
        (Who::Anyone, _) | (Who::SignedIn, Some(_)) => true,
        (_, None) => return Err(Fault::forbidden("not_signed_in", "请先登录")),
        (Who::Holders(groups), Some(principal)) => roles_of(groups).any(|role| principal.holds(role)),
    };
    if allowed { Ok(()) } else { Err(Fault::forbidden("not_allowed", "您的角色不能使用此功能")) }
}

/// The kinds of organisation whose people may call `operation`, in words.
fn organisations(operation: Operation) -> String {
    let Who::Holders(groups) = operation.who() else { return "any".to_owned() };
    let kinds: BTreeSet<_> = roles_of(groups).map(Role::organisation).collect();
    kinds.into_iter().map(OrganisationKind::code).collect::<Vec<_>>().join(",")
}

/// The grid of roles × operations as text, one operation a line, with the kinds of organisation last: what is committed as
/// `access-grid.txt`.
#[must_use]
pub fn grid() -> String {
    let mut lines = vec![format!("{:<20} nobody {} organisations", "operation", Role::ALL.map(Role::code).join(" "))];
    for operation in Operation::ALL {
        let mark = |allowed: bool, width: usize| format!("{:^width$}", if allowed { "x" } else { "." });
        let mut cells = vec![mark(operation.who() == Who::Anyone, "nobody".len())];
        for role in Role::ALL {
            let allowed = match operation.who() {
                Who::Anyone | Who::SignedIn => true,
                Who::Holders(groups) => roles_of(groups).any(|one| one == role),
            };
            cells.push(mark(allowed, role.code().len()));
        }
        lines.push(format!("{:<20} {} {}", operation.code(), cells.join(" "), organisations(*operation)));
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// `UPDATE=1 cargo test -p domain` writes the grid anew; a review of the difference is a review of who may do what.
    #[test]
    fn the_committed_grid_is_what_the_table_says() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/access-grid.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, grid()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), grid());
    }

    #[test]
    fn check_allows_exactly_what_the_grid_shows() {
        for operation in Operation::ALL {
            assert_eq!(check(*operation, None).is_ok(), operation.who() == Who::Anyone);
            for role in Role::ALL {
                let principal: Principal = serde_json::from_value(json!({
                    "person": "p", "name": "甲", "unit": "u", "unit_name": "单位", "department": "d",
                    "department_name": "处", "region": "350001", "roles": [role],
                }))
                .unwrap();
                let listed = match operation.who() {
                    Who::Holders(groups) => roles_of(groups).any(|one| one == role),
                    Who::Anyone | Who::SignedIn => true,
                };
                assert_eq!(check(*operation, Some(&principal)).is_ok(), listed, "{} {}", operation.code(), role.code());
            }
        }
    }
}
