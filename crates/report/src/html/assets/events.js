// The list of events: only the rows in sight are in the page, so that many thousands scroll as well as ten.

const list = { shown: events, chosen: null };

function startEvents() {
  const box = document.getElementById("events");
  const space = element("div", { class: "space" });
  box.append(space);
  const [byOrganisation, byKind, byText, turning, follow, shown] =
    ["by-organisation", "by-kind", "by-text", "turning", "follow", "shown"].map((id) => document.getElementById(id));
  byOrganisation.append(new Option(words.all, ""), new Option(words.nobody, "-"));
  for (const { id, name } of organisations) byOrganisation.append(new Option(name, id));
  const used = new Set(events.map((one) => one.kind));
  byKind.append(new Option(words.all, ""));
  kinds.forEach((kind, i) => used.has(i) && byKind.append(new Option(kind.name, i)));

  const rowHeight = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.6;
  const fits = (one) => {
    const organisation = one.actor?.organisation ?? "-";
    const text = byText.value.trim().toLowerCase();
    return (byOrganisation.value === "" || byOrganisation.value === organisation)
      && (byKind.value === "" || Number(byKind.value) === one.kind)
      && (!turning.checked || one.turning)
      && (text === "" || one.text.toLowerCase().includes(text) || `#${one.n}` === text);
  };
  const filter = () => {
    list.shown = events.filter(fits);
    shown.textContent = fill(words.shown, { n: list.shown.length, all: events.length });
    space.style.height = `${list.shown.length * rowHeight()}px`;
    draw();
    goTo(clock.t);
  };

  /** Makes the rows that are in sight. */
  function draw() {
    const height = rowHeight();
    const first = Math.max(0, Math.floor(box.scrollTop / height) - 5);
    const count = Math.ceil(box.clientHeight / height) + 10;
    const rows = list.shown.slice(first, first + count).map((one, i) => {
      const row = element("button", { type: "button", "data-n": one.n, title: one.text }, time(one), element("span", {}, one.text));
      row.style.top = `${(first + i) * height}px`;
      if (one.turning) row.classList.add("turn");
      if (one.n === list.chosen) row.classList.add("now");
      else if (one.at > clock.t) row.classList.add("ahead");
      return row;
    });
    const focused = document.activeElement?.dataset?.n;
    space.replaceChildren(...rows);
    if (focused) space.querySelector(`[data-n="${focused}"]`)?.focus({ preventScroll: true });
  }

  /** Brings the last event before a time into sight. */
  function goTo(t) {
    if (!follow.checked) return;
    const last = lastAt(list.shown, t);
    const index = last ? list.shown.indexOf(last) : 0;
    box.scrollTop = Math.max(0, (index + 1) * rowHeight() - box.clientHeight * 0.6);
    draw();
  }

  box.addEventListener("scroll", draw, { passive: true });
  space.addEventListener("click", (click) => {
    const row = click.target.closest("button");
    if (row) chooseEvent(Number(row.dataset.n), { scroll: false });
  });
  for (const field of [byOrganisation, byKind, turning, follow]) field.addEventListener("change", filter);
  byText.addEventListener("input", filter);
  clock.tell(goTo);
  list.draw = draw;
  new ResizeObserver(draw).observe(box);
  filter();
}

const time = (one) => element("span", { class: "t" }, `${clockText(one.t)} #${one.n}`);

/** Sets the replay to an event and shows how it came about. */
function chooseEvent(n, { scroll }) {
  const one = event(n);
  if (!one) return;
  list.chosen = n;
  if (one.t !== null) clock.set(one.t);
  showCauses(one);
  list.draw();
  if (scroll) document.getElementById("replay").scrollIntoView();
}
