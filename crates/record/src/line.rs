//! Lines of a record and the hash that chains them.

use serde::{Deserialize, Serialize};

/// The hash before the first line.
pub const EMPTY_HASH: &str = "";

/// Why a drill ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndReason {
    /// The incident was declared over.
    AllClear,
    /// The time limit of the scenario, or the instant asked for, was reached.
    Limit,
    /// Too many instants within one simulated minute, or more events than a record may hold.
    Stuck,
    /// Somebody stopped it.
    Interrupted,
}

impl EndReason {
    /// The word, as records write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::AllClear => "all_clear",
            Self::Limit => "limit",
            Self::Stuck => "stuck",
            Self::Interrupted => "interrupted",
        }
    }
}

/// The hash of a line: BLAKE3 over the previous hash (as hexadecimal text; empty before the first line) followed by the
/// line without its own `hash` field, as 64 hexadecimal digits.
pub fn chain_hash(previous: &str, line_without_hash: &str) -> String {
    chain_hash_of(previous, line_without_hash.as_bytes())
}

/// The same of a line as bytes.
pub(crate) fn chain_hash_of(previous: &str, line_without_hash: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(previous.as_bytes());
    hasher.update(line_without_hash);
    hasher.finalize().to_hex().to_string()
}

/// Puts `hash` last into a line that is a JSON object.
pub(crate) fn put_hash(line: &mut Vec<u8>, hash: &str) {
    assert_eq!(line.pop(), Some(b'}'), "a line of a record is a JSON object");
    line.extend(b",\"hash\":\"");
    line.extend(hash.as_bytes());
    line.extend(b"\"}");
}

/// Takes the hash off the end of a line: the line without it, and the hash.
pub(crate) fn split_hash(line: &str) -> Option<(String, &str)> {
    let body = line.strip_suffix("\"}")?;
    let at = body.rfind(",\"hash\":\"")?;
    let hash = &body[at + 9..];
    (hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_hexdigit())).then(|| (format!("{}}}", &body[..at]), hash))
}
