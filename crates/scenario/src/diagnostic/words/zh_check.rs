//! Chinese: rules across fields, and limits.

use super::{Said, meant, number, shown, some_of};
use hazdrill_model::FactType;
use hazdrill_model::check::{Counted, Problem, Thing};
use hazdrill_units::SimDuration;

fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Place => "地点",
        Thing::Road => "道路",
        Thing::Substance => "物质",
        Thing::Vessel => "容器",
        Thing::Release => "泄漏",
        Thing::Detector => "探测器",
        Thing::Channel => "通信渠道",
        Thing::Organisation => "组织",
        Thing::Crew => "队伍",
        Thing::Actor => "本组织的岗位、队伍或人群",
        Thing::Addressee => "岗位、队伍、人群或组织",
        Thing::Seat => "席位（岗位或队伍）",
        Thing::Step => "本组织的步骤",
        Thing::Fact => "事实",
        Thing::Role => "角色",
        Thing::Form => "报告要素表",
        Thing::Clock => "法定时限",
        Thing::Grade => "事故等级",
        Thing::Class => "本评估表的类别",
        Thing::Band => "本评估表的分档",
        Thing::Item => "本评估表的条目",
    }
}

fn counted(what: Counted) -> &'static str {
    match what {
        Counted::People => "人员",
        Counted::Seats => "岗位和队伍",
        Counted::Steps => "步骤",
        Counted::StepCopies => "步骤（人群的每个成员各算一份）",
        Counted::Places => "地点",
        Counted::Fittings => "门、小路、容器、探测器、点火源和配电箱",
        Counted::Entries => "条目",
    }
}

fn kind(kind: FactType) -> &'static str {
    match kind {
        FactType::Flag => "`true` 或 `false`",
        FactType::Number => "数",
        FactType::Text => "带引号的词",
    }
}

fn time(time: SimDuration) -> String {
    format!("{} s", time.seconds())
}

