//! Approval chains (审批流程): a step's data as the chain's file has it and its ASL carries it, what may be done at a step, and what a decision
//! leads to. Pure: `offers` says what may be done, `decide` accepts exactly that.

pub mod course;
pub mod decide;
pub mod decision;
pub mod definition;
pub mod fact;
pub mod holder;
pub mod offers;
pub mod outside;
pub mod overdue;
pub mod pool;
pub mod route;
pub mod sender;
pub mod step;
pub mod succession;
pub mod task;
pub mod todo;
pub mod vacancy;

pub use course::{raising_task, submission_id};
pub use decide::{Wanted, decide, is_eligible, open, reopen, withdraw};
pub use decision::{Decision, Outcome};
pub use definition::{Definition, chain_of};
pub use offers::{Offer, moves, offers};
pub use pool::Pool;
pub use route::Route;
pub use step::{Kind, Move, Step};
pub use task::{Facts, Task};
pub use todo::{Reason, Standing, Todo};
