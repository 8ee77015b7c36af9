//! The metrics of coordination, in words. The rules of findings stand with the rules themselves.

use super::{Metric, OWN, Words, words};

const fn row(id: &'static str, name: Words, definition: Words, unit: &'static str, source: &'static str) -> Metric {
    Metric { id, name, definition, unit, source, rows: &[] }
}

const CHEN: &str = "unverified: Chen, Sharman, Rao, Upadhyaya, CACM 51(5) 2008";
const BRANDES: &str = "U. Brandes, J. Math. Sociol. 25 (2001) 163–177";
const SPAN: &str = "unverified: span of control 3 to 7, practice of the incident command system";

/// Metrics of coordination, in the order of the JSON.
pub(super) const COORDINATION: &[Metric] = &[
    row(
        "information",
        words("信息", "information"),
        words(
            "age：事项成立（became 及爆炸、起火、风向、到达、宣布等事件）到岗位首次按实情获知（learned）的时间，按事项类别、按岗位统计。\
             never_arrived：岗位程序等待、实际成立满 5 分钟、相应步骤始终没有开始而该岗位始终没有获知的事项。晚到的计入 age，不算未到。\
             false_beliefs：岗位所认为的值与实情不符的时段（可燃气按 10/25/50/100% 分段，风向相差 45° 以上算不符，其余要求相等）。\
             失联人数的实情：曾被清点为失联者中仍在泄漏建筑内的人数。只能告知的事项没有实情，不比较。岗位指席位和队伍，不含居民等成组人员。",
            "age: from a fact becoming true (`became`, and explosions, fires, wind, arrivals, declarations …) to a seat first believing \
             it rightly (`learned`), by class of fact and by seat. never_arrived: what the procedures of a seat wait for, that was \
             true for 5 min or more, that it never learned, while the step was never begun; what came late has an age and is not \
             counted here. false_beliefs: intervals in which what a seat believed was not so (vapour by bands of 10, 25, 50, 100 % of LFL, wind \
             from 45° on, all else if not equal). Missing in truth are those once counted as missing who are inside the building of \
             the leak. What can only be told has no truth. Seats are posts and crews, not members of groups.",
        ),
        "s",
        CHEN,
    ),
    row(
        "network",
        words("通报网络", "network of messages"),
        words(
            "有向图：发出者至少有一条通报被听完即有一条联系。密度＝联系数÷n(n−1)；互惠率＝有反向联系的联系÷联系数；度＝不同的对象数；\
             中介中心度 B(v)＝Σσ(s,t|v)÷σ(s,t)，除以 (n−1)(n−2)，按不加权最短路。按单位（全程、各阶段）和按岗位（全程）。\
             planned：程序规定的告知、询问、命令和回报；used 有通报到达，failed 步骤已开始而无一到达，not_begun 步骤从未开始。unplanned：程序没有规定的联系，回答不计。",
            "A directed graph: a link from a sender to whoever heard at least one message to its end. Density = links ÷ n(n−1); \
             reciprocity = links whose reverse is there ÷ links; degree = distinct partners; betweenness B(v) = Σ σ(s,t|v) ÷ σ(s,t), \
             divided by (n−1)(n−2), over unweighted shortest paths. By organisation (whole drill and by stage) and by seat (whole \
             drill). planned: links that the procedures foresee (telling, asking, ordering, reporting back): used, failed (the step was \
             begun and nothing arrived), not_begun. unplanned: links that no procedure foresees; answers are none.",
        ),
        "",
        BRANDES,
    ),
    row(
        "span_of_control",
        words("指挥幅度", "span of control"),
        words(
            "从被宣布为现场指挥员（commander）起，每 15 分钟内：向其通报的岗位，加上听到其命令的岗位，去重计数。3 至 7 为适当，不足 15 分钟的时段不判。",
            "From being declared commander on, in each 15 min: distinct seats whom the commander heard, or that heard an order of the \
             commander. 3 to 7 is fitting; a window shorter than 15 min is not judged.",
        ),
        "",
        SPAN,
    ),
    row(
        "crews",
        words("队伍供需", "demand for crews and supply"),
        words(
            "需求：队伍任务具备条件而未开始的个数；供给：已投入而手中无任务的队伍数。waiting_s、free_s 为两者对时间的积分；shortfall_s 为需求超出供给部分的积分；\
             mismatch_s 为有空闲队伍而任务仍在等的积分。idle_share：首个任务起到记录结束，手中无任务的时间占比。done_twice：同一作业由不同的人重复实施而其间没有被撤销。\
             never_filled：听到而没有下文的命令，没有回答的询问。",
            "Demand: tasks of crews that were ready and not yet begun; supply: crews that have had a task and have none in hand. \
             waiting_s and free_s are their integrals over time, shortfall_s that of demand above supply, mismatch_s that of tasks waiting \
             although as many crews were free. idle_share: time without a task from the first task to the end of the record. done_twice: \
             the same job done by different hands with nothing undone in between. never_filled: orders that came to nothing, questions without an answer.",
        ),
        "s",
        OWN,
    ),
    row(
        "handoff_totals",
        words("交接时延合计", "hand-offs in all"),
        words(
            "全部交接按五段合计；按单位时，发出前等待和通报用时归发出方，其余三段归接收方，各单位之和等于总计。",
            "All hand-offs added up by their five parts. By organisation, waiting to send and transmission belong to the sender, the other \
             three to the receiver; the rows add up to the whole.",
        ),
        "s",
        OWN,
    ),
    row(
        "critical_paths",
        words("关键路径", "critical paths"),
        words(
            "从最后一名伤员送达（t18）、险情结束（有火为 t19 明火扑灭，无火为泄漏止住）、险情解除（t23）沿 causes[0] 回溯到根。相邻两事件之间的时间按后一事件归类：\
             险情发展、未被发现、等待发出、通报用时、等待阅读、研判决定（含程序规定的等候）、出动准备、途中、现场作业；步骤就绪到开始一段归“等人手”，其间同一人做的别的事不再计。\
             各段毫秒数之和恰等于全程。",
            "From the last casualty at a hospital (t18), the end of the hazard (t19: fire out; without a fire, leak stopped) and the all-clear \
             (t23) along causes[0] back to the root. The time between two events is of the kind that the later one ends: the hazard's own \
             course, unnoticed, waiting to be sent, telling, waiting to be read, deciding (with what the procedure waits), turning out, on the \
             way, working; from a step being ready to its start it waited for hands, whatever the same hands did then. The milliseconds of the \
             segments add up exactly to the whole.",
        ),
        "s",
        OWN,
    ),
    row(
        "slack",
        words("时差", "slack"),
        words(
            "在记录的因果图上，由终点倒推总时差：F(终点)＝0，F(c)＝min{F(e)＋max(0, t(e 的首因)−t(c))}，e 为 c 的各个结果。s 为该单位通向终点的最后一个行动可以再晚多少而终点不动；\
             least_s 为其全部行动中最小者，0 即在关键路径上。听到、获知、受害不算行动。",
            "Total float over the recorded causes, from the goal backwards: F(goal) = 0, F(c) = min over the effects e of c of F(e) + max(0, \
             t(binding cause of e) − t(c)). s: how much later the last act of an organisation that leads to the goal could have come without \
             moving it; least_s: the least of all its acts, 0 on the critical path. Hearing, learning and coming to harm are no acts.",
        ),
        "s",
        "unverified: critical-path method (Kelley and Walker 1959)",
    ),
    row(
        "delays",
        words("延误在哪里", "what delayed us"),
        words(
            "关键路径上耗时最多的十项延误，由大到小；同一人对同一对象的同类等待合计，几条路径共有的只计一次。途中和现场作业只在其时限超时时列入，险情发展不列入。\
             target：该步骤自身的时限，没有则为包含该段的最窄时限指标。",
            "The ten delays on the critical paths that cost most, the largest first; waits of one kind of one person for one thing are added \
             up, and what lies on several paths counts once. Journeys and work are listed only where their target was missed, the hazard's own \
             course never. target: the limit of the step itself, else the narrowest time target around the stretch.",
        ),
        "s",
        OWN,
    ),
    row(
        "conformity",
        words("程序符合性", "conformity to the procedures"),
        words(
            "应做的步骤：其条件在该岗位所认为的情况中成立（按 learned、done、failed、行程重放），或已开始、遗漏。missing：条件连续成立满 5 分钟（步骤时限更长的按时限）而没有开始；\
             forgotten 遗漏；failed 未成；unfinished 未完；wrong_order：条件要求先完成的步骤尚未完成即开始；wrong_owner：由非责任岗位实施（奉命的队伍除外）。",
            "A step came up when its condition held in what its seat believed (replayed from `learned`, `done`, `failed` and journeys), or when it \
             was begun or forgotten. missing: ready for 5 min on end (or its own limit, if longer) and never begun; forgotten; failed; \
             unfinished; wrong_order: begun before a step that its condition demands; wrong_owner: done by a seat whose step it is not (crews ordered to are none).",
        ),
        "",
        OWN,
    ),
    row(
        "findings",
        words("评估发现", "findings"),
        words(
            "按明确规则从本评估得出的优点、问题和整改建议；每条都有数字、事件编号和依据，未与原文核对的依据标“未核实”。同一规则的各例归为一条（cases），\
             按后果排列：人员死亡、受伤、推迟救治（在到末名送达的关键路径上）、延长处置（在到险情结束、解除的关键路径上）、违反法定要求、其他。\
             整改建议按措施和责任单位归并。结论取得分的等级，不高于评估表的封顶（caps），待人工确认。",
            "Strengths, problems and proposals by explicit rules over this evaluation; each has numbers, events and a basis, marked `unverified` \
             where nobody checked it. All cases of a rule are one finding, ranked by what they cost: death, injury, care that came later (on the \
             critical path to the last delivery), a longer response (on that to the end of the hazard or the all-clear), law not kept, other. \
             Proposals are joined by measure and organisation. The conclusion is the grade of the score, no better than the caps of the rubrics \
             allow, and has to be confirmed by a person.",
        ),
        "",
        OWN,
    ),
];
