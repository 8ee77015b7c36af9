//! Chinese: files, spelling, types, overrides.

use super::{Said, meant, number, shown, some_of};
use crate::diagnostic::FileProblem;
use crate::overrides::OverrideProblem;
use crate::syntax::SyntaxProblem;
use crate::tree_de::{Expected, Shape, TypeProblem};
use std::io::ErrorKind;

fn did_you_mean<T: AsRef<str>>(word: &str, candidates: &[T]) -> Option<String> {
    meant(word, candidates, "、", |near| format!("是不是 `{near}`？"), |all| format!("可用的有：{all}"))
}

pub(super) fn file(problem: &FileProblem) -> Said {
    match problem {
        FileProblem::NotFound { name, candidates } if candidates.is_empty() => {
            Said::new(format!("没有文件 `{}`", shown(name))).help("请核对路径和文件名")
        }
        FileProblem::NotFound { name, candidates } => {
            Said::new(format!("没有找到场景 `{}`", shown(name))).maybe_help(meant(
                name,
                candidates,
                "、",
                |near| format!("是不是 `{near}`？"),
                |all| format!("请给出 .ron 文件、含 scenario.ron 的文件夹，或内置场景名：{all}"),
            ))
        }
        FileProblem::TooLarge { bytes, limit } => {
            Said::new(format!("文件太大：{bytes} 字节；场景连同数据包最多 {limit} 字节"))
                .help("是否选错了文件？场景一般是 50 KB 左右的文本")
        }
        FileProblem::NotUtf8 => Said::new("文件不是 UTF-8 文本").help("请用 UTF-8 编码保存（不是 GBK，也不是 UTF-16）"),
        FileProblem::Unreadable { name, kind, reason } => {
            let why = match kind {
                ErrorKind::PermissionDenied => "没有权限",
                ErrorKind::IsADirectory => "它是文件夹",
                ErrorKind::NotADirectory => "上级不是文件夹",
                _ => reason,
            };
            let said = Said::new(format!("无法读取 `{}`：{}", shown(name), shown(why)));
            match kind {
                ErrorKind::PermissionDenied => said.help("请管理员放开读取权限，或把文件复制到自己的文件夹"),
                ErrorKind::IsADirectory | ErrorKind::NotADirectory => said.help("请给出文件的路径"),
                _ => said,
            }
        }
        FileProblem::PackMissing { name, candidates } => Said::new(format!(
            "没有找到数据包 `{}`：场景文件夹里没有，旁边的 `packs/` 里没有，也不是内置包",
            shown(name)
        ))
        .maybe_help(did_you_mean(name, candidates)),
        FileProblem::PackCycle { chain } => Said::new(format!("数据包引用了自己：{}", some_of(chain, " → ")))
            .help("删去其中一处 `use`；要修改另一个包，请给自己的包另取文件名，再引用那个包"),
        FileProblem::PackOutside { name } => Said::new(format!("数据包 `{}` 在场景文件夹之外", shown(name))).help(
            "请写场景文件夹之内的路径，用 `/`，不用 `..`；写 `packs/x.ron` 时，场景文件夹旁边的 `packs/` 也会查找",
        ),
        FileProblem::PackReplaces { name } => {
            Said::new(format!("这个文件取代了同名的内置数据包 `{}`，内置包的内容一概不读", shown(name)))
                .help(format!("如只想改其中几处，请在这里写 `use: [\"{}\"]`，本文件便覆盖在内置包之上", shown(name)))
        }
        FileProblem::TooManyPacks { limit } => Said::new(format!("数据包超过 {limit} 个")),
    }
}

