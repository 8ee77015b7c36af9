//! All cases of a rule as one finding; findings ranked by what they cost; one proposal for all that one measure answers.

use super::consequence::Paths;
use super::{Case, Category, Draft, Finding, Proposal, figure};
use crate::metric::Metric;
use crate::naming::{both, listed};
use hazdrill_model::{Lang, Text};
use hazdrill_record::EventId;
use std::cmp::Reverse;

/// As many events are named as evidence of a finding, a case or a proposal.
const EVENTS: usize = 20;
/// As many further cases are named beside the gravest.
const BESIDES: usize = 4;
/// As many cases of a finding are listed.
const CASES: usize = 100;

/// What to change about each case of a finding.
pub(super) type Measures = Vec<(Text, Category)>;

/// The cases of one rule as a finding, the gravest first; none without a case.
pub(super) fn fold(rule: &'static Metric, drafts: Vec<Draft>, paths: &Paths) -> Option<(Finding, Measures)> {
    let mut all: Vec<(Case, Draft)> = drafts.into_iter().map(|draft| (case(&draft, paths), draft)).collect();
    // Stable: equals stay in the order in which the rule found them.
    all.sort_by(|(a, of_a), (b, of_b)| {
        let grave = |case: &Case, draft: &Draft| (case.consequence, Reverse(draft.weight));
        grave(a, of_a).cmp(&grave(b, of_b)).then(lost(b.lost_s).total_cmp(&lost(a.lost_s)))
    });
    let n = all.len();
    let (cases, drafts): (Vec<Case>, Vec<Draft>) = all.into_iter().unzip();
    let (gravest, first) = (cases.first()?, drafts.first()?);
    let name = Text::new(rule.name.zh, rule.name.en);
    let alike = cases.iter().filter(|case| case.consequence == gravest.consequence);
    let lost_s = alike.filter_map(|case| case.lost_s).reduce(|a, b| a + b);
    let same = |case: &Case| case.organisation == gravest.organisation;
    let (title, fact, mut numbers) = if n > 1 {
        let fact =
            both!("{fact}{others}", "{fact}{others}", fact = gravest.fact.clone(), others = besides(&cases[1..]));
        let title = both!("{name}（{n} 例）", "{name} ({n} cases)", name = name, n = n);
        (title, fact, vec![figure("合计", "cases", n as f64, "")])
    } else {
        (name, gravest.fact.clone(), Vec::new())
    };
    numbers.extend(gravest.numbers.iter().cloned());
    let measures: Measures =
        drafts.iter().map(|draft| (draft.measure.clone().unwrap_or_default(), draft.category)).collect();
    let finding = Finding {
        rule: rule.id,
        title,
        fact,
        effect: gravest.effect.clone(),
        cause: gravest.cause.clone(),
        basis: gravest.basis.clone(),
        verified: gravest.verified,
        organisation: gravest.organisation.clone().filter(|_| cases.iter().all(same)),
        category: first.category,
        numbers,
        evidence: evidence(cases.iter().flat_map(|case| case.evidence.iter().copied())),
        proposal: proposal(&measures, &cases),
        consequence: gravest.consequence,
        lost_s,
        weight: first.weight,
        cases: cases.into_iter().take(CASES).collect(),
    };
    Some((finding, measures))
}

/// The other cases in a few words.
fn besides(cases: &[Case]) -> Text {
    let others = listed(cases.iter().map(|case| case.what.clone()).collect());
    if others.is_empty() {
        return Text::default();
    }
    let told = joined(&others[..others.len().min(BESIDES)]);
    match others.len().saturating_sub(BESIDES) {
        0 => both!("；此外：{told}", "; besides: {told}", told = told),
        more => both!("；此外：{told}等，另 {n} 例", "; besides: {told} and {n} more", told = told, n = more),
    }
}

fn lost(s: Option<f64>) -> f64 {
    s.unwrap_or(-1.0)
}

fn case(draft: &Draft, paths: &Paths) -> Case {
    let (consequence, lost_s) = paths.cost(draft);
    Case {
        what: draft.what.clone(),
        fact: draft.fact.clone(),
        effect: draft.effect.clone(),
        cause: draft.cause.clone(),
        basis: draft.basis.clone(),
        verified: draft.basis.is_verified(),
        organisation: draft.organisation.clone(),
        numbers: draft.numbers.clone(),
        evidence: evidence(draft.evidence.iter().copied()),
        consequence,
        lost_s,
    }
}

