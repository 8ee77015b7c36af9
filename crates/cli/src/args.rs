//! What can be typed: the commands and their options, with help in both languages.

use crate::commands::report::kinds;
use crate::lang::{pick, say};
use crate::{instant, pdf};
use clap::{Arg, ArgAction, ArgMatches, Command, builder::ValueParser};
use hazdrill_model::Lang;
use hazdrill_units::SimTime;
use std::ffi::OsString;
use std::path::PathBuf;

/// Text for people, or one JSON object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
}

/// How many of the milestones are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Detail {
    /// None.
    Quiet,
    /// Those that tell the story.
    Story,
    /// Every event.
    Everything,
}

/// `hazdrill run`.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub(crate) scenario: String,
    pub(crate) seed: u64,
    /// `PATH=VALUE`, as typed.
    pub(crate) set: Vec<String>,
    /// `PATH=FACTOR`, as typed.
    pub(crate) scale: Vec<String>,
    pub(crate) orders: Option<PathBuf>,
    pub(crate) until: Option<SimTime>,
    pub(crate) out: Option<PathBuf>,
    pub(crate) format: Format,
    pub(crate) detail: Detail,
    pub(crate) force: bool,
}

/// `hazdrill report`.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) record: PathBuf,
    pub(crate) out: Option<PathBuf>,
    /// The kinds of documents; all of them where it is empty.
    pub(crate) kinds: Vec<String>,
    pub(crate) force: bool,
}

/// A command with its arguments.
#[derive(Clone, Debug)]
pub(crate) enum Request {
    Run(Run),
    Check { scenarios: Vec<String>, deny_warnings: bool, format: Format },
    Score { record: PathBuf, rubric: Option<String>, format: Format },
    Report(Report),
    Compare { records: Vec<PathBuf>, format: Format },
    Replay { record: PathBuf, verify: bool, resume_every: Option<u64>, why: Option<u64>, detail: Detail },
    List { what: Option<String> },
    Explain { word: String },
}

/// What `list` can list.
pub(crate) const TOPICS: [&str; 10] =
    ["scenarios", "packs", "substances", "verbs", "facts", "events", "metrics", "rubrics", "clocks", "measures"];

/// Reads the arguments: the request, and how much of a log is wanted.
pub(crate) fn parse(args: Vec<OsString>, lang: Lang) -> Result<(Request, u8), clap::Error> {
    let matches = command(lang).try_get_matches_from(args)?;
    let log = matches.get_count("log");
    let Some((name, sub)) = matches.subcommand() else { unreachable!("clap demands a command") };
    let log = log.max(sub.get_count("log"));
    Ok((request(name, sub), log))
}

fn request(name: &str, sub: &ArgMatches) -> Request {
    let text = |id: &str| sub.get_one::<String>(id).cloned();
    let texts = |id: &str| sub.get_many::<String>(id).into_iter().flatten().cloned().collect::<Vec<_>>();
    let path = |id: &str| sub.get_one::<PathBuf>(id).cloned();
    let format = || if text("format").as_deref() == Some("json") { Format::Json } else { Format::Text };
    let needed = |value: Option<String>| value.unwrap_or_default();
    match name {
        "run" => Request::Run(Run {
            scenario: needed(text("scenario")),
            seed: sub.get_one::<u64>("seed").copied().unwrap_or(1),
            set: texts("set"),
            scale: texts("scale"),
            orders: path("orders"),
            until: sub.get_one::<SimTime>("until").copied(),
            out: path("out"),
            format: format(),
            detail: match (sub.get_flag("quiet"), sub.get_flag("verbose")) {
                (true, _) => Detail::Quiet,
                (false, true) => Detail::Everything,
                (false, false) => Detail::Story,
            },
            force: sub.get_flag("force"),
        }),
        "check" => {
            Request::Check { scenarios: texts("scenario"), deny_warnings: text("deny").is_some(), format: format() }
        }
        "score" => {
            Request::Score { record: path("record").unwrap_or_default(), rubric: text("rubric"), format: format() }
        }
        "report" => Request::Report(Report {
            record: path("record").unwrap_or_default(),
            out: path("out"),
            kinds: texts("kinds"),
            force: sub.get_flag("force"),
        }),
        "compare" => Request::Compare {
            records: sub.get_many::<PathBuf>("record").into_iter().flatten().cloned().collect(),
            format: format(),
        },
        "replay" => Request::Replay {
            record: path("record").unwrap_or_default(),
            verify: sub.get_flag("verify"),
            resume_every: sub.get_one::<u64>("resume-every").copied(),
            why: sub.get_one::<u64>("why").copied(),
            detail: if sub.get_flag("verbose") { Detail::Everything } else { Detail::Story },
        },
        "list" => Request::List { what: text("what") },
        "explain" => Request::Explain { word: needed(text("word")) },
        other => unreachable!("`{other}` is a command without a meaning"),
    }
}

