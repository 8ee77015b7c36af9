//! The documents that an office files: the same bytes twice, numbers and events of the evaluation, one language, marked as
//! an exercise, whatever the record lacks.

use hazdrill_model::{Lang, Scenario};
use hazdrill_record::{Closing, EndReason, Event, Record};
use hazdrill_report::Names;
use hazdrill_report::office::{Case, Document, Filed, OfficeError, Run, Stage, docx, xlsx};
use hazdrill_score::{Evaluation, timeline};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

/// The parts of a package.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(part.name().to_owned(), text);
    }
    parts
}

/// Texts of the runs of a part, a paragraph each.
fn paragraphs(xml: &str) -> Vec<String> {
    let run = |piece: &str| {
        let end = piece.find("</w:t>")?;
        let text = piece[..end].split_once('>')?.1;
        Some(
            text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&"),
        )
    };
    let text = |paragraph: &str| paragraph.split("<w:t ").skip(1).filter_map(run).collect::<String>();
    xml.split("</w:p>").map(text).collect()
}

/// The rows of the tables of a part, a text a cell.
fn rows(xml: &str) -> Vec<Vec<String>> {
    let cells = |row: &str| row.split("</w:tc>").map(|cell| paragraphs(cell).concat()).collect();
    xml.split("</w:tr>").filter(|row| row.contains("<w:tr>") || row.contains("<w:tr ")).map(cells).collect()
}

fn document(document: Document, case: &Case<'_>) -> BTreeMap<String, String> {
    parts(&docx(document, case).unwrap())
}

/// A small drill with a target, an inject, hand-offs and failures.
fn drill() -> (Scenario, Vec<Event>, Evaluation) {
    (crate::summary::scenario(), crate::summary::events(), crate::summary::evaluation())
}

/// The documents that a drill can have.
fn of_a_drill() -> Vec<Document> {
    Document::ALL.iter().copied().filter(|document| document.stage() != Stage::Case).collect()
}

/// Every document and the workbook of a case, with their bytes.
fn all(names: &Names<'_>, run: Option<Run<'_>>) -> Vec<(String, Vec<u8>)> {
    let filed = [Filed::new("record.jsonl", b"record")];
    let case = Case { names, run, filed: &filed };
    let can = |document: &&Document| document.stage() == Stage::Before || run.is_some();
    let mut files: Vec<(String, Vec<u8>)> = of_a_drill()
        .iter()
        .filter(can)
        .map(|document| (document.file_name(names.lang()).to_owned(), docx(*document, &case).unwrap()))
        .collect();
    files.push(("xlsx".to_owned(), xlsx(&case).unwrap()));
    files
}

fn run<'a>(events: &'a [Event], evaluation: &'a Evaluation) -> Run<'a> {
    Run { events, evaluation, engine: Some("0.1.0"), timeline: None }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let (scenario, events, evaluation) = drill();
    for lang in LANGS {
        let names = Names::new(Some(&scenario), lang);
        let first = all(&names, Some(run(&events, &evaluation)));
        let other = std::thread::scope(|scope| {
            scope.spawn(|| all(&Names::new(Some(&scenario), lang), Some(run(&events, &evaluation)))).join().unwrap()
        });
        assert_eq!(first.len(), of_a_drill().len() + 1);
        for ((name, a), (_, b)) in first.iter().zip(&other) {
            assert!(a == b, "{name} differs from itself");
        }
    }
}

#[test]
fn no_package_carries_the_time_of_its_making() {
    let (scenario, events, evaluation) = drill();
    let day = scenario.starts.as_str().split(' ').next().unwrap().to_owned();
    for (name, bytes) in all(&Names::new(Some(&scenario), Lang::Zh), Some(run(&events, &evaluation))) {
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
        for index in 0..archive.len() {
            let stamp = archive.by_index(index).unwrap().last_modified();
            assert!(stamp.is_none_or(|stamp| stamp.year() == 1980), "{name}: {stamp:?}");
        }
        let core = parts(&bytes).remove("docProps/core.xml").unwrap();
        assert!(core.contains(&day), "{name} gives the day of the drill as its making: {core}");
    }
}

