// What the six items of a meeting, and its last screen, show.
const BODIES = { last, changes, side, objectives, decided, check, closing };

function last({ decisions, actions }, root) {
  const made = element("div", "columns");
  made.append(
    column("Decided", decisions.map(decision), "Nothing was decided."),
    column("Actions, late ones first", actions.map((one) => action(one, root)), "No action is open."),
  );
  return made;
}

function decided({ decisions, actions }, root) {
  const made = element("div", "columns");
  made.append(
    column("Decisions", decisions.map((one) => decision(one, root)), "Nothing is decided yet. Press D to write a decision down."),
    column("Actions", actions.map((one) => action(one, root)), "Nobody has taken on anything yet. Press A: who does what by when?"),
  );
  return made;
}

function column(title, lines, nothing) {
  const made = element("section");
  made.append(element("h2", "", title), ...(lines.length ? lines : [element("p", "muted", nothing)]));
  return made;
}

// With who carries it out by when; where nobody does yet, it is asked.
function decision({ id, what, on, owners }, root) {
  const made = element("div", "decision");
  if (on) made.appendChild(element("span", "muted", `${on} `));
  made.append(what);
  if (!owners) return made;
  const who = element("div", owners.length ? "muted" : "who free", owners.length ? owners.join("; ") : "○ No owner and no date yet.");
  made.appendChild(who);
  if (!id) return made;
  made.tabIndex = 0;
  Object.assign(made.dataset, { focus: id, line: "", decision: id, what });
  if (!owners.length) {
    made.dataset.first = "";
    who.appendChild(button("Who carries it out, by when?", () => openForm(root, "action", made.dataset)));
  }
  return made;
}

function action(one, root) {
  const made = element("div", one.is_late ? "action late" : "action");
  const text = element("div");
  const who = element("div", "muted", one.who);
  if (one.state) who.append(" · ", element("b", "", one.is_late ? `▲ ${one.state}` : one.state));
  text.append(element("div", "what", one.what), who);
  if (!one.id) {
    made.appendChild(text);
    return made;
  }
  const tick = button(one.is_done ? "☑" : "☐", () => root.ask("tick", { id: one.id, version: one.version }), one.what);
  tick.className = "tick";
  tick.setAttribute("role", "checkbox");
  tick.setAttribute("aria-checked", String(one.is_done));
  Object.assign(tick.dataset, { focus: `tick-${one.id}`, line: "", kpi: one.kpi });
  made.append(tick, text);
  return made;
}

function changes({ rows, calm }, root) {
  if (!rows.length) return element("p", "calm", calm);
  const free = rows.find((row) => row.is_free);
  return rows.map((row) => {
    const made = element("article", `change ${row.tone}`);
    made.tabIndex = 0;
    Object.assign(made.dataset, { focus: row.key, line: "", kpi: row.key });
    if (row === free) made.dataset.first = "";
    const figure = element("div", "figure");
    const value = element("div");
    value.append(element("b", "", row.value), ` ${row.change}`);
    figure.append(value, element("span", "muted", row.title));
    const lines = element("div");
    const found = element("p", "found");
    found.append(element("span", "shape", `${row.shape} ${row.verdict}. `), row.sentence);
    const who = element("p", row.is_free ? "who free" : "who", row.is_free ? `○ ${row.who}` : row.who);
    lines.append(found, ...(row.cause ? [element("p", "muted", row.cause)] : []), who);
    if (row.is_free) who.appendChild(button("Who sees to it?", () => openForm(root, "action", made.dataset), `Who sees to ${row.title}?`));
    made.append(figure, lines);
    return made;
  });
}

function side({ teams, stages }) {
  const grid = element("div", "grid");
  grid.appendChild(element("div", "corner"));
  for (const { title, color } of teams) grid.appendChild(colored(element("div", "team", title), color));
  for (const { title, says, cells } of stages) {
    const stage = element("h2", "stage", title);
    stage.appendChild(element("span", "muted", says));
    grid.append(stage, ...cells.map(cell));
  }
  return grid;
}

function cell(one) {
  if (!one) return element("div", "cell");
  const made = element("div", `cell ${one.tone}`);
  made.style.setProperty("--team", one.color);
  const line = element("div", "figure");
  line.append(element("b", "", one.value), element("div", "shape", `${one.shape} ${one.verdict}`));
  made.append(element("div", "title", one.title), line, ...(one.spark ? [sparkline(one.spark)] : []));
  return made;
}

// Two years at a glance, without words: the grey band is what the figure normally does.
function sparkline({ values, lower, upper }) {
  const known = [...values, ...lower, ...upper].filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const x = (at) => round((at * 200) / (values.length - 1));
  const y = (value) => round(44 - ((value - low) / (high - low || 1)) * 38);
  const made = shape("svg", { viewBox: "0 0 204 48", preserveAspectRatio: "none", "aria-hidden": "true" });
  const banded = values.map((_, at) => at).filter((at) => lower[at] !== null && upper[at] !== null);
  if (banded.length) {
    const there = banded.map((at) => `${x(at)},${y(upper[at])}`);
    const back = [...banded].reverse().map((at) => `${x(at)},${y(lower[at])}`);
    made.appendChild(shape("polygon", { points: [...there, ...back].join(" "), fill: "#e6e9ec" }));
  }
  const points = values.map((value, at) => (value === null ? "" : `${x(at)},${y(value)}`)).filter(Boolean);
  made.appendChild(shape("polyline", { points: points.join(" "), fill: "none", stroke: "var(--team)", "stroke-width": 3 }));
  return made;
}

