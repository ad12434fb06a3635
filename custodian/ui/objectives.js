// Draws goals and joint objectives from JSON. What people wrote arrives as text and leaves as text: no HTML is parsed here.
export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  const ask = (write, id, version) => setTriggerValue("asked", { write, id: id || "", version: version || 0 });
  const open = (key) => setTriggerValue("opened", key);
  root.replaceChildren(data.glance ? glance(data.glance) : promises(data, ask, open));
}

function glance(lines) {
  const list = element("ul", "glance");
  for (const line of lines) {
    const item = element("li", line.tone);
    item.append(element("span", "title", line.title), status(line));
    list.appendChild(item);
  }
  return list;
}

function promises(data, ask, open) {
  const page = element("div", "promises");
  const list = element("div", "list");
  const haveGoals = data.groups.some(({ goal }) => goal);
  for (const { goal, cards } of data.groups) {
    if (goal) list.appendChild(aim(goal, ask));
    else if (haveGoals) list.appendChild(element("div", "goal muted", "Under no goal of the company"));
    list.append(...cards.map((promise) => card(promise, ask, open)));
  }
  const buttons = element("div", "buttons");
  buttons.append(button("+ New joint objective", () => ask("objective")), button("+ New company goal", () => ask("goal")));
  buttons.append(button("What changed", () => ask("changes")));
  const drafts = data.drafts.map((draft) => apart(draft, ask));
  const foot = element("div", "foot");
  foot.append(buttons, ...drafts);
  list.appendChild(foot);
  page.append(list, aside(data, ask));
  return page;
}

function aim({ id, version, title, says }, ask) {
  const line = element("div", "goal");
  line.append(element("h2", "", title), element("span", "muted", says));
  line.appendChild(button("Change", () => ask("change-goal", id, version), `Change the goal: ${title}`));
  return line;
}

function card(promise, ask, open) {
  const box = element("section", "box promise");
  const head = element("div", "head");
  const name = element("div", "name");
  name.append(element("h3", "", promise.title), element("div", "muted", promise.owners));
  head.append(name, sure(promise, ask));
  const results = element("div", "results");
  results.append(...promise.results.map((told) => result(told, open)));
  const foot = element("div", "foot");
  const notes = element("div", "notes");
  notes.append(...promise.notes.map(note));
  foot.append(notes, actsOn(promise, ask));
  box.append(head, results, foot);
  if (promise.why) box.title = promise.why;
  return box;
}

function apart({ id, version, title, says }, ask) {
  const line = element("div", "draft");
  const name = button(title, () => ask("change", id, version), `Open the draft: ${title}`);
  name.className = "named";
  line.append(element("b", "", "Draft"), name, element("span", "small", says));
  return line;
}

function actsOn({ id, version, title, may_go_on, waiting }, ask) {
  const buttons = element("div", "buttons");
  if (waiting) buttons.appendChild(element("span", "waiting", waiting));
  if (may_go_on) buttons.appendChild(button("Carry over", () => ask("carry-over", id), `Carry over: ${title}`));
  buttons.append(
    button("Check in", () => ask("check-in", id), `Check in: ${title}`),
    button("Change", () => ask("change", id, version), `Change: ${title}`),
  );
  return buttons;
}

function sure({ id, title, gone, sure }, ask) {
  const box = element("div", "sure");
  const head = element("div", "");
  if (gone) head.append(element("span", "", `${gone} · `));
  head.appendChild(element("span", "", "How sure are we?"));
  const points = element("div", "points");
  if (sure[0].rounds.length > 1) points.appendChild(history(sure, () => ask("rounds", id), title));
  for (const { team, points: says, color } of sure) points.appendChild(colored(element("b", "", `${team} ${says}`), color));
  points.appendChild(element("span", "", "/10"));
  box.append(head, points);
  return box;
}

// How sure each team was, round by round: one step a round, from 0 at the bottom to 10 at the top.
function history(sure, act, title) {
  const width = 76, height = 26, says = sure.map(({ team, rounds }) => `${team} ${rounds.join(", ")}`).join("; ");
  const made = button("", act, `Every round of check-ins: ${title}. ${says}`);
  made.className = "history";
  made.title = says;
  const box = shape("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" });
  for (const { rounds, color } of sure) {
    const shown = rounds.slice(-8), step = width / shown.length;
    const at = (points) => round(2 + (1 - points / 10) * (height - 4));
    const way = shown.map((points, place) => `${place ? "V" : "M 0 "}${at(points)} H ${round((place + 1) * step)}`);
    box.appendChild(shape("path", { d: way.join(" "), fill: "none", stroke: color, "stroke-width": 2 }));
  }
  made.appendChild(box);
  return made;
}

