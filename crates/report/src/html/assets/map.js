// The plan: places once, then at each time who is where, who is on the way, what burns.

const SVG = "http://www.w3.org/2000/svg";
const CHIP = 16.5;

/** An element of a drawing. */
function shape(name, attributes = {}, ...content) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}

const spotOf = new Map((raw.map?.spots ?? []).map(([place, x, y, w, h]) => [place, { x, y, w, h }]));

/** How wide a label is, nearly: a hanzi as wide as it is high. */
const labelWidth = (text, size) => [...text].reduce((sum, c) => sum + (c < "\u0100" ? 0.56 : 1) * size, 0);

/** A name in lines that fit. */
function lines(text, size, width) {
  const pieces = text.match(/[\u0000-\u00ff]+?(?:\s|$)|./gu) ?? [];
  const made = [""];
  for (const piece of pieces) {
    if (made.at(-1) && labelWidth(made.at(-1) + piece.trimEnd(), size) > width) made.push("");
    made[made.length - 1] += piece;
  }
  return made.slice(0, 2).map((line) => line.trimEnd());
}

/** A name cut to a width. */
function cut(text, size, width) {
  let kept = text;
  while (labelWidth(kept, size) > width) kept = `${kept.slice(0, -2)}…`;
  return kept;
}

/** How far a label may run: to the next place on its right in the same row. */
function roomFor(spot) {
  const right = [...spotOf.values()].filter((other) => other.x > spot.x && Math.abs(other.y - spot.y) < 16);
  return Math.min(200, ...right.map((other) => other.x - spot.x - 14));
}

/** The state of the scene at a time: rows of `raw.scene` are instant, what, where or who, how much. */
function sceneAt(t) {
  const scene = { rooms: new Map(), roads: new Map(), doors: new Set(), hurt: new Map(), wind: null, cordon: null };
  const room = (place) => {
    if (!scene.rooms.has(place)) scene.rooms.set(place, {});
    return scene.rooms.get(place);
  };
  for (const [at, what, where, value] of raw.scene) {
    if (at > t) break;
    if (what === "wind") scene.wind = { from: where, name: value };
    else if (what === "road") scene.roads.set(where, value === 1);
    else if (what === "door") scene.doors.add(`${where} ${value}`).add(`${value} ${where}`);
    else if (what === "hurt") scene.hurt.set(where, Math.max(value, scene.hurt.get(where) ?? 0));
    else if (what === "cordon") scene.cordon = { place: where, radius: value };
    else if (what === "bang") room(where).bang = at;
    else room(where)[what] = value;
  }
  return scene;
}

/** Where an actor is: at a place, or between two with the share of the way. */
function whereIs(actor, t) {
  const move = lastAt(actor.moves, t, "from");
  if (!move) return actor.start < 0 ? null : { place: actor.start };
  if (t >= move.to || move.to === move.from) return { place: move.b };
  return { a: move.a, b: move.b, share: (t - move.from) / (move.to - move.from) };
}

const middle = (spot) => ({ x: spot.x + spot.w / 2, y: spot.y + spot.h / 2 });

function startMap() {
  const svg = document.getElementById("map");
  if (!raw.map) {
    svg.parentElement.remove();
    return;
  }
  svg.setAttribute("viewBox", `0 0 ${raw.map.width} ${raw.map.height}`);
  const layers = Object.fromEntries(["links", "rooms", "labels", "hazards", "people", "panel"].map((name) => {
    const group = shape("g", { class: name });
    svg.append(group);
    return [name, group];
  }));
  const drawn = drawPlaces(layers);
  clock.tell((t) => {
    const scene = sceneAt(t);
    drawHazards(layers.hazards, drawn, scene, t);
    drawPeople(layers.people, scene, t);
    drawPanel(layers.panel, scene, t);
  });
}

/** Places and ways, which never change; gives what changes its look. */
function drawPlaces(layers) {
  const drawn = { rooms: new Map(), roads: new Map(), doors: [] };
  for (const [x, y, part] of raw.map.parts) {
    layers.labels.append(shape("text", { class: "title", x, y }, words[part]));
  }
  for (const [place, spot] of spotOf) {
    const name = places[place].name;
    if (spot.w > 0) {
      const { x, y, w: width, h: height } = spot;
      const rect = shape("rect", { class: "room", x, y, width, height });
      layers.rooms.append(rect);
      drawn.rooms.set(place, rect);
      lines(name, 11.5, width - 10).forEach((line, i) => {
        layers.labels.append(shape("text", { class: "room-label", x: x + 5, y: y + 14 + i * 13 }, line));
      });
    } else {
      layers.labels.append(shape("circle", { class: "site", cx: spot.x, cy: spot.y, r: 4 }));
      const label = shape("text", { class: "label", x: spot.x + 8, y: spot.y - 3 }, cut(name, 11.5, roomFor(spot)));
      label.append(shape("title", {}, name));
      layers.labels.append(label);
    }
  }
  for (const [kind, a, b, x1, y1, x2, y2, road] of raw.map.links) {
    const between = spotOf.get(a).w > 0 && spotOf.get(b).w > 0;
    const look = kind === 2 ? "road" : kind === 1 ? "path" : between ? "door" : "way";
    const line = shape("line", { class: look, x1, y1, x2, y2 });
    (look === "door" ? layers.rooms : layers.links).append(line);
    if (kind === 2) drawn.roads.set(road, line);
    if (kind === 0) drawn.doors.push({ a, b, x: (x1 + x2) / 2, y: (y1 + y2) / 2 });
  }
  return drawn;
}