/// The first events, each once, in the order of the record.
fn evidence(events: impl Iterator<Item = EventId>) -> Vec<EventId> {
    let mut named = Vec::new();
    for event in events {
        if named.len() == EVENTS {
            break;
        }
        if !named.contains(&event) {
            named.push(event);
        }
    }
    named.sort_unstable();
    named
}

/// The gravest first: by what they cost, by weight, by the time lost, by the number of cases.
pub(super) fn rank(problems: &mut [(Finding, Measures)]) {
    // Stable: equals stay in the order of the rules.
    problems.sort_by(|(a, _), (b, _)| {
        let grave = |finding: &Finding| (finding.consequence, Reverse(finding.weight));
        grave(a).cmp(&grave(b)).then(lost(b.lost_s).total_cmp(&lost(a.lost_s))).then(b.cases.len().cmp(&a.cases.len()))
    });
}

/// The measures of a finding, each once.
fn proposal(measures: &Measures, cases: &[Case]) -> Text {
    let mut each: Vec<(&Text, Vec<Text>)> = Vec::new();
    for ((measure, _), case) in measures.iter().zip(cases) {
        match each.iter_mut().find(|(known, _)| *known == measure) {
            Some((_, what)) => what.push(case.what.clone()),
            None => each.push((measure, vec![case.what.clone()])),
        }
    }
    let several = each.len() > 1;
    let told = each.into_iter().map(|(measure, what)| if several { of(measure, &what) } else { measure.clone() });
    joined(&told.collect::<Vec<_>>())
}

/// A measure and for what, all of it named.
fn of(measure: &Text, what: &[Text]) -> Text {
    let what = all(what);
    if what.zh.is_empty() {
        return measure.clone();
    }
    both!("{measure}：{what}", "{measure}: {what}", measure = measure.clone(), what = what)
}

/// Every name in a row.
fn all(names: &[Text]) -> Text {
    joined(&listed(names.to_vec()))
}

/// In a row; a comma may stand within each.
fn joined(names: &[Text]) -> Text {
    let join =
        |lang: Lang, separator: &str| names.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(separator);
    Text { zh: join(Lang::Zh, "；"), en: join(Lang::En, "; ") }
}

/// A proposal while its cases are gathered.
struct Sum {
    proposal: Proposal,
    what: Vec<Text>,
    events: Vec<EventId>,
}

impl Sum {
    fn new(measure: &Text, category: Category, case: &Case) -> Self {
        let proposal = Proposal {
            measure: measure.clone(),
            text: Text::default(),
            what: Text::default(),
            category,
            organisation: case.organisation.clone(),
            problems: Vec::new(),
            evidence: Vec::new(),
        };
        Self { proposal, what: Vec::new(), events: Vec::new() }
    }

    fn is_for(&self, measure: &Text, case: &Case) -> bool {
        self.proposal.measure == *measure && self.proposal.organisation == case.organisation
    }

    fn done(self) -> Proposal {
        Proposal {
            text: of(&self.proposal.measure, &self.what),
            what: all(&self.what),
            evidence: evidence(self.events.into_iter()),
            ..self.proposal
        }
    }
}

/// What to change: each measure once for each organisation, in the order of the gravest problem that it answers.
pub(super) fn proposals(problems: &[(Finding, Measures)]) -> Vec<Proposal> {
    let mut sums: Vec<Sum> = Vec::new();
    for (at, (problem, measures)) in problems.iter().enumerate() {
        for (case, (measure, category)) in problem.cases.iter().zip(measures) {
            let known = sums.iter().position(|sum| sum.is_for(measure, case));
            let place = known.unwrap_or_else(|| {
                sums.push(Sum::new(measure, *category, case));
                sums.len() - 1
            });
            let sum = &mut sums[place];
            sum.what.push(case.what.clone());
            sum.events.extend(&case.evidence);
            if !sum.proposal.problems.contains(&at) {
                sum.proposal.problems.push(at);
            }
        }
    }
    sums.into_iter().map(Sum::done).collect()
}
