//! The closed list of things that can happen. One entry of the macro `kinds!` makes the kind, its data, its words and the stamp
//! that it gives.

use hazdrill_model::Value;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A shared word: an id, an address.
pub type Word = Arc<str>;

/// A fact in a message: its key (with `:subject`), and its value; `None` where the sender did not know it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Told {
    /// The fact.
    pub fact: Word,
    /// Its value as it was said; `None`: "unknown".
    pub value: Option<Value>,
}

/// What an order asks for, besides its verb. What does not belong to the verb, or is not said, is left out of the record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Task {
    /// Where the work is: of neighbours, every block, one after another.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<Word>,
    /// Where crews, casualties or neighbours go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Word>,
    /// Where the switch or the breaker is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Word>,
    /// The place around which a cordon is closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub around: Option<Word>,
    /// How far out, m.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_m: Option<f64>,
    /// What ventilation is switched to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<Word>,
    /// The facts that are to be measured, or the one that the work makes true.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Word>,
}

/// A row of the list of kinds.
#[derive(Clone, Copy, Debug)]
pub struct KindDef {
    /// The kind, as records write it.
    pub kind: &'static str,
    /// Chinese name.
    pub zh: &'static str,
    /// English name.
    pub en: &'static str,
    /// The stamp that it can give; empty where it gives none.
    pub stamp: &'static str,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident $kind:literal ($zh:literal, $en:literal, $stamp:literal)
        { $($(#[$field_attr:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
            #[serde(default)]
            pub struct $name { $($(#[$field_attr])* pub $field: $type),* }

            impl From<$name> for Happening {
                fn from(data: $name) -> Self {
                    Self::$name(data)
                }
            }
        )+

        /// Something that happened.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Happening { $($(#[$doc])* $name($name)),+ }

        /// Every kind of event.
        pub const KINDS: &[KindDef] = &[$(KindDef { kind: $kind, zh: $zh, en: $en, stamp: $stamp }),+];

        impl Happening {
            /// The kind, as records write it.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $kind),+ }
            }

            /// The data, ready to be written.
            pub(crate) fn data(&self) -> Data<'_> {
                Data(self)
            }

            /// Reads the data of an event of `kind`; missing fields are empty.
            pub(crate) fn read(kind: &str, data: serde_json::Value) -> Result<Self, String> {
                let data = if data.is_null() { serde_json::Value::Object(serde_json::Map::new()) } else { data };
                match kind {
                    $($kind => serde_json::from_value(data).map(Self::$name).map_err(|e| e.to_string()),)+
                    _ => Err(format!("unknown kind of event `{kind}`")),
                }
            }
        }

        impl Serialize for Data<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self.0 { $(Happening::$name(data) => data.serialize(serializer)),+ }
            }
        }
    };
}

/// The data of a happening without its kind.
pub(crate) struct Data<'a>(&'a Happening);

