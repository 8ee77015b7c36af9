//! The tests of this package stand in `tests/`, its benchmark in `benches/`:
//!
//! - `laws.rs`: a test for each law of `ARCHITECTURE.md`
//! - `cause_and_effect.rs`: one delay is changed, and what follows is compared seed by seed
//! - `founding.rs`: the founding drill at its full size: people, causes, hospitals, observers, silence, saves
//! - `failures.rs`: each failure of `docs/failures.md` shows where its table says
//! - `hostile_runs.rs`: changed scenarios that pass the check run to an end, or are stuck and say with what
//! - `tellings.rs`: a word that was heard wrong is put right when it is said again
//! - `power.rs`: breakers cut a room or a floor, and may light the vapour in which they are thrown
//! - `hazard.rs`: the hazard alone: its grid tells what a finer one tells, spills burn out
//! - `contents_fire.rs`: what burns in a room beside the pool, and what foam leaves of it, sooner or later or never
//! - `smoke_and_wind.rs`: smoke in other rooms, and what drifts with the wind
//! - `outdoors.rs`: what drifts from the building acts on those outside, and on neighbours at home
//! - `long_record.rs`: a record of 100,000 events is evaluated within a second (ignored: it wants a release build)
//! - `responders.rs`: hurt responders, the signal to withdraw, whoever leaves the play
//! - `trapped.rs`: ways that jammed doors or flames bar, and who brings out whoever is trapped
//! - `injects.rs`: each kind of inject takes effect, and its action is looked for
//! - `area_and_wind.rs`: which neighbours are told, by what is believed of the wind
//! - `orders.rs`: orders that come to nothing are told and recorded, and those of another organisation
//! - `examples/outcomes.rs`: how the runs of a scenario end, as `docs/founding-drill.md` prints it
//! - `report.rs`: the page of a drill: every number stands in its evaluation, every event that is cited is there
//! - `benches/drill.rs`: time of a drill, and where it goes; `benches/allocations.rs`: its allocations
//!
//! What they share stands here: the shipped drill, changed by overrides or not, and the record of a finished one.

use hazdrill::record::{Closing, Header, Writer};
use hazdrill::scenario::{Overrides, apply};
use hazdrill::{Checked, Drill, VERSION, load};

/// The shipped drill.
pub fn ether_lab() -> Checked {
    load("ether-lab").checked.expect("the shipped scenario is sound")
}

/// The shipped drill with values set.
pub fn with(sets: &[&str]) -> Checked {
    changed(sets, &[])
}

/// The shipped drill with values set and times scaled.
pub fn changed(sets: &[&str], scales: &[&str]) -> Checked {
    let overrides =
        Overrides::parse(sets, scales).unwrap_or_else(|e| panic!("{sets:?} {scales:?}: {:?}", e.diagnostics));
    let loaded = apply(&ether_lab(), &overrides);
    loaded.checked.unwrap_or_else(|| panic!("{sets:?} {scales:?} does not load: {:?}", loaded.diagnostics))
}

/// A drill of the scenario, run to its end.
pub fn run(scenario: &Checked, seed: u64) -> Drill {
    let mut drill = Drill::new(scenario, seed);
    drill.run();
    drill
}

/// The record of a finished drill.
pub fn record(drill: &Drill) -> Vec<u8> {
    let scenario = drill.scenario().scenario();
    let header = Header { engine: VERSION, seed: drill.seed(), overrides: serde_json::json!({}), scenario };
    let mut writer = Writer::begin(Vec::new(), &header).expect("memory takes what is written to it");
    for event in drill.events() {
        writer.event(event).expect("memory takes what is written to it");
    }
    let end = drill.ended().expect("the drill has ended");
    let closing = Closing { end, t_ms: drill.now().ms(), events: drill.event_count() };
    writer.finish(closing).expect("memory takes what is written to it").1
}
