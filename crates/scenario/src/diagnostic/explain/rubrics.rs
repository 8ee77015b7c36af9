//! Rubrics: what they are judged by, and whether they can be met.

use super::{Page, page};
use crate::diagnostic::Code;

pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::RefCycle => page(
            "`ref` 引用同一评估表中另一条目的答案。互相引用成圈，就没有一条能由记录回答。",
            "`ref` takes the answer of another item of the same rubric. In a circle no item is answered by the record.",
            "items: { \"a\": (judge: ref(\"b\")), \"b\": (judge: ref(\"a\")) }",
            "items: { \"a\": (judge: ref(\"b\")), \"b\": (judge: happened(at(cordoned))) }",
        ),
        Code::NoWeight => page(
            "总分是各条目得分的加权平均。权重全为 0 时没有总分；不写 `weight` 按 1 计。",
            "The total is the weighted mean of the items. Where all weigh 0 there is none; without `weight` an item weighs 1.",
            "weight: 0",
            "weight: 2",
        ),
        Code::RubricLacks => page(
            "`rated` 按 `bands` 中的分档评定，`level_within` 按 `accident` 中的事故等级判断；缺了就无从评起。",
            "`rated` rates by the bands of `bands`, `level_within` judges by the grades under `accident`; without them there \
             is nothing to rate by.",
            "scale: rated",
            "scale: rated, bands: [(id: \"p\", name: (zh: \"顺利\", en: \"performed\"), from: 90)]",
        ),
        _ => page(
            "计数从 0 起，“不少于 0”总是成立，这一条永远得“是”。",
            "Counts begin at 0: at least 0 is always so, and the item is always answered yes.",
            "judge: at_least(metric: measurements, n: 0)",
            "judge: at_least(metric: measurements, n: 2)",
        ),
    }
}
