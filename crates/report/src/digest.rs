//! What the head of a bureau has to know in one minute: what happened, five key times, what delayed the response, where
//! the minutes went, what is to be mended. Each statement carries its evidence.

use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{duration, list, pick, say};
use crate::story::Story;
use crate::summary::{lasted, took_ms, waited};
use hazdrill_record::{Event, EventId, Happening};
use hazdrill_score::{Goal, Part, PartState, TimeKind};

/// How many key times, delays and findings the first page has room for.
const KEY_TIMES: usize = 5;
const DELAYS: usize = 3;
const FINDINGS: usize = 3;
const MINUTES: usize = 5;
/// How many events one line of it names.
const EVENTS: usize = 3;

/// A key time: when, how long it took, how long it may take.
pub(crate) struct KeyTime {
    pub(crate) name: String,
    pub(crate) when: Rich,
    pub(crate) took: Option<Rich>,
    pub(crate) target: Option<Figure>,
    pub(crate) state: Option<PartState>,
}

/// A kind of time on the critical path.
pub(crate) struct Minutes {
    pub(crate) name: &'static str,
    pub(crate) figure: Figure,
}

/// The stamps of which a head of a bureau asks first, each with the stamp that stands in for it where it never came.
const ASKED_FIRST: [&[&str]; KEY_TIMES] = [
    &["t3_alarm"],
    &["t6_arrival"],
    &["t12_headquarters", "t11_first_commander"],
    &["t15_evacuated_100", "t16_first_rescued"],
    &["t23_all_clear"],
];

fn clock(source: &Source<'_>, event: &Event) -> String {
    source.names.clock(event.t_ms)
}

/// What happened, in a few sentences.
pub(crate) fn happened(source: &Source<'_>) -> Vec<Rich> {
    if let Some(timeline) = source.names.timeline() {
        return crate::review::happened(source, timeline);
    }
    let (lang, stamps) = (source.lang(), &source.evaluation.stamps);
    let story = Story::new(source.names, source.events);
    let told = |number: EventId| {
        let event = story.event(number)?;
        let (clock, sentence) = (clock(source, event), story.sentence(event));
        Some(Rich::of(say!(lang, "{clock} {sentence} ", "{clock} {sentence} ")).event(number))
    };
    let join = |parts: Vec<Rich>| {
        let mut parts = parts.into_iter();
        let first = parts.next()?;
        let all = parts.fold(first, |all, part| all.text(pick(lang, "；", "; ")).then(part));
        Some(all.text(pick(lang, "。", ".")))
    };
    let stamp = |id: &str| stamps.get(id).and_then(|moment| told(moment.event));
    let first = |is: fn(&Happening) -> bool| source.events.iter().find(|e| is(&e.what)).and_then(|e| told(e.seq));
    let mut sentences = Vec::new();
    sentences.extend(join([stamp("t0_release"), stamp("t1_detection")].into_iter().flatten().collect()));
    let mut hazard: Vec<Rich> =
        source.evaluation.explosion_events.first().and_then(|event| told(*event)).into_iter().collect();
    hazard.extend(first(|what| matches!(what, Happening::FireStarted(_))));
    if hazard.is_empty() && !source.events.iter().any(|e| matches!(e.what, Happening::Ignition(_))) {
        hazard.push(Rich::of(pick(lang, "没有起火爆炸", "Nothing burnt or exploded")));
    }
    hazard.extend(stamp("t19_leak_stopped"));
    hazard.extend(stamp("t19_fire_out"));
    sentences.extend(join(hazard));
    let mut end = Vec::new();
    end.extend(arrivals(source));
    end.extend(["t12_headquarters", "t23_all_clear"].iter().filter_map(|id| named(source, id)));
    if let Some(s) = source.evaluation.ended_at_s {
        let whole = Rich::of(pick(lang, "全程 ", "in all "));
        end.push(whole.figure(Figure::time(lang, "/ended_at_s", s)));
    }
    sentences.extend(join(end));
    sentences
}

