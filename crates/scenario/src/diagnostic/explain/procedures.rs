//! Facts, conditions, verbs, ways, and overrides.

use super::{Page, page};
use crate::diagnostic::Code;

#[expect(clippy::too_many_lines, reason = "a table, one entry a code")]
pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::WrongValue => page(
            "值的类型与事实不符。`hazdrill list facts` 列出每个事实的类型和单位。",
            "The value is not of the fact's type. `hazdrill list facts` shows the type and unit of each fact.",
            "when: believes(fact: \"leak.stopped\", above: 1)",
            "when: believes(fact: \"leak.stopped\", is: true)",
        ),
        Code::Comparison => page(
            "`believes` 要么写 `is`，要么写 `above` 和 `below` 中的一个或两个。",
            "`believes` has either `is`, or one or both of `above` and `below`.",
            "when: believes(fact: \"leak.amount\")",
            "when: believes(fact: \"leak.amount\", above: 5)",
        ),
        Code::NotAPlace => page(
            "`believed(…)` 用于地点，所以事实的值必须是地点。",
            "`believed(…)` stands for a place, so the value of the fact must be one.",
            "do: go(to: believed(\"leak.substance\"))",
            "do: go(to: believed(\"leak.place\"))",
        ),
        Code::NotOwnFact => page(
            "`note` 记下一个结论或约定，只能用于场景在 `facts` 里声明的事实。引擎的事实来自现场，不能凭空记下。",
            "`note` keeps a conclusion or something agreed, in a fact that the scenario declares. Facts of the engine \
             come from the world and cannot be made up.",
            "do: note(fact: \"leak.stopped\", is: true)",
            "do: note(fact: \"plan.agreed\", is: true)",
        ),
        Code::NotMeasurable => page(
            "没有仪器显示这个事实。可测的是浓度、物质和报警。",
            "No instrument shows this fact. Concentration, substance and alarm can be measured.",
            "do: measure(facts: [\"people.missing\"], at: \"gate\")",
            "do: measure(facts: [\"vapour.percent_lfl\"], at: \"gate\")",
        ),
        Code::WrongFact => page(
            "declare 只用于因宣布而成立的事实（级别、指挥部、方案、上报……），make 只用于作业成果（围堵、洗消站、安置点……）。",
            "`declare` takes facts that are so because somebody says so (a level, a headquarters, a plan, a report), `make` \
             those that are the result of work (drains plugged, a decontamination lane, a shelter).",
            "do: declare(fact: \"leak.place\", is: \"lab-301\")",
            "do: declare(fact: \"level.active\", is: \"IV\")",
        ),
        Code::WrongSite => page(
            "疏散需要带 block 的场所，送医需要带 hospital 的场所，配电箱切断的是房间。",
            "An evacuation needs a place with a `block`, a transport one with a `hospital`; a breaker cuts the power of rooms.",
            "do: transport(from: \"gate\", to: \"gate\")",
            "do: transport(from: \"gate\", to: \"hospital-a\")",
        ),
        Code::HoldsUnprovoked => page(
            "每个决定都要有原因：必须有知道的、做过的或到达的事。只有 `not` 或 `here` 的条件对一无所知的人也成立，步骤会无缘无故地开始。",
            "Every decision has a cause: something known, done or arrived. A condition of `not` and `here` alone holds for \
             somebody who knows nothing, and the step would begin without reason.",
            "when: not(knows(\"leak.stopped\"))",
            "when: all([knows(\"leak.place\"), not(knows(\"leak.stopped\"))])",
        ),
        Code::StepOfAnother => page(
            "`done` 和 `failed` 只看自己的步骤。别人做完了什么，要有人告知才知道。",
            "`done` and `failed` see one's own steps only. What others finished, one knows when somebody tells it.",
            "when: done(\"step-of-the-chief\")",
            "when: knows(\"plan.agreed\")",
        ),
        Code::Work => page(
            "`takes` 是下命令的人花的时间，`work` 是队伍在现场花的时间。命令队伍时两者都要写，自己动手时只写 `takes`。",
            "`takes` is the time of the one who decides, `work` the time of the crews on the spot. An order to crews has \
             both; work with one's own hands has `takes` only.",
            "do: shut_source(at: \"lab\", crews: [\"alpha\"])",
            "do: shut_source(at: \"lab\", crews: [\"alpha\"], work: fixed(min(3)))",
        ),
        Code::MissingSkill => page(
            "队伍或个人没有这项技能，命令会被拒绝。请换一支队伍，或在其 `skills` 里加上。",
            "The crew or person lacks the skill, and the order will be refused. Send another, or add it to `skills`.",
            "skills: [search]",
            "skills: [search, measure]",
        ),
        Code::WrongUser => page(
            "封路、开路只能由导调注入；人的动作只能由程序或席位命令发出。",
            "Closing and opening roads is for injects; what people do comes from procedures and seats.",
            "injects: { \"a\": (when: at(min(5)), do: all_clear) }",
            "injects: { \"a\": (when: at(min(5)), do: close_road(\"ring\")) }",
        ),
        Code::NotHeard => page(
            "对方的 `hears` 里没有这些渠道，消息到不了。面对面说话人人听得到，但要在同一地点。",
            "The other side listens on none of these channels, so nothing arrives. Speaking face to face reaches \
             everybody, but only at the same place.",
            "hears: []",
            "hears: [\"telephone\"]",
        ),
        Code::NoBasis => page(
            "有时限就要写依据：哪条法规、标准或预案。报告会印出来。",
            "A limit has the rule behind it: law, standard or plan. Reports print it.",
            "limit: s(60)",
            "limit: s(60), basis: \"15 分钟消防时间\"",
        ),
        Code::NoWayOut => page(
            "有人在一个没有门的房间里，既出不来，别人也进不去。",
            "Somebody is in a room without a door: they cannot leave, and nobody can reach them.",
            "doors: {}",
            "doors: { \"corridor\": (width: m(1), height: m(2), open: 0.1, walk: m(5)) }",
        ),
        Code::NoWay => page(
            "两地之间没有门、小路或道路相连。",
            "No door, path or road joins the two places.",
            "roads: {}",
            "roads: { \"main\": (from: \"station\", to: \"gate\") }",
        ),
        Code::AfterTheEnd => page(
            "这件事排在演练结束之后，永远不会发生。",
            "This is set after the end of the drill and will never happen.",
            "limit: h(1), when: at(h(2))",
            "limit: h(3), when: at(h(2))",
        ),
        Code::NothingHappens => page(
            "没有泄漏也没有注入，演练没有起因。",
            "Without a release or an inject there is nothing that sets the drill going.",
            "releases: {}",
            "releases: { \"tap\": (vessel: \"drum\") }",
        ),
        Code::SecondSubstance => page(
            "空气里只推演一种物质的扩散、爆炸范围和毒性；几处泄漏必须是同一种物质。未泄漏的容器可以装别的。",
            "The air of the rooms carries one substance, with its flammable range and its toxicity; several releases must be \
             of the same one. Vessels that nothing releases may hold others.",
            "vessels: { \"a\": (substance: \"diethyl-ether\"), \"b\": (substance: \"acetone\") }, releases: { \"one\": (vessel: \
             \"a\"), \"two\": (vessel: \"b\") }",
            "vessels: { \"a\": (substance: \"diethyl-ether\"), \"b\": (substance: \"diethyl-ether\") }, releases: { \"one\": \
             (vessel: \"a\"), \"two\": (vessel: \"b\") }",
        ),
        Code::NoSuchPath => page(
            "路径的写法与诊断中显示的一致：字段和名称用点连接，列表用 [序号]，步骤也可用自己的名称，变体的词可以省略。",
            "A path is written as diagnostics print it: fields and names with dots between, lists with [number], steps also \
             by their own name; the word of a variant may be left out.",
            "--set channels.telefon.lost=0.3",
            "--set channels.telephone.lost=0.3",
        ),
        Code::BadPath => page(
            "参数应为 路径=值；键中有点时加引号。",
            "The argument is PATH=VALUE; a key with dots in it stands in quotes.",
            "--set channels..lost",
            "--set channels.telephone.lost=0.3",
        ),
        Code::BadOverride => page(
            "值可以是数、带单位的量、词或 JSON；`null` 去掉一个可选的字段。",
            "The value is a number, a quantity, a word or JSON; `null` takes an optional field away.",
            "--set limit={s:60}",
            "--set limit=60s",
        ),
        Code::BadFactor => page(
            "倍数必须是大于 0 的有限数。",
            "A factor is a finite number above 0.",
            "--scale roads=-2",
            "--scale roads=2",
        ),
        Code::NothingToScale => page(
            "`--scale` 只乘时长；这条路径及其下面没有时长。",
            "`--scale` multiplies durations; there is none at or below this path.",
            "--scale channels.telephone.lost=2",
            "--scale channels.telephone=2",
        ),
        _ => page("", "", "", ""),
    }
}
