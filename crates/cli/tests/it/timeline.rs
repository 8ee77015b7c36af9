//! `hazdrill report` of the timeline of a real drill or incident.

use crate::tool::{Folder, hazdrill_in};
use std::path::Path;

const SHIPPED: [&str; 4] = ["atchison-2016", "guanghan-2020", "jingzhou-2011", "xuzhou-monitoring-drill-2022"];

fn shipped(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../score/tests/timelines");
    folder.join(format!("{name}.csv")).display().to_string()
}

/// The words of a page between its tags.
fn shown(page: &str) -> String {
    let body = page.split("<main").nth(1).unwrap();
    body.split('<').filter_map(|piece| piece.split_once('>')).map(|(_, text)| text).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_shipped_timeline_gives_its_documents_in_both_languages() {
    let folder = Folder::new();
    for name in SHIPPED {
        let csv = shipped(name);
        for (lang, mark, other, unknown) in
            [("zh", "【案例复盘】", "【演练】", "时刻不详"), ("en", "[CASE REVIEW]", "[EXERCISE]", "time unknown")]
        {
            let out = format!("{name}-{lang}");
            let ran = hazdrill_in(&folder, &["report", &csv, "--out", &out, "--lang", lang]).code(0);
            assert!(ran.err.is_empty(), "{}", ran.err);
            let files = match lang {
                "zh" => ["应急处置数据表.xlsx", "应急处置评估报告.docx", "应急处置记录.docx", "归档清单.docx"],
                _ => ["archive-list.docx", "response-evaluation.docx", "response-log.docx", "response-tables.xlsx"],
            };
            let mut expected: Vec<&str> =
                files.into_iter().chain(["evaluation.json", "evaluation.md", "report.html"]).collect();
            expected.sort_unstable();
            assert_eq!(folder.names(&out), expected, "{name}");

            let (page, text) =
                (folder.read(&format!("{out}/report.html")), folder.read(&format!("{out}/evaluation.md")));
            assert!(page.contains(&format!("<title>{mark}")) && text.starts_with(&format!("# {mark}")), "{name}");
            for text in [&page, &text] {
                assert!(!text.contains(other), "{name} is no exercise of ours");
            }
            assert!(!page.contains("<script"), "a timeline has no replay");
            // Every row stands in it, and those without a minute say so.
            let rows: Vec<String> = std::fs::read_to_string(&csv).unwrap().lines().skip(1).map(str::to_owned).collect();
            for row in &rows {
                let seq = row.split(',').next().unwrap();
                assert!(page.contains(&format!("<tr id=\"e{seq}\">")), "{name}: row {seq}");
            }
            let lost = rows.iter().filter(|row| row.split(',').nth(1) == Some("")).count();
            let course = page.split("id=\"evidence\"").nth(1).unwrap();
            assert_eq!(
                course.matches(unknown).count(),
                lost + 1,
                "{name}: each row without a minute, and what it means"
            );
            for link in page.split("href=\"#e").skip(1).filter_map(|rest| rest.split('"').next()) {
                let leads = link.parse::<u64>().is_err() || page.contains(&format!("id=\"e{link}\""));
                assert!(leads, "{name}: #{link} leads nowhere");
            }
            let hanzi = shown(&page).chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            assert_eq!(hanzi > 0, lang == "zh", "{name} speaks one language: {hanzi}");
        }
        let scored = hazdrill_in(&folder, &["score", &csv, "--format", "json"]).code(0).out;
        assert_eq!(folder.read(&format!("{name}-zh/evaluation.json")), scored, "{name}: the data are those of `score`");
    }
}

#[test]
fn a_timeline_is_no_exercise_when_it_is_scored() {
    for (lang, mark) in [("zh", "【案例复盘】"), ("en", "[CASE REVIEW]")] {
        let ran = crate::tool::hazdrill(&["score", &shipped("jingzhou-2011"), "--lang", lang]).code(0);
        assert!(ran.out.starts_with(mark), "{}", ran.out);
        assert!(!ran.out.contains("【演练】") && !ran.out.contains("[EXERCISE]"), "{}", ran.out);
    }
}

#[test]
fn what_a_timeline_cannot_give_is_told() {
    let folder = Folder::new();
    let csv = shipped("guanghan-2020");
    let ran = hazdrill_in(&folder, &["report", &csv, "--kinds", "md,narration", "--lang", "en", "--out", "x"]).code(2);
    assert!(
        ran.err.contains("narration needs the record of a run") && ran.err.contains("--kinds html,md"),
        "{}",
        ran.err
    );
    folder.write("bad.csv", "seq,offset_s,kind\n1,0,no_such_kind\n");
    let ran = hazdrill_in(&folder, &["report", "bad.csv", "--lang", "zh", "--out", "x"]).code(2);
    assert!(ran.err.starts_with("错误：bad.csv") && ran.err.contains("no_such_kind"), "{}", ran.err);
    assert!(!folder.path().join("x").exists());
    // Its default place is beside the drills.
    hazdrill_in(&folder, &["report", &csv, "--kinds", "md"]).code(0);
    assert_eq!(folder.names("out/guanghan-2020"), ["evaluation.md"]);
    // The page of a drill is left alone.
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "2min", "--out", "d", "--quiet"]);
    let ran = hazdrill_in(&folder, &["report", &csv, "--out", "d", "--lang", "en"]).code(2);
    assert!(ran.err.contains("--force"), "{}", ran.err);
}