function objectives({ rows, calm }) {
  if (!rows.length) return element("p", "calm", calm);
  return rows.map((row) => {
    const made = element("article", "objective");
    made.tabIndex = 0;
    Object.assign(made.dataset, { focus: row.title, line: "", kpi: row.kpi });
    const head = element("div", "of");
    const name = element("div");
    name.append(element("h2", "", row.title), element("div", "muted", row.owners));
    const sure = element("div", "sure");
    for (const { team, points, color } of row.sure) sure.appendChild(colored(element("b", "", `${team} ${points}`), color));
    if (row.sure.length) sure.append(" of 10 sure");
    sure.appendChild(element("div", row.is_apart ? "apart" : "muted", row.is_apart ? `◆ ${row.apart}` : row.apart));
    head.append(name, sure);
    made.append(head, ...row.results.map(result), ...row.sure.map(note));
    return made;
  });
}

function note({ team, note: says, color }) {
  const made = element("p", "muted");
  made.append(colored(element("b", "", `${team}: `), color), says);
  return made;
}

function result(told) {
  const made = element("div", `result ${told.tone}`);
  made.append(
    element("span", "", told.title), element("b", "", told.value),
    element("span", "muted", told.span), element("span", "shape", `${told.shape} ${told.says}${told.chance ? ` · ${told.chance}` : ""}`),
  );
  return made;
}

function check({ most, is_full }, root) {
  const made = element("div", "check");
  if (is_full) {
    made.appendChild(element("p", "calm", "Everybody who is there has answered. Go on to the end of the meeting."));
    return made;
  }
  const scale = element("div", "scale");
  scale.setAttribute("role", "group");
  scale.setAttribute("aria-label", "How did this meeting go?");
  for (let points = 0; points <= most; points += 1) {
    const one = button(String(points), () => choosePoints(root, points));
    Object.assign(one.dataset, { points, focus: `points-${points}` });
    scale.appendChild(one);
  }
  const ends = element("div", "ends muted");
  ends.append(element("span", "", "0 a waste of time"), element("span", "", "could not be better 10"));
  const form = element("form", "give");
  form.hidden = true;
  const word = input("word");
  word.maxLength = 200;
  word.dataset.focus = "word";
  const put = element("button", "primary", "Put it in");
  put.dataset.focus = "put";
  form.append(put, labelled("One word why, if you like", word));
  form.onsubmit = (event) => {
    event.preventDefault();
    root.ask("check", { points: root.points, word: word.value });
  };
  kept(root, form, scale);
  const faults = element("div", "faults");
  faults.setAttribute("role", "alert");
  made.append(
    element("p", "", `Each in turn, here or on an own laptop${address() ? ` (${address()})` : ""}: press a number. No name is kept; the result is shown at the end.`),
    scale, ends, form, faults, element("p", "thanks"),
  );
  return made;
}

// Somebody else's answer draws the item anew: what is being chosen and written here stays.
function kept(root, form, scale) {
  const before = root.querySelector(".give");
  if (!before || before.hidden || root.deed === "check") return;
  form.hidden = false;
  form.elements.word.value = before.elements.word.value;
  form.querySelector("button").textContent = before.querySelector("button").textContent;
  scale.querySelector(`[data-points="${root.points}"]`).setAttribute("aria-pressed", "true");
}

// 1 and 0 pressed one after the other are a 10.
function choosePoints(root, points) {
  const form = root.querySelector(".give");
  if (!form) return;
  const isTen = points === 0 && root.points === 1 && performance.now() - root.chosenAt < 1500 && !form.hidden;
  root.points = isTen ? 10 : points;
  root.deed = ""; // another answer begins
  root.chosenAt = performance.now();
  for (const one of root.querySelectorAll("[data-points]")) {
    one.setAttribute("aria-pressed", String(Number(one.dataset.points) === root.points));
  }
  root.querySelector(".thanks").textContent = "";
  form.hidden = false;
  form.querySelector("button").textContent = `Put in ${root.points} of 10`;
  form.querySelector("button").focus();
}

function thank(root) {
  const said = root.querySelector(".thanks");
  if (said) said.textContent = "✓ Thank you. The next, please.";
}

function closing({ decisions, actions, went, words, most }) {
  const columns = element("div", "columns");
  columns.append(
    column("Decisions", decisions.map(decision), "Nothing was decided."),
    column("Actions", actions.map((one) => action(one)), "Nobody took on anything."),
  );
  const how = column("How the meetings went", went.map((one) => meetingDots(one, most)), "");
  how.append(...words.map((word) => element("p", "muted", `“${word}”`)));
  return [columns, how];
}

function meetingDots({ on, points, says }, most) {
  const made = element("div", "went");
  const strip = shape("svg", { viewBox: "0 0 440 40", role: "img", "aria-label": `${on}: ${points.join(", ") || "none"}` });
  for (let at = 0; at <= most; at += 1) strip.appendChild(shape("circle", { cx: 20 + at * 40, cy: 32, r: 3, fill: "#c3c9d0" }));
  const stacked = {};
  for (const one of points) {
    stacked[one] = (stacked[one] || 0) + 1;
    strip.appendChild(shape("circle", { cx: 20 + one * 40, cy: 32 - (stacked[one] - 1) * 9, r: 8, fill: "#1b1f24" }));
  }
  made.append(element("span", "", on), strip, element("span", "", says));
  return made;
}

function colored(made, color) {
  made.style.color = color;
  return made;
}