#[expect(clippy::too_many_lines, reason = "a table, one entry a problem")]
pub(super) fn check(problem: &Problem, field: &str) -> Said {
    match problem {
        Problem::UnknownFormat { found } => Said::new(format!("不认识格式版本 {found}")).help("本程序读 `format: 1`"),
        Problem::Unknown { thing: what, name, candidates } => {
            Said::new(format!("没有{} `{}`", thing(*what), shown(name))).maybe_help(meant(
                name,
                candidates,
                "、",
                |near| format!("是不是 `{near}`？"),
                |all| format!("可用的有：{all}"),
            ))
        }
        Problem::NameTwice { name, .. } => {
            Said::new(format!("名称 `{}` 已被使用", shown(name))).help("请给其中一个换个名称，否则分不清指的是谁")
        }
        Problem::ConnectionTwice { place, .. } => Said::new(format!("通往 `{}` 的路写了两次", shown(place)))
            .help("一扇门或一条小路只写在它连接的一处：请删去一个"),
        Problem::LeadsToItself { place } => Said::new(format!("这条路从 `{0}` 通到 `{0}` 自己", shown(place))),
        Problem::TooMany { what, found, limit } => Said::new(format!("{}太多：{found}，最多 {limit}", counted(*what))),
        Problem::TooDeep { limit } => Said::new(format!("条件嵌套太深：最多 {limit} 层")),
        Problem::EmptyList => Said::new(format!("`{field}` 是空的")),
        Problem::EmptyText => Said::new(format!("`{field}` 是空的")).help("请写上文字"),
        Problem::LongText { found, limit } => Said::new(format!("`{field}` 太长：{found} 字，最多 {limit} 字")),
        Problem::ControlCharacter => Said::new(format!("`{field}` 含有不可打印的字符")).help("请写成一行"),
        Problem::NotPositive { found } => Said::new(format!("`{field}` 必须大于 0，却是 {}", number(*found))),
        Problem::OutOfRange { found, lo, hi } => {
            Said::new(format!("`{}` 超出范围：{} … {}", number(*found), number(*lo), number(*hi)))
        }
        Problem::TooShort { found, least } => {
            Said::new(format!("`{field}` 太短：{}，至少 {}", time(*found), time(*least)))
                .help("人做任何事都要花时间；否则两个人可以在零时间里说个没完")
        }
        Problem::WrongOrder { low, low_value, high, high_value, unit } => Said::new(format!(
            "`{low}`（{} {unit}）必须小于 `{high}`（{} {unit}）",
            number(*low_value),
            number(*high_value)
        )),
        Problem::OddVapourPressure { kelvin, pascals } => {
            Said::new(format!("按此公式，{} K 时蒸气压为 {} Pa", number(*kelvin), number(*pascals)))
                .help("ln(P/Pa) = a − b / (T/K + c)：常数是否用帕、开尔文和自然对数？")
        }
        Problem::PressureAgainstHeat { means, given } => Said::new(format!(
            "按此公式的斜率，汽化热为 {} J/kg，却给了 {} J/kg",
            number(means.round()),
            number(given.round())
        ))
        .help("常数是否用帕、开尔文和自然对数？"),
        Problem::BadCas { cas } => Said::new(format!("`{}` 不是 CAS 号", shown(cas))),
        Problem::ShadowsFact { key } => {
            Said::new(format!("引擎已有事实 `{}`", shown(key))).help("请直接使用它，或给自己的事实换个名称")
        }
        Problem::BadFactKey { key } => {
            Said::new(format!("`{}` 不能作事实的键", shown(key))).help("由 a-z、0-9、- 和 _ 组成的词，之间用点隔开")
        }
        Problem::NoSubject { fact } => {
            Said::new(format!("`{}` 中的事实没有对象", shown(fact))).help("请删去冒号及其后面的部分")
        }
        Problem::WrongValue { fact, takes } => Said::new(format!("`{}` 的值应为 {}", shown(fact), kind(*takes))),
        Problem::NotANumber { fact } => {
            Said::new(format!("`{}` 不是数，不能比大小", shown(fact))).help("请写 `is: …` 或 `knows(…)`")
        }
        Problem::NothingToCompare => Said::new("`believes` 没有可比较的内容")
            .help("请加上 `is`、`above` 或 `below`；只问是否知道，请写 `knows(…)`"),
        Problem::IsBesideBounds => Said::new("`is` 与 `above`、`below` 不能并用").help("请只留一种"),
        Problem::EmptyRange { above, below } => {
            Said::new(format!("没有大于 {} 又小于 {} 的数", number(*above), number(*below)))
        }
        Problem::NotAPlace { fact } => Said::new(format!("`{}` 的值不是地点", shown(fact)))
            .help("可用 `leak.place`、`crew.at:…`，或自己的文本事实"),
        Problem::NotOwnFact { fact } => Said::new(format!("`{}` 不能用 note 记下", shown(fact)))
            .help("note 只用于场景在 `facts` 里声明的事实；其余事实来自现场"),
        Problem::NotMeasurable { fact } => Said::new(format!("没有仪器能测 `{}`", shown(fact))),
        Problem::WrongFact { fact, verb } => Said::new(format!("`{verb}` 不能用于 `{}`", shown(fact)))
            .help("hazdrill list facts 列出每个事实的产生方式：declare 用于宣布，make 用于实际作业的结果"),
        Problem::NotOfBlocks { fact } => Said::new(format!("`{}` 不能按区块选定", shown(fact)))
            .help("blocks 只用于以场所为对象、是或否的事实，例如 `evacuation.ordered`，并且不写对象"),
        Problem::NotABlock { place } => Said::new(format!("`{}` 不是居民区块", shown(place)))
            .help("请给该场所写上 block: (homes: …, people: …, need_help: …, source: …)"),
        Problem::NotAHospital { place } => Said::new(format!("`{}` 不是医院", shown(place)))
            .help("请给该场所写上 hospital: (beds: …, resuscitation: …, source: …)"),
        Problem::NotARoom { place } => {
            Said::new(format!("`{}` 不是房间", shown(place))).help("配电箱切断的是房间的电源：请写房间（room）的名称")
        }
        Problem::HoldsUnprovoked => {
            Said::new("一无所知的人也能满足这个条件").help("请加上必须知道、做过或看到的事：`all([knows(…), not(…)])`")
        }
        Problem::StepOfAnother { step, by } => {
            Said::new(format!("步骤 `{}` 由 `{}` 执行，须由其告知", shown(step), shown(by)))
                .help("`done` 和 `failed` 只看自己的步骤；请改用被告知的事实")
        }
        Problem::WorkWithoutCrews => Said::new("`work` 是队伍的作业时间，但没有命令队伍")
            .help("请删去 `work`（自己动手的时间是 `takes`），或加上 `crews: […]`"),
        Problem::CrewsWithoutWork => Said::new("命令了队伍，却没有写作业时间").help("请加上 `work: …`"),
        Problem::MissingSkill { who, skill } => {
            Said::new(format!("`{}` 不具备技能 `{skill}`", shown(who))).help("这道命令会被拒绝")
        }
        Problem::OnlyForInjects { verb } => {
            Said::new(format!("`{verb}` 只能用于导调注入")).help("演练中的人做不了这件事")
        }
        Problem::NotForInjects { verb } => {
            Said::new(format!("导调注入不能用 `{verb}`")).help("注入只有 close_road、open_road；人按各自的程序行动")
        }
        Problem::NotHeard { whom } => Said::new(format!("`{}` 听不到这些渠道中的任何一个", shown(whom)))
            .help("请在 `hears` 里加上渠道，或在 `by` 里换一个渠道"),
        Problem::NoAir => Said::new("空气呼吸器没有写使用时间").help("请加上 `air: min(…)`"),
        Problem::NoWayOut { place } => Said::new(format!("`{}` 没有门可以出去", shown(place))),
        Problem::NoWay { from, to } => {
            Said::new(format!("从 `{}` 到 `{}` 没有路", shown(from), shown(to))).help("请加上门、小路或道路")
        }
        Problem::NoBasis => Said::new("有时限，却没有写依据").help("请加上 `basis: \"…\"`"),
        Problem::AfterTheEnd { at, limit } => {
            Said::new(format!("这发生在 {} 之后，而演练在 {} 结束", time(*at), time(*limit)))
        }
        Problem::NothingHappens => Said::new("没有泄漏也没有注入：什么都不会发生"),
        Problem::SecondSubstance { substance, spreading, .. } => {
            Said::new(format!("会泄漏第二种物质：除 `{}` 外还有 `{}`", shown(spreading), shown(substance)))
                .help("一场演练只推演一种物质：请让两个容器装同一种物质，或分成两个场景")
        }
        Problem::RefCycle { chain } => Said::new(format!("这些条目互相引用：{}", some_of(chain, " → ")))
            .help("条目最终要由记录来回答：请去掉其中一个 `ref(…)`"),
        Problem::NoWeight => Said::new("本评估表各条目的权重都是 0，算不出总分")
            .help("请至少给一个条目写大于 0 的 `weight`，或不写（按 1 计）"),
        Problem::NoBands => Said::new("`rated` 按档评定，却没有分档")
            .help("请加上 `bands: [(id: \"p\", name: (zh: …, en: …), from: 90), …]`，或改用 `yes_no`、`points`"),
        Problem::NoContents { clock } => Said::new(format!("时限 `{}` 没有规定报告内容", shown(clock)))
            .help("请写 `clock(…)`，或给该时限加上 `contents: \"…\"`（`forms` 中的要素表）"),
        Problem::NoGrades => Said::new("`level_within` 要用事故等级，这里没有")
            .help("请加上 `use: [\"packs/clocks-cn.ron\"]`，或在 `accident` 中写明等级"),
        Problem::AlwaysSo => Said::new("计数总是不小于 0：这一条永远不会答“否”").help("请写出要求的最少数量，从 1 起"),
    }
}