kinds! {
    /// A release began. A root.
    LeakStarted "leak_started" ("泄漏开始", "leak started", "t0_release") {
        /// The release.
        release: Word,
        /// The vessel.
        vessel: Word,
        /// The substance.
        substance: Word,
    }
    /// No more liquid comes out.
    LeakStopped "leak_stopped" ("泄漏停止", "leak stopped", "t19_leak_stopped") {
        /// The vessel.
        vessel: Word,
        /// `shut` or `empty`.
        reason: Word,
        /// What came out, kg.
        released_kg: f64,
    }
    /// A fact became true, or its true value entered another band.
    Became "became" ("实情变化", "became true", "") {
        /// The fact.
        fact: Word,
        /// Its value.
        value: Option<Value>,
    }
    /// A gas detector gave its alarm.
    DetectorAlarmed "detector_alarmed" ("探测器报警", "detector alarmed", "t1_detection") {
        /// The detector.
        detector: Word,
        /// `low` or `high`.
        level: Word,
        /// Its reading, percent of LFL.
        reading: f64,
    }
    /// A gas detector should have given its alarm and was dead.
    DetectorFailed "detector_failed" ("探测器失效", "detector failed", "") {
        /// The detector.
        detector: Word,
    }
    /// A source ignited the flammable vapour of a room.
    Ignition "ignition" ("着火", "ignition", "") {
        /// The source; empty where the flame came from the next room.
        source: Word,
        /// Vapour within its flammable limits, kg.
        flammable_kg: f64,
        /// Its energy of combustion, J.
        energy_j: f64,
    }
    /// A person breathed a concentration that is dangerous to life or health, for the first time.
    Exposed "exposed" ("人员暴露", "exposed", "") {
        /// Concentration, ppm.
        ppm: f64,
        /// Whether own air was worn.
        protected: bool,
        /// How many of the people of a block or a crowd, who are no actors; 0 where the actor says who it was.
        people: u32,
    }
    /// What drifts from the building reached people: it smells or smokes where they are, for the first time.
    Reached "reached" ("烟气波及人员", "people reached by smoke or vapour", "") {
        /// How many without own air.
        people: u32,
        /// How many with own air.
        protected: u32,
        /// Who: `present`, those who act and stand there; `block`, neighbours; `crowd`.
        who: Word,
        /// At home, with windows and doors shut.
        indoors: bool,
        /// Vapour in their air, ppm.
        ppm: f64,
        /// Smoke in their air as soot, mg/m³.
        soot_mg_m3: f64,
    }
    /// Somebody came to believe a fact.
    Learned "learned" ("获知", "learned", "t1_detection") {
        /// The fact.
        fact: Word,
        /// The value believed.
        value: Option<Value>,
        /// The instant that the value speaks of, milliseconds.
        as_of_ms: i64,
        /// Who told it; none where it was noticed.
        from: Option<Word>,
        /// The channel, or the sense: `smell`, `sight`, `hearing`, `instrument`, `count`, `own_act`.
        channel: Word,
    }
    /// Somebody began a step of a procedure, or the act that an order from a seat asked for.
    Started "started" ("开始行动", "started", "") {
        /// The procedure; empty for an order.
        procedure: Word,
        /// The step; the verb for an order.
        step: Word,
        /// The verb.
        verb: Word,
        /// When it was ready, milliseconds: what lies between was waiting for hands.
        ready_ms: i64,
    }
    /// A step or an ordered task is done.
    Done "done" ("行动完成", "done", "") {
        /// The procedure; empty for an order.
        procedure: Word,
        /// The step; the verb for an order.
        step: Word,
        /// The verb.
        verb: Word,
        /// For whom, where somebody else had ordered it.
        ordered_by: Option<Word>,
    }
    /// A step or an ordered task was given up.
    Failed "failed" ("行动未成", "failed", "") {
        /// The procedure; empty for an order.
        procedure: Word,
        /// The step; the verb for an order.
        step: Word,
        /// The verb.
        verb: Word,
        /// Why: `no_answer`, `busy`, `lost`, `not_here`, `nothing_believed`, `aborted`, `withdrawn`, `gave_way`,
        /// `no_way` …
        reason: Word,
    }
    /// A step gave way to an urgent one and will be begun again.
    Interrupted "interrupted" ("行动中断", "interrupted", "") {
        /// The procedure.
        procedure: Word,
        /// The step.
        step: Word,
        /// The urgent step.
        by: Word,
    }
    /// An order could not be carried out.
    Refused "refused" ("指令被拒", "refused", "") {
        /// The verb.
        verb: Word,
        /// Why: `no_skill`, `no_such_crew`, `not_here`, `no_way`, `nothing_believed`, `nothing_to_shut`; of an order of
        /// another organisation `not_under_command`, `other_orders` …
        reason: Word,
        /// Whose order it was, where it was refused when it was heard.
        ordered_by: Option<Word>,
    }
    /// A seat that is played gave an order. A root.
    Order "order" ("席位指令", "order from a seat", "") {
        /// The verb.
        verb: Word,
        /// The whole order, as data.
        order: serde_json::Value,
    }
    /// A call did not come through.
    CallFailed "call_failed" ("呼叫未通", "call failed", "") {
        /// To whom.
        to: Word,
        /// The channel.
        channel: Word,
        /// `busy`, `lost`, `not_here`, `not_listening`.
        reason: Word,
        /// Which try it was, from 1.
        attempt: u32,
    }
    /// Somebody began to speak.
    Said "said" ("通报", "said", "") {
        /// To whom.
        to: Vec<Word>,
        /// The channel.
        channel: Word,
        /// What was told, the unknown among it.
        facts: Vec<Told>,
        /// The verb of an order that goes with it.
        order: Option<Word>,
        /// What that order asks for.
        #[serde(skip_serializing_if = "Option::is_none")]
        task: Option<Task>,
        /// Facts that are asked for.
        asks: Vec<Word>,
        /// When the sender first reached for the channel, milliseconds.
        since_ms: i64,
    }
    /// A message was heard to its end.
    Heard "heard" ("收到通报", "heard", "t3_alarm") {
        /// From whom.
        from: Word,
        /// The channel.
        channel: Word,
        /// The verb of an order that came with it.
        order: Option<Word>,
        /// What that order asks for.
        #[serde(skip_serializing_if = "Option::is_none")]
        task: Option<Task>,
        /// Facts that came as unknown.
        unknown: u32,
    }
    /// A message did not arrive, and the speaker did not notice.
    Lost "lost" ("通报丢失", "lost", "") {
        /// From whom.
        from: Word,
        /// The channel.
        channel: Word,
    }
    /// One fact of a message was heard wrong.
    Misheard "misheard" ("误听", "misheard", "") {
        /// From whom.
        from: Word,
        /// The channel.
        channel: Word,
        /// The fact.
        fact: Word,
        /// What was said.
        said: Option<Value>,
        /// What was heard.
        heard: Option<Value>,
    }
    /// An organisation's forces were ordered out.
    Dispatched "dispatched" ("调派出动", "dispatched", "t4_dispatch") {
        /// The crews.
        crews: Vec<Word>,
        /// Where to.
        to: Word,
    }
    /// The signal to withdraw was given to crews. That they have withdrawn is another event.
    WithdrawalSignalled "withdrawal_signalled" ("发出撤离信号", "withdrawal signalled", "") {
        /// The crews that heard it.
        crews: Vec<Word>,
        /// Where to.
        to: Word,
    }
    /// A crew that was called back stands where it was called to.
    Withdrawn "withdrawn" ("撤离到位", "withdrawn", "") {
        /// How many of it.
        people: u32,
    }
    /// A person or crew left a place.
    Left "left" ("出发", "left", "t5_turnout") {
        /// Where to.
        to: Word,
        /// On wheels, not on foot.
        drives: bool,
    }
    /// A person or crew arrived.
    Arrived "arrived" ("到达", "arrived", "t6_arrival") {
        /// Where from.
        from: Word,
        /// On wheels, not on foot.
        drives: bool,
    }
    /// A road on the way was closed; another way is sought.
    Blocked "blocked" ("道路受阻", "way blocked", "") {
        /// The road.
        road: Word,
    }
    /// A measurement was taken.
    Measured "measured" ("侦检完成", "measured", "t7_size_up") {
        /// What it gave.
        facts: Vec<Told>,
    }
    /// The ventilation of a place was switched.
    VentilationSwitched "ventilation_switched" ("通风切换", "ventilation switched", "") {
        /// To what.
        mode: Word,
    }
    /// The electric power of a place was cut, and of whatever hangs on the same breaker.
    PowerCut "power_cut" ("电源切断", "power cut", "") {
        /// The breaker; empty where it was cut from far off.
        breaker: Word,
        /// The rooms that are dead.
        rooms: Vec<Word>,
    }
    /// A cordon was closed.
    CordonClosed "cordon_closed" ("警戒区设立", "cordon closed", "t9_cordon_closed") {
        /// Around which place.
        around: Word,
        /// How far out, m.
        radius_m: f64,
    }
    /// A crowd is held at the line of a cordon.
    CrowdHeld "crowd_held" ("围观群众已控制", "crowd held", "") {
        /// How many people.
        people: u32,
        /// How far they had to go back, m; 0 where they came no nearer than the line.
        back_m: f64,
        /// How far from the building they stand now, m.
        distance_m: f64,
    }
    /// Heads were counted against a list.
    HeadCounted "head_counted" ("人员清点", "heads counted", "t15_evacuated_100") {
        /// On the list.
        listed: u32,
        /// Present.
        counted: u32,
        /// Names that are missing.
        missing: Vec<Word>,
    }
    /// A road was closed.
    RoadClosed "road_closed" ("道路封闭", "road closed", "") {
        /// The road.
        road: Word,
    }
    /// A road was opened.
    RoadOpened "road_opened" ("道路开放", "road opened", "") {
        /// The road.
        road: Word,
    }
    /// The flammable vapour of a room burnt fast enough to break something.
    Explosion "explosion" ("爆炸", "explosion", "") {
        /// What burnt, kg.
        burnt_kg: f64,
        /// Peak overpressure in the room, kPa.
        overpressure_kpa: f64,
        /// Whether the windows gave way.
        windows: bool,
    }
    /// Pressure from next door reached a room.
    Blast "blast" ("冲击波及", "blast reached", "") {
        /// Peak overpressure, kPa.
        overpressure_kpa: f64,
    }
    /// A door jammed.
    DoorJammed "door_jammed" ("房门变形卡死", "door jammed", "") {
        /// The place on its other side.
        to: Word,
    }
    /// Somebody in a building has found every way out barred.
    Trapped "trapped" ("被困", "trapped", "") {
        /// By what: `door` (jammed) or `flames`.
        by: Word,
        /// Where they wanted to go.
        to: Word,
    }
    /// Somebody who was trapped has found a way.
    WayFree "way_free" ("出路已通", "way free again", "") {}
    /// Horns, detectors, lights and cables of a room are dead.
    DevicesDead "devices_dead" ("设备线路失效", "devices dead", "") {}
    /// A pool caught fire.
    FireStarted "fire_started" ("起火", "fire started", "") {
        /// Burning area, m².
        area_m2: f64,
        /// Heat release, kW.
        heat_kw: f64,
    }
    /// A fire has set the contents of its room on fire.
    ContentsCaught "contents_caught" ("室内物品起火", "contents caught fire", "") {}
    /// The heat of a fire has broken the windows of its room.
    WindowsBroken "windows_broken" ("窗玻璃受热破碎", "windows broken by heat", "") {}
    /// A fire no longer grows and is being driven back.
    FireControlled "fire_controlled" ("火势控制", "fire under control", "t19_fire_controlled") {}
    /// A fire is out.
    FireOut "fire_out" ("火灾扑灭", "fire out", "t19_fire_out") {
        /// `foam` or `burnt_out`.
        reason: Word,
        /// What burnt of the substance, kg.
        burnt_kg: f64,
        /// Heat that the contents of the room gave, MJ.
        contents_mj: f64,
    }
    /// Where the water of the foam attacks went: told when it is held, when no more flows, when the pool runs over.
    WasteWater "waste_water" ("消防废水去向", "waste water", "") {
        /// `contained`, `stopped` or `full`.
        state: Word,
        /// What has run into the drains, m³.
        lost_m3: f64,
        /// What is held in the accident pool, m³.
        held_m3: f64,
    }
    /// A vessel burst in the heat.
    VesselBurst "vessel_burst" ("容器受热破裂", "vessel burst", "") {
        /// The vessel.
        vessel: Word,
        /// What of its liquid burnt at once, kg.
        fireball_kg: f64,
    }
    /// Spilled liquid was taken up or covered.
    Absorbed "absorbed" ("泄漏物已吸附覆盖", "spill absorbed", "") {
        /// How much, kg.
        kg: f64,
    }
    /// A person was hurt, or worse than before.
    Injured "injured" ("受伤", "injured", "") {
        /// By what: `blast`, `burn`, `glass`, `vapour`, `smoke`.
        by: Word,
        /// `slight` or `serious`.
        class: Word,
        /// RPM score, 12 well to 0 dead.
        rpm: f64,
        /// Whether the person can still walk.
        walks: bool,
        /// How many people of a crew; 1 for a person.
        people: u32,
    }
    /// A person died.
    Died "died" ("死亡", "died", "") {
        /// Of what, as `injured`.
        by: Word,
        /// How many people of a crew; 1 for a person.
        people: u32,
    }
    /// Searchers found somebody.
    Found "found" ("找到伤员", "found", "") {
        /// Who.
        who: Vec<Word>,
    }
    /// Somebody was brought out.
    Rescued "rescued" ("救出", "brought out", "t16_first_rescued") {
        /// Who.
        who: Vec<Word>,
    }
    /// A casualty was sorted.
    Triaged "triaged" ("检伤分类", "triaged", "t17_first_triaged") {
        /// Who.
        who: Word,
        /// `red`, `yellow`, `green` or `black`.
        colour: Word,
    }
    /// A casualty is stable.
    Treated "treated" ("救治稳定", "treated", "") {
        /// Who.
        who: Word,
    }
    /// A person was decontaminated.
    Decontaminated "decontaminated" ("洗消完毕", "decontaminated", "") {
        /// Who.
        who: Word,
    }
    /// Casualties reached a hospital.
    Delivered "delivered" ("送达医院", "delivered to hospital", "t18_first_at_hospital") {
        /// Who.
        who: Vec<Word>,
        /// Beds left there.
        beds_left: u32,
    }
    /// Casualties wait at the door of a hospital that nobody had told.
    Queued "queued" ("急诊排队等候", "queued at hospital", "") {
        /// Who.
        who: Vec<Word>,
        /// Until there is room, minutes.
        minutes: f64,
    }
    /// A hospital does not take casualties as they come, since it is full or they carry the substance on them: other beds
    /// are sought, or they are washed first.
    TurnedAway "turned_away" ("医院无法接收", "turned away", "") {
        /// Who.
        who: Vec<Word>,
        /// `full` or `contaminated`.
        reason: Word,
    }
    /// Work is done whose result is a fact.
    Made "made" ("作业完成", "made", "") {
        /// The fact.
        fact: Word,
    }
    /// Somebody said something that is so because they said it.
    Declared "declared" ("宣布", "declared", "") {
        /// The fact.
        fact: Word,
        /// Its value.
        value: Option<Value>,
        /// What the document carries.
        with: Vec<Told>,
    }
    /// Somebody chose the blocks of neighbours who are to be told, by what they believed of the release and of the wind.
    AreaChosen "area_chosen" ("划定通知范围", "area chosen", "") {
        /// What is to be said of them.
        fact: Word,
        /// The believed place of the release.
        around: Word,
        /// Where the wind was believed to come from, degrees.
        wind_from_deg: f64,
        /// The instant that this belief speaks of, milliseconds; none where it is the forecast of the day.
        wind_as_of_ms: Option<i64>,
        /// How far from the release.
        within_m: f64,
        /// How much to either side of the way that the wind blows, degrees.
        either_side_deg: f64,
        /// All blocks in the area.
        blocks: Vec<Word>,
    }
    /// The neighbours of a block were led away, or told to stay in.
    AreaEvacuated "area_evacuated" ("群众疏散完成", "neighbours evacuated", "") {
        /// The block.
        area: Word,
        /// How many.
        people: u32,
        /// Where they went; empty: they stayed in.
        to: Word,
    }
    /// A step was forgotten when its time came.
    Forgotten "forgotten" ("遗漏", "forgotten", "") {
        /// The procedure.
        procedure: Word,
        /// The step.
        step: Word,
    }
    /// Drill control put something in. A root.
    Injected "injected" ("导调注入", "injected", "") {
        /// The inject.
        inject: Word,
        /// The verb.
        verb: Word,
    }
    /// The wind turned.
    WindTurned "wind_turned" ("风向转变", "wind turned", "") {
        /// Where it comes from now, degrees.
        from_deg: f64,
    }
    /// A channel fell silent.
    ChannelSilenced "channel_silenced" ("通信中断", "channel silenced", "") {
        /// The channel.
        channel: Word,
    }
    /// A channel works again.
    ChannelRestored "channel_restored" ("通信恢复", "channel restored", "") {
        /// The channel.
        channel: Word,
    }
    /// A post is empty: its holder was taken out of the play, or cannot act any more.
    PostEmpty "post_empty" ("岗位缺位", "post empty", "") {
        /// `removed` or `injured`.
        reason: Word,
    }
    /// A crew's air runs low.
    AirLow "air_low" ("空呼余气不足", "air low", "") {
        /// Minutes inside so far.
        minutes: f64,
    }
    /// The incident was declared over.
    AllClear "all_clear" ("险情解除", "all clear", "t23_all_clear") {}
    /// An event of an embedder's own.
    Custom "custom" ("自定义事件", "custom", "") {
        /// Its name.
        name: Word,
        /// Its data.
        data: serde_json::Value,
    }
}

/// The row of `kind`, if it is one of the closed list.
pub fn find(kind: &str) -> Option<&'static KindDef> {
    KINDS.iter().find(|k| k.kind == kind)
}
