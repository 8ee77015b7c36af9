// Who knew what at this moment, beside what was true: by seat all that one knows, by fact all who know it.

function startBeliefs() {
  const [seat, fact] = ["seat", "fact"].map((id) => document.getElementById(id));
  const knowing = actors.filter((actor) => actor.beliefs.length > 0 && actor.sort !== 2);
  seat.append(new Option("–", ""));
  for (const organisation of organisations) {
    const group = element("optgroup", { label: organisation.name });
    for (const actor of knowing.filter((one) => one.organisation === organisation.id)) {
      group.append(new Option(actor.name, actors.indexOf(actor)));
    }
    if (group.children.length > 0) seat.append(group);
  }
  fact.append(new Option("–", ""));
  facts.forEach((one, i) => one.beliefs.length > 0 && fact.append(new Option(one.name, i)));
  // The one who learned most is most worth watching at first.
  const most = knowing.reduce((best, one) => (!best || one.beliefs.length > best.beliefs.length ? one : best), null);
  seat.value = most ? actors.indexOf(most) : "";
  const show = () => draw(clock.t);
  seat.addEventListener("change", () => {
    fact.value = "";
    show();
  });
  fact.addEventListener("change", () => {
    seat.value = "";
    show();
  });
  let shown = null;
  clock.tell((t) => {
    // Once a second of the drill is enough, and while it plays ten times a second of ours.
    const key = Math.floor(t / 1000);
    if (key !== shown) draw(t);
    shown = key;
  });

  function draw(t) {
    const box = document.getElementById("beliefs");
    const rows = seat.value !== "" ? bySeat(actors[seat.value], t) : fact.value !== "" ? byFact(facts[fact.value], t) : [];
    if (rows.length === 0) {
      box.replaceChildren(element("p", { class: "about" }, words.nothing));
      return;
    }
    const heads = [seat.value !== "" ? words.fact : words.seat, words.believes, words.truth, words.since, words.by];
    const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
    box.replaceChildren(element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows)));
  }
}

/** The latest belief of each fact. */
function bySeat(actor, t) {
  const latest = new Map();
  for (const belief of actor.beliefs) {
    if (belief.at > t) break;
    latest.set(belief.fact, belief);
  }
  return [...latest.values()].sort((a, b) => b.at - a.at).map((belief) => beliefRow(facts[belief.fact].name, belief, t));
}

/** The latest belief of each seat; groups are left out, as in the choice of seats. */
function byFact(fact, t) {
  const latest = new Map();
  for (const belief of fact.beliefs) {
    if (belief.at > t) break;
    if (belief.who && belief.who.sort !== 2) latest.set(belief.who, belief);
  }
  return [...latest.values()].map((belief) => beliefRow(belief.who.name, belief, t));
}

function beliefRow(name, belief, t) {
  const { truths } = facts[belief.fact];
  const truth = lastAt(truths, t);
  const truly = truth ? truth.text : truths.length > 0 ? words.not_yet : words.unknown_truth;
  const wrong = belief.wrong.some(([from, until]) => from <= t && t < until);
  const age = belief.at - belief.asOf > 60000 ? fill(words.as_of, { t: clockText(belief.asOf) }) : "";
  const link = element("a", { href: `#e${belief.n}`, class: "ev" }, `#${belief.n}`);
  return element("tr", {},
    element("th", { scope: "row" }, name),
    element("td", wrong ? { class: "wrong" } : {}, `${wrong ? "≠ " : ""}${belief.text}${age}`),
    element("td", {}, truly),
    element("td", {}, `${clockText(belief.at)} `, link),
    element("td", {}, belief.from ? belief.from.name : words.self));
}