/** Vapour, fire, smoke, leak, jammed doors, closed roads. */
function drawHazards(layer, drawn, scene, t) {
  layer.replaceChildren();
  for (const [place, rect] of drawn.rooms) {
    const state = scene.rooms.get(place) ?? {};
    rect.setAttribute("fill", tint(state));
    const spot = spotOf.get(place);
    told(state, t).forEach((text, i) => {
      const y = spot.y + spot.h - 6 - i * 13;
      layer.append(shape("text", { class: "state", x: spot.x + 5, y }, text));
    });
    if (state.fire) layer.append(flame(spot.x + spot.w - 20, spot.y + 6));
    if (state.bang !== undefined && t - state.bang < 30000) layer.append(star(middle(spot)));
  }
  for (const door of drawn.doors) {
    if (!scene.doors.has(`${door.a} ${door.b}`)) continue;
    const { x, y } = door;
    const cross = shape("path", { stroke: "#b3261e", "stroke-width": 3, d: `M${x - 6} ${y - 6}l12 12m0 -12l-12 12` });
    cross.append(shape("title", {}, words.jammed));
    layer.append(cross);
  }
  for (const [road, line] of drawn.roads) {
    line.classList.toggle("shut", scene.roads.get(road) === false);
  }
  if (scene.cordon && spotOf.has(scene.cordon.place)) {
    const at = middle(spotOf.get(scene.cordon.place));
    layer.append(shape("circle", { cx: at.x, cy: at.y, r: 13, fill: "none", stroke: "#d55e00", "stroke-width": 2, "stroke-dasharray": "4 3" }));
    const text = fill(words.cordon, { n: Math.round(scene.cordon.radius) });
    layer.append(shape("text", { class: "state", x: at.x + 8, y: at.y - 15 }, text));
  }
}

function tint(state) {
  if (state.fire) return "#f8c9a4";
  const n = state.vapour ?? 0;
  if (n >= 100) return "#e3c3d6";
  if (n >= 50) return "#ecd6e3";
  if (n >= 10) return "#f5e8f0";
  return "#fff";
}

/** The state of a room in words, the most pressing last, which stands on top. */
function told(state, t) {
  const texts = [];
  if (state.power === 0) texts.push(words.dark);
  if (state.leak) texts.push(words.leak);
  if (state.vapour !== undefined && state.vapour >= 10) texts.push(fill(words.vapour, { n: Math.floor(state.vapour) }));
  if (state.smoke) texts.push(words.smoke);
  if (state.fire) texts.push(words.fire);
  if (state.bang !== undefined && t - state.bang < 30000) texts.push(words.bang);
  return texts;
}

const flame = (x, y) => shape("path", { fill: "#d55e00", stroke: "#7a3300", d: `M${x + 7} ${y}c5 6 7 9 7 13a7 7 0 0 1 -14 0c0 -3 2 -5 3 -7c1 2 2 2 3 3c1 -3 1 -6 1 -9z` });

function star({ x, y }) {
  const corners = Array.from({ length: 16 }, (_, i) => {
    const r = i % 2 ? 12 : 30;
    return `${x + r * Math.cos(i * Math.PI / 8)} ${y + r * Math.sin(i * Math.PI / 8)}`;
  });
  return shape("path", { fill: "#f0e442", stroke: "#b3261e", "stroke-width": 2, opacity: 0.85, d: `M${corners.join("L")}Z` });
}

