//! The word that an author meant.

/// Candidates that are compared; beyond it, help is not worth its time.
const MAX_CANDIDATES: usize = 2_000;
/// Words longer than this are no slips of the pen.
const MAX_LENGTH: usize = 80;

/// The candidate nearest to `word`, if one is near enough: a third of its letters may differ. A bare name that is one of
/// some organisation is near to its address, `engine-1` to `fire/engine-1`.
pub(crate) fn nearest<'a, T: AsRef<str>>(word: &str, candidates: &'a [T]) -> Option<&'a str> {
    let length = word.chars().count();
    if length == 0 || length > MAX_LENGTH {
        return None;
    }
    let allowed = (length / 3).max(1);
    let flat = |text: &str| text.to_lowercase().replace(['_', ' '], "-");
    let word_flat = flat(word);
    let candidates = || candidates.iter().take(MAX_CANDIDATES).map(AsRef::as_ref);
    let address = |candidate: &&str| candidate.split_once('/').is_some_and(|(_, name)| name == word);
    if let Some(address) = candidates().find(address) {
        return Some(address);
    }
    candidates()
        .filter(|candidate| *candidate != word && candidate.chars().count().abs_diff(length) <= allowed)
        .map(|candidate| (strsim::damerau_levenshtein(&word_flat, &flat(candidate)), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let words = ["dispatch", "withdraw", "tell", "engine-1"];
        assert_eq!(nearest("dispach", &words), Some("dispatch"));
        assert_eq!(nearest("engine_1", &words), Some("engine-1"));
        assert_eq!(nearest("Tell", &words), Some("tell"));
        assert_eq!(nearest("zebra", &words), None);
        assert_eq!(nearest("engine-1", &["fire/engine-1", "fire/engine-2"]), Some("fire/engine-1"));
    }
}
