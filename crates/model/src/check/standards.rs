//! Clocks, forms, grades and rubrics: whether what they name exists, and whether they can be met at all.

use super::figures::{basis, list, positive, text, within};
use super::path::{Findings, Path};
use super::{Counted, Problem, Thing};
use crate::{
    AccidentScale, Clock, FactRef, Form, Formula, Id, Item, Mark, Rubric, Scale, Shown, Standards, fact, limits,
};
use std::collections::BTreeMap;

pub(super) fn check(standards: &Standards, out: &mut Findings) {
    let root = Path::ROOT;
    for (key, found) in [
        ("roles", standards.roles.len()),
        ("forms", standards.forms.len()),
        ("clocks", standards.clocks.len()),
        ("rubrics", standards.rubrics.len()),
    ] {
        let (found, limit) = (found as u64, limits::ENTRIES as u64);
        out.add_if(found > limit, &root.key(key), || Problem::TooMany { what: Counted::Entries, found, limit });
    }
    let names = Names { standards };
    let roles = root.key("roles");
    for (id, role) in &standards.roles {
        if let crate::Role::Seats(seats) = role {
            list(&roles.key(id), seats, out);
        }
    }
    let forms = root.key("forms");
    standards.forms.iter().for_each(|(id, form)| names.form(&forms.key(id), form, out));
    let clocks = root.key("clocks");
    standards.clocks.iter().for_each(|(id, clock)| names.clock(&clocks.key(id), clock, out));
    if let Some(scale) = &standards.accident {
        names.accident(&root.key("accident"), scale, out);
    }
    let rubrics = root.key("rubrics");
    standards.rubrics.iter().for_each(|(id, rubric)| names.rubric(&rubrics.key(id), rubric, out));
}

/// What there is to be named.
struct Names<'a> {
    standards: &'a Standards,
}

fn keys<T>(map: &BTreeMap<Id, T>) -> Vec<String> {
    map.keys().map(ToString::to_string).collect()
}

fn known(path: &Path<'_>, thing: Thing, name: &str, all: Vec<String>, out: &mut Findings) {
    let known = all.iter().any(|one| one == name);
    out.add_if(!known, path, || Problem::Unknown { thing, name: name.to_owned(), candidates: all.into() });
}

