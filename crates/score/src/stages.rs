//! The stages of a response: readings of the record, which no procedure can test.
//!
//! A stage is entered at the later of its own defining event and the entry of the stage before; a stage whose event
//! never came is absent. To add a stage: one row of [`STAGES`].

use crate::metric::{Metric, OWN, Words, words};
use crate::moment::{Moment, Stamps, seconds};
use crate::readings::{PLAN_APPROVED, declares, key_of};
use crate::view::View;
use hazdrill_model::Value;
use hazdrill_record::{Event, EventId, Happening as H};
use serde::Serialize;

/// A stage that was entered.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stage {
    /// `leak`, `initial_handling`, `response`, `command`, `joint_action`, `rescue`, `all_clear`.
    pub id: &'static str,
    /// When its own event happened; none where the minute is unknown.
    pub first_event_at_s: Option<f64>,
    /// When it was entered; none where the minute is unknown.
    pub entered_at_s: Option<f64>,
    /// Its own event.
    pub event: EventId,
    /// The event at which it was entered: its own, or that of a stage before.
    pub entered_by: EventId,
}

/// A stage: its words, and its defining event.
pub(crate) struct StageDef {
    pub(crate) metric: Metric,
    read: fn(&View<'_>, &Stamps) -> Option<Moment>,
}

const fn row(
    id: &'static str,
    name: Words,
    definition: Words,
    rows: &'static [&'static str],
    read: fn(&View<'_>, &Stamps) -> Option<Moment>,
) -> StageDef {
    StageDef { metric: Metric { id, name, definition, unit: "s", source: OWN, rows }, read }
}

/// Kinds of rows that are an act of the unit, where the unit is their sender.
const ACTS_OF_THE_UNIT: &[&str] = &[
    "alarm_call",
    "cordon",
    "order",
    "relocate",
    "withdraw",
    "evacuate",
    "shelter",
    "rescue",
    "headcount",
    "control",
    "extinguish",
];

/// Every stage, in order.
#[rustfmt::skip]
pub(crate) const STAGES: &[StageDef] = &[
    row("leak", words("泄漏", "leak"),
        words("泄漏开始（t0）。", "The release (t0)."), &["release"], |_, stamps| stamps.get("t0_release")),
    row("initial_handling", words("前期处置", "initial handling"),
        words("泄漏后事发单位的首个行动：首个 started 或 done（动词为 go、note 的除外），或其人员首次切换通风、断电、止漏、设警戒。\
               事发单位：泄漏房间内人员最多的组织，无人则为各房间内人员最多的组织，再无则为最先凭感官发现者所属组织。",
              "The unit's first act after the release: first `started` or `done` (but for the verbs `go` and `note`), or \
               ventilation switched, power cut, leak stopped, cordon closed by its people. The unit is the organisation \
               with the most people in the room of the leak at the start; with nobody there, in any room; else that of the \
               first who noticed something."),
        ACTS_OF_THE_UNIT, |view, _| initial_handling(view)),
    row("response", words("部门响应", "response"),
        words("外部组织首个 dispatched。", "First `dispatched` of an organisation other than the unit."),
        &["dispatch"], |view, _| view.first(|e| matches!(e.what, H::Dispatched(_)) && view.is_from_outside(e))),
    row("command", words("应急指挥", "command"),
        words("现场指挥部成立（t12）。", "Headquarters declared (t12)."),
        &["command"], |_, stamps| stamps.get("t12_headquarters")),
    row("joint_action", words("应急联动", "joint action"),
        words("两个组织依同一方案行动：方案批准（t13）后，批准者以外的组织首次获知 plan.approved；记录中没有 learned 事件时，为方案批准。",
              "Two organisations on one plan: after its approval (t13), first `learned` of `plan.approved` by an organisation \
               other than that which approved it; in a record without any `learned`, the approval."),
        &["plan"], |view, _| joint_action(view)),
    row("rescue", words("应急救援", "rescue"),
        words("依方案下令救援：方案批准（t13）后首个救援、医疗或疏散作业的 started（rescue、triage、treat、decontaminate、\
               transport、evacuate）。此前的救援另计（before_headquarters），不算进入本阶段。",
              "Rescue ordered under the plan: after its approval (t13), first `started` of rescue, medical or evacuation work \
               (`rescue`, `triage`, `treat`, `decontaminate`, `transport`, `evacuate`). What was done before is counted \
               apart (before_headquarters) and does not open this stage."),
        &["rescue"], rescue_under_plan),
    row("all_clear", words("险情解除", "all clear"),
        words("险情解除（t23）。", "All clear (t23)."), &["all_clear"], |_, stamps| stamps.get("t23_all_clear")),
];

/// Reads the stages of a record.
pub(crate) fn read(view: &View<'_>, stamps: &Stamps) -> Vec<Stage> {
    enter(STAGES.iter().map(|def| (def.metric.id, (def.read)(view, stamps))))
}

/// Enters the stages one after the other, each with its defining event.
pub(crate) fn enter(stages: impl Iterator<Item = (&'static str, Option<Moment>)>) -> Vec<Stage> {
    let mut before: Option<Moment> = None;
    let mut entered = Vec::new();
    for (id, own) in stages {
        let Some(own) = own else { continue };
        let entry = before.map_or(own, |before| own.later(before));
        before = Some(entry);
        let (first_event_at_s, entered_at_s) = (own.s(), entry.t_ms.map(seconds));
        entered.push(Stage { id, first_event_at_s, entered_at_s, event: own.event, entered_by: entry.event });
    }
    entered
}

fn initial_handling(view: &View<'_>) -> Option<Moment> {
    let leak = view.leak.map(|at| view.events[at].seq);
    view.first(|e| Some(e.seq) > leak && view.is_by_unit(e) && is_act(e))
}

fn joint_action(view: &View<'_>) -> Option<Moment> {
    let approval = view.events.iter().find(|e| declares(e, PLAN_APPROVED))?;
    if !view.events.iter().any(|e| matches!(e.what, H::Learned(_))) {
        return Some(Moment::of(approval));
    }
    view.first(|e| {
        let H::Learned(learned) = &e.what else { return false };
        let is_plan = key_of(&learned.fact) == PLAN_APPROVED && learned.value != Some(Value::Flag(false));
        is_plan && e.seq > approval.seq && e.organisation() != approval.organisation()
    })
}

fn rescue_under_plan(view: &View<'_>, stamps: &Stamps) -> Option<Moment> {
    let plan = stamps.get("t13_plan_approved")?;
    view.first(|e| {
        e.seq > plan.event && matches!(&e.what, H::Started(started) if RESCUE_VERBS.contains(&&*started.verb))
    })
}

/// Verbs of rescue, medical and evacuation work.
const RESCUE_VERBS: &[&str] = &["rescue", "triage", "treat", "decontaminate", "transport", "evacuate"];

fn is_act(event: &Event) -> bool {
    let is_more_than_leaving = |verb: &str| !matches!(verb, "go" | "note");
    match &event.what {
        H::Started(started) => is_more_than_leaving(&started.verb),
        H::Done(done) => is_more_than_leaving(&done.verb),
        H::VentilationSwitched(_) | H::PowerCut(_) | H::LeakStopped(_) | H::CordonClosed(_) => true,
        _ => false,
    }
}
