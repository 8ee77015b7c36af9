//! Values that do not fit their place.

use super::{Page, page};
use crate::diagnostic::Code;

pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::UnknownField => page(
            "这里没有这个字段。为防止写错的字段被悄悄忽略，不认识的字段一律报错。",
            "There is no such field here. Unknown fields are errors, so that a slip is never silently ignored.",
            "lots: 0.02",
            "lost: 0.02",
        ),
        Code::UnknownWord => page(
            "这里只认列出的词（动作、条件、类别）。",
            "Only the listed words are known here: verbs, conditions, kinds.",
            "do: dispach(crews: [\"engine-1\"], to: \"gate\")",
            "do: dispatch(crews: [\"engine-1\"], to: \"gate\")",
        ),
        Code::UnknownUnit => page(
            "这个量没有这个单位。单位是固定的词，例如 m_s 表示米每秒，l_min 表示升每分。",
            "The quantity has no such unit. Units are fixed words: m_s is metres per second, l_min litres per minute.",
            "limit: hour(4)",
            "limit: h(4)",
        ),
        Code::MissingField => page(
            "必填的字段没有写。物理量没有缺省值：不知道就去查，而不是由程序猜。",
            "A field that must be there is not. A physical value has no default: it is looked up, not guessed by the \
             program.",
            "\"wind\": m_s(2)",
            "wind: m_s(2), temperature: c(20), from: deg(45), source: \"…\"",
        ),
        Code::WrongType => page(
            "这里要的是另一种值：数、带引号的文本、列表 [ ]、映射 { } 或字段 ( )。",
            "Another kind of value is due here: a number, a text in quotes, a list [ ], a map { } or fields ( ).",
            "count: \"three\"",
            "count: 3",
        ),
        Code::NeedsUnit => page(
            "有量纲的数都要写单位，免得把分当成秒、把升当成立方米。",
            "Every number with a dimension has its unit, so that nobody takes minutes for seconds or litres for cubic \
             metres.",
            "limit: 4",
            "limit: h(4)",
        ),
        Code::OutOfRange => page(
            "数超出了允许的范围。`NaN` 和无穷大从不允许。",
            "The number lies beyond what is allowed. Neither NaN nor infinity ever is.",
            "open: 1.5",
            "open: 0.5",
        ),
        Code::BadText => page(
            "文本的写法不对。编号由 a-z、0-9 和 - 组成；时刻写作 \"2026-06-12 14:00\"；人写作 \"组织/岗位\"。",
            "The text is not made as it must be. An id has a-z, 0-9 and -; a clock is \"2026-06-12 14:00\"; a person is \
             \"organisation/post\".",
            "id: \"Ether Lab\"",
            "id: \"ether-lab\"",
        ),
        Code::WrongArguments => page(
            "参数不对：有的词不带参数，有的只带一个不写名称的参数，有的参数都要写名称。",
            "The arguments do not fit: some words take none, some exactly one without a name, some take named ones.",
            "takes: fixed(s(10), s(20))",
            "takes: uniform(from: s(10), to: s(20))",
        ),
        Code::BadValue => page(
            "这个值不能用；原因见消息。",
            "The value cannot be used; the message says why.",
            "starts: \"today\"",
            "starts: \"2026-06-12 14:00\"",
        ),
        _ => page("", "", "", ""),
    }
}