impl Names<'_> {
    fn role(&self, path: &Path<'_>, id: &Id, out: &mut Findings) {
        known(path, Thing::Role, id, keys(&self.standards.roles), out);
    }

    fn grade(&self, path: &Path<'_>, id: &Id, out: &mut Findings) {
        let grades = self.standards.accident.iter().flat_map(|scale| &scale.grades);
        known(path, Thing::Grade, id, grades.map(|grade| grade.id.to_string()).collect(), out);
    }

    fn fact(&self, path: &Path<'_>, fact: &FactRef, out: &mut Findings) {
        let own = &self.standards.facts;
        if fact::find(fact.key()).is_none() && !own.contains_key(fact.key()) {
            let all = fact::FACTS.iter().map(|f| f.key.to_owned()).chain(own.keys().cloned()).collect();
            known(path, Thing::Fact, fact.key(), all, out);
        }
    }

    fn facts(&self, path: &Path<'_>, facts: &[FactRef], out: &mut Findings) {
        list(path, facts, out);
        facts.iter().enumerate().for_each(|(index, fact)| self.fact(&path.index(index), fact, out));
    }

    fn form(&self, path: &Path<'_>, form: &Form, out: &mut Findings) {
        text(&path.key("name"), &form.name, out);
        basis(&path.key("source"), &form.source, out);
        let elements = path.key("elements");
        list(&elements, &form.elements, out);
        for (index, element) in form.elements.iter().enumerate() {
            let here = elements.index(index);
            text(&here.key("name"), &element.name, out);
            if let Some(first) = form.elements[..index].iter().position(|other| other.id == element.id) {
                let first = elements.index(first).key("id").to_string();
                out.add(&here.key("id"), Problem::NameTwice { name: element.id.to_string(), first });
            }
            if let Shown::Facts(facts) = &element.shown {
                self.facts(&here.key("shown"), facts, out);
            }
        }
    }

    fn clock(&self, path: &Path<'_>, clock: &Clock, out: &mut Findings) {
        text(&path.key("name"), &clock.name, out);
        basis(&path.key("source"), &clock.source, out);
        self.role(&path.key("obliged"), &clock.obliged, out);
        self.mark(&path.key("starts"), &clock.starts, 0, out);
        if let Some(met) = &clock.met {
            self.mark(&path.key("met"), met, 0, out);
        }
        if let Some(limit) = clock.limit {
            positive(&path.key("limit"), limit.seconds(), out);
        }
        let stricter = path.key("limits");
        for (grade, limit) in &clock.limits {
            self.grade(&stricter.key(grade), grade, out);
            positive(&stricter.key(grade), limit.seconds(), out);
        }
        if let Some(grade) = &clock.from_grade {
            self.grade(&path.key("from_grade"), grade, out);
        }
        if let Some(form) = &clock.contents {
            known(&path.key("contents"), Thing::Form, form, keys(&self.standards.forms), out);
        }
    }

    fn accident(&self, path: &Path<'_>, scale: &AccidentScale, out: &mut Findings) {
        let grades = path.key("grades");
        list(&grades, &scale.grades, out);
        for (index, grade) in scale.grades.iter().enumerate() {
            let here = grades.index(index);
            text(&here.key("name"), &grade.name, out);
            positive(&here.key("dead"), f64::from(grade.dead), out);
            positive(&here.key("serious"), f64::from(grade.serious), out);
            let Some(below) = index.checked_sub(1).and_then(|at| scale.grades.get(at)) else { continue };
            for (key, low, high) in [("dead", below.dead, grade.dead), ("serious", below.serious, grade.serious)] {
                out.add_if(low >= high, &here.key(key), || Problem::WrongOrder {
                    low: key,
                    low_value: f64::from(low),
                    high: key,
                    high_value: f64::from(high),
                    unit: "",
                });
            }
        }
        self.facts(&path.key("believed_dead"), &scale.believed_dead, out);
        self.facts(&path.key("believed_serious"), &scale.believed_serious, out);
        self.fact(&path.key("proposed"), &scale.proposed, out);
        self.fact(&path.key("active"), &scale.active, out);
        text(&path.key("not_counted"), &scale.not_counted, out);
        basis(&path.key("source"), &scale.source, out);
        basis(&path.key("levels_source"), &scale.levels_source, out);
    }

    fn mark(&self, path: &Path<'_>, mark: &Mark, depth: usize, out: &mut Findings) {
        if depth >= limits::CONDITION_DEPTH {
            return out.add(path, Problem::TooDeep { limit: limits::CONDITION_DEPTH });
        }
        match mark {
            Mark::At(_) | Mark::Happens(_) => {}
            Mark::Declared(fact) | Mark::Made(fact) => self.fact(path, fact, out),
            Mark::DeclaredAs { fact, .. } => self.fact(&path.key("fact"), fact, out),
            Mark::Heard { from, by } => {
                self.role(&path.key("from"), from, out);
                self.role(&path.key("by"), by, out);
            }
            Mark::Learned { by, fact } | Mark::Believed { by, fact, .. } => {
                self.role(&path.key("by"), by, out);
                self.fact(&path.key("fact"), fact, out);
            }
            Mark::Did { by, .. } => self.role(&path.key("by"), by, out),
            Mark::Graded(grade) => self.grade(path, grade, out),
            Mark::BelievedGrade { by, grade } => {
                self.role(&path.key("by"), by, out);
                self.grade(&path.key("grade"), grade, out);
            }
            Mark::First(marks) | Mark::Last(marks) => {
                list(path, marks, out);
                marks.iter().enumerate().for_each(|(n, mark)| self.mark(&path.index(n), mark, depth + 1, out));
            }
            Mark::After { what, than } => {
                self.mark(&path.key("what"), what, depth + 1, out);
                self.mark(&path.key("than"), than, depth + 1, out);
            }
        }
    }

    fn rubric(&self, path: &Path<'_>, rubric: &Rubric, out: &mut Findings) {
        text(&path.key("name"), &rubric.name, out);
        basis(&path.key("source"), &rubric.source, out);
        let bands = path.key("bands");
        for (index, band) in rubric.bands.iter().enumerate() {
            text(&bands.index(index).key("name"), &band.name, out);
            within(&bands.index(index).key("from"), band.from, 0.0, 100.0, out);
        }
        out.add_if(rubric.scale == Scale::Rated && rubric.bands.is_empty(), &path.key("scale"), || Problem::NoBands);
        let caps = path.key("caps");
        for (index, cap) in rubric.caps.iter().enumerate() {
            let here = caps.index(index);
            text(&here.key("reason"), &cap.reason, out);
            basis(&here.key("source"), &cap.source, out);
            self.formula(&here.key("when"), rubric, &cap.when, 0, out);
            let all = rubric.bands.iter().map(|band| band.id.to_string()).collect();
            known(&here.key("at_most"), Thing::Band, &cap.at_most, all, out);
        }
        let classes = path.key("classes");
        for (id, class) in &rubric.classes {
            text(&classes.key(id).key("name"), &class.name, out);
        }
        let items = path.key("items");
        let (found, limit) = (rubric.items.len() as u64, limits::ENTRIES as u64);
        out.add_if(found > limit, &items, || Problem::TooMany { what: Counted::Entries, found, limit });
        out.add_if(rubric.items.is_empty(), &items, || Problem::EmptyList);
        let weightless = !rubric.items.is_empty() && rubric.items.values().all(|item| item.weight <= 0.0);
        out.add_if(weightless, &items, || Problem::NoWeight);
        for (id, item) in &rubric.items {
            self.item(&items.key(id), rubric, item, out);
        }
        cycles(rubric, &items, out);
    }

    fn item(&self, path: &Path<'_>, rubric: &Rubric, item: &Item, out: &mut Findings) {
        known(&path.key("class"), Thing::Class, &item.class, keys(&rubric.classes), out);
        text(&path.key("text"), &item.text, out);
        basis(&path.key("source"), &item.source, out);
        within(&path.key("weight"), item.weight, 0.0, 1e6, out);
        let judge = path.key("judge");
        self.formula(&judge, rubric, &item.judge, 0, out);
        let Some(zero_at) = item.zero_at else { return };
        let mut longest = None;
        limits_in(&item.judge, &mut |limit| longest = longest.max(Some(limit)));
        if let Some(limit) = longest.filter(|limit| zero_at <= *limit) {
            let problem = Problem::WrongOrder {
                low: "limit",
                low_value: limit.seconds(),
                high: "zero_at",
                high_value: zero_at.seconds(),
                unit: "s",
            };
            out.add(&path.key("zero_at"), problem);
        }
    }

    fn formula(&self, path: &Path<'_>, rubric: &Rubric, formula: &Formula, depth: usize, out: &mut Findings) {
        if depth >= limits::CONDITION_DEPTH {
            return out.add(path, Problem::TooDeep { limit: limits::CONDITION_DEPTH });
        }
        match formula {
            Formula::All(parts) | Formula::Any(parts) => {
                list(path, parts, out);
                let each = |(n, part): (usize, &Formula)| self.formula(&path.index(n), rubric, part, depth + 1, out);
                parts.iter().enumerate().for_each(each);
            }
            Formula::Not(inner) => self.formula(path, rubric, inner, depth + 1, out),
            Formula::Happened(mark) | Formula::Never(mark) => self.mark(path, mark, 0, out),
            Formula::Within { from, to, limit } => {
                self.mark(&path.key("from"), from, 0, out);
                self.mark(&path.key("to"), to, 0, out);
                positive(&path.key("limit"), limit.seconds(), out);
            }
            Formula::Before { first, then } => {
                self.mark(&path.key("first"), first, 0, out);
                self.mark(&path.key("then"), then, 0, out);
            }
            Formula::AtLeast { n, .. } => {
                within(&path.key("n"), *n, 0.0, 1e9, out);
                out.add_if(*n == 0.0, &path.key("n"), || Problem::AlwaysSo);
            }
            Formula::AtMost { n, .. } => within(&path.key("n"), *n, 0.0, 1e9, out),
            Formula::Clock(id) => known(path, Thing::Clock, id, keys(&self.standards.clocks), out),
            Formula::Complete(id) => {
                known(path, Thing::Clock, id, keys(&self.standards.clocks), out);
                let is_empty = self.standards.clocks.get(id).is_some_and(|clock| clock.contents.is_none());
                out.add_if(is_empty, path, || Problem::NoContents { clock: id.to_string() });
            }
            Formula::LevelWithin(limit) => {
                positive(path, limit.seconds(), out);
                out.add_if(self.standards.accident.is_none(), path, || Problem::NoGrades);
            }
            Formula::Ref(id) => known(path, Thing::Item, id, keys(&rubric.items), out),
            Formula::When { so, then } => {
                self.formula(&path.key("so"), rubric, so, depth + 1, out);
                self.formula(&path.key("then"), rubric, then, depth + 1, out);
            }
            Formula::ByHand(why) => text(path, why, out),
        }
    }
}

