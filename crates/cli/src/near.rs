//! The word that somebody meant.

/// The closest of `known` to `word`, if it is close enough to be worth saying.
pub(crate) fn nearest(word: &str, known: impl IntoIterator<Item = String>) -> Option<String> {
    let letters = word.chars().count();
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, &candidate), candidate))
        // A third of the letters wrong is another word.
        .filter(|(distance, candidate)| *distance <= letters.max(candidate.chars().count()).div_ceil(3))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_found_and_another_word_is_not() {
        let known = || ["ether-lab", "dispatch", "leak.place"].map(str::to_owned);
        assert_eq!(nearest("ether-lba", known()).as_deref(), Some("ether-lab"));
        assert_eq!(nearest("dispach", known()).as_deref(), Some("dispatch"));
        assert_eq!(nearest("warehouse", known()), None);
    }
}
