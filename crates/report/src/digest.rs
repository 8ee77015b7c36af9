//! What the head of a bureau has to know in one minute: what happened, five key times, what delayed the response, where
//! the minutes went, what is to be mended. Each statement carries its evidence.

use crate::document::Source;
use crate::rich::{Figure, Rich};
use crate::say::{duration, list, pick, say};
use crate::story::Story;
use crate::summary::waited;
use hazdrill_model::{Lang, TargetKind};
use hazdrill_record::{Event, EventId, Happening};
use hazdrill_score::{ClockOutcome, ClockState, Evaluation, Fate, Finding, Goal, Moment, Part, PartState, TimeKind};

/// How many key times, delays and findings the first page has room for.
const KEY_TIMES: usize = 5;
const DELAYS: usize = 3;
const FINDINGS: usize = 3;
const MINUTES: usize = 5;
/// How many of the dead and of the seriously hurt are named, and how many duties of law.
const NAMED: usize = 3;
const LAW: usize = 4;
/// How many events one line of it names.
const EVENTS: usize = 3;

/// A key time: when, how long after the release, against which limit.
pub(crate) struct KeyTime {
    pub(crate) name: String,
    pub(crate) when: Rich,
    /// Since the release; none where either is not known.
    pub(crate) since: Option<String>,
    /// The target that the stamp stops: how long it took of how long it may take.
    pub(crate) target: Option<Rich>,
    pub(crate) state: Option<PartState>,
}

impl KeyTime {
    /// The heads of [`KeyTime::row`], but for that of the name.
    pub(crate) fn heads(lang: Lang) -> [&'static str; 4] {
        match lang {
            Lang::Zh => ["何时", "距泄漏", "对照时限", "结果"],
            Lang::En => ["when", "since the release", "against its limit", "result"],
        }
    }

    /// As a row of a table, with its result in these words.
    pub(crate) fn row(self, result: String) -> Vec<Rich> {
        let none = || Rich::of("–");
        let since = self.since.map_or_else(none, Rich::of);
        vec![Rich::of(self.name), self.when, since, self.target.unwrap_or_else(none), Rich::of(result)]
    }
}

/// A kind of time on the critical path.
pub(crate) struct Minutes {
    pub(crate) name: &'static str,
    pub(crate) figure: Figure,
}

/// The stamps of which a head of a bureau asks first, each with those that stand in for it where it never came.
const ASKED_FIRST: [&[&str]; KEY_TIMES] = [
    &["t0_release"],
    &["explosion", FIRE],
    &["t6_arrival"],
    &["t12_headquarters", "t11_first_commander"],
    &["t23_all_clear"],
];

/// The first fire, which is no stamp.
const FIRE: &str = "fire_started";

fn clock(source: &Source<'_>, event: &Event) -> String {
    source.names.clock(event.t_ms)
}

/// The dead and the seriously hurt: how many, who, when, by what. A word where there are none; nothing where that is not
/// known.
pub(crate) fn harmed(source: &Source<'_>) -> Vec<Rich> {
    let (lang, counts) = (source.lang(), source.evaluation.casualties);
    let (Some(dead), Some(serious)) = (counts.dead, counts.serious) else { return Vec::new() };
    let mut lines = Vec::new();
    for (id, n, is_dead) in [("dead", dead, true), ("serious", serious, false)] {
        if n == 0 {
            continue;
        }
        let name = hazdrill_score::explain(id).map_or(id, |metric| metric.name.get(lang));
        let head = Rich::of(say!(lang, "{name} ", "{name}: ")).figure(Figure::count(format!("/casualties/{id}"), n));
        let fates: Vec<&Fate> = source.evaluation.fates.iter().filter(|fate| fate.dead == is_dead).collect();
        let mut line = head.text(pick(lang, " 人", ""));
        for (at, fate) in fates.iter().take(NAMED).enumerate() {
            let separator = if at == 0 { pick(lang, "：", " – ") } else { pick(lang, "；", "; ") };
            line = line.text(separator).then(fated(source, fate));
        }
        if let Some(more) = fates.len().checked_sub(NAMED).filter(|more| *more > 0) {
            line = line.text(say!(lang, "；另 {more} 人见“伤亡与救治”", "; {more} more, see Casualties"));
        }
        lines.push(line);
    }
    if lines.is_empty() {
        lines.push(Rich::of(pick(lang, "无人死亡，无人重伤", "nobody died, nobody was seriously injured")));
    }
    lines
}

