//! What became of everybody who was seriously hurt or died: when, by what, when they were brought out and delivered.
//!
//! The counts of an evaluation say how many; whoever leads a bureau asks who, and how long they lay.

use crate::metric::{Words, words};
use crate::moment::Moment;
use crate::view::View;
use hazdrill_record::{Event, Happening as H};
use serde::Serialize;
use std::collections::BTreeMap;

/// As many people are listed.
const LISTED: usize = 100;

/// What became of one who was seriously hurt or died.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Fate {
    /// Who; none where the record names nobody.
    pub who: Option<String>,
    /// How many people: of a crew there may be several.
    pub people: u64,
    /// Whether they were dead at the end.
    pub dead: bool,
    /// What hurt or killed them: `blast`, `burn`, `glass`, `vapour`, `smoke`, or the word of the record.
    pub by: String,
    /// Where.
    pub place: Option<String>,
    /// When they were first hurt, be it slightly; none where they died at once.
    pub hurt: Option<Moment>,
    /// When they died.
    pub died: Option<Moment>,
    /// When they were brought out by others.
    pub rescued: Option<Moment>,
    /// When they reached a hospital.
    pub delivered: Option<Moment>,
}

impl Fate {
    /// The first that is known of it: the injury, else the death.
    pub fn struck(&self) -> Option<Moment> {
        self.hurt.or(self.died)
    }

    fn strike(&mut self, by: &str, people: u32, event: &Event) {
        // A record typed by hand leaves the number out.
        (self.by, self.people) = (by.to_owned(), u64::from(people.max(1)));
        self.place = event.place.as_deref().map(str::to_owned).or(self.place.take());
    }
}

/// What harms people, in words; none for a word of somebody's own record.
pub fn harm(by: &str) -> Option<Words> {
    Some(match by {
        "blast" => words("爆炸冲击", "the blast"),
        "burn" => words("烧伤", "burns"),
        "glass" => words("碎玻璃", "flying glass"),
        "vapour" => words("吸入有害蒸气", "vapour"),
        "smoke" => words("吸入烟气", "smoke"),
        _ => return None,
    })
}

/// The dead first, then the seriously hurt, each in the order in which they were struck.
pub(crate) fn read(view: &View<'_>) -> Vec<Fate> {
    let mut fates: Vec<Fate> = Vec::new();
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    let mut serious = Vec::new();
    for event in view.events {
        match &event.what {
            H::Injured(hurt) => {
                let at = of(&mut fates, &mut known, event);
                let fate = &mut fates[at];
                let is_serious = &*hurt.class == "serious";
                if is_serious {
                    serious.push(at);
                }
                fate.hurt = fate.hurt.or(Some(Moment::of(event)));
                if !fate.dead && (is_serious || fate.by.is_empty()) {
                    fate.strike(&hurt.by, hurt.people, event);
                }
            }
            H::Died(died) => {
                let at = of(&mut fates, &mut known, event);
                let fate = &mut fates[at];
                fate.died = fate.died.or(Some(Moment::of(event)));
                if fate.dead {
                    fate.people += u64::from(died.people.max(1));
                } else {
                    fate.dead = true;
                    fate.strike(&died.by, died.people, event);
                }
            }
            H::Rescued(out) => {
                for fate in named(&out.who, &known) {
                    fates[fate].rescued = fates[fate].rescued.or(Some(Moment::of(event)));
                }
            }
            H::Delivered(there) => {
                for fate in named(&there.who, &known) {
                    fates[fate].delivered = fates[fate].delivered.or(Some(Moment::of(event)));
                }
            }
            _ => {}
        }
    }
    let mut fates: Vec<Fate> = fates
        .into_iter()
        .enumerate()
        .filter_map(|(at, fate)| (fate.dead || serious.contains(&at)).then_some(fate))
        .collect();
    // Stable: equals stay in the order of the record.
    fates.sort_by_key(|fate| !fate.dead);
    fates.truncate(LISTED);
    fates
}

/// The place in `fates` of whoever an event is about; somebody without a name is somebody new each time.
fn of<'a>(fates: &mut Vec<Fate>, known: &mut BTreeMap<&'a str, usize>, event: &'a Event) -> usize {
    let who = event.actor.as_deref();
    if let Some(at) = who.and_then(|who| known.get(who)) {
        return *at;
    }
    if let Some(who) = who {
        known.insert(who, fates.len());
    }
    fates.push(Fate {
        who: who.map(str::to_owned),
        people: 0,
        dead: false,
        by: String::new(),
        place: None,
        hurt: None,
        died: None,
        rescued: None,
        delivered: None,
    });
    fates.len() - 1
}

fn named(who: &[hazdrill_record::Word], known: &BTreeMap<&str, usize>) -> Vec<usize> {
    who.iter().filter_map(|name| known.get(&**name).copied()).collect()
}
