//! Rows of an organisation against each other and against what is stored: what an import would write.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use documents::Faults;
use domain::identity::{Department, Person, Region, RegionCode, Role, Unit, UserName};
use domain::ids::{DepartmentId, PersonId, UnitId};
use store::records::Credential;

use crate::organisation::{Entry, PersonEntry};
use crate::password::Password;

/// What is stored of that which the rows speak of.
#[derive(Default)]
pub(crate) struct Known {
    pub(crate) regions: BTreeMap<RegionCode, Region>,
    pub(crate) units: BTreeMap<UnitId, Unit>,
    pub(crate) departments: BTreeMap<(UnitId, DepartmentId), Department>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) credentials: HashMap<UserName, Credential>,
}

/// What becomes of a person's credential.
pub(crate) enum NewPassword {
    /// It stays the one of this version.
    Kept(u64),
    /// The person gets their first one.
    First(Password),
    /// A new password for this one, which is unlocked too.
    Reset(Password, Box<Credential>),
}

impl NewPassword {
    /// The version of the password that the person then has.
    pub(crate) fn version(&self) -> u64 {
        match self {
            Self::Kept(version) => *version,
            Self::First(_) => 1,
            Self::Reset(_, before) => before.version + 1,
        }
    }
}

/// A person to be written.
pub(crate) struct PersonWrite {
    pub(crate) person: Person,
    /// Roles that they held in a unit and hold there no more.
    pub(crate) dropped: Vec<(UnitId, Role)>,
    pub(crate) password: NewPassword,
}

/// What an import writes.
#[derive(Default)]
pub(crate) struct Import {
    pub(crate) regions: Vec<Region>,
    pub(crate) units: Vec<Unit>,
    pub(crate) departments: Vec<Department>,
    pub(crate) people: Vec<PersonWrite>,
}

/// Checks what the rows refer to, in the rows themselves or in what is stored.
pub(crate) fn resolve(entries: Vec<(u64, Entry)>, mut known: Known, faults: &mut Faults) -> Import {
    let (mut import, mut seen) = (Import::default(), BTreeSet::new());
    for (_, entry) in &entries {
        match entry {
            Entry::Region(it) => drop(known.regions.insert(it.code.clone(), it.clone())),
            Entry::Unit(it) => drop(known.units.insert(it.id.clone(), it.clone())),
            Entry::Department(it) => drop(known.departments.insert((it.unit.clone(), it.id.clone()), it.clone())),
            Entry::Person(_) => {}
        }
    }
    for (row, entry) in entries {
        let mut fault = |field: &str, message: &str| faults.add(row, field, message);
        let id = match &entry {
            Entry::Region(it) => ("region", it.code.as_str().to_owned()),
            Entry::Unit(it) => ("unit", it.id.to_string()),
            Entry::Department(it) => ("department", format!("{} {}", it.unit, it.id)),
            Entry::Person(it) => ("person", it.id.to_string()),
        };
        if !seen.insert(id) {
            fault("id", "与前面的一行重复");
            continue;
        }
        match entry {
            Entry::Region(it) => import.regions.push(it),
            Entry::Unit(it) if !known.regions.contains_key(&it.region) => fault("region", "没有这个区划"),
            Entry::Unit(it) => import.units.push(it),
            Entry::Department(it) if !known.units.contains_key(&it.unit) => fault("unit", "没有这个单位"),
            Entry::Department(it) => import.departments.push(it),
            Entry::Person(it) if !seen.insert(("user", it.user_name.as_str().to_owned())) => {
                fault("user_name", "与前面的一行重复");
            }
            Entry::Person(it) => import.people.extend(person(*it, &known, &mut fault)),
        }
    }
    import
}

