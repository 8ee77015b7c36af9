//! `hazdrill report`: Word and Excel files of a record, and what a scenario needs before its drill.

use crate::tool::{Folder, hazdrill_in};

#[test]
fn a_scenario_gives_what_its_drill_needs_before() {
    let folder = Folder::new();
    for (lang, plan, book) in
        [("zh", "演练工作方案.docx", "演练数据表.xlsx"), ("en", "drill-plan.docx", "drill-tables.xlsx")]
    {
        let ran = hazdrill_in(&folder, &["report", "ether-lab", "--out", lang, "--lang", lang]).code(0);
        assert!(ran.out.contains(plan) && ran.out.contains(book), "{}", ran.out);
        assert_eq!(ran.out.lines().count(), 7, "plan, script, evaluation plan, guide, cards and tables: {}", ran.out);
        for name in [plan, book] {
            assert!(folder.path().join(lang).join(name).is_file(), "{name}");
        }
    }
    let ran = hazdrill_in(&folder, &["report", "ether-lab"]).code(0);
    assert!(ran.out.contains("ether-lab"), "beside the drills of the scenario: {}", ran.out);
}

#[test]
fn what_needs_a_record_says_so_before_the_drill() {
    let folder = Folder::new();
    let ran = hazdrill_in(&folder, &["report", "ether-lab", "--kinds", "html", "--lang", "zh"]).code(2);
    assert!(ran.err.contains("html 须依据一次演练的记录") && ran.err.contains("--kinds docx,xlsx"), "{}", ran.err);
    let ran = hazdrill_in(&folder, &["report", "no-such-thing", "--lang", "en"]).code(3);
    assert!(ran.err.contains("no-such-thing"), "{}", ran.err);
}

#[test]
fn a_record_gives_its_documents_twice_the_same_and_lists_them() {
    let folder = Folder::new();
    hazdrill_in(&folder, &["run", "ether-lab", "--until", "20min", "--out", "drill", "--quiet"]);
    let report = |out: &str| {
        let args = ["report", "drill", "--kinds", "docx,xlsx", "--out", out, "--lang", "zh"];
        hazdrill_in(&folder, &args).code(0).out
    };
    let said = report("a");
    report("b");
    let names: Vec<&str> = said.lines().filter_map(|line| line.split("  ").next()?.strip_prefix("a/")).collect();
    assert_eq!(names.len(), 13, "{said}");
    assert!(names.last().is_some_and(|name| name.starts_with("归档清单")), "the list comes last: {said}");
    for name in names {
        let read = |out: &str| std::fs::read(folder.path().join(out).join(name)).unwrap();
        assert!(read("a") == read("b"), "{name} differs from itself");
    }
}