/// The whole command line in `lang`.
pub(crate) fn command(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let usage = t("hazdrill <命令> [参数]", "hazdrill <COMMAND> [ARGUMENTS]");
    let root = Command::new("hazdrill")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t(
            "危险化学品事故应急演练推演。一切输出均属演练。",
            "Simulates drills for hazardous-chemical emergencies. Everything it says is an exercise.",
        ))
        .after_help(t(
            "退出码：0 完成；1 没有达到预期、警告不予放行或记录不一致；2 用法或输入有误；3 文件无法读写。",
            "Exit codes: 0 done; 1 an expectation was not met, a warning was denied or a record differs; 2 wrong usage or input; 3 a file could not be read or written.",
        ))
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(false)
        .subcommands([
            run(lang),
            check(lang),
            score(lang),
            report(lang),
            compare(lang),
            replay(lang),
            list(lang),
            explain(lang),
        ]);
    common(root, lang, usage)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(t("显示版本", "Show the version")),
        )
        .disable_version_flag(true)
}

/// What every command has: help and usage in the language, `--lang`, `-v`.
fn common(command: Command, lang: Lang, usage: &'static str) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let has_commands = command.has_subcommands();
    let has_operands = command.get_positionals().next().is_some();
    let (usage_head, options_head) = (t("用法：", "Usage: "), t("选项：", "Options:"));
    let part =
        |is_there: bool, head: &str, what: &str| if is_there { format!("\n{head}\n{what}\n") } else { String::new() };
    let commands = part(has_commands, t("命令：", "Commands:"), "{subcommands}");
    let operands = part(has_operands, t("对象：", "Operands:"), "{positionals}");
    let options = format!("\n{options_head}\n{{options}}{{after-help}}");
    let template = format!("{{about}}\n\n{usage_head}{{usage}}\n{commands}{operands}{options}");
    let lang_parser = one_of(lang, &["zh", "en"]);
    command
        .override_usage(usage)
        .help_template(template)
        .disable_help_flag(true)
        .arg(Arg::new("lang").long("lang").value_name("L").value_parser(lang_parser).help_heading(None).help(t(
            "语言：zh 或 en（缺省看 HAZDRILL_LANG，再看系统语言，再用 zh）",
            "Language: zh or en (else HAZDRILL_LANG, the locale, zh)",
        )))
        .arg(
            Arg::new("log")
                .short('v')
                .action(ArgAction::Count)
                .help(t("在标准错误写运行日志，-vv 更细", "Write a log to stderr; -vv for more")),
        )
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(t("显示帮助", "Show this help")))
}

fn run(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("run")
        .about(t("推演一个场景，给出经过和得分", "Run a scenario: what happens, and the score"))
        .arg(scenario(lang))
        .arg(
            Arg::new("seed")
                .long("seed")
                .value_name("N")
                .allow_negative_numbers(true)
                .value_parser(whole_number(lang, 0))
                .help(t(
                    "随机种子，缺省 1；同一种子结果完全相同",
                    "Seed, 1 by default; the same seed gives the same drill",
                )),
        )
        .arg(
            Arg::new("set")
                .long("set")
                .value_name("PATH=VALUE")
                .action(ArgAction::Append)
                .value_parser(assignment(lang))
                .help(t("改一个值，如 channels.telephone.lost=0.3", "Replace a value, as channels.telephone.lost=0.3")),
        )
        .arg(
            Arg::new("scale")
                .long("scale")
                .value_name("PATH=FACTOR")
                .action(ArgAction::Append)
                .value_parser(assignment(lang))
                .help(t(
                    "把该处及其下的时间都乘以倍数，如 roads=2",
                    "Multiply all times at or below a path, as roads=2",
                )),
        )
        .arg(file("orders", "FILE", t("席位指令文件", "Orders from seats")))
        .arg(Arg::new("until").long("until").value_name("T").value_parser(an_instant(lang)).help(t(
            "推演到此为止，如 90s、15min、1h、+00:12:35",
            "Stop at this instant, as 90s, 15min, 1h, +00:12:35",
        )))
        .arg(file(
            "out",
            "DIR",
            t("结果文件夹，缺省 out/<场景>-<种子>", "Folder for the results, out/<scenario>-<seed> by default"),
        ))
        .arg(flag("force", t("文件夹里已有别的演练记录时也覆盖", "Overwrite the record of another drill")))
        .arg(format(lang))
        .arg(flag("quiet", t("不显示经过，只显示结果", "Show only the result")).conflicts_with("verbose"))
        .arg(flag("verbose", t("显示每一个事件", "Show every event")));
    common(command, lang, t("hazdrill run <场景> [选项]", "hazdrill run <SCENARIO> [OPTIONS]"))
}