fn person(entry: PersonEntry, known: &Known, fault: &mut dyn FnMut(&str, &str)) -> Option<PersonWrite> {
    let Some(unit) = known.units.get(&entry.unit) else {
        fault("unit", "没有这个单位");
        return None;
    };
    let Some(department) = known.departments.get(&(entry.unit.clone(), entry.department.clone())) else {
        fault("department", "该单位没有这个处室");
        return None;
    };
    if let Some(role) = entry.roles.iter().find(|role| !unit.kind.has(**role)) {
        fault("roles", &format!("{}不是{}人员的角色", role.label(), unit.kind.label()));
        return None;
    }
    let before = known.people.get(&entry.id);
    if before.is_some_and(|before| before.user_name != entry.user_name) {
        fault("user_name", "此人已有另一个用户名，用户名不能更改");
        return None;
    }
    let password = match (known.credentials.get(&entry.user_name), entry.password) {
        (Some(stored), _) if stored.person != entry.id => Err(("user_name", "用户名已被他人使用")),
        (Some(stored), Some(password)) if entry.reset => Ok(NewPassword::Reset(password, Box::new(stored.clone()))),
        (Some(_), None) if entry.reset => Err(("password", "重置密码须填写新密码")),
        (Some(stored), _) => Ok(NewPassword::Kept(stored.version)),
        (None, Some(password)) => Ok(NewPassword::First(password)),
        (None, None) => Err(("password", "新用户须填写初始密码")),
    };
    let password = password.map_err(|(field, message)| fault(field, message)).ok()?;
    let still = |unit: &UnitId, role: Role| *unit == entry.unit && entry.roles.contains(&role);
    let held = before.iter().flat_map(|before| before.roles.iter().map(|role| (before.unit.clone(), *role)));
    let dropped = held.filter(|(unit, role)| !still(unit, *role)).collect();
    let person = Person {
        id: entry.id,
        name: entry.name.into(),
        user_name: entry.user_name,
        unit: unit.id.clone(),
        unit_name: unit.name.clone(),
        department: department.id.clone(),
        department_name: department.name.clone(),
        region: unit.region.clone(),
        roles: entry.roles,
        credential: password.version(),
    };
    Some(PersonWrite { person, dropped, password })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::organisation::entries;
    use serde_json::json;

    const HEADING: &str = "id,kind,name,region,unit,department,user_name,roles,password,reset_password\n";

    fn of<T: serde::de::DeserializeOwned>(value: serde_json::Value) -> T {
        serde_json::from_value(value).unwrap()
    }

    fn known() -> Known {
        let person = json!({"id": "lin", "name": "林晓", "user_name": "linxiao", "unit": "u", "unit_name": "旧名",
            "department": "d", "department_name": "教务处", "region": "350001", "roles": ["demand_lead", "unit_lead"]});
        let credential = json!({"user_name": "linxiao", "person": "lin", "password_hash": "x", "version": 7});
        let unit = json!({"id": "u", "name": "单位", "region": "350001"});
        let department = json!({"id": "d", "unit": "u", "name": "教务处"});
        let mut known = Known::default();
        known.units.insert(of(json!("u")), of(unit));
        known.departments.insert((of(json!("u")), of(json!("d"))), of(department));
        known.people.insert(of(json!("lin")), of(person));
        known.credentials.insert(of(json!("linxiao")), of(credential));
        known
    }

    fn resolved(rows: &str) -> (Import, Vec<(u64, String)>) {
        let (entries, mut faults) = entries(&format!("{HEADING}{rows}"));
        assert_eq!(faults, Faults::default());
        let import = resolve(entries, known(), &mut faults);
        (import, faults.sorted().into_iter().map(|fault| (fault.row, fault.field)).collect())
    }

    #[test]
    fn rows_may_refer_to_later_rows_and_to_what_is_stored() {
        let rows = "wu,person,吴敏,,v,e,wumin,demand_handler,Demo-2026-pass,\n\
            e,department,处室,,v,,,,,\nv,unit,新单位,350100,,,,,,\n350100,region,福州市,,,,,,,\n\
            d2,department,二处,,u,,,,,\n";
        let (import, faults) = resolved(rows);
        assert_eq!(faults, []);
        assert_eq!((import.regions.len(), import.units.len(), import.departments.len()), (1, 1, 2));
        let person = &import.people[0].person;
        assert_eq!((person.unit_name.as_str(), person.region.as_str()), ("新单位", "350100"));
        assert!(matches!(import.people[0].password, NewPassword::First(_)));
    }

    #[test]
    fn a_known_person_keeps_the_password_and_loses_roles_that_are_not_listed() {
        let (import, faults) = resolved("lin,person,林晓,,u,d,linxiao,demand_lead;supervisor,Demo-2026-pass,\n");
        assert_eq!(faults, []);
        let write = &import.people[0];
        assert_eq!(write.dropped, [("u".parse().unwrap(), Role::UnitLead)]);
        assert_eq!(write.person.unit_name.as_str(), "单位");
        assert!(matches!(write.password, NewPassword::Kept(7)) && write.person.credential == 7);
        let (import, _) = resolved("lin,person,林晓,,u,d,linxiao,,Demo-2026-pass,yes\n");
        assert!(matches!(&import.people[0].password, NewPassword::Reset(_, stored) if stored.version == 7));
        assert_eq!(import.people[0].person.credential, 8);
    }

    #[test]
    fn what_leads_nowhere_is_double_or_belongs_to_another_is_told() {
        let rows = "x,unit,某单位,350999,,,,,,\ny,department,某处,,nowhere,,,,,\n\
            wu,person,吴敏,,u,other,wumin,,Demo-2026-pass,\nhe,person,何洁,,u,d,linxiao,,Demo-2026-pass,\n\
            lin,person,林晓,,u,d,linxiao2,,Demo-2026-pass,\nzhou,person,周正,,u,d,zhou,,,\n\
            lin,person,林晓,,u,d,linxiao3,,,\nli,person,李立,,u,d,zhou,,Demo-2026-pass,\n";
        let fields = ["region", "unit", "department", "user_name", "user_name", "password", "id", "user_name"];
        let wanted: Vec<_> = (2..).zip(fields).map(|(n, field)| (n, (*field).to_owned())).collect();
        assert_eq!(resolved(rows).1, wanted);
        assert_eq!(resolved("lin,person,林晓,,u,d,linxiao,,,是\n").1, [(2, "password".to_owned())]);
    }

    #[test]
    fn nobody_has_a_role_of_another_kind_of_organisation() {
        let wrong = "lin,person,林晓,,u,d,linxiao,demand_lead;supplier,,\n";
        assert_eq!(resolved(wrong).1, [(2, "roles".to_owned())]);
        let mut known = known();
        known
            .units
            .insert(of(json!("s")), of(json!({"id": "s", "name": "公司", "region": "350001", "kind": "supplier"})));
        known.departments.insert((of(json!("s")), of(json!("e"))), of(json!({"id": "e", "unit": "s", "name": "部"})));
        let row = "pan,person,潘磊,,s,e,panlei,supplier,Demo-2026-pass,\n";
        let (entries, mut faults) = entries(&format!("{HEADING}{row}"));
        assert_eq!(resolve(entries, known, &mut faults).people.len(), 1);
    }

    #[test]
    fn the_demo_organisation_is_good_and_has_an_account_of_every_role() {
        let (entries, mut faults) = entries(include_str!("../../../demo/organisation.csv"));
        let import = resolve(entries, Known::default(), &mut faults);
        assert_eq!(faults, Faults::default());
        let held: BTreeSet<Role> = import.people.iter().flat_map(|one| one.person.roles.clone()).collect();
        assert_eq!(held, BTreeSet::from(Role::ALL));
        // Tables of budgets and of tests name a person by either.
        assert!(import.people.iter().all(|one| one.person.id.as_str() == one.person.user_name.as_str()));
    }
}