pub(super) fn syntax(problem: &SyntaxProblem) -> Said {
    match problem {
        SyntaxProblem::Empty => Said::new("文件是空的").help("是否选错了文件，或没有保存？"),
        SyntaxProblem::UnexpectedCharacter(c) => Said::new(format!("这里不能有字符 `{}`", shown(&c.to_string()))),
        SyntaxProblem::WrongPunctuation { found: '\u{3000}', .. } => Said::new("这里是全角空格").help("请改为普通空格"),
        SyntaxProblem::WrongPunctuation { found, write } if found.is_ascii() => {
            Said::new(format!("标点 `{found}` 应为 `{write}`")).help(format!("请键入 `{write}`"))
        }
        SyntaxProblem::WrongPunctuation { found, write } => {
            Said::new(format!("全角标点 `{found}` 应为 `{write}`")).help(format!("请切换到英文输入法，键入 `{write}`"))
        }
        SyntaxProblem::MissingComma => Said::new("这里缺少逗号").help("两项之间键入 `,`"),
        SyntaxProblem::MissingColon => Said::new("这里缺少冒号").help("名称与值之间键入 `:`"),
        SyntaxProblem::MissingValue => Said::new("这里缺少值"),
        SyntaxProblem::Unexpected(found) => Said::new(format!("`{}` 不该出现在这里", shown(found))),
        SyntaxProblem::Unclosed(open) => Said::new(format!("这个 `{open}` 没有闭合")),
        SyntaxProblem::Unopened(close) => Said::new(format!("这个 `{close}` 没有对应的开括号")),
        SyntaxProblem::UnclosedText => Said::new("这个引号没有闭合").help("文本以 `\"` 结束"),
        SyntaxProblem::UnclosedComment => Said::new("这段注释没有结束").help("这种注释以 `*/` 结束"),
        SyntaxProblem::BadEscape(found) => Said::new(format!("`{}` 不是转义符", shown(found)))
            .help("反斜杠本身写作 `\\\\`；可用的有 \\n \\t \\\" \\\\ \\u{…}"),
        SyntaxProblem::BadNumber(found) => Said::new(format!("`{}` 不是数", shown(found))),
        SyntaxProblem::UnitBehindNumber { number, unit } if unit == "%" => {
            Said::new(format!("`{}%`：比例用 0 到 1 的数表示", shown(number)))
                .help("5 % 写作 `0.05`；浓度写作 `percent(5)`")
        }
        SyntaxProblem::UnitBehindNumber { number, unit } => {
            let (number, unit) = (shown(number), shown(unit));
            Said::new(format!("单位写在了数的后面：`{number}{unit}`")).help(format!("请写 `{unit}({number})`"))
        }
        SyntaxProblem::Range => Said::new("这里不用 `a..b`").help("请写 `uniform(from: …, to: …)`"),
        SyntaxProblem::TooNested => Said::new("括号嵌套太深"),
        SyntaxProblem::TooManyValues => Said::new("文件中的值太多"),
        SyntaxProblem::Trailing => Said::new("文件结束之后还有内容").help("一个文件只有一个 `( … )`"),
        SyntaxProblem::DuplicateKey(key) => {
            Said::new(format!("`{}` 出现了两次", shown(key))).help("删去一个，或换一个名称")
        }
        SyntaxProblem::MixedArguments => Said::new("带名称的参数旁边有一个不带名称的参数")
            .help("一个参数不写名称；两个以上全部写名称：`name(a: …, b: …)`"),
        SyntaxProblem::KeyWithoutQuotes(key) => Said::new(format!("键 `{}` 没有引号", shown(key)))
            .help(format!("在 `{{ }}` 里请写 `\"{}\": …`", shown(key))),
        SyntaxProblem::KeyNotText => Said::new("键必须是带引号的文本"),
        SyntaxProblem::FieldInQuotes(name) => Said::new(format!("字段 `{}` 不该有引号", shown(name)))
            .help(format!("在 `( )` 里请写 `{}: …`", shown(name))),
        SyntaxProblem::NameWithoutQuotes(name) => {
            Said::new(format!("名称 `{}` 没有引号", shown(name))).help(format!("请写 `\"{}\"`", shown(name)))
        }
    }
}

/// The names of quantities, as `units` gives them.
fn quantity_name(quantity: &str) -> &str {
    match quantity {
        "duration" => "时长",
        "length" => "长度",
        "area" => "面积",
        "volume" => "体积",
        "mass" => "质量",
        "speed" => "速度",
        "volume flow" => "体积流量",
        "mass flow" => "质量流量",
        "rate" => "频率",
        "temperature" => "温度",
        "pressure" => "压力",
        "density" => "密度",
        "molar mass" => "摩尔质量",
        "specific energy" => "比能量",
        "heat capacity" => "比热容",
        "heat transfer coefficient" => "传热系数",
        "diffusivity" => "扩散系数",
        "energy" => "能量",
        "volume fraction" => "体积分数",
        "direction" => "方向",
        other => other,
    }
}

/// What types of the model say of themselves; the rest is the same in every language.
fn said_by_type(said: &str) -> &str {
    match said {
        "a name of a-z, 0-9 and -" => "由 a-z、0-9 和 - 组成的名称",
        "true, false, a number or a \"word\"" => "true、false、数或 \"文本\"",
        "\"place\" / believed(\"fact\")" => "\"地点\" 或 believed(\"事实\")",
        "\"fact\" / \"fact:subject\"" => "\"事实\" 或 \"事实:对象\"",
        "\"organisation/post\"" => "\"组织/岗位\"",
        "\"crew\" / \"organisation/crew\"" => "\"队伍\" 或 \"组织/队伍\"",
        other => other,
    }
}

