//! The rows of an organisation: regions, units, departments and people, each row by itself.

use domain::identity::{Department, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{DepartmentId, PersonId, UnitId};
use domain::text::Name;

use crate::password::Password;
use crate::rows::{Row, RowFault, read};

/// The columns of the file.
const COLUMNS: [&str; 11] = [
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
];

/// A person as a row has them.
pub(crate) struct PersonEntry {
    pub(crate) id: PersonId,
    pub(crate) name: Name,
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
pub(crate) fn entries(text: &str) -> (Vec<(usize, Entry)>, Vec<RowFault>) {
    let rows = match read(text, &COLUMNS) {
        Ok(rows) => rows,
        Err(faults) => return (Vec::new(), faults),
    };
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for mut row in rows {
        let entry = entry(&mut row);
        faults.append(&mut row.faults);
        entries.extend(entry.map(|entry| (row.number, entry)));
    }
    (entries, faults)
}

fn entry(row: &mut Row) -> Option<Entry> {
    match row.text("kind") {
        "region" => region(row).map(Entry::Region),
        "unit" => unit(row).map(Entry::Unit),
        "department" => department(row).map(Entry::Department),
        "person" => person(row).map(|person| Entry::Person(Box::new(person))),
        "" => {
            row.fault("kind", "此项必填");
            None
        }
        _ => {
            row.fault("kind", "应为 region（区划）、unit（单位）、department（处室）或 person（人员）");
            None
        }
    }
}

// Every cell is read before the first `?`, so that all that is wrong with a row is told at once.

fn region(row: &mut Row) -> Option<Region> {
    row.only(&["id", "kind", "name", "filing_review"]);
    let (code, name): (Option<RegionCode>, _) = (row.need("id"), row.need("name"));
    let reviews = row.flag("filing_review", true);
    Some(Region { code: code?, name: name?, reviews_ordinary_filings: reviews? })
}

fn unit(row: &mut Row) -> Option<Unit> {
    row.only(&["id", "kind", "name", "region"]);
    let (id, name, region) = (row.need("id"), row.need("name"), row.need("region"));
    Some(Unit { id: id?, name: name?, region: region? })
}

fn department(row: &mut Row) -> Option<Department> {
    row.only(&["id", "kind", "name", "unit"]);
    let (id, name, unit) = (row.need("id"), row.need("name"), row.need("unit"));
    Some(Department { id: id?, unit: unit?, name: name? })
}

fn person(row: &mut Row) -> Option<PersonEntry> {
    row.only(&["id", "kind", "name", "unit", "department", "user_name", "roles", "password", "reset_password"]);
    let (id, name, user_name) = (row.need("id"), row.need("name"), row.need("user_name"));
    let (unit, department) = (row.need("unit"), row.need("department"));
    let (roles, reset) = (roles(row), row.flag("reset_password", false));
    let password = match row.raw("password") {
        "" => Some(None),
        typed => Password::to_set(typed).map(Some).map_err(|message| row.fault("password", message)).ok(),
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
fn roles(row: &mut Row) -> Option<Vec<Role>> {
    let codes: Vec<String> = row.text("roles").split([';', '；']).map(|code| code.trim().to_owned()).collect();
    let mut roles = Vec::new();
    for code in codes.iter().filter(|code| !code.is_empty()) {
        match Role::ALL.into_iter().find(|role| role.code() == code) {
            Some(role) => roles.push(role),
            None => {
                row.fault("roles", format!("没有角色“{}”", code.chars().take(40).collect::<String>()));
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

    fn told(text: &str) -> Vec<(usize, String)> {
        entries(text).1.into_iter().map(|fault| (fault.row, fault.field)).collect()
    }

    #[test]
    fn one_file_holds_all_kinds_of_rows() {
        let text = "id,kind,name,region,unit,department,user_name,roles,password,reset_password,filing_review\n\
            350105,region,马尾区,,,,,,,,否\n\
            school,unit,示范学校,350105,,,,,,,\n\
            office,department,办公室,,school,,,,,,\n\
            lin,person,林晓,,school,office,linxiao,demand_lead; unit_lead；demand_lead,Demo-2026-pass,,\n";
        let (entries, faults) = entries(text);
        assert_eq!(faults, []);
        let [(2, Entry::Region(region)), (3, Entry::Unit(_)), (4, Entry::Department(_)), (5, Entry::Person(person))] =
            entries.as_slice()
        else {
            panic!("four rows of four kinds");
        };
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
            |row: usize, fields: &[&str]| fields.iter().map(|field| (row, (*field).to_owned())).collect::<Vec<_>>();
        let wanted = [
            named(2, &["id", "name", "filing_review"]),
            named(3, &["unit", "id", "region"]),
            named(4, &["user_name", "roles", "reset_password", "password"]),
            named(5, &["kind"]),
        ];
        assert_eq!(told(text), wanted.concat());
    }
}
