// Opens the reports of a drill with an explosion in a browser without network: the replay, its keys, its filters, the way
// from an event to its causes, what people who use a keyboard or a screen reader need, the page on paper, and that of a
// record that is too long to be replayed.
//
//   node report.mjs HAZDRILL CHROMIUM
//
// HAZDRILL is the command, CHROMIUM a browser. Ends with 1 at the first thing that is not as it should be.

import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [command, browserPath] = process.argv.slice(2);
assert.ok(command && browserPath, "usage: node report.mjs HAZDRILL CHROMIUM");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "hazdrill-browser-"));

/** Runs the command; 1 means that an expectation of the scenario was not met, which is no failure here. */
function run(...args) {
  const env = { ...process.env, HAZDRILL_BROWSER: browserPath };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: folder, env, encoding: "utf8", maxBuffer: 1 << 28 });
  assert.ok(status === 0 || status === 1, `${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}
const about = (text) => console.log(`  ${text}`);

/** Everything that one report must do. */
async function check(browser, lang, out) {
  const file = join(folder, out, "report.html");
  const record = readFileSync(join(folder, out, "record.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const evaluation = JSON.parse(readFileSync(join(folder, out, "evaluation.json"), "utf8"));
  const count = record.filter((line) => line.seq).length;
  assert.ok(evaluation.explosions > 0, "this drill has an explosion");
  assert.ok(statSync(file).size <= 2_000_000, `${statSync(file).size} bytes are more than 2 MB`);

  const context = await browser.newContext({ viewport: { width: 1280, height: 720 }, offline: true });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(String(error)));
  const url = pathToFileURL(file).href;
  page.on("request", (request) => request.url() !== url && trouble.push(`a request left the page: ${request.url()}`));
  await page.goto(url);

  const clock = () => page.locator("#clock").textContent();
  const at = () => page.locator("#slider").inputValue().then(Number);
  const positions = () => page.locator("#map .people").innerHTML();
  const setTo = (ms) => page.locator("#slider").evaluate((slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input"));
  }, ms);
  const onPage = () => page.locator("#main").evaluate((main) => main.focus());

  // The page itself.
  assert.equal(await page.locator("html").getAttribute("lang"), lang === "zh" ? "zh-CN" : "en");
  assert.match(await page.title(), lang === "zh" ? /^【演练】/ : /^\[EXERCISE\]/);
  assert.match(await page.locator("#shown").textContent(), new RegExp(`\\b${count}\\b.*\\b${count}\\b`), "every event of the record");
  for (const link of await page.locator("a.ev").all()) {
    const href = await link.getAttribute("href");
    assert.equal(await page.locator(href).count(), 1, `${href} leads somewhere`);
  }
  about(`${count} events, every link of evidence leads somewhere`);

  // The slider moves time and people.
  const [time, people] = [await clock(), await positions()];
  const arrival = Math.round(evaluation.stamps.t6_arrival.fire.s * 1000);
  await setTo(arrival - 60_000);
  assert.notEqual(await clock(), time);
  const onTheWay = await positions();
  assert.notEqual(onTheWay, people, "people have moved");
  await setTo(arrival - 30_000);
  assert.notEqual(await positions(), onTheWay, "who is on the way moves between events");
  const bang = record.find((line) => line.kind === "explosion");
  await setTo(bang.t_ms - 1000);
  const before = await page.locator("#map .hazards").innerHTML();
  await setTo(bang.t_ms);
  assert.notEqual(await page.locator("#map .hazards").innerHTML(), before, "the explosion shows");
  about("slider: clock, positions and hazards change");

  // Keys.
  await onPage();
  const from = await at();
  await page.keyboard.press("ArrowRight");
  assert.equal(await at(), from + 10_000);
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await at(), Math.max(0, from - 50_000));
  await page.locator("#slider").focus();
  const held = await at();
  await page.keyboard.press("ArrowRight");
  assert.equal(await at(), held + 10_000, "arrows mean the same on the slider");
  await onPage();
  await page.keyboard.press("Home");
  assert.equal(await at(), 0);
  await page.keyboard.press(" ");
  assert.equal(await page.locator("#play").getAttribute("aria-pressed"), "true");
  await page.waitForFunction(() => Number(document.getElementById("slider").value) > 1000);
  await page.keyboard.press(" ");
  assert.equal(await page.locator("#play").getAttribute("aria-pressed"), "false");
  const paused = await at();
  await page.waitForTimeout(200);
  assert.equal(await at(), paused, "paused is paused");
  await page.locator("#speed").selectOption("300");
  await page.locator("#play").click();
  await page.waitForFunction((ms) => Number(document.getElementById("slider").value) > ms + 60_000, paused);
  await page.locator("#play").click();
  await page.keyboard.press("End");
  about("keys: space, arrows, Home, End; speed");

  // Filters: what the list says is what the record holds.
  const shown = async () => Number((await page.locator("#shown").textContent()).match(/\d+/)[0]);
  const of = (is) => record.filter((line) => line.seq && is(line)).length;
  await page.locator("#by-organisation").selectOption("fire");
  assert.equal(await shown(), of((line) => line.actor?.startsWith("fire/")));
  const names = JSON.parse(await page.locator("#data").textContent());
  const said = String(names.kinds.findIndex(([id]) => id === "said"));
  await page.locator("#by-kind").selectOption(said);
  assert.equal(await shown(), of((line) => line.actor?.startsWith("fire/") && line.kind === "said"));
  await page.locator("#by-organisation").selectOption("");
  await page.locator("#by-kind").selectOption("");
  await page.locator("#by-text").fill(`#${bang.seq}`);
  assert.equal(await shown(), 1);
  about("filters by organisation, kind and text");

  // From an event to its causes, and on by a click.
  await page.locator("#events button").first().click();
  assert.equal(await at(), bang.t_ms, "an event sets the time");
  const chain = page.locator("#causes ol").first().locator("button");
  let [length, cause] = [1, bang];
  while (cause.causes.length > 0) {
    cause = record.find((line) => line.seq === cause.causes[0]);
    length += 1;
  }
  assert.equal(await chain.count(), length, "the whole chain of binding causes");
  await chain.first().click();
  assert.equal(await at(), cause.t_ms, "a click on a cause goes there");
  assert.equal(await page.locator("#causes .chosen").getAttribute("data-n"), String(cause.seq));
  await page.locator("#by-text").fill("");
  await page.locator("#summary a.ev").first().click();
  const cited = (await page.locator("#summary a.ev").first().textContent()).slice(1);
  assert.equal(await page.locator("#causes .chosen").getAttribute("data-n"), cited, "evidence leads into the replay");
  about("causes: the chain, a click on it, evidence of the first page");

  // Who knew what: the same as the record says.
  const seat = names.actors.findIndex(([id]) => id === "fire/chief");
  await setTo(names.end_ms);
  await page.locator("#seat").selectOption(String(seat));
  const facts = new Set(record.filter((line) => line.kind === "learned" && line.actor === "fire/chief").map((line) => line.data.fact));
  assert.equal(await page.locator("#beliefs tbody tr").count(), facts.size);
  await setTo(0);
  assert.equal(await page.locator("#beliefs tbody tr").count(), 0, "at the start nobody knows of it");
  await setTo(names.end_ms);
  about(`beliefs of a seat: ${facts.size} facts`);

  // No drawing runs out of the page, at the size of a laptop and of a projector.
  for (const size of [{ width: 1280, height: 720 }, { width: 1920, height: 1080 }]) {
    await page.setViewportSize(size);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `the page is ${wide} pixels too wide at ${size.width}`);
  }

  // Axe is put in as a test, past the policy of the page.
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const grave = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
  assert.deepEqual(grave.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => node.html).join(" ")}`), []);
  about(`axe: ${found.violations.length} lesser findings${found.violations.map(({ id }) => ` ${id}`).join("")}`);
  assert.deepEqual(trouble, [], "no error, no warning, no request");
  await context.close();
}

/** What stands in the page without script is all but the replay. */
async function withoutScript(browser, out) {
  const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(folder, out, "report.html")).href);
  for (const id of ["summary", "timeline", "casualties", "targets", "messages", "network", "narration", "evidence", "identity"]) {
    assert.ok(await page.locator(`#${id}`).isVisible(), `#${id} needs no script`);
  }
  assert.equal(await page.locator("#player").isVisible(), false);
  await context.close();
  about("without script all but the replay stands");
}

