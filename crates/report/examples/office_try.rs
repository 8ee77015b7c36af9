use hazdrill_model::{Lang, Scenario};
use hazdrill_report::{Names, office::*};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let text = std::fs::read_to_string(&args[1]).unwrap();
    let record = hazdrill_record::read(&text).unwrap();
    let scenario: Option<Scenario> =
        record.header.as_ref().and_then(|h| serde_json::from_value(h.scenario.clone()).ok());
    let evaluation = hazdrill_score::evaluate(&record);
    for (lang, dir) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
        let names = Names::new(scenario.as_ref(), lang);
        for (stage, run) in [("after", Some(Run::new(&record, &evaluation))), ("before", None)] {
            let out = format!("{}/{dir}-{stage}", args[2]);
            std::fs::create_dir_all(&out).unwrap();
            let t = std::time::Instant::now();
            let mut filed = Vec::new();
            for document in Document::ALL {
                let case = Case { names: &names, run, filed: &filed.clone() };
                let t = std::time::Instant::now();
                match docx(*document, &case) {
                    Ok(bytes) => {
                        println!("{dir} {stage} {document:?} {} bytes {:?}", bytes.len(), t.elapsed());
                        filed.push(Filed::new(document.file_name(lang), &bytes));
                        std::fs::write(format!("{out}/{}", document.file_name(lang)), bytes).unwrap();
                    }
                    Err(e) => println!("{}", e.text(lang)),
                }
            }
            let case = Case { names: &names, run, filed: &filed };
            let bytes = xlsx(&case).unwrap();
            println!("xlsx {}", bytes.len());
            std::fs::write(format!("{out}/{}", workbook_name(lang)), bytes).unwrap();
            println!("{dir} {stage} all {:?}", t.elapsed());
        }
    }
}
