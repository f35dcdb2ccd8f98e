//! The letter of a supplier question (质疑函).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::UploadId;
use crate::problem::{Fault, FieldFault};
use crate::text::{Line, Prose};

/// Most points of one letter.
const MOST_MATTERS: usize = 20;
/// Most attachments of one letter.
const MOST_ATTACHMENTS: usize = 20;

/// What is questioned (质疑对象): the period for questioning begins on another day for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Questioned {
    /// 采购文件
    Document,
    /// 采购过程
    Process,
    /// 中标、成交结果
    Result,
}

impl Questioned {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Document, Self::Process, Self::Result];

    /// The Chinese term shown to people.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Document => "采购文件",
            Self::Process => "采购过程",
            Self::Result => "中标、成交结果",
        }
    }

    /// The day on which the period for questioning begins, in words (政府采购法实施条例 art. 53).
    #[must_use]
    pub const fn known_on(self) -> &'static str {
        match self {
            Self::Document => "获取采购文件或采购文件公告期限届满之日",
            Self::Process => "各采购程序环节结束之日",
            Self::Result => "中标、成交结果公告期限届满之日",
        }
    }
}

/// A point that is questioned (质疑事项).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matter {
    /// What is questioned (具体事项), up to 500 characters.
    #[serde(default)]
    pub matter: Option<Prose<500>>,
    /// The facts (事实依据), up to 1000 characters.
    #[serde(default)]
    pub facts: Option<Prose<1000>>,
    /// The legal ground (法律依据), up to 500 characters.
    #[serde(default)]
    pub basis: Option<Prose<500>>,
}

/// A letter as it is typed; what is missing while it is a draft is told when it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Letter {
    /// Address of the supplier (地址).
    #[serde(default)]
    pub address: Option<Line<100>>,
    /// Its postal code (邮编), six digits.
    #[serde(default)]
    pub postcode: Option<Line<20>>,
    /// Whom to ask (联系人).
    #[serde(default)]
    pub contact: Option<Line<40>>,
    /// Telephone (联系电话).
    #[serde(default)]
    pub phone: Option<Line<30>>,
    /// Who acts for it (授权代表); absent where its legal representative signs.
    #[serde(default)]
    pub representative: Option<Line<40>>,
    /// The package (包号), where the project has several.
    #[serde(default)]
    pub package: Option<Line<40>>,
    /// What is questioned (质疑对象).
    #[serde(default)]
    pub questioned: Option<Questioned>,
    /// When the supplier knew, or had to know (知道或者应当知道之日).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub known_on: Option<Date>,
    /// When it got the procurement documents (采购文件获取日期).
    #[serde(default)]
    #[schemars(with = "Option<String>")]
    pub document_on: Option<Date>,
    /// The points (质疑事项), 1 to 20.
    #[serde(default)]
    pub matters: Vec<Matter>,
    /// What is asked for (质疑请求), up to 1000 characters.
    #[serde(default)]
    pub demand: Option<Prose<1000>>,
    /// The signed letter, the letter of authority, evidence (签字盖章的质疑函、授权书、证明材料), up to 20.
    #[serde(default)]
    pub attachments: Vec<UploadId>,
}

impl Letter {
    /// Refuses what is more than can be kept.
    ///
    /// # Errors
    /// `invalid_fields`.
    pub fn check_limits(&self) -> Result<(), Fault> {
        let over = |field: &str, count: usize, most: usize, what: &str| {
            let told = || FieldFault::new(field, "too_many", format!("{what}最多{most}项"));
            (count > most).then(told)
        };
        let faults: Vec<_> = [
            over("matters", self.matters.len(), MOST_MATTERS, "质疑事项"),
            over("attachments", self.attachments.len(), MOST_ATTACHMENTS, "附件"),
        ]
        .into_iter()
        .flatten()
        .collect();
        if faults.is_empty() { Ok(()) } else { Err(Fault::invalid(faults)) }
    }

    /// Everything that is missing or wrong on `today`; nothing of a letter that may be sent.
    #[must_use]
    pub fn faults(&self, today: Date) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut missing = |is: bool, field: &str, message: &str| {
            if is {
                faults.push(FieldFault::new(field, "missing_field", message));
            }
        };
        missing(self.address.is_none(), "address", "请填写供应商地址");
        missing(self.postcode.is_none(), "postcode", "请填写邮编");
        missing(self.contact.is_none(), "contact", "请填写联系人");
        missing(self.phone.is_none(), "phone", "请填写联系电话");
        missing(self.questioned.is_none(), "questioned", "请选择质疑对象");
        missing(self.document_on.is_none(), "document_on", "请填写获取采购文件的日期");
        missing(self.known_on.is_none(), "known_on", "请填写知道或者应当知道权益受到损害之日");
        missing(self.matters.is_empty(), "matters", "请至少填写一项质疑事项");
        for (n, one) in self.matters.iter().enumerate() {
            let at = |name: &str| format!("matters[{n}].{name}");
            missing(one.matter.is_none(), &at("matter"), "请填写具体的质疑事项");
            missing(one.facts.is_none(), &at("facts"), "请填写事实依据");
            missing(one.basis.is_none(), &at("basis"), "请填写必要的法律依据");
        }
        missing(self.demand.is_none(), "demand", "请填写与质疑事项相关的质疑请求");
        missing(self.attachments.is_empty(), "attachments", "请上传签字或盖章的质疑函");
        let mut wrong = |is: bool, field: &str, message: &str| {
            if is {
                faults.push(FieldFault::new(field, "invalid_value", message));
            }
        };
        let digits = |code: &Line<20>| code.as_str().len() == 6 && code.as_str().bytes().all(|b| b.is_ascii_digit());
        wrong(self.postcode.as_ref().is_some_and(|code| !digits(code)), "postcode", "邮编应为六位数字");
        let dialled = |phone: &Line<30>| {
            let legal = |b: u8| b.is_ascii_digit() || matches!(b, b'-' | b'+' | b' ' | b'(' | b')' | b',' | b'/');
            phone.as_str().bytes().all(legal) && phone.as_str().bytes().filter(u8::is_ascii_digit).count() >= 7
        };
        wrong(self.phone.as_ref().is_some_and(|phone| !dialled(phone)), "phone", "联系电话应为至少七位数字");
        wrong(self.document_on.is_some_and(|day| day > today), "document_on", "日期不能晚于今天");
        wrong(self.known_on.is_some_and(|day| day > today), "known_on", "日期不能晚于今天");
        faults
    }
}
