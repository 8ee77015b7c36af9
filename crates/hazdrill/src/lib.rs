//! hazdrill simulates emergency drills with hazardous chemicals: a leak, its vapour, people who notice and tell,
//! organisations that act on what they know; and scores how they worked together.
//!
//! > A drill is a function: `(scenario, seed, orders) → record`. Everything else reads the record.
//!
//! ```
//! use hazdrill::{Drill, evaluate, load};
//!
//! let scenario = load("ether-lab").checked.expect("a scenario that is shipped is sound");
//! let mut drill = Drill::new(&scenario, 7);
//! drill.run_until(hazdrill::SimTime::from_ms(5 * 60_000));
//! for event in drill.events() {
//!     println!("{:>6} {} {:?}", event.t_ms.unwrap_or(0), event.kind(), event.actor);
//! }
//! drill.run();
//! let evaluation = evaluate(&drill);
//! assert!(evaluation.stamps.get("t0_release").is_some());
//! ```
//!
//! A drill can be saved between any two steps, and goes on from there to the same bytes:
//!
//! ```
//! # use hazdrill::{Drill, load};
//! # let scenario = load("ether-lab").checked.expect("a scenario that is shipped is sound");
//! let mut drill = Drill::new(&scenario, 7);
//! drill.run_until(hazdrill::SimTime::from_ms(120_000));
//! let save = drill.save();
//! let mut fork = Drill::restore(&scenario, &save).expect("saved by this engine from this scenario");
//! drill.run();
//! fork.run();
//! assert_eq!(drill.events().last(), fork.events().last());
//! ```
//!
//! `examples/own_component.rs` adds a component and a system; `examples/play_a_seat.rs` plays a seat by code.

pub use hazdrill_core as engine;
pub use hazdrill_core::{Drill, Save, SaveError, VERSION};
pub use hazdrill_model as model;
pub use hazdrill_model::{Checked, Scenario};
pub use hazdrill_physics as physics;
pub use hazdrill_record as record;
pub use hazdrill_report as report;
pub use hazdrill_scenario as scenario;
pub use hazdrill_scenario::resolve as load;
pub use hazdrill_score as score;
pub use hazdrill_units as units;
pub use hazdrill_units::{SimDuration, SimTime};

use hazdrill_record::Closing;
use hazdrill_score::{Evaluation, Meta, evaluate_events};

/// Evaluates a drill as it stands, from its events alone. A drill that was restored has only the events after its save;
/// evaluate the joined record instead.
pub fn evaluate(drill: &Drill) -> Evaluation {
    let closing = drill.ended().map(|end| Closing { end, t_ms: drill.now().ms(), events: drill.event_count() });
    let meta = Meta { seed: Some(drill.seed()), ..Meta::default() };
    evaluate_events(Some(drill.scenario()), drill.events(), closing, meta)
}
