//! The rows of an organisation: regions, units, departments and people, each row by itself.

use documents::{Faults, Form, Row};
use domain::identity::{Department, PersonName, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{DepartmentId, PersonId, UnitId};
use domain::organisation::OrganisationKind;

use crate::password::Password;

/// The columns of the file.
const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "name",
    "region",
    "unit",
    "department",
    "user_name",
    "roles",
    "password",
    "reset_password",
    "filing_review",
    "organisation",
];
/// A sheet of units needs no column of people; what a row lacks is told at that row.
const FORM: Form = Form { columns: COLUMNS, titles: COLUMNS, optional: COLUMNS, most_rows: 1_000 };

/// A person as a row has them.
pub(crate) struct PersonEntry {
    pub(crate) id: PersonId,
    pub(crate) name: PersonName,
    pub(crate) user_name: UserName,
    pub(crate) unit: UnitId,
    pub(crate) department: DepartmentId,
    pub(crate) roles: Vec<Role>,
    /// The first password, or the new one of a reset.
    pub(crate) password: Option<Password>,
    /// Whether a user who is there already gets it.
    pub(crate) reset: bool,
}

/// What a row says.
pub(crate) enum Entry {
    Region(Region),
    Unit(Unit),
    Department(Department),
    Person(Box<PersonEntry>),
}

/// Reads the text: what reads, by row number, and what is wrong.
pub(crate) fn entries(text: &str) -> (Vec<(u64, Entry)>, Faults) {
    let rows = match FORM.rows(text) {
        Ok(rows) => rows,
        Err(faults) => return (Vec::new(), faults),
    };
    let mut faults = Faults::default();
    let entries = rows.iter().filter_map(|row| Some((row.number, entry(row, &mut faults)?))).collect();
    (entries, faults)
}

fn entry(row: &Row, faults: &mut Faults) -> Option<Entry> {
    match row.text("kind") {
        "region" => region(row, faults).map(Entry::Region),
        "unit" => unit(row, faults).map(Entry::Unit),
        "department" => department(row, faults).map(Entry::Department),
        "person" => person(row, faults).map(|person| Entry::Person(Box::new(person))),
        "" => {
            faults.add(row.number, "kind", "此项必填");
            None
        }
        _ => {
            faults.add(row.number, "kind", "应为 region（区划）、unit（单位）、department（处室）或 person（人员）");
            None
        }
    }
}

// Every cell is read before the first `?`, so that all that is wrong with a row is told at once.

fn region(row: &Row, faults: &mut Faults) -> Option<Region> {
    row.only(&["id", "kind", "name", "filing_review"], faults);
    let (code, name): (Option<RegionCode>, _) = (row.need("id", faults), row.need("name", faults));
    let reviews = row.flag("filing_review", true, faults);
    Some(Region { code: code?, name: name?, reviews_ordinary_filings: reviews? })
}

fn unit(row: &Row, faults: &mut Faults) -> Option<Unit> {
    row.only(&["id", "kind", "name", "region", "organisation"], faults);
    let (id, name, region) = (row.need("id", faults), row.need("name", faults), row.need("region", faults));
    let kind = match row.text("organisation") {
        "" => Some(OrganisationKind::Purchaser),
        _ => row.choice("organisation", &OrganisationKind::ALL, |kind| (kind.code(), kind.label()), faults),
    };
    Some(Unit { id: id?, name: name?, region: region?, kind: kind? })
}

fn department(row: &Row, faults: &mut Faults) -> Option<Department> {
    row.only(&["id", "kind", "name", "unit"], faults);
    let (id, name, unit) = (row.need("id", faults), row.need("name", faults), row.need("unit", faults));
    Some(Department { id: id?, unit: unit?, name: name? })
}

fn person(row: &Row, faults: &mut Faults) -> Option<PersonEntry> {
    row.only(&["id", "kind", "name", "unit", "department", "user_name", "roles", "password", "reset_password"], faults);
    let (id, name, user_name) = (row.need("id", faults), row.need("name", faults), row.need("user_name", faults));
    let (unit, department) = (row.need("unit", faults), row.need("department", faults));
    let (roles, reset) = (roles(row, faults), row.flag("reset_password", false, faults));
    let password = match row.raw("password") {
        "" => Some(None),
        typed => Password::to_set(typed).map(Some).map_err(|message| faults.add(row.number, "password", message)).ok(),
    };
    Some(PersonEntry {
        id: id?,
        name: name?,
        user_name: user_name?,
        unit: unit?,
        department: department?,
        roles: roles?,
        password: password?,
        reset: reset?,
    })
}