/** A record with more events than a page replays: it says so, and replays the others. */
async function tooLong(browser, out) {
  const lines = readFileSync(join(folder, out, "record.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  const [header, events] = [lines[0], lines.filter((line) => line.seq)];
  const span = events.at(-1).t_ms + 1;
  const all = [JSON.stringify({ ...header, hash: undefined })];
  for (let round = 0; all.length < 45_000; round += 1) {
    for (const event of events) {
      const later = { ...event, seq: event.seq + round * events.length, t_ms: event.t_ms + round * span, hash: undefined };
      all.push(JSON.stringify({ ...later, causes: event.causes.map((cause) => cause + round * events.length) }));
    }
  }
  writeFileSync(join(folder, "long.jsonl"), `${all.join("\n")}\n`);
  run("report", "long.jsonl", "--kinds", "html", "--out", "long", "--lang", "en");
  const file = join(folder, "long", "report.html");
  assert.ok(statSync(file).size <= 2_000_000, `${statSync(file).size} bytes are more than 2 MB`);
  const context = await browser.newContext({ offline: true });
  const page = await context.newPage();
  const trouble = [];
  page.on("pageerror", (error) => trouble.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  const said = await page.locator("#replay").textContent();
  const leftOut = Number(said.match(/its last (\d+) events are not in the replay/)?.[1]);
  const shown = Number((await page.locator("#shown").textContent()).match(/of (\d+)/)[1]);
  assert.equal(leftOut + shown, all.length - 1, "what is left out and what is shown are all");
  await page.locator("#main").evaluate((main) => main.focus());
  await page.keyboard.press("End");
  await page.locator("#events button").last().click();
  assert.ok(await page.locator("#causes ol").first().locator("button").count() > 0, "the last event that is there has its causes");
  assert.deepEqual(trouble, []);
  await context.close();
  about(`${all.length - 1} events: ${shown} replayed, ${leftOut} said to be left out`);
}

/** The page as a PDF: each time the same, also while other copies are printed beside it; on A4, with every page marked. */
async function printed(out, lang) {
  const env = { ...process.env, HAZDRILL_BROWSER: browserPath };
  const pdf = (n) => new Promise((done, failed) => {
    const args = ["report", out, "--kinds", "pdf", "--out", `${out}-pdf-${n}`, "--lang", lang];
    execFile(command, args, { cwd: folder, env }, (error) =>
      error ? failed(error) : done(readFileSync(join(folder, `${out}-pdf-${n}`, "report.pdf"))));
  });
  const same = await pdf(0);
  // A browser that works slowly has to print the same as one that has the machine for itself.
  const copies = await Promise.all([1, 2, 3, 4].map(pdf));
  assert.ok(copies.every((copy) => copy.equals(same)), "the same record gives the same PDF");
  const text = same.toString("latin1");
  const pages = text.match(/\/Type \/Page\b/g).length;
  assert.ok(pages >= 8, `${pages} pages`);
  const sheets = [...text.matchAll(/\/MediaBox \[([^\]]*)\]/g)].map(([, box]) => box.trim().split(/\s+/).map(Number).slice(2));
  for (const sheet of sheets) {
    const [short, long] = sheet.toSorted((a, b) => a - b);
    assert.ok(Math.abs(short - 595) < 2 && Math.abs(long - 842) < 2, `${sheet} is no A4`);
  }
  assert.match(text, /\/CreationDate \(D:20261204/, "made when the drill began");
  about(`pdf: ${pages} pages, ${same.length} bytes, five times the same`);
}

/** A seed of the founding drill with a bang, and with the fire brigade on the scene. */
function seedWithABang() {
  for (let seed = 1; seed <= 100; seed += 1) {
    const result = JSON.parse(run("run", "ether-lab", "--seed", String(seed), "--out", "seek", "--force", "--format", "json"));
    if (result.explosions > 0 && result.stamps.t6_arrival.fire) return String(seed);
  }
  throw new Error("no seed of a hundred has an explosion");
}

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox"] });
try {
  const seed = seedWithABang();
  for (const lang of ["zh", "en"]) {
    console.log(`report in ${lang}, seed ${seed}`);
    run("run", "ether-lab", "--seed", seed, "--out", lang, "--quiet", "--lang", lang);
    await check(browser, lang, lang);
    await withoutScript(browser, lang);
    await printed(lang, lang);
  }
  await tooLong(browser, "en");
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