fn check(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("check")
        .about(t("检查场景和评估表，一次列出全部问题", "Check scenarios and rubrics; all problems in one go"))
        .arg(scenario(lang).num_args(1..))
        .arg(
            Arg::new("deny")
                .long("deny")
                .value_name("warnings")
                .value_parser(one_of(lang, &["warnings"]))
                .help(t("warnings：有警告也算不通过", "warnings: a warning fails the check")),
        )
        .arg(format(lang));
    common(command, lang, t("hazdrill check <场景>... [选项]", "hazdrill check <SCENARIO>... [OPTIONS]"))
}

fn score(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("score")
        .about(t("给一份记录或时间线打分", "Score a record or a timeline"))
        .arg(record(
            lang,
            t("记录 record.jsonl，或手工整理的时间线 .csv", "A record.jsonl, or a timeline .csv typed by hand"),
        ))
        .arg(Arg::new("rubric").long("rubric").value_name("PACK").help(t(
            "换一套评估依据：含 rubrics、clocks 或 targets 的 .ron 文件，或内置的，如 cn-law、targets-cn",
            "Judge by others: a .ron file with rubrics, clocks or targets, or a built-in one, as cn-law, targets-cn",
        )))
        .arg(format(lang));
    common(command, lang, t("hazdrill score <记录> [选项]", "hazdrill score <RECORD> [OPTIONS]"))
}

fn report(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let all = kinds(lang);
    let command = Command::new("report")
        .about(t(
            "写出文书：给记录，写评估报告等；给场景，写方案、席位卡等演练前文书；给时间线，写案例复盘",
            "Write documents: of a record the reports, of a scenario the plan, the cards and what else a drill needs before it, of a timeline the review of the case",
        ))
        .arg(record(
            lang,
            t(
                "记录 record.jsonl；或场景文件、内置场景的名字；或手工整理的时间线 .csv",
                "A record.jsonl; or a scenario: a file, the name of a built-in one; or a timeline .csv typed by hand",
            ),
        ))
        .arg(file(
            "out",
            "DIR",
            t(
                "文书文件夹，缺省为记录所在处；场景、时间线为 out/<名称>",
                "Folder for the documents; by default that of the record, of a scenario or timeline out/<its name>",
            ),
        ))
        .arg(
            Arg::new("kinds")
                .long("kinds")
                .value_name("K,...")
                .value_delimiter(',')
                .action(ArgAction::Append)
                .value_parser(a_kind(lang))
                .help(say!(
                    lang,
                    "哪些文件，缺省：{all}；另有 pdf，由本机浏览器打印（HAZDRILL_BROWSER 可指定）；场景只有 docx、xlsx，时间线没有 narration",
                    "Which documents, by default: {all}; besides pdf, which a browser of this machine prints (HAZDRILL_BROWSER names one); of a scenario docx and xlsx, of a timeline all but narration",
                )),
        )
        .arg(flag("force", t("文件夹里是别的演练时也写", "Write into the folder of another drill too")));
    common(
        command,
        lang,
        t("hazdrill report <记录|场景|时间线> [选项]", "hazdrill report <RECORD|SCENARIO|TIMELINE> [OPTIONS]"),
    )
}

fn compare(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("compare")
        .about(t("比较几份记录：排名和各时刻早晚的原因", "Compare records: a league table, and what made one later"))
        .arg(
            record(
                lang,
                t(
                    "记录 record.jsonl，至少两份；都与第一份比较",
                    "Two record.jsonl or more; the others are compared with the first",
                ),
            )
            .num_args(2..),
        )
        .arg(format(lang));
    common(
        command,
        lang,
        t("hazdrill compare <记录> <记录>... [选项]", "hazdrill compare <RECORD> <RECORD>... [OPTIONS]"),
    )
}

fn replay(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("replay")
        .about(t("重放一份记录，或核对它能否原样重演", "Show a record again, or verify that it runs the same"))
        .arg(record(lang, t("记录 record.jsonl", "A record.jsonl")))
        .arg(flag(
            "verify",
            t("重新推演并逐行核对，并核对哈希链", "Run it again and compare every line; check the hash chain"),
        ))
        .arg(
            Arg::new("resume-every")
                .long("resume-every")
                .value_name("N")
                .requires("verify")
                .value_parser(whole_number(lang, 1))
                .help(t("核对时每过 N 个事件存盘、恢复一次", "While verifying, save and restore at every Nth event")),
        )
        .arg(
            Arg::new("why")
                .long("why")
                .value_name("EVENT")
                .conflicts_with("verify")
                .value_parser(whole_number(lang, 1))
                .help(t("讲清这个事件的来龙去脉", "Tell the chain of causes of this event")),
        )
        .arg(flag("verbose", t("显示每一个事件", "Show every event")));
    common(command, lang, t("hazdrill replay <记录> [选项]", "hazdrill replay <RECORD> [OPTIONS]"))
}