/// Codes of roles between semicolons; none is allowed, and whoever holds none can only sign in.
fn roles(row: &Row, faults: &mut Faults) -> Option<Vec<Role>> {
    let codes: Vec<String> = row.text("roles").split([';', '；']).map(|code| code.trim().to_owned()).collect();
    let mut roles = Vec::new();
    for code in codes.iter().filter(|code| !code.is_empty()) {
        match Role::ALL.into_iter().find(|role| role.code() == code) {
            Some(role) => roles.push(role),
            None => {
                faults.add(row.number, "roles", format!("没有角色“{}”", code.chars().take(40).collect::<String>()));
                return None;
            }
        }
    }
    roles.sort_unstable();
    roles.dedup();
    Some(roles)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(u64, String)> {
        entries(text).1.sorted().into_iter().map(|fault| (fault.row, fault.field)).collect()
    }

    #[test]
    fn one_file_holds_all_kinds_of_rows() {
        let text = "id,kind,name,region,unit,department,user_name,roles,password,reset_password,filing_review\n\
            350105,region,马尾区,,,,,,,,否\n\
            school,unit,示范学校,350105,,,,,,,\n\
            office,department,办公室,,school,,,,,,\n\
            lin,person,林晓,,school,office,linxiao,demand_lead; unit_lead；demand_lead,Demo-2026-pass,,\n";
        let (entries, faults) = entries(text);
        assert_eq!(faults, Faults::default());
        let [(2, Entry::Region(region)), (3, Entry::Unit(unit)), (4, Entry::Department(_)), (5, Entry::Person(person))] =
            entries.as_slice()
        else {
            panic!("four rows of four kinds");
        };
        assert_eq!(unit.kind, OrganisationKind::Purchaser);
        assert!(!region.reviews_ordinary_filings);
        assert_eq!(person.roles, [Role::DemandLead, Role::UnitLead]);
        assert!(person.password.is_some() && !person.reset);
    }

    #[test]
    fn everything_wrong_with_a_row_is_told_at_once() {
        let text = "id,kind,name,region,unit,department,user_name,roles,password,reset_password,filing_review\n\
            3501,region,,,,,,,,,maybe\n\
            A B,unit,单位,,dept,,,,,,\n\
            x,person,某人,,u,d,NO,nobody,short,x,\n\
            y,robot,机器人,,,,,,,,\n";
        let named =
            |row: u64, fields: &[&str]| fields.iter().map(|field| (row, (*field).to_owned())).collect::<Vec<_>>();
        let wanted = [
            named(2, &["filing_review", "id", "name"]),
            named(3, &["id", "region", "unit"]),
            named(4, &["password", "reset_password", "roles", "user_name"]),
            named(5, &["kind"]),
        ];
        assert_eq!(told(text), wanted.concat());
    }

    #[test]
    fn a_name_of_a_person_is_one_that_an_identity_card_has_room_for() {
        let row =
            |name: &str| format!("id,kind,name,user_name,unit,department,roles\nlin,person,{name},linxiao,u,d,\n");
        for name in ["林晓", "阿卜杜热合曼·阿卜杜热依木江", "Wolfeschlegelsteinhausenbergerdorff Johann"]
        {
            assert_eq!(told(&row(name)), [], "{name}");
        }
        for name in ["长".repeat(16), "a".repeat(46)] {
            assert_eq!(told(&row(&name)), [(2, "name".to_owned())]);
        }
    }

    #[test]
    fn a_unit_says_what_kind_of_organisation_it_is() {
        let row = |kind: &str| format!("id,kind,name,region,organisation\nagent,unit,示范代理,350105,{kind}\n");
        for said in ["agency", "代理机构"] {
            let (entries, _) = entries(&row(said));
            let [(2, Entry::Unit(unit))] = entries.as_slice() else { panic!("one unit") };
            assert_eq!(unit.kind, OrganisationKind::Agency);
        }
        assert_eq!(told(&row("神秘")), [(2, "organisation".to_owned())]);
    }
}
