//! The tests of this package stand in `tests/`, its benchmark in `benches/`:
//!
//! - `laws.rs`: a test for each law of `ARCHITECTURE.md`
//! - `cause_and_effect.rs`: one delay is changed, and what follows is compared seed by seed
//! - `founding.rs`: the founding drill at its full size: people, causes, hospitals, observers, silence, saves
//! - `failures.rs`: each failure of `docs/failures.md` shows where its table says
//! - `hostile_runs.rs`: changed scenarios that pass the check run to an end, or are stuck and say with what
//! - `tellings.rs`: a word that was heard wrong is put right when it is said again
//! - `orders.rs`: orders that come to nothing are told and recorded
//! - `benches/drill.rs`: time of a drill, and where it goes; `benches/allocations.rs`: its allocations
