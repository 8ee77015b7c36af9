//! `hazdrill replay`: a record told again, and why something in it happened.

use crate::args::Detail;
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::lang::say;
use crate::record_file;
use crate::tell::Teller;
use hazdrill_report::{Names, Story, summary};
use std::path::Path;

/// Tells the record: its heading, its milestones, its evaluation.
pub(crate) fn run(console: &mut Console, path: &Path, detail: Detail) -> Result<Outcome, Failure> {
    let file = record_file::read(console, path)?;
    let names = Names::new(file.scenario.as_ref(), console.lang);
    let seed = file.record.header.as_ref().map(|h| h.seed);
    console.line(&crate::tell::heading(&names, None, seed))?;
    let mut teller = Teller::new(&names, detail);
    for (index, event) in file.record.events.iter().enumerate() {
        console.lines(teller.push(&file.record.events[..=index], event))?;
    }
    console.lines(teller.finish(&file.record.events))?;
    console.line("")?;
    let evaluation = hazdrill_score::evaluate(&file.record);
    let evaluation = crate::standards::judged(evaluation, file.scenario.as_ref(), &file.record.events);
    console.lines(summary(&names, &evaluation, Console::width()))?;
    Ok(Outcome::Done)
}

/// Tells the chain of binding causes that ends with an event.
pub(crate) fn why(console: &mut Console, path: &Path, number: u64) -> Result<Outcome, Failure> {
    let lang = console.lang;
    let file = record_file::read(console, path)?;
    let names = Names::new(file.scenario.as_ref(), lang);
    let story = Story::new(&names, &file.record.events);
    let Some(event) = story.event(number) else {
        let n = file.record.events.len();
        return Err(Failure::Input(say!(
            lang,
            "错误：没有第 {number} 号事件，这份记录有 {n} 个事件",
            "error: there is no event {number}; this record has {n} events",
        )));
    };
    let chain = story.chain_lines(event);
    let (mark, n) = (hazdrill_report::exercise(lang), chain.len());
    console.line(&say!(
        lang,
        "{mark}第 {number} 号事件的来龙去脉，{n} 步：",
        "{mark} How event {number} came about, in {n} steps:"
    ))?;
    console.lines(chain)?;
    Ok(Outcome::Done)
}