/// A stamp by its name, where its sentence would say more than a minute has room for.
fn named(source: &Source<'_>, id: &str) -> Option<Rich> {
    let (lang, moment) = (source.lang(), source.evaluation.stamps.get(id)?);
    let name = hazdrill_score::explain(id)?.name.get(lang);
    let clock = source.names.clock(moment.t_ms);
    Some(Rich::of(format!("{clock} {name} ")).event(moment.event))
}

/// The organisations that came, in the order in which they came.
fn arrivals(source: &Source<'_>) -> Option<Rich> {
    let (lang, stamps) = (source.lang(), &source.evaluation.stamps);
    let organisations = source.names.scenario().into_iter().flat_map(|s| s.organisations.keys());
    let mut came: Vec<(EventId, String)> = organisations
        .filter_map(|id| Some((stamps.of("t6_arrival", id)?.event, source.names.organisation(id))))
        .collect();
    came.sort();
    let (first, _) = came.first()?;
    let (first, who) = (*first, list(lang, came.iter().map(|(_, name)| name.clone())));
    Some(Rich::of(say!(lang, "{who}先后到场 ", "On the scene, in this order: {who} ")).event(first))
}

/// The five key times.
pub(crate) fn key_times(source: &Source<'_>) -> Vec<KeyTime> {
    ASKED_FIRST.iter().filter_map(|ids| ids.iter().find_map(|id| key_time(source, id))).collect()
}

fn key_time(source: &Source<'_>, id: &str) -> Option<KeyTime> {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    let moment = evaluation.stamps.get(id).or_else(|| evaluation.stamps.first_of(id));
    let of_stamp = |part: &Part| part.to.split('.').next() == Some(id) && part.state != PartState::NotApplicable;
    // Of several targets on one stamp, the one whose event this is; else the weightiest.
    let mut parts: Vec<(usize, &Part)> =
        evaluation.score.parts.iter().enumerate().filter(|(_, p)| of_stamp(p)).collect();
    parts.sort_by(|(_, a), (_, b)| {
        let same = |part: &Part| moment.is_some_and(|m| part.evidence.last() == Some(&m.event));
        same(b).cmp(&same(a)).then(b.weight.total_cmp(&a.weight))
    });
    let part = parts.first();
    // Neither came nor had to come.
    if moment.is_none() && part.is_none() {
        return None;
    }
    let name = part.map_or_else(
        || hazdrill_score::explain(id).map_or_else(|| id.to_owned(), |metric| metric.name.get(lang).to_owned()),
        |(_, part)| part.name.get(lang).to_owned(),
    );
    let when = match part.filter(|(_, part)| part.actual.is_some()).and_then(|(_, part)| part.evidence.last()) {
        Some(event) => when(source, *event),
        None => moment.map_or_else(|| Rich::of(pick(lang, "未发生", "never came")), |m| when(source, m.event)),
    };
    Some(KeyTime {
        name,
        when,
        took: part.and_then(|(at, part)| took(source, *at, part)),
        target: part.map(|(at, part)| Figure::time(lang, format!("/score/parts/{at}/target"), part.target)),
        state: part.map(|(_, part)| part.state),
    })
}

fn when(source: &Source<'_>, event: EventId) -> Rich {
    let story = Story::new(source.names, source.events);
    let of_row = || source.names.timeline()?.row(event).map(|row| source.names.clock(row.t_ms));
    let clock = story.event(event).map(|event| clock(source, event)).or_else(of_row).unwrap_or_default();
    Rich::of(format!("{clock} ")).event(event)
}

/// How long a target took, as one counts it on clocks that show whole seconds.
pub(crate) fn took(source: &Source<'_>, at: usize, part: &Part) -> Option<Rich> {
    let (lang, s) = (source.lang(), part.actual?);
    let text = lasted(lang, took_ms(source.evaluation, &part.from, &part.to, s));
    Some(Rich::new().figure(Figure::time(lang, format!("/score/parts/{at}/actual"), s).written(text)))
}

