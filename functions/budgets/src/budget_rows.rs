//! Budgets as rows (预算批量导入, 2.3): one row a funding source; rows of one line, and lines of one budget, stand together.

use std::collections::BTreeSet;

use documents::{Faults, Form, Row};
use domain::budget::{Budget, BudgetEntry, BudgetKind, Funding, FundingSource, LineEntry};
use domain::catalogue::ItemCode;
use domain::identity::Principal;
use domain::ids::{BudgetId, DepartmentId, PersonId, UnitId};
use domain::money::Yuan;
use domain::problem::FieldFault;
use domain::text::{Line, Name};

const COLUMNS: &[&str] = &[
    "name",
    "document_number",
    "kind",
    "year",
    "unit",
    "department",
    "raiser_user",
    "confirmed",
    "item",
    "unit_price",
    "quantity",
    "measure",
    "source",
    "amount",
];
const FORM: Form = Form { columns: COLUMNS, titles: COLUMNS, optional: &[], most_rows: 20_000 };

/// A budget that rows ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Its unit.
    pub(crate) unit: UnitId,
    /// Its department.
    pub(crate) department: DepartmentId,
    /// The person who raises it.
    pub(crate) raiser: PersonId,
    /// Whether it is confirmed already.
    pub(crate) confirmed: bool,
    /// What is entered.
    pub(crate) entry: BudgetEntry,
    /// The rows of each line, one for each of its sources.
    rows: Vec<Vec<u64>>,
}

impl Wanted {
    /// What a row of a department's own file asks for; `None` with a fault of it.
    pub(crate) fn of(row: &Row, by: &Principal, faults: &mut Faults) -> Option<Self> {
        Some(Self {
            unit: by.unit.clone(),
            department: by.department.clone(),
            raiser: by.person.clone(),
            confirmed: false,
            entry: entry_of(row, faults)?,
            rows: vec![vec![row.number]],
        })
    }

    /// Its id: the same rows name the same budget.
    pub(crate) fn id(&self) -> BudgetId {
        let BudgetEntry { name, document_number, .. } = &self.entry;
        BudgetId::derived(self.unit.as_str(), &format!("{document_number}\n{name}"))
    }

    /// Its first row.
    pub(crate) fn row(&self) -> u64 {
        self.rows.iter().flatten().next().copied().unwrap_or(1)
    }

    /// How many rows it has.
    pub(crate) fn count(&self) -> usize {
        self.rows.iter().map(Vec::len).sum()
    }

    /// Whether `budget` is what these rows ask for, its lines apart.
    pub(crate) fn is(&self, budget: &Budget) -> bool {
        (self.entry.kind, self.entry.year, &self.department, &self.raiser)
            == (budget.kind, budget.year, &budget.department, &budget.raiser.id)
    }

    /// Tells a fault of its entry by row and column.
    pub(crate) fn tell(&self, fault: &FieldFault, faults: &mut Faults) {
        let mut places = fault.field.split(['[', ']']).filter_map(|part| part.parse::<usize>().ok());
        let line = places.next().and_then(|line| self.rows.get(line));
        let row = line.and_then(|rows| rows.get(places.next().unwrap_or(0))).copied();
        let last = fault.field.rsplit('.').next().unwrap_or_default();
        // What is wrong with all lines, or all sources of a line, is wrong with their amounts.
        let column = if COLUMNS.contains(&last) { last } else { "amount" };
        faults.add(row.unwrap_or(self.row()), column, &fault.message);
    }

    fn is_continued_by(&self, other: &Self) -> bool {
        let key = |one: &Self| (one.id(), one.department.clone());
        key(self) == key(other)
    }

    /// Takes over the one line of `more`, into the last line where it is the same.
    fn go_on(&mut self, more: Self) {
        let same = |one: &LineEntry, other: &LineEntry| {
            (&one.item, one.unit_price, one.quantity, &one.measure)
                == (&other.item, other.unit_price, other.quantity, &other.measure)
        };
        for (line, numbers) in more.entry.lines.into_iter().zip(more.rows) {
            match (self.entry.lines.last_mut(), self.rows.last_mut()) {
                (Some(last), Some(rows)) if same(last, &line) => {
                    last.funding.extend(line.funding);
                    rows.extend(numbers);
                }
                _ => {
                    self.entry.lines.push(line);
                    self.rows.push(numbers);
                }
            }
        }
    }
}

