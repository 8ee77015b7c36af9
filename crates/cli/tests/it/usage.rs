//! Wrong usage: exit code 2, a sentence on stderr in the user's language, nothing on stdout.

use crate::tool::{Folder, command, finish, hazdrill};

#[test]
fn every_kind_of_wrong_usage_is_told_in_both_languages() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&[], "要给出一个命令", "a command is needed"),
        (&["chek"], "没有“chek”这个命令\n建议：是不是“check”？", "no command `chek`\nhelp: did you mean `check`?"),
        (&["run"], "缺少 <SCENARIO>", "missing: <SCENARIO>"),
        (&["run", "x", "--sed", "3"], "不认识参数“--sed”\n建议：是不是“--seed”？", "unexpected argument `--sed`"),
        (&["run", "x", "--seed", "abc"], "“abc”不对：应为不小于 0 的整数", "`abc` is no value for `--seed <N>`"),
        (&["run", "x", "--seed"], "“--seed <N>”后面要有值", "`--seed <N>` needs a value"),
        (&["run", "x", "--seed", "1", "--seed", "2"], "只能给一次", "can be given once only"),
        (&["run", "x", "--quiet", "--verbose"], "不能同时用", "cannot be used with"),
        (&["run", "x", "--until", "soon"], "应为 90s、15min", "must be 90s, 15min"),
        (&["run", "x", "--format", "xml"], "可用的值：text、json", "must be one of: text, json"),
        (&["run", "x", "--set", "nonsense"], "应写成 路径=值", "must be written PATH=VALUE"),
        (&["list", "cats"], "可用的值：scenarios、", "must be one of: scenarios, "),
        (&["list", "verbs", "more"], "不认识参数“more”", "unexpected argument `more`"),
        (&["replay", "x", "--resume-every", "5"], "缺少 --verify", "missing: --verify"),
        (&["check", "x", "--deny", "errors"], "可用的值：warnings", "must be one of: warnings"),
    ];
    for (args, zh, en) in cases {
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let args: Vec<&str> = args.iter().copied().chain(["--lang", lang]).collect();
            let ran = hazdrill(&args).code(2);
            assert!(ran.out.is_empty(), "stdout is for results: {}", ran.out);
            assert!(ran.err.contains(expected), "{args:?} should say `{expected}`: {}", ran.err);
        }
    }
}

#[test]
fn a_language_that_we_do_not_speak_is_wrong_usage() {
    let ran = hazdrill(&["list", "--lang", "fr"]).code(2);
    assert!(ran.err.contains("可用的值：zh、en"), "{}", ran.err);
}

#[test]
fn language_by_option_then_own_variable_then_locale_then_chinese() {
    let cases: &[(&[&str], &[(&str, &str)], bool)] = &[
        (&["list"], &[], true),
        (&["list"], &[("LANG", "en_US.UTF-8")], false),
        (&["list"], &[("LANG", "C.UTF-8")], true),
        (&["list"], &[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_US.UTF-8")], true),
        (&["list"], &[("HAZDRILL_LANG", "en"), ("LC_ALL", "zh_CN.UTF-8")], false),
        (&["list", "--lang", "zh"], &[("HAZDRILL_LANG", "en")], true),
        (&["--lang=en", "list"], &[("HAZDRILL_LANG", "zh")], false),
    ];
    let folder = Folder::new();
    for (args, env, chinese) in cases {
        let ran = finish(command(&folder, args).envs(env.iter().copied())).code(0);
        assert_eq!(ran.out.contains("内置场景"), *chinese, "{args:?} {env:?}: {}", ran.out);
    }
}