/// Who, struck when and by what, and what came of it.
fn fated(source: &Source<'_>, fate: &Fate) -> Rich {
    let (lang, names) = (source.lang(), source.names);
    let who = fate.who.as_deref().map_or_else(|| say!(lang, "一人", "somebody"), |who| names.actor(who));
    let by = crate::word::harm(lang, &fate.by);
    let clock = |moment: Option<Moment>| moment.map(|moment| names.clock(moment.t_ms));
    let mut text = match clock(fate.struck()) {
        Some(clock) => say!(lang, "{who} {clock} {by}", "{who}, {clock}, {by}"),
        None => say!(lang, "{who} {by}", "{who}, {by}"),
    };
    // As it went; who died at once is told so by the first words.
    let mut after = [
        (fate.rescued, ("救出", "brought out")),
        (fate.delivered, ("送达医院", "at a hospital")),
        (fate.died.filter(|_| fate.hurt.is_some()), ("死亡", "died")),
    ];
    after.sort_by_key(|(moment, _)| moment.map(|moment| (moment.t_ms, moment.event)));
    for (moment, (zh, en)) in after {
        if let Some(clock) = clock(moment) {
            let what = pick(lang, zh, en);
            text += &say!(lang, "，{clock} {what}", ", {what} {clock}");
        }
    }
    if !fate.dead && fate.delivered.is_none() {
        text += pick(lang, "，未送达医院", ", at no hospital by the end");
    }
    let events: Vec<EventId> =
        [fate.struck(), fate.died, fate.delivered].into_iter().flatten().map(|moment| moment.event).collect();
    Rich::of(text).text(" ").events(&events)
}

