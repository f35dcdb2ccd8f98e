//! What is overdue is reminded and shown to the next higher by itself (13.2).

use domain::identity::{Actor, Principal, Role};
use domain::ids::PersonId;
use domain::subject::Home;
use jiff::civil::Date;

use crate::todo::Todo;

/// The role that is told when something lies too long with one of `role`; `None` at the top.
#[must_use]
pub const fn next_higher(role: Role) -> Option<Role> {
    match role {
        Role::DemandHandler => Some(Role::DemandLead),
        Role::DemandLead => Some(Role::DemandDeputy),
        Role::ProcurementHandler => Some(Role::ProcurementLead),
        Role::ProcurementLead => Some(Role::ProcurementDeputy),
        Role::DemandDeputy | Role::ProcurementDeputy => Some(Role::UnitLead),
        Role::UnitLead
        | Role::Supervisor
        | Role::UnitAdmin
        | Role::FinanceOffice
        | Role::Agency
        | Role::Supplier
        | Role::Expert
        | Role::PlatformAdmin => None,
    }
}

/// The roles above `role`, nearest first: a unit need not have all of them.
pub fn higher(role: Role) -> impl Iterator<Item = Role> {
    std::iter::successors(next_higher(role), |role| next_higher(*role))
}

/// Whether `chief`, who holds `role` in the unit, is told of what lies with `holder`, or with a pool, whose place in the
/// subject's own unit is `here`: a department's lead of their own department alone, and nobody of what is their own.
#[must_use]
pub fn is_told(chief: &Principal, role: Role, holder: Option<&PersonId>, here: &Home) -> bool {
    let theirs = role != Role::DemandLead || chief.department == here.department;
    holder != Some(&chief.person) && chief.unit == here.unit && theirs
}

impl Todo {
    /// This to-do, looked at by the schedule on `day`: a claim whose day has passed counts no more, and its pool has it
    /// again; with who had claimed it.
    #[must_use]
    pub fn looked_at(mut self, day: Date) -> (Self, Option<Actor>) {
        let lapsed = self.claim.take_if(|claim| claim.has_lapsed(day)).map(|claim| claim.by);
        let until = self.claim.as_ref().and_then(|claim| claim.until);
        self.remind_on = until.into_iter().chain([self.due]).filter_map(|last| last.tomorrow().ok()).min();
        (self, lapsed)
    }

    /// This to-do, looked at and not yet to be reminded.
    #[must_use]
    pub fn left_alone(mut self) -> Self {
        self.version += 1;
        self
    }

    /// This to-do, reminded by the schedule, which comes again on `next`.
    #[must_use]
    pub fn reminded_by_schedule(mut self, next: Date) -> Self {
        self.reminders += 1;
        self.remind_on = Some(next);
        self.version += 1;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_up_ends() {
        for role in Role::ALL {
            assert!(higher(role).count() <= 3, "{}", role.code());
            assert!(higher(role).all(|above| above != role));
        }
        let above: Vec<_> = higher(Role::DemandHandler).collect();
        assert_eq!(above, [Role::DemandLead, Role::DemandDeputy, Role::UnitLead]);
    }
}
