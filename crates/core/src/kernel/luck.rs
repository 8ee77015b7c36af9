//! Luck, keyed by meaning (law 9).
//!
//! A draw is a function of the seed, a purpose, a semantic key and a count; no generator is held and no order matters.
//! So a change in one organisation's procedure moves nobody else's luck.

use bevy_ecs::prelude::*;
use hazdrill_model::Dist;
use hazdrill_record::Word;
use hazdrill_units::{SimDuration, TICK, maths};
use rand::rngs::ChaCha8Rng;
use rand::{Rng, SeedableRng};
use std::sync::Mutex;

/// What a draw is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// How long a step takes. Key: actor, procedure, step; count: attempt.
    Takes,
    /// How long ordered work takes. Key: crew, orderer, step; count: attempt.
    Work,
    /// When somebody takes notice. Key: person, stimulus; count: 0.
    Notice,
    /// How long a connection takes. Key: sender, receiver, channel; count: nth between them.
    Connect,
    /// When the caller tries again. As `Connect`.
    Redial,
    /// Whether a message is lost. As `Connect`.
    Lost,
    /// Whether a message is heard wrong. As `Connect`.
    Misheard,
    /// Which fact is heard wrong, and how. As `Connect`.
    Mishearing,
    /// Turnout of a crew. Key: crew; count: nth.
    Turnout,
    /// A drive over a road. Key: crew, road; count: nth.
    Drive,
    /// Whether a detector is dead. Key: detector; count: 0.
    DetectorFails,
    /// How much flammable time a source of ignition bears. Key: source; count: nth.
    Ignition,
    /// Whether a step is forgotten. Key: actor, procedure, step; count: 0.
    Forgets,
    /// Whether, and how, an explosion or a fire hurts somebody. Key: person, what hurts; count: nth.
    Hurts,
    /// Whether a door jams. Key: room, place behind the door; count: nth explosion.
    DoorJams,
    /// How long a vessel stands a fire. Key: vessel; count: 0.
    Bursts,
    /// Whether the dampers of a room fail. Key: room; count: 0.
    DampersFail,
    /// Whether a casualty lives. Key: person; count: 0.
    Survives,
    /// A draw of an embedder's own.
    Custom(u16),
}

impl Purpose {
    /// A word that never changes: part of what is hashed.
    fn word(self) -> [u8; 4] {
        let (a, n) = match self {
            Self::Takes => (0, 0),
            Self::Work => (1, 0),
            Self::Notice => (2, 0),
            Self::Connect => (3, 0),
            Self::Redial => (4, 0),
            Self::Lost => (5, 0),
            Self::Misheard => (6, 0),
            Self::Mishearing => (7, 0),
            Self::Turnout => (8, 0),
            Self::Drive => (9, 0),
            Self::DetectorFails => (10, 0),
            Self::Ignition => (11, 0),
            Self::Forgets => (12, 0),
            Self::Hurts => (13, 0),
            Self::DoorJams => (14, 0),
            Self::Bursts => (15, 0),
            Self::DampersFail => (16, 0),
            Self::Survives => (17, 0),
            Self::Custom(n) => (255, n),
        };
        let [lo, hi] = u16::to_le_bytes(n);
        [a, 0, lo, hi]
    }
}

/// One draw, as a trace of luck keeps it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Draw {
    /// What for.
    pub purpose: Purpose,
    /// The semantic key.
    pub key: Vec<Word>,
    /// The count.
    pub n: u64,
    /// What came.
    pub value: u64,
}

/// The source of all luck of a drill.
#[derive(Resource, Debug)]
pub struct Luck {
    seed: u64,
    trace: Option<Mutex<Vec<Draw>>>,
}

impl Luck {
    /// Luck for `seed`.
    pub fn new(seed: u64) -> Self {
        Self { seed, trace: None }
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Keeps every draw from now on, for tests and for those who ask where the luck went.
    pub fn keep_trace(&mut self) {
        self.trace = Some(Mutex::new(Vec::new()));
    }

    /// The draws kept so far.
    pub fn trace(&self) -> Vec<Draw> {
        self.trace.as_ref().map(|t| t.lock().expect("nobody panics while drawing").clone()).unwrap_or_default()
    }

    /// 64 bits of luck: ChaCha8 keyed by the seed, its stream a hash of purpose and key, its block the count.
    pub fn draw(&self, purpose: Purpose, key: &[&Word], n: u64) -> u64 {
        let hash = hash(purpose, key);
        let [a, b, c, d, e, f, g, h, ..] = *hash.as_bytes();
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&self.seed.to_le_bytes());
        let mut chacha = ChaCha8Rng::from_seed(seed);
        chacha.set_stream(u64::from_le_bytes([a, b, c, d, e, f, g, h]));
        chacha.set_word_pos(u128::from(n) * 16);
        let value = chacha.next_u64();
        if let Some(trace) = &self.trace {
            let key = key.iter().map(|&w| w.clone()).collect();
            trace.lock().expect("nobody panics while drawing").push(Draw { purpose, key, n, value });
        }
        value
    }

    /// A number strictly between 0 and 1.
    pub fn unit(&self, purpose: Purpose, key: &[&Word], n: u64) -> f64 {
        to_unit(self.draw(purpose, key, n))
    }