/// The legal duties that were not kept, those never met first; a word where all that can be judged were.
pub(crate) fn law(source: &Source<'_>) -> Vec<Rich> {
    let (lang, names) = (source.lang(), source.names);
    let legal = || source.evaluation.clocks.iter().enumerate().filter(|(_, clock)| clock.kind == TargetKind::Legal);
    let mut broken: Vec<(usize, &ClockOutcome)> =
        legal().filter(|(_, clock)| matches!(clock.state, ClockState::Late | ClockState::Never)).collect();
    let kept = legal().filter(|(_, clock)| clock.state == ClockState::Kept).count();
    if broken.is_empty() {
        let told = say!(
            lang,
            "可判定的 {kept} 项法定义务全部按时履行",
            "all {kept} duties of law that can be judged were kept"
        );
        return if kept > 0 { vec![Rich::of(told)] } else { Vec::new() };
    }
    broken.sort_by_key(|(_, clock)| clock.state == ClockState::Late);
    let told = |(at, clock): &(usize, &ClockOutcome)| {
        let (name, state) = (clock.name.get(lang), clock.state.name().get(lang));
        let who = list(lang, clock.who.iter().map(|who| names.actor(who)));
        let mut line = Rich::of(say!(lang, "{who}“{name}”：{state}", "{who}: {name}: {state}"));
        let against = clock.against();
        if let Some((s, words)) = clock.took_s.zip(against.took(lang)) {
            let took = Figure::number(format!("/clocks/{at}/took_s"), s).written(words);
            line = line.text(pick(lang, "，用时 ", ", took ")).figure(took);
        }
        if let Some((s, words)) = clock.limit_s.zip(against.limit(lang)) {
            let limit = Figure::number(format!("/clocks/{at}/limit_s"), s).written(words);
            line = line.text(pick(lang, "，时限 ", ", limit ")).figure(limit);
        }
        line.text(" ").events(&clock.evidence)
    };
    let mut lines: Vec<Rich> = broken.iter().take(LAW).map(told).collect();
    if let Some(more) = broken.len().checked_sub(LAW).filter(|more| *more > 0) {
        lines.push(Rich::of(say!(
            lang,
            "另有 {more} 项，见“法定时限与义务”",
            "{more} more, see Clocks and duties of law"
        )));
    }
    lines
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

/// When the stamp came: of several organisations that of the first; the first explosion; the first fire.
fn moment(source: &Source<'_>, id: &str) -> Option<Moment> {
    let stamps = &source.evaluation.stamps;
    if id == FIRE {
        let fire = source.events.iter().find(|e| matches!(e.what, Happening::FireStarted(_)))?;
        return Some(Moment { t_ms: fire.t_ms, event: fire.seq });
    }
    stamps.at_path(id).or_else(|| stamps.first_of(id))
}

fn key_time(source: &Source<'_>, id: &str) -> Option<KeyTime> {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    let moment = moment(source, id);
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
    // What is judged is what is shown: of several arrivals that of the organisation with the target.
    let judged = part.filter(|(_, part)| part.actual.is_some());
    let moment = judged.and_then(|(_, part)| evaluation.stamps.at_path(&part.to)).or(moment);
    Some(KeyTime {
        name: key_name(source, id),
        when: moment.map_or_else(|| Rich::of(pick(lang, "未发生", "never came")), |m| when(source, m.event)),
        since: since_release(source, moment),
        target: part.map(|(at, part)| against(source, *at, part)),
        state: part.map(|(_, part)| part.state),
    })
}

fn key_name(source: &Source<'_>, id: &str) -> String {
    let (lang, n) = (source.lang(), source.evaluation.explosions);
    match id {
        "explosion" if n > 1 => say!(lang, "首次爆炸（共 {n} 次）", "first explosion (of {n})"),
        "explosion" => say!(lang, "爆炸", "explosion"),
        FIRE => say!(lang, "起火", "fire"),
        "t6_arrival" => say!(lang, "首车到场", "first engine on the scene"),
        _ => hazdrill_score::explain(id).map_or_else(|| id.to_owned(), |metric| metric.name.get(lang).to_owned()),
    }
}

fn since_release(source: &Source<'_>, moment: Option<Moment>) -> Option<String> {
    let ms = source.evaluation.stamps.get("t0_release")?.ms_until(moment?)?;
    (ms > 0).then(|| duration(source.lang(), ms))
}

/// How long a target took, of how long it may take.
fn against(source: &Source<'_>, at: usize, part: &Part) -> Rich {
    let lang = source.lang();
    let name = part.name.get(lang);
    let limit = limit(source, at, part);
    let head = Rich::of(say!(lang, "{name} ", "{name}: "));
    match took(source, at, part) {
        Some(took) => head.then(took).text(pick(lang, "，时限 ", ", limit ")).figure(limit),
        None => head.text(pick(lang, "时限 ", "limit ")).figure(limit),
    }
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
    let text = part.against(&source.evaluation.stamps).took(lang)?;
    Some(Rich::new().figure(Figure::time(lang, format!("/score/parts/{at}/actual"), s).written(text)))
}

/// How long a target may take.
pub(crate) fn limit(source: &Source<'_>, at: usize, part: &Part) -> Figure {
    let words = part.against(&source.evaluation.stamps).limit(source.lang()).unwrap_or_default();
    Figure::number(format!("/score/parts/{at}/target"), part.target).written(words)
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

/// The problems that something can be done about: who died or was hurt stands above by name, why it came to that stands in
/// the others.
pub(crate) fn to_mend(evaluation: &Evaluation) -> impl Iterator<Item = &Finding> {
    let is_told = |rule: &str| matches!(rule, "people-died" | "people-seriously-hurt");
    evaluation.findings.problems.iter().filter(move |problem| !is_told(problem.rule))
}

/// What is to be mended first: the gravest problems; where there is none, the targets that cost most.
pub(crate) fn findings(source: &Source<'_>) -> Vec<Rich> {
    let (lang, evaluation) = (source.lang(), source.evaluation);
    if to_mend(evaluation).next().is_some() {
        let problems = to_mend(evaluation).take(FINDINGS);
        let told = |problem: &Finding| {
            let (title, fact) = (problem.title.get(lang), problem.fact.get(lang));
            let events = &problem.proof()[..problem.proof().len().min(EVENTS)];
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
    let target = limit(source, at, part);
    let head = Rich::of(say!(lang, "{name}", "{name}"));
    let head = match took(source, at, part) {
        Some(took) => {
            head.text(pick(lang, "用时 ", " took ")).then(took).text(pick(lang, "，应在 ", ", to be done within "))
        }
        None => head.text(pick(lang, "没有做到，应在 ", " was not done, to be done within ")),
    };
    head.figure(target).text(pick(lang, " 内 ", " ")).events(&part.evidence)
}