function note({ team, says, by, color }) {
  const line = element("p", "note");
  line.append(colored(element("b", "", team), color), ` ${says} `, element("span", "", `${by}`));
  return line;
}

function result(told, open) {
  const line = element("div", `result ${told.tone}`);
  const kpi = element("div", "kpi");
  kpi.appendChild(told.key ? named(told, open) : element("span", "", told.title));
  if (told.by_hand) kpi.appendChild(element("div", "small", told.by_hand));
  const span = element("div", "span muted", told.span);
  if (told.weight) span.appendChild(element("div", "small", told.weight));
  const value = element("div", "value", told.value);
  if (told.of) value.appendChild(element("span", "muted", told.of));
  const says = status(told);
  if (told.chance) says.appendChild(element("div", "small", told.chance));
  line.append(kpi, span, value, bar(told), says);
  return line;
}

function named({ title, key }, open) {
  const made = button(title, () => open(key));
  made.className = "named";
  return made;
}

function bar({ way, due, should_be, path, spoken }) {
  const box = element("div", "bar");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", `${spoken}. ${path}`);
  box.title = path;
  const gone = element("div", "gone");
  gone.style.width = `max(5px, ${way * 100}%)`;
  const track = element("div", "track");
  track.appendChild(gone);
  box.appendChild(track);
  if (due === null) return box;
  const mark = element("div", due > 0.5 ? "mark leftward" : "mark");
  mark.style.left = `${due * 100}%`;
  const says = element("span", "", "today should be here");
  says.appendChild(element("i", "", `: ${should_be}`));
  mark.appendChild(says);
  box.appendChild(mark);
  return box;
}

function status({ shape, says }) {
  const line = element("div", "status");
  line.append(element("span", "shape", shape), ` ${says}`);
  return line;
}

function aside({ column, closed }, ask) {
  const { actions, decisions, disagreement } = column;
  const side = element("div", "column");
  const todo = box("Actions from the last meeting", "Add an action", () => ask("action"));
  todo.append(...actions.map((action) => tickable(action, ask)));
  if (!actions.length) todo.appendChild(element("p", "muted", "No action yet. Who does what by when?"));
  const decided = box("Decided together", "Record a decision", () => ask("decision"));
  decided.append(...decisions.map((made) => decision(made, ask)));
  if (!decisions.length) decided.appendChild(element("p", "muted", "No decision yet. Write down what both teams agree on."));
  side.append(todo, decided);
  if (disagreement) {
    const apart = box("Where the two teams disagree most");
    apart.appendChild(element("p", "", disagreement));
    side.appendChild(apart);
  }
  if (closed.length) side.appendChild(learned(closed, ask));
  return side;
}

function decision({ id, version, says }, ask) {
  const line = element("p");
  const made = button(says, () => ask("change-decision", id, version), `Change the decision: ${says}`);
  made.className = "named";
  line.appendChild(made);
  return line;
}

function learned(closed, ask) {
  const made = box("Closed, and what we learned");
  for (const { id, version, title, says, lesson, goes_on } of closed) {
    const line = element("div", "line");
    const name = button(title, () => ask("change", id, version), `Open: ${title}`);
    name.className = "named";
    line.append(name, element("div", "small", says), element("div", "lesson", lesson));
    if (goes_on) line.appendChild(element("div", "small", goes_on));
    else line.appendChild(button("Carry over", () => ask("carry-over", id), `Carry over: ${title}`));
    made.appendChild(line);
  }
  return made;
}

function box(title, label, onclick) {
  const made = element("section", "box");
  const head = element("div", "head");
  head.appendChild(element("h3", "", title));
  if (label) head.appendChild(button("+", onclick, label));
  made.appendChild(head);
  return made;
}

function tickable(action, ask) {
  const line = element("div", action.is_late ? "action late" : "action");
  const tick = button(action.is_done ? "☑" : "☐", () => ask("tick", action.id, action.version), action.what);
  tick.className = "tick";
  tick.setAttribute("role", "checkbox");
  tick.setAttribute("aria-checked", String(action.is_done));
  const text = element("div", "");
  const what = button(action.what, () => ask("change-action", action.id, action.version), `Change the action: ${action.what}`);
  what.className = "named what";
  text.append(what, element("div", "who", action.who));
  line.append(tick, text);
  return line;
}

function colored(made, color) {
  made.style.color = color;
  return made;
}