    /// Whether something of probability `p` happens. A higher `p` never turns a yes into a no.
    pub fn happens(&self, p: f64, purpose: Purpose, key: &[&Word], n: u64) -> bool {
        self.unit(purpose, key, n) < p
    }

    /// A duration of `dist`, at least one tick.
    pub fn duration(&self, dist: &Dist, purpose: Purpose, key: &[&Word], n: u64) -> SimDuration {
        if let Dist::Fixed(d) = dist {
            return (*d).max(TICK);
        }
        sample(dist, self.unit(purpose, key, n))
    }
}

/// The hash of purpose and key.
fn hash(purpose: Purpose, key: &[&Word]) -> blake3::Hash {
    // Most keys are three names of some twenty letters: the stack holds them.
    let mut short = [0; 256];
    let length = key.iter().fold(4, |sum, word| sum + 8 + word.len());
    let mut long = Vec::new();
    let bytes = if let Some(bytes) = short.get_mut(..length) {
        bytes
    } else {
        long.resize(length, 0);
        &mut long
    };
    let (first, mut rest) = bytes.split_at_mut(4);
    first.copy_from_slice(&purpose.word());
    for word in key {
        // The length keeps ("ab", "c") apart from ("a", "bc").
        let (length, after) = rest.split_at_mut(8);
        length.copy_from_slice(&(word.len() as u64).to_le_bytes());
        let (text, after) = after.split_at_mut(word.len());
        text.copy_from_slice(word.as_bytes());
        rest = after;
    }
    blake3::hash(bytes)
}

/// The middle of one of 2^53 equal parts of (0, 1).
fn to_unit(bits: u64) -> f64 {
    ((bits >> 11) as f64 + 0.5) / 9_007_199_254_740_992.0
}

/// The quantile `u` of `dist`, at least one tick: by inverse CDF, so that a changed median keeps the rank.
pub fn sample(dist: &Dist, u: f64) -> SimDuration {
    let seconds = match dist {
        Dist::Fixed(d) => d.seconds(),
        Dist::Uniform { from, to } => from.seconds() + (to.seconds() - from.seconds()) * u,
        Dist::Lognormal { median, spread } => median.seconds() * maths::exp(spread * maths::normal_quantile(u)),
        Dist::Triangular { low, typical, high } => {
            let (a, c, b) = (low.seconds(), typical.seconds(), high.seconds());
            let width = b - a;
            if width <= 0.0 {
                a
            } else if u < (c - a) / width {
                a + maths::sqrt(u * width * (c - a))
            } else {
                b - maths::sqrt((1.0 - u) * width * (b - c))
            }
        }
    };
    SimDuration::from_seconds(seconds).max(TICK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(s: &str) -> Word {
        s.into()
    }

    /// These bits are part of every record: a change here changes every drill.
    #[test]
    fn golden_draws() {
        let luck = Luck::new(7);
        let key = [&word("firm/finder"), &word("first-aid")];
        assert_eq!(luck.draw(Purpose::Takes, &key, 0), luck.draw(Purpose::Takes, &key, 0));
        let values = [
            luck.draw(Purpose::Takes, &key, 0),
            luck.draw(Purpose::Takes, &key, 1),
            luck.draw(Purpose::Lost, &key, 0),
            Luck::new(8).draw(Purpose::Takes, &key, 0),
        ];
        assert_eq!(values, GOLDEN, "the luck of every drill has changed");
    }
    const GOLDEN: [u64; 4] =
        [15_423_709_672_689_666_609, 14_756_091_663_381_890_329, 7_052_240_614_056_851_904, 16_255_248_289_676_186_699];

    #[test]
    fn keys_do_not_run_into_each_other() {
        let luck = Luck::new(1);
        let a = luck.draw(Purpose::Takes, &[&word("ab"), &word("c")], 0);
        let b = luck.draw(Purpose::Takes, &[&word("a"), &word("bc")], 0);
        assert_ne!(a, b);
    }

    #[test]
    fn a_larger_median_keeps_the_rank() {
        let dist = |s| Dist::Lognormal { median: SimDuration::from_seconds(s), spread: 0.4 };
        for i in 1..100 {
            let u = f64::from(i) / 100.0;
            assert!(sample(&dist(40.0), u) >= sample(&dist(20.0), u));
        }
        assert_eq!(sample(&dist(20.0), 0.5), SimDuration::from_seconds(20.0));
    }

    #[test]
    fn a_triangle_has_its_ends_and_its_mean() {
        let s = SimDuration::from_seconds;
        let dist = Dist::Triangular { low: s(10.0), typical: s(20.0), high: s(60.0) };
        let n = 10_000;
        let draws: Vec<f64> = (0..n).map(|i| sample(&dist, (f64::from(i) + 0.5) / f64::from(n)).seconds()).collect();
        let mean = draws.iter().sum::<f64>() / f64::from(n);
        assert!((mean - 30.0).abs() < 0.01, "mean {mean}, expected (10 + 20 + 60) / 3");
        assert!(draws[0] >= 10.0 && draws[draws.len() - 1] <= 60.0);
    }
}
