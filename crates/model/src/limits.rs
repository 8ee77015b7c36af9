//! How large a scenario may be: checked before anything is allocated for it (law 6).

/// Bytes of one file.
pub const FILE_BYTES: usize = 5_000_000;
/// Packs that a scenario may use, counted with the packs of packs.
pub const PACKS: usize = 64;
/// Persons in all groups and posts together.
pub const PEOPLE: usize = 20_000;
/// Posts and crews of all organisations together.
pub const POSTS: usize = 500;
/// Steps of all procedures together.
pub const STEPS: usize = 5_000;
/// Copies of steps: each member of a group carries the steps of its group.
pub const STEP_COPIES: usize = 200_000;
/// Places.
pub const PLACES: usize = 1_000;
/// Entries of any other map.
pub const ENTRIES: usize = 5_000;
/// Items of one list of names: whom, which facts, by which channels.
pub const LIST: usize = 500;
/// Nesting of a condition.
pub const CONDITION_DEPTH: usize = 32;
/// Nesting of brackets in a file.
pub const NESTING: usize = 96;
/// Events of one drill.
pub const EVENTS: u64 = 5_000_000;
/// Instants within one simulated minute, beyond which a drill is stuck.
pub const INSTANTS_PER_MINUTE: u32 = 20_000;
/// The shortest deliberate act, milliseconds.
pub const SHORTEST_ACT_MS: i64 = 1_000;
