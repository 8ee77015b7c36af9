// How an event came about: the chain of binding causes back to its root, its other causes, and what it brought about.

/** More effects than this are counted. */
const EFFECTS = 12;

function showCauses(one) {
  const box = document.getElementById("causes");
  const chain = [one];
  // A cause comes before its effect, so the chain ends.
  while (chain[0].causes.length > 0) chain.unshift(event(chain[0].causes[0]));
  const row = (shown) => {
    const button = element("button", { type: "button", "data-n": shown.n }, time(shown), element("span", {}, shown.text));
    if (shown === one) {
      button.classList.add("chosen");
      button.setAttribute("aria-current", "true");
    }
    return element("li", {}, button);
  };
  const part = (title, all) => {
    if (all.length === 0) return [];
    const rows = all.slice(0, EFFECTS).map(row);
    if (all.length > EFFECTS) rows.push(element("li", {}, fill(words.more, { n: all.length - EFFECTS })));
    return [element("h4", {}, title), element("ol", {}, ...rows)];
  };
  const others = one.causes.slice(1).map(event);
  const brought = (effects.get(one.n) ?? []).map(event);
  box.replaceChildren(
    element("h4", {}, `${words.chain}: #${one.n}`),
    element("ol", {}, ...chain.map(row)),
    ...part(words.others, others),
    ...part(words.effects, brought),
  );
  // The page itself stays where it is.
  const chosen = box.querySelector(".chosen");
  box.scrollTop += chosen.getBoundingClientRect().bottom - box.getBoundingClientRect().top - box.clientHeight * 0.7;
}

function startCauses() {
  document.getElementById("causes").addEventListener("click", (click) => {
    const button = click.target.closest("button[data-n]");
    if (button) chooseEvent(Number(button.dataset.n), { scroll: false });
  });
}