fn expected(expected: &Expected) -> String {
    match expected {
        Expected::Bool => "`true` 或 `false`".to_owned(),
        Expected::Integer => "整数".to_owned(),
        Expected::Number => "数".to_owned(),
        Expected::Text => "带引号的文本".to_owned(),
        Expected::Fields(fields) => format!("`( … )`，字段有 {}", some_of(fields, "、")),
        Expected::Map => "映射 `{ \"名称\": … }`".to_owned(),
        Expected::List => "列表 `[ … ]`".to_owned(),
        Expected::OneOf(words) => format!("下列之一：{}", some_of(words, "、")),
        Expected::Quantity(quantity, units) => {
            format!("带单位的{}，例如 `{}(1)`", quantity_name(quantity), units[0])
        }
        Expected::Said(said) => said_by_type(said).to_owned(),
        Expected::Anything => "别的值".to_owned(),
    }
}

fn found(shape: &Shape) -> String {
    match shape {
        Shape::Bool(b) => format!("`{b}`"),
        Shape::Number(n) => format!("数 `{}`", number(*n)),
        Shape::Text(text) => format!("文本 \"{}\"", shown(text)),
        Shape::Word(word) => format!("词 `{}`", shown(word)),
        Shape::Call(word) => format!("`{}(…)`", shown(word)),
        Shape::Fields => "带字段的 `( … )`".to_owned(),
        Shape::Tuple => "`( … )`".to_owned(),
        Shape::Map => "映射 `{ … }`".to_owned(),
        Shape::List => "列表 `[ … ]`".to_owned(),
        Shape::Nothing => "空".to_owned(),
    }
}

pub(super) fn types(problem: &TypeProblem) -> Said {
    match problem {
        TypeProblem::UnknownField { found, expected } => {
            Said::new(format!("这里没有字段 `{}`", shown(found))).maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::UnknownWord { found, expected } => {
            Said::new(format!("这里不认识 `{}`", shown(found))).maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::UnknownUnit { quantity, found, expected } => {
            Said::new(format!("`{}` 不是{}的单位", shown(found), quantity_name(quantity)))
                .maybe_help(did_you_mean(found, expected))
        }
        TypeProblem::MissingField(field) => {
            Said::new(format!("缺少字段 `{field}`")).help(format!("请补上 `{field}: …`"))
        }
        TypeProblem::WrongType { expected: wanted, found: shape } => {
            let help = match (wanted, shape) {
                (Expected::Text, Shape::Word(word)) => Some(format!("请写 `\"{}\"`", shown(word))),
                (Expected::OneOf(words), Shape::Text(text)) if words.contains(&text.as_str()) => {
                    Some(format!("请写 `{text}`，不加引号"))
                }
                _ => None,
            };
            Said::new(format!("这里应为{}，却是{}", expected(wanted), found(shape))).maybe_help(help)
        }
        TypeProblem::NeedsUnit { quantity, units, number: shape } => {
            let n = if let Shape::Number(n) = shape { number(*n) } else { "1".to_owned() };
            Said::new(format!("{}要写单位，例如 `{}({n})`", quantity_name(quantity), units[0]))
                .help(format!("可用的单位：{}", units.join("、")))
        }
        TypeProblem::OutOfRange { found, allowed } => Said::new(format!("`{}` 超出范围：{allowed}", number(*found))),
        TypeProblem::BadText { found, expected } => {
            Said::new(format!("\"{}\" 不是{}", shown(found), said_by_type(expected)))
        }
        TypeProblem::WrongArguments { word, wanted } => {
            let word = shown(word);
            match wanted {
                [] => Said::new(format!("`{word}` 不带参数")).help(format!("请写 `{word}`")),
                ["…"] => Said::new(format!("`{word}` 带且只带一个参数，不写名称")).help(format!("请写 `{word}(…)`")),
                names => Said::new(format!("`{word}` 的参数要写名称"))
                    .help(format!("请写 `{word}({}: …)`", some_of(names, ": …, "))),
            }
        }
        TypeProblem::Unreadable => Said::new("这个值读不出来"),
        TypeProblem::Other(said) => Said::new(shown(said)),
    }
}

pub(super) fn overrides(problem: &OverrideProblem) -> Said {
    match problem {
        OverrideProblem::NoSuchPath { segment, candidates } => {
            Said::new(format!("路径在 `{}` 处断了", shown(segment))).maybe_help(did_you_mean(segment, candidates))
        }
        OverrideProblem::BadPath => Said::new("应为 路径=值，路径例如 `channels.telephone.lost`"),
        OverrideProblem::BadValue { reason } => {
            Said::new(format!("这个值读不出来：{}", shown(reason))).help("可写数、带单位的量（如 `60s`）、词或 JSON")
        }
        OverrideProblem::BadFactor => Said::new("倍数必须是大于 0 的数"),
        OverrideProblem::NothingToScale => Said::new("这条路径及其下面没有时长"),
    }
}
