//! The organisations that can take the next step (可选机构, 3.13, 5.7): those of the kind that the move asks for.

use chains::{Kind, Offer, offers};
use domain::access::Operation;
use domain::ids::UnitId;
use domain::problem::Fault;
use domain::subject::{Party, TaskId};
use domain::text::Name;
use lambda::{Answer, Call, Context, Docs, Outcome, Problem, Step};
use schemars::JsonSchema;
use serde::Serialize;

use crate::people_of_step::{WantedKind, open_task};

/// The step.
pub const STEP: Step = Step {
    operation: Operation::ListOrganisations,
    method: "GET",
    path: "/api/tasks/{task}/organisations",
    handle: |context, call| Box::pin(list_organisations(context, call)),
    docs: || {
        Docs::answering::<Organisations>("下一环节可选的机构", 200)
            .query("kind", "办理方式：send")
            .query("to", "下一环节")
            .query("q", "机构名称中包含的文字")
            .query("cursor", "翻页信息")
            .codes(&["invalid_fields", "move_not_offered", "authority_lost", "already_decided", "bad_cursor"])
    },
};

/// An organisation that can be chosen.
#[derive(Debug, Serialize, JsonSchema)]
pub struct OrganisationChoice {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: Name,
}

/// A page of organisations; it may be short, or empty, and still have a next one.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Organisations {
    /// The organisations.
    pub items: Vec<OrganisationChoice>,
    /// Cursor of the next page.
    pub next: Option<String>,
}

async fn list_organisations(context: &Context, call: Call) -> Outcome {
    let by = call.principal()?;
    let id: TaskId = call.path("task")?;
    let kind = call.query_as::<WantedKind>("kind")?;
    let WantedKind(kind) = kind.ok_or_else(|| Fault::field("kind", "missing_field", "请选择办理方式"))?;
    let name = call.query_as::<Name>("q")?;
    let (subject, task) = open_task(context, &id, by).await?;
    let facts = effects::facts(&context.store, &subject, &task).await?;
    let party = party_of(&offers(&task, by, &subject, &facts), kind, call.query("to"))?;
    let (name, cursor) = (name.as_ref().map(Name::as_str), call.query("cursor").map(str::to_owned));
    let page = context.store.organisations(party.organisation(), name, cursor).await?;
    let items = page.items.into_iter().map(|unit| OrganisationChoice { id: unit.id, name: unit.name }).collect();
    Answer::ok(&Organisations { items, next: page.next })
}

/// The part that the wanted move lets one give to an organisation.
fn party_of(all: &[Offer], kind: Kind, to: Option<&str>) -> Result<Party, Problem> {
    let fits = |offer: &&Offer| offer.kind == kind && to.is_none_or(|to| offer.to.as_deref() == Some(to));
    let party = all.iter().filter(fits).find_map(|offer| offer.party);
    party.ok_or_else(|| Problem::refused("move_not_offered", "当前环节没有此操作，或此操作不需要选择机构"))
}