#[test]
fn every_event_number_stands_in_the_record() {
    let (scenario, events, evaluation) = drill();
    for lang in LANGS {
        let names = Names::new(Some(&scenario), lang);
        let mut numbers = 0;
        for (name, bytes) in all(&names, Some(run(&events, &evaluation))) {
            let text: String = parts(&bytes).values().map(String::as_str).collect();
            for piece in text.split('#').skip(1) {
                let digits: String = piece.chars().take_while(char::is_ascii_digit).collect();
                // A colour, a reference to a character.
                let Ok(number) = digits.parse::<usize>() else { continue };
                if piece[digits.len()..].starts_with(';') {
                    continue;
                }
                assert!((1..=events.len()).contains(&number), "{name} names event {number}");
                numbers += 1;
            }
        }
        assert!(numbers > 20, "evidence is named: {numbers}");
    }
}

/// A length of time as documents write it, in seconds, and how exactly.
fn parse(text: &str) -> Option<(i64, i64)> {
    let (sign, text) = match text.strip_prefix(['+', '-']) {
        Some(rest) => (if text.starts_with('-') { -1 } else { 1 }, rest),
        None => (1, text),
    };
    let words: Vec<&str> = text.split(' ').collect();
    let mut s = 0;
    for pair in words.chunks(2) {
        let [n, unit] = pair else { return None };
        s += n.parse::<i64>().ok()?
            * match *unit {
                "小时" | "h" => 3600,
                "分" | "min" => 60,
                "秒" | "s" => 1,
                _ => return None,
            };
    }
    Some((sign * s, if text.contains("小时") || text.contains(" h") { 60 } else { 1 }))
}

#[test]
fn times_are_those_of_the_evaluation() {
    let (scenario, events, evaluation) = drill();
    let json = serde_json::to_value(&evaluation).unwrap();
    for lang in LANGS {
        let names = Names::new(Some(&scenario), lang);
        let case = Case { names: &names, run: Some(run(&events, &evaluation)), filed: &[] };
        let report = document(Document::Assessment, &case).remove("word/document.xml").unwrap();
        let rows = rows(&report);
        let parts = json["score"]["parts"].as_array().unwrap();
        assert!(!parts.is_empty());
        for part in parts {
            let name = part["name"][if lang == Lang::Zh { "zh" } else { "en" }].as_str().unwrap();
            let row =
                rows.iter().find(|row| row[0] == name && row.len() > 6).unwrap_or_else(|| panic!("{name}: {rows:?}"));
            let [target, actual] = ["target", "actual"].map(|key| part[key].as_f64());
            let deviation = target.zip(actual).map(|(target, actual)| actual - target);
            for (cell, s) in [(&row[1], target), (&row[2], actual), (&row[3], deviation)] {
                let Some(s) = s else { continue };
                let (shown, exact) = parse(cell).unwrap_or_else(|| panic!("{cell}"));
                assert!((shown as f64 - s).abs() <= exact as f64, "{name}: {cell} for {s} s");
            }
            for event in part["evidence"].as_array().unwrap() {
                assert!(row[5].contains(&format!("#{event}")), "{name}: {event} in {}", row[5]);
            }
        }
        // Counts of people, whole.
        for (key, count) in json["casualties"].as_object().unwrap() {
            let Some(metric) = hazdrill_score::explain(key) else { continue };
            let row = rows.iter().find(|row| row[0] == metric.name.get(lang) && row.len() == 3).unwrap();
            assert_eq!(row[1], count.to_string(), "{key}");
        }
    }
}

