//! The substances of the built-in packs, also of those that no built-in scenario uses.

use crate::builtin::builtin_packs;
use crate::packs::PackReader;
use crate::source::Sources;
use crate::tree_de::collect;
use hazdrill_model::{Id, Substance};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a pack is read for; the rest of it may be anything.
#[derive(Deserialize)]
struct Shelf {
    substances: BTreeMap<Id, Substance>,
}

/// Every substance of the built-in packs, with the pack that brings it, in the order of their ids.
pub fn builtin_substances() -> BTreeMap<Id, (&'static str, Substance)> {
    let mut all = BTreeMap::new();
    for pack in builtin_packs() {
        let mut sources = Sources::default();
        let file = sources.add(pack.name, pack.text);
        let tree = PackReader::new(&mut sources, None).read(file, pack.text, &mut Vec::new());
        // A pack without substances is no shelf, and that is no fault.
        let shelf = tree.and_then(|tree| collect::<Shelf>(&tree).ok());
        for (id, substance) in shelf.into_iter().flat_map(|shelf| shelf.substances) {
            all.entry(id).or_insert((pack.name, substance));
        }
    }
    all
}
