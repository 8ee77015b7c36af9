//! The word that somebody meant.

/// The closest of `known` to `word`, if it is close enough to be worth saying.
pub(crate) fn nearest(word: &str, known: impl IntoIterator<Item = String>) -> Option<String> {
    let letters = word.chars().count();
    let known: Vec<String> = known.into_iter().collect();
    // `vapour` is short for `vapour.percent_lfl`.
    let short = || known.iter().find(|known| known.strip_prefix(word).is_some_and(|rest| rest.starts_with(['.', '-'])));
    if let Some(whole) = short() {
        return Some(whole.clone());
    }
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
        assert_eq!(nearest("leak", known()).as_deref(), Some("leak.place"));
    }
}
