//! Errors of usage in the user's language. clap gives them as data; its own sentences are English only
//! (clap-rs/clap issue 380).

use crate::lang::{pick, say};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use hazdrill_model::Lang;
use std::error::Error as _;

/// The error as lines for stderr; `asked` are the arguments without the name of the program.
pub(crate) fn text(error: &clap::Error, lang: Lang) -> String {
    let word = |kind: ContextKind| words(error, kind).join(" ");
    let arg = word(ContextKind::InvalidArg);
    let value = word(ContextKind::InvalidValue);
    let mut said = match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = word(ContextKind::InvalidSubcommand);
            say!(lang, "没有“{name}”这个命令", "there is no command `{name}`")
        }
        ErrorKind::UnknownArgument => say!(lang, "不认识参数“{arg}”", "unexpected argument `{arg}`"),
        // clap reports an option without its value as an invalid empty value.
        ErrorKind::InvalidValue if value.is_empty() => say!(lang, "“{arg}”后面要有值", "`{arg}` needs a value"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let wanted = error.source().map(ToString::to_string).unwrap_or_default();
            say!(lang, "“{arg}”的值“{value}”不对：{wanted}", "`{value}` is no value for `{arg}`: {wanted}")
        }
        ErrorKind::MissingRequiredArgument => say!(lang, "缺少 {arg}", "missing: {arg}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            pick(lang, "要给出一个命令", "a command is needed").to_owned()
        }
        ErrorKind::ArgumentConflict => {
            let prior = word(ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                say!(lang, "“{arg}”只能给一次", "`{arg}` can be given once only")
            } else {
                say!(lang, "“{arg}”与“{prior}”不能同时用", "`{arg}` cannot be used with `{prior}`")
            }
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            say!(lang, "“{arg}”后面值的个数不对", "wrong number of values for `{arg}`")
        }
        ErrorKind::InvalidUtf8 => pick(lang, "参数里有无法识别的字符", "an argument is no UTF-8 text").to_owned(),
        _ => {
            let detail = error.to_string();
            say!(lang, "用法有误：{detail}", "wrong usage: {detail}")
        }
    };
    let label = pick(lang, "错误：", "error: ");
    said.insert_str(0, label);
    for kind in [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg] {
        if let Some(near) = words(error, kind).first() {
            said += &say!(lang, "\n建议：是不是“{near}”？", "\nhelp: did you mean `{near}`?");
        }
    }
    said + pick(lang, "\n建议：用 --help 查看用法。", "\nhelp: --help shows the usage.")
}

fn words(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => vec![word.clone()],
        Some(ContextValue::Strings(words)) => words.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