/// Every formula inside `formula`, itself among them.
fn walk<'a>(formula: &'a Formula, see: &mut dyn FnMut(&'a Formula)) {
    see(formula);
    match formula {
        Formula::All(parts) | Formula::Any(parts) => parts.iter().for_each(|part| walk(part, see)),
        Formula::Not(inner) => walk(inner, see),
        Formula::When { so, then } => {
            walk(so, see);
            walk(then, see);
        }
        _ => {}
    }
}

fn limits_in(formula: &Formula, see: &mut dyn FnMut(hazdrill_units::SimDuration)) {
    walk(formula, &mut |formula| {
        if let Formula::Within { limit, .. } | Formula::LevelWithin(limit) = formula {
            see(*limit);
        }
    });
}

/// Items that ask for each other in a circle; each circle is told once, at its first item.
fn cycles(rubric: &Rubric, items: &Path<'_>, out: &mut Findings) {
    let mut asks: BTreeMap<&Id, Vec<&Id>> = BTreeMap::new();
    for (id, item) in &rubric.items {
        walk(&item.judge, &mut |formula| {
            if let Formula::Ref(other) = formula {
                asks.entry(id).or_default().push(other);
            }
        });
    }
    let mut done: BTreeMap<&Id, bool> = BTreeMap::new();
    for start in asks.keys() {
        // Depth first with a stack of its own: a long chain of items must not fill that of the program.
        let mut way: Vec<(&Id, usize)> = vec![(start, 0)];
        if done.contains_key(start) {
            continue;
        }
        done.insert(start, false);
        while let Some((id, next)) = way.last_mut() {
            let Some(other) = asks.get(*id).and_then(|all| all.get(*next)).copied() else {
                done.insert(id, true);
                way.pop();
                continue;
            };
            *next += 1;
            match done.get(other) {
                None if asks.contains_key(other) => {
                    done.insert(other, false);
                    way.push((other, 0));
                }
                Some(false) => {
                    let from = way.iter().position(|(id, _)| *id == other).unwrap_or(0);
                    let chain = way[from..].iter().map(|(id, _)| *id).chain([other]).map(ToString::to_string).collect();
                    out.add(&items.key(other).key("judge"), Problem::RefCycle { chain });
                }
                _ => {}
            }
        }
    }
}