/// What delayed us most; where no path to an end is known, the longest waits.
pub(crate) fn delays(source: &Source<'_>) -> Vec<Rich> {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    let line = |at: String, s, words: String, events: &[EventId]| {
        let time = Figure::time(lang, at, s);
        // The words say how long it was, or it stands before them.
        let told = match words.split_once(&time.text) {
            Some((before, after)) => Rich::of(before).figure(time.clone()).text(format!("{after} ")),
            None => Rich::new().figure(time).text(say!(lang, "：{words} ", ": {words} ")),
        };
        told.events(&events[..events.len().min(EVENTS)])
    };
    if evaluation.delays.is_empty() {
        let waits = evaluation.waits.iter().take(DELAYS).enumerate();
        let told = |(at, wait): (usize, &hazdrill_score::Wait)| {
            line(format!("/waits/{at}/s"), wait.s, waited(source.names, wait), &[wait.event])
        };
        return waits.map(told).collect();
    }
    let delays = evaluation.delays.iter().take(DELAYS).enumerate();
    delays
        .map(|(at, delay)| line(format!("/delays/{at}/s"), delay.s, delay.words.get(lang).to_owned(), &delay.events))
        .collect()
}

/// Where the minutes went on the critical path: to the all-clear, else to the last goal that was reached. To which goal,
/// and how long each kind of time was.
pub(crate) fn minutes(source: &Source<'_>) -> Option<(Goal, Vec<Minutes>)> {
    let lang = source.lang();
    let mut paths = source.evaluation.critical_paths.iter().enumerate();
    let (at, path) = paths.rfind(|(_, path)| !path.by_organisation.is_empty())?;
    let minutes = TimeKind::ALL.into_iter().filter_map(|kind| {
        let ms: i64 = path.by_organisation.values().filter_map(|of| of.get(&kind)).sum();
        let word = crate::sections::word(kind);
        let pointer = format!("/critical_paths/{at}/by_organisation/*/{word}");
        let figure = Figure::number(pointer, ms as f64).written(duration(lang, ms));
        (ms > 0).then(|| Minutes { name: kind.name().get(lang), figure })
    });
    let mut minutes: Vec<Minutes> = minutes.collect();
    // The longest first: that is where to look.
    minutes.sort_by(|a, b| b.figure.value.total_cmp(&a.figure.value));
    minutes.truncate(MINUTES);
    Some((path.goal, minutes))
}

/// What is to be mended first: the gravest problems; where there is none, the targets that cost most.
pub(crate) fn findings(source: &Source<'_>) -> Vec<Rich> {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    if !evaluation.findings.problems.is_empty() {
        let problems = evaluation.findings.problems.iter().take(FINDINGS);
        let told = |problem: &hazdrill_score::Finding| {
            let (title, fact) = (problem.title.get(lang), problem.fact.get(lang));
            let events = &problem.evidence[..problem.evidence.len().min(EVENTS)];
            Rich::of(say!(lang, "{title}：{fact} ", "{title}: {fact} ")).events(events)
        };
        return problems.map(told).collect();
    }
    let missed = |state: PartState| matches!(state, PartState::Late | PartState::Never);
    let mut parts: Vec<(usize, &Part)> =
        evaluation.score.parts.iter().enumerate().filter(|(_, part)| missed(part.state)).collect();
    let lost = |part: &Part| part.weight * (1.0 - part.value.unwrap_or(1.0));
    parts.sort_by(|(_, a), (_, b)| lost(b).total_cmp(&lost(a)));
    parts.into_iter().take(FINDINGS).map(|(at, part)| finding(source, at, part, lang)).collect()
}

fn finding(source: &Source<'_>, at: usize, part: &Part, lang: hazdrill_model::Lang) -> Rich {
    let name = part.name.get(lang);
    let target = Figure::time(lang, format!("/score/parts/{at}/target"), part.target);
    let head = Rich::of(say!(lang, "{name}", "{name}"));
    let head = match took(source, at, part) {
        Some(took) => {
            head.text(pick(lang, "用时 ", " took ")).then(took).text(pick(lang, "，应在 ", ", to be done within "))
        }
        None => head.text(pick(lang, "没有做到，应在 ", " was not done, to be done within ")),
    };
    head.figure(target).text(pick(lang, " 内 ", " ")).events(&part.evidence)
}