#[test]
fn the_workbook_has_the_seconds_of_the_evaluation_and_no_formula() {
    let (scenario, events, evaluation) = drill();
    let names = Names::new(Some(&scenario), Lang::Zh);
    let case = Case { names: &names, run: Some(run(&events, &evaluation)), filed: &[] };
    let parts = parts(&xlsx(&case).unwrap());
    let sheets: Vec<&String> =
        parts.iter().filter(|(name, _)| name.starts_with("xl/worksheets/sheet")).map(|(_, xml)| xml).collect();
    assert_eq!(sheets.len(), 10);
    for xml in &sheets {
        assert!(!xml.contains("<f>"), "a formula");
        assert!(xml.contains("【演练】"), "the head of the printed page");
        assert!(xml.contains("state=\"frozen\""), "the head of the table stays");
    }
    for part in &evaluation.score.parts {
        let against = part.against(&evaluation.stamps);
        for s in [against.limit_s, against.took_s].into_iter().flatten().filter(|s| *s >= 0) {
            assert!(sheets.iter().any(|xml| xml.contains(&format!("<v>{s}</v>"))), "{s} of {}", part.id);
        }
    }
}

#[test]
fn every_page_is_marked_as_an_exercise_and_has_its_number() {
    let (scenario, events, evaluation) = drill();
    for (lang, mark) in [(Lang::Zh, "【演练】"), (Lang::En, "[EXERCISE]")] {
        let names = Names::new(Some(&scenario), lang);
        for (name, bytes) in all(&names, Some(run(&events, &evaluation))).iter().filter(|(name, _)| name != "xlsx") {
            let parts = parts(bytes);
            for head in ["word/header1.xml", "word/header2.xml"] {
                assert!(parts[head].contains(mark), "{name}: {head}");
            }
            for foot in ["word/footer1.xml", "word/footer2.xml"] {
                assert!(parts[foot].contains("PAGE") && parts[foot].contains('—'), "{name}: {foot}");
            }
            let body = &parts["word/document.xml"];
            assert!(body.matches("<w:headerReference").count() == 2 && !body.contains("<w:titlePg"), "{name}");
            assert!(
                parts["word/styles.xml"].contains("方正小标宋简体") && parts["word/styles.xml"].contains("仿宋_GB2312")
            );
            assert!(docx_rs::read_docx(bytes).is_ok(), "{name} reads back");
        }
    }
}

#[test]
fn a_document_speaks_one_language() {
    let (scenario, events, evaluation) = drill();
    let is_hanzi = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (name, bytes) in all(&Names::new(Some(&scenario), Lang::En), Some(run(&events, &evaluation))) {
        if name == "xlsx" {
            continue;
        }
        for text in paragraphs(&parts(&bytes)["word/document.xml"]) {
            let text = text.replace("乙醚", "").replace("签到", "");
            assert!(!text.chars().any(is_hanzi), "{name}: {text}");
        }
    }
    // Chinese texts keep file names, codes of standards and hashes.
    for (name, bytes) in all(&Names::new(Some(&scenario), Lang::Zh), Some(run(&events, &evaluation))) {
        if name == "xlsx" {
            continue;
        }
        for text in paragraphs(&parts(&bytes)["word/document.xml"]) {
            for word in [" the ", " of ", " and ", "unverified", "none", "unknown"] {
                assert!(!text.contains(word), "{name}: {text}");
            }
        }
    }
}

/// Every document of a record, or the reason why it was not made.
fn of_record(record: &Record, scenario: Option<&Scenario>) -> Vec<(Document, Result<Vec<u8>, OfficeError>)> {
    let evaluation = hazdrill_score::evaluate(record);
    let mut made = Vec::new();
    for lang in LANGS {
        let names = Names::new(scenario, lang);
        let case = Case { names: &names, run: Some(Run::new(record, &evaluation)), filed: &[] };
        made.extend(of_a_drill().iter().map(|document| (*document, docx(*document, &case))));
        for document in Document::ALL.iter().filter(|document| document.stage() == Stage::Case) {
            let error = docx(*document, &case).unwrap_err();
            assert_eq!(error, OfficeError::NoTimeline(*document));
            assert!(!error.text(Lang::Zh).is_empty() && error.text(Lang::En).is_ascii());
        }
        assert!(xlsx(&case).is_ok());
    }
    made
}

