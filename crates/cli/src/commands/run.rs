//! `hazdrill run`: steps a drill to its end, tells it, writes its record, its evaluation and its page.

use crate::args::{Detail, Format, Run};
use crate::console::Console;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::lang::{pick, say};
use crate::load;
use crate::progress::Progress;
use crate::rerun::{self, Identity};
use crate::standards;
use crate::stop::Stop;
use crate::tell::{self, Teller};
use hazdrill_core::Drill;
use hazdrill_record::{Closing, EndReason};
use hazdrill_report::{Kind, Names, Source, Write, fact, summary};
use hazdrill_score::{Evaluation, Meta, evaluate_events, unmet};
use hazdrill_units::{SimDuration, SimTime};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A run is stepped in slices of this length; between two of them it can be stopped and its lines are shown.
const SLICE: SimDuration = SimDuration::from_ms(10_000);

/// Runs a drill.
pub(crate) fn run(console: &mut Console, args: &Run) -> Result<Outcome, Failure> {
    let (checked, overrides) = load::scenario(console, args)?;
    let orders = load::orders(console, args.orders.as_deref(), &checked)?;
    let drill = Identity { checked: &checked, seed: args.seed, overrides: &overrides };
    // Before the run: nobody wants to hear after it that there is no place for its record.
    let folder = folder(console, args, &drill)?;
    let stop = Stop::listen().map_err(|e| {
        let why = files::reason(console.lang, &e);
        Failure::File(say!(console.lang, "无法接收中断信号：{why}", "cannot listen for Ctrl-C: {why}"))
    })?;

    let names = Names::new(Some(checked.scenario()), console.lang);
    let is_text = args.format == Format::Text;
    if is_text {
        console.line(&tell::heading(&names, None, Some(args.seed)))?;
    }
    let mut engine = Drill::new(&checked, args.seed);
    engine.schedule(&orders).map_err(|e| {
        Failure::Input(say!(console.lang, "错误：指令无法下达：{e}", "error: the orders cannot be given: {e}"))
    })?;
    let detail = if is_text { args.detail } else { Detail::Quiet };
    let closing = step(console, &mut engine, Teller::new(&names, detail), args, &stop)?;

    let record = folder.join("record.jsonl");
    let hash = files::write_whole(console.lang, &record, |out| drill.write(engine.events(), closing, out))?;
    let meta = Meta { seed: Some(args.seed), overrides: overrides.clone(), record_hash: Some(hash) };
    let evaluation = evaluate_events(Some(checked.scenario()), engine.events(), Some(closing), meta);
    let evaluation = standards::judged(evaluation, Some(checked.scenario()), engine.events());
    let object = hazdrill_report::object(&evaluation);
    files::write_whole(console.lang, &folder.join("evaluation.json"), |out| writeln!(out, "{object}"))?;
    let source = Source {
        names: &names,
        events: engine.events(),
        evaluation: &evaluation,
        engine: Some(hazdrill_core::VERSION),
    };
    if let Some(Kind { write: Write::One(name, page), .. }) = hazdrill_report::find("html") {
        let bytes = page(&source);
        files::write_whole(console.lang, &folder.join(name), |out| out.write_all(&bytes))?;
    }

    if is_text {
        if detail != Detail::Quiet {
            console.line("")?;
        }
        console.lines(summary(&names, &evaluation, Console::width()))?;
        if matches!(closing.end, EndReason::Limit | EndReason::Stuck) && args.until.is_none() {
            console.lines(awaited(&names, &engine))?;
        }
        let record = record.display();
        if args.detail != Detail::Quiet {
            console.flush()?;
            console.note(&say!(console.lang, "记录：{record}", "Record: {record}"));
        }
    } else {
        console.line(&object)?;
    }
    judge(console, &checked, &engine, &evaluation)
}

