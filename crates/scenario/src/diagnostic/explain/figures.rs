//! Limits, figures and texts.

use super::{Page, page};
use crate::diagnostic::Code;

pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::TooMany => page(
            "超出了引擎的规模上限：2 万人、500 个岗位和队伍、5000 个步骤、1000 个地点。人群的每个成员各带一份步骤。",
            "More than the engine takes: 20,000 people, 500 posts and crews, 5,000 steps, 1,000 places. Each member of a \
             group carries the steps of the group.",
            "count: 10000000",
            "count: 200",
        ),
        Code::TooDeep => page(
            "条件最多嵌套 32 层。多半可以用 `all` 或 `any` 改写得更平。",
            "Conditions nest at most 32 deep. Mostly `all` or `any` says the same in fewer levels.",
            "when: all([all([all([knows(\"odour\")])])])  // …",
            "when: all([knows(\"odour\"), knows(\"leak.place\")])",
        ),
        Code::EmptyList => page(
            "这个列表不能空：告知要有对象、内容和渠道，`all` 和 `any` 要有条件。",
            "This list must not be empty: telling needs whom, what and by which channel; `all` and `any` need conditions.",
            "do: tell(whom: [], facts: [\"odour\"], by: [\"voice\"])",
            "do: tell(whom: [\"fire\"], facts: [\"odour\"], by: [\"voice\"])",
        ),
        Code::BadWords => page(
            "文字不能为空，名称最多 200 字，来源最多 1000 字，且不含换行等控制字符：它们要印在报告的表格里。",
            "Words must not be empty; a name has at most 200 characters, a source 1,000, none of them a line break or \
             other control character: they are printed in tables.",
            "name: (zh: \"\", en: \"Gate\")",
            "name: (zh: \"大门\", en: \"Gate\")",
        ),
        Code::NotPositive => page(
            "这个量必须大于 0：没有面积的房间、没有人的队伍、没有权重的指标都没有意义。",
            "This figure must be above 0: a room without floor, a crew without people, a target without weight mean \
             nothing.",
            "floor: m2(0)",
            "floor: m2(60)",
        ),
        Code::TooShort => page(
            "人做的每件事至少 1 秒，说一个事实也是。否则两个人可以在同一瞬间无限对话，演练永远停在那里。",
            "Whatever a person does lasts at least 1 s, telling a fact included. Otherwise two people could talk without \
             end in one instant, and the drill would stand still.",
            "takes: fixed(s(0))",
            "takes: fixed(s(5))",
        ),
        Code::WrongOrder => page(
            "两个数的大小顺序反了：下限在上限之上、爆炸下限不低于上限、零分时刻早于满分时限。",
            "Two figures stand in the wrong order: a low end above the high one, a lower limit above the upper one, no \
             marks before full marks.",
            "takes: uniform(from: s(60), to: s(30))",
            "takes: uniform(from: s(30), to: s(60))",
        ),
        Code::OddVapourPressure => page(
            "公式 ln(P/Pa) = a − b/(T/K + c)。常用的安托因常数多以 mmHg、摄氏度和常用对数给出，须换算。",
            "The equation is ln(P/Pa) = a − b / (T/K + c). Antoine constants are mostly given for mmHg, °C and decimal \
             logarithms and have to be converted.",
            "a: 6.9, b: 1065, c: 226",
            "a: 20.9, b: 2513, c: -40.3",
        ),
        Code::BadCas => page(
            "CAS 号的最后一位是校验位：其余数字自右向左乘以 1、2、3……，和的末位即校验位。",
            "The last digit of a CAS number checks the others: they are multiplied by 1, 2, 3 … from the right, and the \
             last digit of the sum must be it.",
            "cas: \"60-29-8\"",
            "cas: \"60-29-7\"",
        ),
        Code::NoAir => page(
            "佩戴空气呼吸器或化学防护服的队伍要写气瓶能用多久，否则它永远不必撤出。",
            "A crew with its own air says how long the air lasts; otherwise it never has to come out.",
            "protection: breathing_apparatus",
            "protection: breathing_apparatus, air: min(40)",
        ),
        _ => page("", "", "", ""),
    }
}