fn list(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command =
        Command::new("list")
            .about(t(
                "有哪些场景、动作、事项、指标、评估表……",
                "What there is: scenarios, verbs, facts, metrics, rubrics …",
            ))
            .arg(Arg::new("what").value_name("WHAT").value_parser(one_of(lang, &TOPICS)).help(
                "scenarios | packs | substances | verbs | facts | events | metrics | rubrics | clocks | measures",
            ));
    common(command, lang, t("hazdrill list [类别]", "hazdrill list [WHAT]"))
}

fn explain(lang: Lang) -> Command {
    let t = |zh, en| pick(lang, zh, en);
    let command = Command::new("explain")
        .about(t(
            "说明一个诊断代码、指标、物质、动作、事项、评估表或法定时限；给出内置场景或数据包的原文",
            "Explain a diagnostic, metric, substance, verb, fact, rubric or clock; give the text of a built-in scenario or pack",
        ))
        .arg(Arg::new("word").value_name("WORD").required(true).help(t(
            "如 HZ0001、t3_alarm、diethyl-ether、dispatch、leak.place、ether-lab",
            "As HZ0001, t3_alarm, diethyl-ether, dispatch, leak.place, ether-lab",
        )));
    common(command, lang, t("hazdrill explain <名称>", "hazdrill explain <WORD>"))
}

fn scenario(lang: Lang) -> Arg {
    let help = pick(
        lang,
        "场景文件，或内置场景的名字（hazdrill list scenarios）",
        "A file, or the name of a built-in scenario (hazdrill list scenarios)",
    );
    Arg::new("scenario").value_name("SCENARIO").required(true).help(help)
}

fn record(_lang: Lang, help: &'static str) -> Arg {
    Arg::new("record").value_name("RECORD").required(true).value_parser(clap::value_parser!(PathBuf)).help(help)
}

fn file(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).value_parser(clap::value_parser!(PathBuf)).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

fn format(lang: Lang) -> Arg {
    let help = pick(
        lang,
        "text（缺省）或 json：标准输出只有一个 JSON 对象",
        "text (default) or json: one JSON object on stdout and nothing else",
    );
    Arg::new("format").long("format").value_name("F").value_parser(one_of(lang, &["text", "json"])).help(help)
}

/// A parser that says in the language what it wants; clap's own speaks English only.
fn wants<T: Clone + Send + Sync + 'static>(
    parse: impl Fn(&str) -> Option<T> + Clone + Send + Sync + 'static,
    wanted: String,
) -> ValueParser {
    ValueParser::new(move |text: &str| parse(text).ok_or_else(|| wanted.clone()))
}

/// A kind of document.
fn a_kind(lang: Lang) -> ValueParser {
    let all = kinds(lang);
    let parse = |text: &str| {
        let id = hazdrill_report::find(text).map(|kind| kind.id).or_else(|| (text == pdf::KIND).then_some(pdf::KIND));
        id.map(str::to_owned)
    };
    wants(parse, say!(lang, "可用的值：{all}、pdf", "it must be one of: {all}, pdf"))
}

fn one_of(lang: Lang, words: &'static [&'static str]) -> ValueParser {
    let all = words.join(pick(lang, "、", ", "));
    let parse = move |text: &str| words.contains(&text).then(|| text.to_owned());
    wants(parse, say!(lang, "可用的值：{all}", "it must be one of: {all}"))
}

fn whole_number(lang: Lang, least: u64) -> ValueParser {
    let parse = move |text: &str| text.parse::<u64>().ok().filter(|n| *n >= least);
    wants(parse, say!(lang, "应为不小于 {least} 的整数", "it must be a whole number, {least} or more"))
}

fn assignment(lang: Lang) -> ValueParser {
    let parse = |text: &str| {
        let (path, value) = text.split_once('=')?;
        (!path.is_empty() && !value.is_empty()).then(|| text.to_owned())
    };
    wants(
        parse,
        pick(
            lang,
            "应写成 路径=值，如 channels.telephone.lost=0.3",
            "it must be written PATH=VALUE, as channels.telephone.lost=0.3",
        )
        .to_owned(),
    )
}

fn an_instant(lang: Lang) -> ValueParser {
    let wanted = pick(
        lang,
        "应为 90s、15min、1h、+00:12:35 或秒数，最长 7 天",
        "it must be 90s, 15min, 1h, +00:12:35 or a number of seconds, up to 7 days",
    );
    wants(instant::parse, wanted.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_is_sound_in_both_languages() {
        for lang in [Lang::Zh, Lang::En] {
            command(lang).debug_assert();
        }
    }
}
