//! The cross-field rules and limits of a scenario, as data that others turn into words.
//!
//! Sizes come first, and a scenario beyond its limits is looked at no further: every later check takes time in
//! proportion to the scenario. Rules for one field stand in the field's type and are not repeated here.

mod condition;
mod figures;
mod names;
mod organisations;
mod outside;
mod path;
mod places;
mod problem;
mod size;
mod standards;
mod substances;
mod verbs;

pub use problem::{Candidates, Counted, Finding, Problem, Severity, Thing};

use crate::{Id, Order, Scenario, Standards, Target};
use names::Names;
use path::{Findings, Path};
use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A scenario that passed [`check`]: the only thing that the engine accepts. Clones share it.
#[derive(Clone, Debug)]
pub struct Checked(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    scenario: Scenario,
    derived: OnceLock<Arc<dyn Any + Send + Sync>>,
}

impl PartialEq for Checked {
    fn eq(&self, other: &Self) -> bool {
        self.0.scenario == other.0.scenario
    }
}

impl Checked {
    /// The scenario.
    pub fn scenario(&self) -> &Scenario {
        &self.0.scenario
    }

    /// What an engine derives from the scenario for all its drills, worked out when it is first asked for.
    pub fn derived<T: Send + Sync + 'static>(&self, derive: impl FnOnce(&Scenario) -> T) -> Arc<T> {
        let kept = self.0.derived.get_or_init(|| Arc::new(derive(&self.0.scenario)));
        Arc::clone(kept).downcast().expect("one engine works with a scenario, and derives one type")
    }
}

impl core::ops::Deref for Checked {
    type Target = Scenario;
    fn deref(&self) -> &Scenario {
        self.scenario()
    }
}

/// Checks `scenario` against every cross-field rule and limit; gives all findings in the order of their paths, warnings
/// among them.
///
/// The first part of the result is there when no finding is an error.
pub fn check(scenario: Scenario) -> (Option<Checked>, Vec<Finding>) {
    let mut out = Findings::default();
    size::check(&scenario, &mut out);
    if !out.has_errors() {
        let names = Names::new(&scenario);
        names.check(&mut out);
        outside::check_head(&scenario, &mut out);
        places::check(&names, &mut out);
        substances::check(&scenario, &mut out);
        organisations::check(&names, &mut out);
        outside::check(&names, &mut out);
        standards::check(&scenario.standards(), &mut out);
    }
    let fine = !out.has_errors();
    (fine.then(|| Checked(Arc::new(Shared { scenario, derived: OnceLock::new() }))), out.into_sorted())
}

/// Checks targets that belong to no scenario: a rubric. Whether their organisations exist, only a record can tell.
pub fn check_targets(targets: &BTreeMap<Id, Target>) -> Vec<Finding> {
    let mut out = Findings::default();
    let root = Path::ROOT.key("targets");
    for (id, target) in targets {
        outside::target_figures(&root.key(id), target, &mut out);
    }
    out.into_sorted()
}

/// Checks clocks, forms, grades and rubrics that belong to no scenario. Whether their organisations exist, only a record
/// can tell.
pub fn check_standards(standards: &Standards) -> Vec<Finding> {
    let mut out = Findings::default();
    self::standards::check(standards, &mut out);
    out.into_sorted()
}

/// Checks orders from outside against the scenario to which they are given. Paths begin with the order: `[0].seat`.
pub fn check_orders(scenario: &Checked, orders: &[Order]) -> Vec<Finding> {
    let mut out = Findings::default();
    let names = Names::new(scenario);
    for (index, order) in orders.iter().enumerate() {
        verbs::check_order(&names, &Path::ROOT.index(index), order, &mut out);
    }
    out.into_sorted()
}