/// The budgets of a sheet, each cell of it readable.
pub(crate) fn read(csv: &str) -> Result<Vec<Wanted>, Faults> {
    let mut faults = Faults::default();
    let all = FORM.rows(csv)?;
    let each: Vec<Wanted> = all.iter().filter_map(|row| of_row(row, &mut faults)).collect();
    let (each, mut faults) = (faults.or(each)?, Faults::default());
    let budgets = gather(each, &mut faults);
    faults.or(budgets)
}

/// Rows that stand together are one budget.
pub(crate) fn gather(each: Vec<Wanted>, faults: &mut Faults) -> Vec<Wanted> {
    let mut seen = BTreeSet::new();
    let mut budgets: Vec<Wanted> = Vec::new();
    for one in each {
        match budgets.last_mut().filter(|last| last.is_continued_by(&one)) {
            Some(last) => {
                for (column, differs) in [
                    ("kind", last.entry.kind != one.entry.kind),
                    ("year", last.entry.year != one.entry.year),
                    ("raiser_user", last.raiser != one.raiser),
                    ("confirmed", last.confirmed != one.confirmed),
                ] {
                    if differs {
                        faults.add(one.row(), column, format!("与该预算的首行（第{}行）不一致", last.row()));
                    }
                }
                last.go_on(one);
            }
            None => {
                if !seen.insert(one.id()) {
                    faults.add(one.row(), "name", "同一单位同名同文号的预算已在前面出现，其各行须相邻且部门一致");
                }
                budgets.push(one);
            }
        }
    }
    budgets
}

fn of_row(row: &Row, faults: &mut Faults) -> Option<Wanted> {
    let entry = entry_of(row, faults);
    let unit: Option<UnitId> = row.need("unit", faults);
    let department: Option<DepartmentId> = row.need("department", faults);
    let raiser: Option<PersonId> = row.need("raiser_user", faults);
    let confirmed =
        row.choice("confirmed", &[true, false], |yes| if yes { ("yes", "是") } else { ("no", "否") }, faults);
    Some(Wanted {
        unit: unit?,
        department: department?,
        raiser: raiser?,
        confirmed: confirmed?,
        entry: entry?,
        rows: vec![vec![row.number]],
    })
}