/// Steps the drill to its end, to the instant asked for, or until somebody stops it.
fn step(
    console: &mut Console,
    engine: &mut Drill,
    mut teller: Teller<'_>,
    args: &Run,
    stop: &Stop,
) -> Result<Closing, Failure> {
    let limit = SimTime::ZERO + SimDuration::MAX;
    let until = args.until.unwrap_or(limit);
    let end = until.min(SimTime::ZERO + engine.scenario().limit);
    let mut bar = Progress::new(console, end, args.format == Format::Text && args.detail != Detail::Quiet);
    let mut told = 0;
    let mut slice_ends = SimTime::ZERO;
    loop {
        if stop.is_asked() {
            engine.interrupt();
        } else {
            engine.run_until(slice_ends.min(until));
        }
        while let Some(event) = engine.events().get(told) {
            told += 1;
            let lines = teller.push(&engine.events()[..told], event);
            if !lines.is_empty() {
                bar.clear(console);
                console.lines(lines)?;
            }
        }
        if engine.ended().is_some() || slice_ends >= until {
            break;
        }
        bar.show(console, slice_ends, told);
        slice_ends += SLICE;
    }
    bar.clear(console);
    console.lines(teller.finish(engine.events()))?;
    let closing = rerun::closing(engine, until);
    tracing::info!(events = closing.events, end = closing.end.word(), t_ms = closing.t_ms, "the drill is over");
    Ok(closing)
}

/// What the all-clear was waiting for, of each who could have given it.
fn awaited(names: &Names<'_>, engine: &Drill) -> Vec<String> {
    let lang = names.lang();
    let facts =
        |list: &[String]| list.iter().map(|f| fact::name(names, f)).collect::<Vec<_>>().join(pick(lang, "、", ", "));
    let mut lines = vec![pick(lang, "没有等到险情解除：", "The all-clear was not reached:").to_owned()];
    for one in engine.awaits() {
        let who = names.actor(&one.actor);
        let mut parts = Vec::new();
        if !one.unknown.is_empty() {
            let list = facts(&one.unknown);
            parts.push(say!(lang, "尚未确认 {list}", "not known to be so: {list}"));
        }
        if !one.contrary.is_empty() {
            let list = facts(&one.contrary);
            parts.push(say!(lang, "不应有 {list}", "stands against it: {list}"));
        }
        if !one.undone.is_empty() {
            let acts = one.undone.iter().map(|step| names.act_of(&one.actor, step));
            let list = acts.collect::<Vec<_>>().join(pick(lang, "、", ", "));
            parts.push(say!(lang, "未做 {list}", "not done: {list}"));
        }
        let parts = parts.join(pick(lang, "；", "; "));
        let line = say!(lang, "  {who}：{parts}", "  {who}: {parts}");
        // Two steps of one post may lack the same.
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The folder for the results; another drill's record in it is left alone unless `--force` says otherwise.
fn folder(console: &Console, args: &Run, drill: &Identity<'_>) -> Result<PathBuf, Failure> {
    let lang = console.lang;
    let (id, seed) = (&drill.checked.id, drill.seed);
    let folder = args.out.clone().unwrap_or_else(|| Path::new("out").join(format!("{id}-{seed}")));
    files::make_folder(lang, &folder)?;
    let there = files::first_line(lang, &folder.join("record.jsonl"))?;
    if !args.force && there.is_some_and(|line| line != drill.first_line()) {
        let path = folder.display();
        return Err(Failure::Input(say!(
            lang,
            "错误：{path} 里已有另一次演练的记录\n建议：用 --out 换一个文件夹，或用 --force 覆盖。",
            "error: {path} holds the record of another drill\nhelp: take another folder with --out, or overwrite it with --force.",
        )));
    }
    Ok(folder)
}

/// Says which expectations of the scenario did not come true.
fn judge(
    console: &mut Console,
    checked: &hazdrill_model::Checked,
    engine: &Drill,
    evaluation: &Evaluation,
) -> Result<Outcome, Failure> {
    let unmet = unmet(&checked.expect, engine.events(), evaluation);
    if unmet.is_empty() {
        return Ok(Outcome::Done);
    }
    console.flush()?;
    let lang = console.lang;
    for expectation in unmet {
        let head = pick(lang, "没有达到预期：", "expectation not met: ");
        let text = expectation.text(lang);
        console.note(&format!("{head}{text}"));
    }
    Ok(Outcome::Disappointed)
}