#[test]
fn a_record_without_header_gives_the_documents_that_it_can() {
    let record = Record { header: None, events: crate::events(), closing: None, hash: None };
    for (document, made) in of_record(&record, None) {
        match document.stage() {
            Stage::After | Stage::Either | Stage::Case => {
                let text = paragraphs(&parts(&made.unwrap())["word/document.xml"]).concat();
                assert!(!text.is_empty(), "{document:?}");
            }
            Stage::Before => {
                let error = made.unwrap_err();
                assert_eq!(error, OfficeError::NoScenario(document));
                assert!(!error.text(Lang::Zh).is_empty() && error.text(Lang::En).is_ascii());
            }
        }
    }
}

#[test]
fn an_interrupted_record_and_one_without_an_explosion_say_so() {
    let scenario = crate::scenario();
    let mut events = crate::events();
    events.truncate(12);
    let closing = Closing { end: EndReason::Interrupted, t_ms: 90_000, events: 12 };
    let interrupted = Record { header: None, events: events.clone(), closing: Some(closing), hash: None };
    let broken_off = Record { header: None, events, closing: None, hash: None };
    for (record, said) in [(interrupted, "人为中断"), (broken_off, "记录没有结尾")] {
        for (document, made) in of_record(&record, Some(&scenario)) {
            let parts = parts(&made.unwrap_or_else(|e| panic!("{document:?}: {e:?}")));
            if document == Document::Assessment && parts["word/header1.xml"].contains("演练") {
                let text = paragraphs(&parts["word/document.xml"]).concat();
                assert!(text.contains(said) && text.contains("记录中没有爆炸"), "{text}");
            }
        }
    }
}

#[test]
fn a_timeline_gives_its_documents_and_what_needs_a_scenario_says_why() {
    let text = "seq,offset_s,clock,from,to,channel,kind,what,what_zh,certainty\n\
                1,0,2020-01-01T08:00,plant,,,release,a leak,泄漏,S\n\
                2,,,fire,,phone,dispatch,out,出动,M\n\
                3,600,2020-01-01T08:10,fire,,,all_clear,over,解除,S\n";
    let timeline = timeline::read(text, "some-town").unwrap();
    let evaluation = timeline.evaluate();
    for lang in LANGS {
        let names = Names::of_timeline(&timeline, lang);
        let case = Case { names: &names, run: Some(Run::of_timeline(&timeline, &evaluation)), filed: &[] };
        let (mark, gist, unknown, unverified) = match lang {
            Lang::Zh => ("【案例复盘】", "泄漏", "时刻不详", "未核实"),
            Lang::En => ("[CASE REVIEW]", "a leak", "time unknown", "unverified"),
        };
        for document in Document::ALL {
            match (document.stage(), docx(*document, &case)) {
                (Stage::Case | Stage::Either, Ok(bytes)) => {
                    let parts = parts(&bytes);
                    assert!(parts["word/header1.xml"].contains(mark), "{document:?} is no exercise");
                    let text = paragraphs(&parts["word/document.xml"]).concat();
                    for word in [gist, unknown, unverified] {
                        assert!(document.stage() == Stage::Either || text.contains(word), "{document:?}: {text}");
                    }
                }
                (Stage::After, Err(error)) => {
                    assert_eq!(error, OfficeError::NoDrill(*document));
                    assert!(!error.text(Lang::Zh).is_empty() && error.text(Lang::En).is_ascii());
                }
                (Stage::Before, Err(error)) => assert_eq!(error, OfficeError::NoScenario(*document)),
                (_, other) => panic!("{document:?}: {:?}", other.map(|bytes| bytes.len())),
            }
        }
        assert!(xlsx(&case).is_ok());
    }
}

