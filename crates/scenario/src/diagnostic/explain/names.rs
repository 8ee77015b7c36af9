//! Names, and what they refer to.

use super::{Page, page};
use crate::diagnostic::Code;

pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::UnknownName => page(
            "引用的名称不存在：地点、队伍、渠道、事实……必须先定义。步骤和队伍只在本组织内找。",
            "The name refers to nothing. Places, crews, channels, facts … have to be defined. Steps and crews are looked \
             for within the organisation.",
            "rides: \"engine-9\"",
            "rides: \"engine-1\"",
        ),
        Code::NameTwice => page(
            "两样东西同名，引用时分不清：同一组织的岗位、队伍、人群不能同名，步骤在组织内唯一，队伍、容器、探测器和点火源在整个场景内唯一。",
            "Two things have one name and cannot be told apart. Posts, crews and groups of an organisation share their \
             names; steps are unique in it; crews, vessels, detectors and sources of ignition in the whole scenario.",
            "posts: { \"alpha\": () }, crews: { \"alpha\": () }",
            "posts: { \"alpha-leader\": () }, crews: { \"alpha\": () }",
        ),
        Code::ConnectionTwice => page(
            "一扇门或一条小路双向可走，只写在它连接的两处之一。写两次会变成两扇门，空气也会流两次。",
            "A door or path is walked both ways and stands in one of its two places. Written twice it would be two doors, \
             and air would pass twice.",
            "places: { \"a\": room(doors: { \"b\": () }), \"b\": room(doors: { \"a\": () }) }",
            "places: { \"a\": room(doors: { \"b\": () }), \"b\": room(doors: {}) }",
        ),
        Code::LeadsToItself => page(
            "门、小路、道路的两端必须是不同的地点。",
            "A door, path or road joins two different places.",
            "from: \"gate\", to: \"gate\"",
            "from: \"station\", to: \"gate\"",
        ),
        Code::ShadowsFact => page(
            "场景自己的事实只能被告知或记下，不能与引擎已有的事实同名。",
            "A fact of the scenario's own can only be told or noted, and must not hide one that the engine makes true.",
            "facts: { \"leak.place\": (type: text) }",
            "facts: { \"plan.chosen\": (type: text) }",
        ),
        Code::BadFactKey => page(
            "事实的键由小写字母、数字、- 和 _ 组成的词构成，词之间用点，不含冒号。",
            "The key of a fact is made of words of a-z, 0-9, - and _, with dots between and no colon.",
            "facts: { \"Plan B\": (type: flag) }",
            "facts: { \"plan.b\": (type: flag) }",
        ),
        Code::NoSubject => page(
            "冒号后面写事实的对象（哪个地点、哪支队伍）。这个事实说的是整个事件，没有对象。",
            "Behind the colon stands what a fact is about: which place, which crew. This fact is about the incident as a \
             whole.",
            "when: knows(\"leak.place:gate\")",
            "when: knows(\"leak.place\")",
        ),
        Code::UnknownFormat => {
            page("本程序只读第 1 版格式。", "This version of the program reads format 1.", "format: 2", "format: 1")
        }
        _ => page("", "", "", ""),
    }
}
