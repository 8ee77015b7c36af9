//! Files, packs and spelling.

use super::{Page, page};
use crate::diagnostic::Code;

#[expect(clippy::too_many_lines, reason = "a table, one entry a code")]
pub(super) fn page_of(code: Code) -> Page {
    match code {
        Code::NotFound => page(
            "没有这个文件、文件夹或内置场景。给出的名称可以是 .ron 文件、含 scenario.ron 的文件夹，或 `hazdrill list scenarios` 列出的名称。",
            "There is no such file, folder or built-in scenario. A scenario is named by its .ron file, by a folder with \
             scenario.ron, or by a name that `hazdrill list scenarios` shows.",
            "hazdrill run ether-labb",
            "hazdrill run ether-lab",
        ),
        Code::TooLarge => page(
            "场景连同其数据包最多 5 MB。正常的场景约 50 KB，更大的多半是选错了文件。",
            "A scenario with its packs may have 5 MB. Usual ones have 50 KB; a larger one is mostly the wrong file.",
            "hazdrill run video.mp4",
            "hazdrill run scenario.ron",
        ),
        Code::NotUtf8 => page(
            "场景文件必须是 UTF-8 编码。中文 Windows 的记事本可能存为 GBK 或 UTF-16，请另存为 UTF-8。",
            "A scenario is text in UTF-8. Some editors save GBK or UTF-16: save it again as UTF-8.",
            "scenario.ron (GBK)",
            "scenario.ron (UTF-8)",
        ),
        Code::Unreadable => page(
            "操作系统不允许读取这个文件：权限不足、磁盘故障，或者它不是普通文件。",
            "The system does not let us read the file: no permission, a fault of the disk, or no ordinary file.",
            "chmod 000 scenario.ron",
            "chmod 644 scenario.ron",
        ),
        Code::PackMissing => page(
            "`use` 中的数据包先在场景文件夹里找；`packs/…` 再到上一级文件夹的 `packs/` 里找；最后找内置数据包（`hazdrill list packs`）。都没有。",
            "A pack of `use` is looked for in the folder of the scenario; `packs/…` then in the `packs/` of the folder \
             above; and then among the built-in ones (`hazdrill list packs`). It is in none of them.",
            "use: [\"packs/ether.ron\"]",
            "use: [\"packs/diethyl-ether.ron\"]",
        ),
        Code::PackCycle => page(
            "数据包直接或间接引用了自己，永远合并不完。",
            "A pack uses itself, perhaps by way of others, so that merging would never end.",
            "// a.ron\n(use: [\"a.ron\"])",
            "// a.ron\n(substances: {})",
        ),
        Code::PackOutside => page(
            "数据包只能在场景文件夹之内，或在上一级文件夹的 `packs/` 里：不能用绝对路径、盘符或 `..`，也不能用指向外面的链接。这样场景拷到别处仍能运行。",
            "A pack lies within the folder of its scenario, or in the `packs/` of the folder above: no absolute path, no drive, no `..`, no link that leads \
             outside. So a scenario still runs where it is copied to.",
            "use: [\"../packs/pack.ron\"]",
            "use: [\"packs/pack.ron\"]",
        ),
        Code::TooManyPacks => page(
            "一个场景连同数据包引用的数据包最多 64 个。",
            "A scenario uses at most 64 packs, counted with the packs of packs.",
            "use: [\"1.ron\", \"2.ron\", … \"65.ron\"]",
            "use: [\"all.ron\"]",
        ),
        Code::PackReplaces => page(
            "场景旁边的数据包与内置包同名，就取代内置包；它若只写了要改的几处，其余内容便都缺了。",
            "A pack beside the scenario takes the place of the built-in one of its name. If it only says what is to be \
             changed, all the rest is missing.",
            "// packs/fire-cn.ron\n(organisations: {\"fire\": (crews: {\"engine-1\": (people: 4)})})",
            "// packs/fire-cn.ron\n(use: [\"packs/fire-cn.ron\"],\n organisations: {\"fire\": (crews: {\"engine-1\": (people: 4)})})",
        ),
        Code::Empty => page("文件里什么也没有。", "There is nothing in the file.", "", "format: 1, id: \"my-drill\""),
        Code::UnexpectedCharacter => page(
            "RON 不用这个字符。词由字母、数字和 _ 组成，其余文字放在引号里。",
            "RON has no use for this character. Words are letters, digits and _; all other text stands in quotes.",
            "id: @lab",
            "id: \"lab\"",
        ),
        Code::WrongPunctuation => page(
            "用中文输入法键入了全角标点。程序按对应的半角标点继续读，但文件必须改正。",
            "Punctuation of a Chinese keyboard, or of another format. The loader reads on as if it were right, but the \
             file has to be mended.",
            "name：（zh： “仓库”， en： “Store”）",
            "name: (zh: \"仓库\", en: \"Store\")",
        ),
        Code::MissingComma => page(
            "两项之间要有逗号；最后一项后面可有可无。",
            "Items have a comma between them; after the last it may stand or not.",
            "limit: h(3) id: \"lab\"",
            "limit: h(3), id: \"lab\"",
        ),
        Code::MissingColon => page(
            "字段名与值、键与值之间要有冒号。",
            "A colon stands between a field and its value, and between a key and its value.",
            "id \"lab\"",
            "id: \"lab\"",
        ),
        Code::MissingValue => page(
            "冒号后面或两个逗号之间没有值。",
            "Nothing stands behind a colon or between two commas.",
            "id: , format: 1",
            "id: \"lab\", format: 1",
        ),
        Code::Unexpected => page(
            "这里不该有这个内容：多余的逗号、冒号，或文件结束之后的文字。",
            "This does not belong here: a comma or colon too many, or text behind the end.",
            "limit: h(3),, id: \"lab\"",
            "limit: h(3), id: \"lab\"",
        ),
        Code::Brackets => page(
            "括号不成对。() 用于结构和动作，{} 用于有名称的一组，[] 用于列表。",
            "Brackets do not pair. `()` holds fields and arguments, `{}` named things, `[]` a list.",
            "aims: [(zh: \"甲\", en: \"A\"]",
            "aims: [(zh: \"甲\", en: \"A\")]",
        ),
        Code::UnclosedText => page(
            "文本少了结束的引号。",
            "A text lacks the quote at its end.",
            "id: \"lab, format: 1",
            "id: \"lab\", format: 1",
        ),
        Code::UnclosedComment => page(
            "`/*` 开始的注释要用 `*/` 结束；单行注释用 `//`。",
            "A comment that begins with `/*` ends with `*/`. A comment of one line begins with `//`.",
            "/* remark",
            "// remark\nformat: 1",
        ),
        Code::BadEscape => page(
            "反斜杠在文本里有特殊含义。",
            "A backslash in a text has a meaning of its own.",
            "source: \"C:\\data\"",
            "source: \"C:/data\"",
        ),
        Code::BadNumber => page(
            "这不是数。小数点用 `.`；不用千分位逗号；范围用分布表示。",
            "This is not a number. The decimal mark is `.`; there is no mark for thousands; a range is a distribution.",
            "takes: 10..20",
            "takes: uniform(from: s(10), to: s(20))",
        ),
        Code::UnitBehindNumber => page(
            "单位写在前面，数写在括号里。",
            "The unit stands in front, the number in brackets.",
            "limit: 4h",
            "limit: h(4)",
        ),
        Code::TooNested => page(
            "括号最多嵌套 96 层，一个文件最多一百万个值。正常的场景不到 20 层。",
            "Brackets nest 96 deep at most, and a file holds at most a million values. Usual scenarios nest less than 20.",
            "when: not(not(not( … )))",
            "when: knows(\"leak.place\")",
        ),
        Code::DuplicateKey => page(
            "同一个名称在同一处出现两次，读者不知道以哪个为准。",
            "The same name stands twice in one place, and nobody can say which of them counts.",
            "people: { \"staff\": (count: 3), \"staff\": (count: 4) }",
            "people: { \"staff\": (count: 3), \"guests\": (count: 4) }",
        ),
        Code::MixedArguments => page(
            "只有一个参数时不写名称；有两个以上时全部写名称。RON 不能混用。",
            "One argument stands bare, two or more are all named. RON cannot mix them.",
            "do: withdraw([\"engine-1\"], to: \"gate\")",
            "do: withdraw(crews: [\"engine-1\"], to: \"gate\")",
        ),
        Code::Quotes => page(
            "自己起的名称加引号（键、编号），语言本身的词（字段、动作、单位）不加。",
            "Names that you chose stand in quotes (keys, ids); words of the language (fields, verbs, units) do not.",
            "base: station-2, posts: { chief: (hears: []) }",
            "base: \"station-2\", posts: { \"chief\": (hears: []) }",
        ),
        _ => page("", "", "", ""),
    }
}