#[test]
fn before_a_drill_what_tells_of_it_says_why_it_cannot() {
    let scenario = crate::summary::scenario();
    for lang in LANGS {
        let names = Names::new(Some(&scenario), lang);
        let case = Case { names: &names, run: None, filed: &[] };
        for document in Document::ALL {
            let made = docx(*document, &case);
            match document.stage() {
                Stage::Before => assert!(made.is_ok(), "{document:?}"),
                _ => assert_eq!(made, Err(OfficeError::NoRun(*document))),
            }
        }
        let cards = paragraphs(&document(Document::SeatCards, &case)["word/document.xml"]).join("\n");
        for (id, organisation) in &scenario.organisations {
            for post in organisation.posts.keys() {
                let who = names.actor(&format!("{id}/{post}"));
                let post = organisation.posts[post].name.get(lang);
                assert!(cards.contains(post), "a card for {who}");
            }
        }
        let script = paragraphs(&document(Document::Script, &case)["word/document.xml"]).join("\n");
        assert!(script.contains(if lang == Lang::Zh { "不是推演结果" } else { "not from a run" }), "{script}");
    }
}

#[test]
fn hostile_texts_make_no_broken_file() {
    let (mut scenario, events, _) = drill();
    let nasty = "=cmd|' /C calc'!A0\u{0}\u{8}<w:p>&\u{fffe}\r\n]]>";
    scenario.name.zh = nasty.to_owned();
    scenario.name.en = nasty.to_owned();
    for organisation in scenario.organisations.values_mut() {
        organisation.name.zh = format!("-{nasty}");
        organisation.name.en = format!("@{nasty}");
    }
    let evaluation = hazdrill_score::evaluate_events(Some(&scenario), &events, None, hazdrill_score::Meta::default());
    for lang in LANGS {
        let names = Names::new(Some(&scenario), lang);
        for (name, bytes) in all(&names, Some(run(&events, &evaluation))) {
            for (part, xml) in parts(&bytes) {
                let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
                assert!(!xml.chars().any(|c| bad(c) || c == '\u{fffe}'), "{name}: {part}");
                assert!(!xml.contains("<f>") && !xml.contains("C calc'!A0<w:p>"), "{name}: {part}");
            }
            if name != "xlsx" {
                assert!(docx_rs::read_docx(&bytes).is_ok(), "{name} reads back");
            }
        }
    }
}

#[test]
fn what_nobody_checked_is_marked() {
    let (scenario, events, evaluation) = drill();
    assert!(evaluation.score.parts.iter().any(|part| !part.verified));
    for (lang, mark) in [(Lang::Zh, "【未核实】"), (Lang::En, "[unverified]")] {
        let names = Names::new(Some(&scenario), lang);
        let case = Case { names: &names, run: Some(run(&events, &evaluation)), filed: &[] };
        for kind in [Document::Assessment, Document::EvaluationPlan] {
            let text = document(kind, &case).remove("word/document.xml").unwrap();
            let rows = rows(&text);
            let row = rows.iter().find(|row| row[0] == evaluation.score.parts[0].name.get(lang)).unwrap();
            assert!(row.iter().any(|cell| cell.starts_with(mark)), "{row:?}");
        }
    }
}

#[test]
fn nobody_is_signed_for() {
    let (scenario, events, evaluation) = drill();
    let names = Names::new(Some(&scenario), Lang::Zh);
    let case = Case { names: &names, run: Some(run(&events, &evaluation)), filed: &[] };
    let mut lines = 0;
    for kind in of_a_drill() {
        for text in paragraphs(&document(kind, &case)["word/document.xml"]) {
            if text.contains("（签字）：") {
                assert!(text.ends_with(&"＿".repeat(8)), "{text}");
                lines += 1;
            }
        }
    }
    assert!(lines >= 8, "lines to sign on: {lines}");
}
