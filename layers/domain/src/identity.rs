//! Who uses the system: roles, regions, units, departments, people, and the one who is signed in (feature 1.1).

use serde::{Deserialize, Serialize};

use crate::ids::{DepartmentId, PersonId, UnitId};
use crate::organisation::OrganisationKind;
use crate::text::Name;

/// A role (角色) that a person holds in their unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 需求处室经办
    DemandHandler,
    /// 需求处室领导
    DemandLead,
    /// 需求处室分管领导
    DemandDeputy,
    /// 采购主管处室经办
    ProcurementHandler,
    /// 采购主管处室领导
    ProcurementLead,
    /// 采购主管处室分管领导
    ProcurementDeputy,
    /// 单位领导
    UnitLead,
    /// 采购监督
    Supervisor,
    /// 单位管理员
    UnitAdmin,
    /// 采购办
    FinanceOffice,
    /// 采购代理机构
    Agency,
    /// 供应商
    Supplier,
    /// 论证专家
    Expert,
    /// 平台管理员
    PlatformAdmin,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 14] = [
        Self::DemandHandler,
        Self::DemandLead,
        Self::DemandDeputy,
        Self::ProcurementHandler,
        Self::ProcurementLead,
        Self::ProcurementDeputy,
        Self::UnitLead,
        Self::Supervisor,
        Self::UnitAdmin,
        Self::FinanceOffice,
        Self::Agency,
        Self::Supplier,
        Self::Expert,
        Self::PlatformAdmin,
    ];

    /// The code as it is stored and sent, e.g. `demand_handler`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::DemandHandler => "demand_handler",
            Self::DemandLead => "demand_lead",
            Self::DemandDeputy => "demand_deputy",
            Self::ProcurementHandler => "procurement_handler",
            Self::ProcurementLead => "procurement_lead",
            Self::ProcurementDeputy => "procurement_deputy",
            Self::UnitLead => "unit_lead",
            Self::Supervisor => "supervisor",
            Self::UnitAdmin => "unit_admin",
            Self::FinanceOffice => "finance_office",
            Self::Agency => "agency",
            Self::Supplier => "supplier",
            Self::Expert => "expert",
            Self::PlatformAdmin => "platform_admin",
        }
    }

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::DemandHandler => "需求处室经办",
            Self::DemandLead => "需求处室领导",
            Self::DemandDeputy => "需求处室分管领导",
            Self::ProcurementHandler => "采购主管处室经办",
            Self::ProcurementLead => "采购主管处室领导",
            Self::ProcurementDeputy => "采购主管处室分管领导",
            Self::UnitLead => "单位领导",
            Self::Supervisor => "采购监督",
            Self::UnitAdmin => "单位管理员",
            Self::FinanceOffice => "采购办",
            Self::Agency => "采购代理机构",
            Self::Supplier => "供应商",
            Self::Expert => "论证专家",
            Self::PlatformAdmin => "平台管理员",
        }
    }
}

/// A region (区划) by its six-digit code, e.g. `350001` for the province.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RegionCode(String);

impl RegionCode {
    /// The six digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for RegionCode {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        if raw.len() == 6 && raw.bytes().all(|b| b.is_ascii_digit()) {
            Ok(Self(raw))
        } else {
            Err("区划代码应为六位数字".to_owned())
        }
    }
}

impl From<RegionCode> for String {
    fn from(code: RegionCode) -> String {
        code.0
    }
}

impl schemars::JsonSchema for RegionCode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "RegionCode".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[0-9]{6}$"})
    }
}

/// A region (区划) with the settings that follow from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its name.
    pub name: Name,
    /// Whether the finance office reviews the filing of an ordinary plan too; `true` unless the region says otherwise (4.6).
    pub reviews_ordinary_filings: bool,
}

/// A unit (单位), or another organisation that takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its name.
    pub name: Name,
    /// The region it belongs to.
    pub region: RegionCode,
    /// What kind of organisation it is.
    #[serde(default)]
    pub kind: OrganisationKind,
}

/// A department (内部机构, 处室) of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Department {
    /// Its id.
    pub id: DepartmentId,
    /// The unit it is part of.
    pub unit: UnitId,
    /// Its name.
    pub name: Name,
}

/// A person (人员) and the roles they hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// The name that others see.
    pub name: Name,
    /// The name they sign in with (用户名).
    pub user_name: UserName,
    /// Their unit.
    pub unit: UnitId,
    /// Name of their unit.
    pub unit_name: Name,
    /// Their department.
    pub department: DepartmentId,
    /// Name of their department.
    pub department_name: Name,
    /// Region of their unit.
    pub region: RegionCode,
    /// What they may act as.
    pub roles: Vec<Role>,
    /// Version of the password that they have: a session that was begun under another one is over (decision 0014).
    #[serde(default)]
    pub credential: u64,
}

/// What a person who is brought in is called (姓名): at most [`PersonName::MOST_BYTES`] bytes. An identity card has room for as many
/// Chinese characters. Every act keeps the names of those who take part in it beside their ids, so they have a limit of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName(Name);

impl PersonName {
    /// 15 Chinese characters, or 45 letters.
    pub const MOST_BYTES: usize = 45;
}

impl TryFrom<String> for PersonName {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        let name = Name::try_from(raw).map_err(|fault| fault.to_string())?;
        if name.as_str().len() > Self::MOST_BYTES {
            return Err("姓名最多15个汉字，或45个字母".to_owned());
        }
        Ok(Self(name))
    }
}

impl From<PersonName> for Name {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

/// A sign-in name (用户名): 3 to 30 of `a-z 0-9 . _ -`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UserName(String);

impl UserName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for UserName {
    type Error = String;
    fn try_from(raw: String) -> Result<Self, String> {
        let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
        if (3..=30).contains(&raw.len()) && raw.bytes().all(legal) {
            Ok(Self(raw))
        } else {
            Err("用户名应为3至30位小写字母、数字或 . _ -".to_owned())
        }
    }
}

impl From<UserName> for String {
    fn from(name: UserName) -> String {
        name.0
    }
}

impl schemars::JsonSchema for UserName {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UserName".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "string", "pattern": "^[a-z0-9._-]{3,30}$"})
    }
}

/// The one who is signed in, as the authorizer hands them to every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Principal {
    /// Who they are.
    pub person: PersonId,
    /// The name that others see.
    pub name: Name,
    /// Their unit.
    pub unit: UnitId,
    /// Name of their unit.
    pub unit_name: Name,
    /// Their department.
    pub department: DepartmentId,
    /// Name of their department.
    pub department_name: Name,
    /// Region of their unit.
    pub region: RegionCode,
    /// What they may act as.
    pub roles: Vec<Role>,
}

impl Principal {
    /// Whether they hold `role`.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The actor as history names them.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { id: self.person.clone(), name: self.name.clone() }
    }
}

impl From<Person> for Principal {
    fn from(person: Person) -> Self {
        Self {
            person: person.id,
            name: person.name,
            unit: person.unit,
            unit_name: person.unit_name,
            department: person.department,
            department_name: person.department_name,
            region: person.region,
            roles: person.roles,
        }
    }
}

/// A person as history names them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Actor {
    /// Their id.
    pub id: PersonId,
    /// Their name at the time.
    pub name: Name,
}
