// The data of the record, unfolded: one object for each event, people with their moves, places with their spots.

const raw = JSON.parse(document.getElementById("data").textContent);
const words = raw.words;

/** A text with its gaps filled: fill("{n} people", {n: 3}). */
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

const organisations = raw.organisations.map(([id, name, colour, ink, sign]) => ({ id, name, colour, ink, sign }));
const organisationOf = new Map(organisations.map((organisation) => [organisation.id, organisation]));
const places = raw.places.map(([id, name]) => ({ id, name }));
const kinds = raw.kinds.map(([id, name]) => ({ id, name }));
const facts = raw.facts.map(([id, name]) => ({ id, name }));

/** Who acts: sort 0 is a post, 1 a crew, 2 one of a group. */
const actors = raw.actors.map(([id, name, organisation, sort, people, start]) => ({
  id, name, organisation, sort, people, start, moves: [], beliefs: [],
}));

/** The events, `events[0]` is number 1. An unknown minute is null; `at` then is that of the event before. */
const events = (() => {
  const { t, k, a, p, x, c } = raw.events;
  const turning = new Set(raw.milestones);
  let at = 0;
  return t.map((step, i) => {
    if (step >= 0) at += step;
    const actor = a[i] < 0 ? null : actors[a[i]];
    return {
      n: i + 1, t: step < 0 ? null : at, at, kind: k[i], actor, place: p[i],
      text: raw.strings[x[i]].replaceAll("\u0001", actor ? actor.name : ""),
      causes: c[i].map((back) => i + 1 - back), turning: turning.has(i + 1),
    };
  });
})();
const event = (n) => events[n - 1];

/** What each event brought about: the events that name it as their first cause. */
const effects = new Map();
for (const { n, causes } of events) {
  if (causes.length > 0) effects.set(causes[0], [...(effects.get(causes[0]) ?? []), n]);
}

for (const [who, from, took, a, b] of raw.moves) actors[who].moves.push({ from, to: from + took, a, b });
for (const actor of actors) actor.moves.sort((one, other) => one.from - other.from);

// Beliefs of each seat and of each fact, and what was true, in the order of time.
for (const fact of facts) Object.assign(fact, { beliefs: [], truths: [] });
for (const [n, fact, phrase, asOf, from, wrong] of raw.learned) {
  const belief = {
    n, at: event(n).at, fact, text: raw.strings[phrase], asOf, who: event(n).actor,
    from: from < 0 ? null : actors[from], wrong: wrong ?? [],
  };
  belief.who?.beliefs.push(belief);
  facts[fact].beliefs.push(belief);
}
for (const [at, fact, phrase] of raw.truths) facts[fact].truths.push({ at, text: raw.strings[phrase] });

const endMs = raw.end_ms;

/** An instant on the clock of the scenario, without one since the start. */
function clockText(ms) {
  if (ms === null) return words.unknown_time;
  const s = Math.floor(ms / 1000) + Math.max(raw.starts_s, 0);
  const day = Math.floor(s / 86400) + 1;
  const two = (n) => String(n).padStart(2, "0");
  const text = `${two(Math.floor(s / 3600) % 24)}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}`;
  if (raw.starts_s < 0) return `+${text}`;
  return day > 1 ? fill(words.day, { n: day }) + text : text;
}

/** The last of a list in the order of time that is not later than `t`. */
function lastAt(list, t, key = "at") {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle][key] <= t) low = middle + 1;
    else high = middle;
  }
  return low > 0 ? list[low - 1] : null;
}

/** An element with its attributes and content. */
function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