/** Everybody: at a place those of an organisation together, on the way each by themselves. */
function drawPeople(layer, scene, t) {
  layer.replaceChildren();
  const here = new Map();
  actors.forEach((actor, i) => {
    const at = whereIs(actor, t);
    if (!at) return;
    const harm = scene.hurt.get(i) ?? 0;
    if (at.place !== undefined) {
      const key = `${at.place} ${actor.organisation} ${harm}`;
      const group = here.get(key) ?? { place: at.place, organisation: actor.organisation, crew: false, harm, actors: [], people: 0 };
      group.actors.push(actor);
      group.crew ||= actor.sort === 1;
      group.people += actor.people;
      here.set(key, group);
    } else if (spotOf.has(at.a) && spotOf.has(at.b)) {
      const [a, b] = [middle(spotOf.get(at.a)), middle(spotOf.get(at.b))];
      const [x, y] = [a.x + (b.x - a.x) * at.share, a.y + (b.y - a.y) * at.share];
      layer.append(chip(x - CHIP / 2, y - CHIP / 2, { organisation: actor.organisation, crew: actor.sort === 1, harm, actors: [actor], people: actor.people }, true));
    }
  });
  const places = new Map();
  for (const group of here.values()) places.set(group.place, [...(places.get(group.place) ?? []), group]);
  for (const [place, groups] of places) {
    const spot = spotOf.get(place);
    if (!spot) continue;
    groups.sort((a, b) => b.harm - a.harm || Number(b.crew) - Number(a.crew));
    const wide = spot.w > 0 ? Math.max(1, Math.floor((spot.w - 8) / (CHIP + 14))) : 6;
    const [left, top] = spot.w > 0 ? [spot.x + 5, spot.y + (spot.h > 70 ? 32 : 20)] : [spot.x + 8, spot.y];
    groups.forEach((group, i) => {
      layer.append(chip(left + (i % wide) * (CHIP + 14), top + Math.floor(i / wide) * (CHIP + 1), group, false));
    });
  }
}

/** The sign of an organisation with the number of people or crews. */
function chip(x, y, group, moving) {
  const organisation = organisationOf.get(group.organisation) ?? { name: "", colour: "#595959", ink: "#fff", sign: "?" };
  const dead = group.harm === 3;
  const look = {
    class: "edge", x: 0, y: 0, width: CHIP - 2, height: CHIP - 2, rx: group.crew ? 2 : CHIP / 2,
    fill: dead ? "#000" : organisation.colour,
  };
  const made = shape("g", { class: `who${group.harm > 0 ? " hurt" : ""}`, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` });
  made.append(shape("rect", look));
  made.append(shape("text", { class: "sign", x: (CHIP - 2) / 2, y: 11, fill: dead ? "#fff" : organisation.ink }, organisation.sign));
  if (!moving && group.people > 1) made.append(shape("text", { class: "n", x: CHIP - 1, y: 12 }, String(group.people)));
  const harm = words.hurt[group.harm];
  const title = group.actors.slice(0, 12).map((actor) => actor.name).join(", ") + (group.actors.length > 12 ? " …" : "");
  made.append(shape("title", {}, `${organisation.name}: ${title} (${fill(words.people, { n: group.people })}${harm ? `, ${harm}` : ""})`));
  return made;
}

/** Clock, wind, and who is hurt, where the plan of the building leaves room. */
function drawPanel(layer, scene, t) {
  layer.replaceChildren();
  const left = 22;
  const bottom = Math.max(...[...spotOf.values()].filter((spot) => spot.w > 0).map((spot) => spot.y + spot.h), 20);
  layer.append(shape("text", { class: "panel big", x: left, y: bottom + 34 }, clockText(t)));
  const stage = raw.stages.filter(([at]) => at <= t).at(-1);
  if (stage) layer.append(shape("text", { class: "panel", x: left, y: bottom + 56 }, `${words.stage}: ${stage[1]}`));
  const harmed = [0, 0, 0, 0];
  for (const harm of scene.hurt.values()) harmed[harm] += 1;
  const hurt = [3, 2, 1].filter((harm) => harmed[harm] > 0).map((harm) => `${words.hurt[harm]} ${harmed[harm]}`).join("  ");
  if (hurt) layer.append(shape("text", { class: "panel", x: left, y: bottom + 78 }, hurt));
  const way = actors.filter((actor) => whereIs(actor, t)?.share !== undefined).length;
  layer.append(shape("text", { class: "panel", x: left, y: bottom + 100 }, `${words.on_the_way} ${way}`));
  if (scene.wind) {
    const g = shape("g", { transform: `translate(${left + 250} ${bottom + 66})` });
    // North is up; the arrow flies with the wind.
    g.append(shape("circle", { r: 26, fill: "none", stroke: "#9aa1a9" }));
    g.append(shape("path", { transform: `rotate(${scene.wind.from})`, d: "M0 -20V18M-6 10L0 18L6 10", fill: "none", stroke: "#0072b2", "stroke-width": 3 }));
    g.append(shape("text", { class: "panel", x: 0, y: 44, "text-anchor": "middle" }, scene.wind.name));
    layer.append(g);
  }
}