/// A budget of one line with one source, as a row has it.
fn entry_of(row: &Row, faults: &mut Faults) -> Option<BudgetEntry> {
    let name: Option<Name> = row.need("name", faults);
    let document_number: Option<Line<60>> = row.need("document_number", faults);
    let kind = row.choice("kind", &BudgetKind::ALL, |kind| (kind.code(), kind.label()), faults);
    let year: Option<i16> = row.number("year", faults);
    let item: Option<ItemCode> = row.need("item", faults);
    let unit_price: Option<Yuan> = row.need("unit_price", faults);
    let quantity: Option<u32> = row.number("quantity", faults);
    let measure: Option<Line<10>> = row.need("measure", faults);
    let source = row.choice("source", &FundingSource::ALL, |source| (source.code(), source.label()), faults);
    let amount: Option<Yuan> = row.need("amount", faults);
    let funding = vec![Funding { source: source?, amount: amount? }];
    let line = LineEntry { item: item?, unit_price: unit_price?, quantity: quantity?, measure: measure?, funding };
    let (name, document_number, kind, year) = (name?, document_number?, kind?, year?);
    Some(BudgetEntry { name, document_number, kind, year, lines: vec![line], attachments: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "闽财预〔2026〕1号,年初预算,2026,u1,d1,p1,yes";

    fn sheet(lines: &[&str]) -> String {
        let lines: Vec<_> = lines.iter().map(|line| line.replace("HEAD", HEAD)).collect();
        format!("{}\n{}\n", COLUMNS.join(","), lines.join("\n"))
    }

    fn told(lines: &[&str]) -> Vec<(u64, String, String)> {
        let all = read(&sheet(lines)).unwrap_err().sorted();
        all.into_iter().map(|fault| (fault.row, fault.field, fault.message)).collect()
    }

    #[test]
    fn rows_that_stand_together_are_one_line_and_lines_one_budget() {
        let budgets = read(&sheet(&[
            "设备,HEAD,A02010105,5000,20,台,general_budget,80000",
            "设备,HEAD,A02010105,5000.00,20,台,单位资金,20000",
            "设备,HEAD,A02010105,6000,20,台,general_budget,120000",
            "家具,HEAD,A05010000,\"1,000\",5,套,general_budget,5000",
        ]))
        .unwrap();
        let shape: Vec<Vec<usize>> =
            budgets.iter().map(|one| one.entry.lines.iter().map(|line| line.funding.len()).collect()).collect();
        assert_eq!(shape, [vec![2, 1], vec![1]]);
        assert_eq!(budgets.iter().map(Wanted::row).collect::<Vec<_>>(), [2, 5]);
        assert_ne!(budgets[0].id(), budgets[1].id());
        assert!(budgets[0].confirmed && budgets[0].entry.kind == BudgetKind::Initial);
    }

    #[test]
    fn every_cell_that_does_not_read_is_told() {
        let columns: Vec<_> = told(&[" ,x\ty,其他,26年,U1,,p 1,maybe,A0,-1,+1,非常非常长的数量单位哦,现金,1e3"])
            .into_iter()
            .map(|(row, column, _)| (row, column))
            .collect();
        let mut wanted: Vec<_> = COLUMNS.iter().map(|column| (2, (*column).to_owned())).collect();
        wanted.sort();
        assert_eq!(columns, wanted);
    }

    #[test]
    fn rows_of_one_budget_agree_and_stand_together() {
        let first = "设备,HEAD,A02010105,5000,20,台,general_budget,80000";
        let other = "设备,闽财预〔2026〕1号,预算追加,2027,u1,d1,p2,否,A02010105,5000,20,台,unit_funds,1";
        let of: Vec<_> = told(&[first, other]).into_iter().map(|(row, column, _)| (row, column)).collect();
        assert_eq!(of, ["confirmed", "kind", "raiser_user", "year"].map(|column| (3, column.to_owned())));
        let between = "家具,HEAD,A05010000,1000,5,套,general_budget,5000";
        assert_eq!(told(&[first, between, first])[0].0, 4);
        assert_eq!(told(&[first, &first.replace("HEAD", &HEAD.replace("d1", "d2"))])[0].1, "name");
    }

    #[test]
    fn a_fault_of_the_entry_finds_its_row_and_column() {
        let budgets = read(&sheet(&[
            "设备,HEAD,A02010105,5000,20,台,general_budget,80000",
            "设备,HEAD,A02010105,5000,20,台,unit_funds,20000",
            "",
            "设备,HEAD,A02010105,6000,20,台,general_budget,120000",
        ]))
        .unwrap();
        for (field, row, column) in [
            ("year", 2, "year"),
            ("lines", 2, "amount"),
            ("lines[0].funding[1].source", 3, "source"),
            ("lines[1].funding[0].amount", 5, "amount"),
            ("lines[1].item", 5, "item"),
            ("lines[1].funding", 5, "amount"),
        ] {
            let mut faults = Faults::default();
            budgets[0].tell(&FieldFault::new(field, "x", "错"), &mut faults);
            let told = faults.sorted().remove(0);
            assert_eq!((told.row, told.field.as_str()), (row, column), "{field}");
        }
    }

    #[test]
    fn the_demo_budgets_are_good() {
        let budgets = read(include_str!("../../../demo/budgets.csv")).unwrap();
        assert!(!budgets.is_empty());
        for one in budgets {
            let lines = domain::budget::lines(&one.entry, one.entry.year, 2022, |_| Some("品目".into()));
            assert!(lines.is_ok(), "{lines:?}");
        }
    }
}
