//! What the binary carries: scenarios and packs, compiled in, so that it runs its drills on a machine with nothing else.
//!
//! A scenario is added in one line here and one folder in `scenarios/`.

/// A built-in text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Builtin {
    /// The name by which people call it: `ether-lab`, `packs/fire-cn.ron`.
    pub name: &'static str,
    /// The RON text.
    pub text: &'static str,
}

macro_rules! builtin {
    ($($name:literal: $file:literal),* $(,)?) => {
        &[$(Builtin { name: $name, text: include_str!(concat!("../../../scenarios/", $file)) }),*]
    };
}

const SCENARIOS: &[Builtin] =
    builtin!["ether-lab": "ether-lab/scenario.ron", "district-night": "district-night/scenario.ron"];

const PACKS: &[Builtin] = builtin![
    "packs/acetone.ron": "packs/acetone.ron",
    "packs/channels-cn.ron": "packs/channels-cn.ron",
    "packs/clocks-cn.ron": "packs/clocks-cn.ron",
    "packs/clocks-local-cn.ron": "packs/clocks-local-cn.ron",
    "packs/committee-cn.ron": "packs/committee-cn.ron",
    "packs/committee-deputy-cn.ron": "packs/committee-deputy-cn.ron",
    "packs/diethyl-ether.ron": "packs/diethyl-ether.ron",
    "packs/ecology-cn.ron": "packs/ecology-cn.ron",
    "packs/economic-cn.ron": "packs/economic-cn.ron",
    "packs/emergency-bureau-cn.ron": "packs/emergency-bureau-cn.ron",
    "packs/fire-cn.ron": "packs/fire-cn.ron",
    "packs/health-cn.ron": "packs/health-cn.ron",
    "packs/police-cn.ron": "packs/police-cn.ron",
    "packs/street-cn.ron": "packs/street-cn.ron",
    "packs/lab-firm-cn.ron": "packs/lab-firm-cn.ron",
    "packs/zone-links-cn.ron": "packs/zone-links-cn.ron",
    "packs/zone-map-cn.ron": "packs/zone-map-cn.ron",
    "packs/rubric-cn-aqt9009.ron": "packs/rubric-cn-aqt9009.ron",
    "packs/rubric-cn-law.ron": "packs/rubric-cn-law.ron",
    "packs/rubric-hseep.ron": "packs/rubric-hseep.ron",
    "packs/rubric-nfpa.ron": "packs/rubric-nfpa.ron",
    "packs/targets-cn.ron": "packs/targets-cn.ron",
    "packs/targets-joint-cn.ron": "packs/targets-joint-cn.ron",
];

/// The scenarios that are always there.
pub fn builtin_scenarios() -> &'static [Builtin] {
    SCENARIOS
}

/// The packs that are always there.
pub fn builtin_packs() -> &'static [Builtin] {
    PACKS
}

pub(crate) fn find(list: &'static [Builtin], name: &str) -> Option<Builtin> {
    list.iter().copied().find(|builtin| builtin.name == name)
}

pub(crate) fn names(list: &[Builtin]) -> Vec<String> {
    list.iter().map(|builtin| builtin.name.to_owned()).collect()
}
