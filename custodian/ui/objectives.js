// Draws the joint objectives from JSON. What people wrote arrives as text and leaves as text: no HTML is parsed here.
export default function draw({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".page");
  if (!root) {
    root = element("div", "page");
    parentElement.appendChild(root);
  }
  const written = JSON.stringify(data);
  if (root.dataset.drawn === written) return;
  root.dataset.drawn = written;
  const ask = (write, id, version) => setTriggerValue("asked", { write, id: id || "", version: version || 0 });
  root.replaceChildren(data.glance ? glance(data.glance) : promises(data, ask));
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

function promises({ cards, column }, ask) {
  const page = element("div", "promises");
  const list = element("div", "list");
  list.append(...cards.map((promise) => card(promise, ask)), button("+ New joint objective", () => ask("objective")));
  page.append(list, aside(column, ask));
  return page;
}

function card(promise, ask) {
  const box = element("section", "box promise");
  const head = element("div", "head");
  const name = element("div", "name");
  name.append(element("h2", "", promise.title), element("div", "muted", promise.owners));
  head.append(name, sure(promise.sure));
  const results = element("div", "results");
  results.append(...promise.results.map(result));
  const foot = element("div", "foot");
  const notes = element("div", "notes");
  notes.append(...promise.notes.map(note));
  const buttons = element("div", "buttons");
  buttons.append(
    button("Check in", () => ask("check-in", promise.id), `Check in: ${promise.title}`),
    button("Change", () => ask("change", promise.id, promise.version), `Change: ${promise.title}`),
  );
  foot.append(notes, buttons);
  box.append(head, results, foot);
  if (promise.why) box.title = promise.why;
  return box;
}

function sure(teams) {
  const box = element("div", "sure");
  box.appendChild(element("div", "", "How sure are we?"));
  for (const { team, points, color } of teams) box.appendChild(colored(element("b", "", `${team} ${points}`), color));
  box.appendChild(element("span", "", "/10"));
  return box;
}

function note({ team, says, by, color }) {
  const line = element("p", "note");
  line.append(colored(element("b", "", team), color), ` ${says} `, element("span", "", `${by}`));
  return line;
}

function result(told) {
  const line = element("div", `result ${told.tone}`);
  const value = element("div", "value", told.value);
  if (told.of) value.appendChild(element("span", "muted", told.of));
  line.append(element("div", "kpi", told.title), element("div", "span muted", told.span), value, bar(told), status(told));
  return line;
}

function bar({ way, due, spoken }) {
  const box = element("div", "bar");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", spoken);
  const gone = element("div", "gone");
  gone.style.width = `max(5px, ${way * 100}%)`;
  const track = element("div", "track");
  track.appendChild(gone);
  box.appendChild(track);
  if (due === null) return box;
  const mark = element("div", due > 0.5 ? "mark leftward" : "mark");
  mark.style.left = `${due * 100}%`;
  mark.appendChild(element("span", "", "today should be here"));
  box.appendChild(mark);
  return box;
}

function status({ shape, says }) {
  const line = element("div", "status");
  line.append(element("span", "shape", shape), ` ${says}`);
  return line;
}

function aside({ actions, decisions, disagreement }, ask) {
  const column = element("div", "column");
  const todo = box("Actions from the last meeting", "Add an action", () => ask("action"));
  todo.append(...actions.map((action) => tickable(action, ask)));
  if (!actions.length) todo.appendChild(element("p", "muted", "No action yet. Who does what by when?"));
  const decided = box("Decided together", "Record a decision", () => ask("decision"));
  decided.append(...decisions.map((line) => element("p", "", line)));
  if (!decisions.length) decided.appendChild(element("p", "muted", "No decision yet. Write down what both teams agree on."));
  column.append(todo, decided);
  if (disagreement) {
    const apart = box("Where the two teams disagree most");
    apart.appendChild(element("p", "", disagreement));
    column.appendChild(apart);
  }
  return column;
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
  text.append(element("div", "what", action.what), element("div", "who", action.who));
  line.append(tick, text);
  return line;
}

function colored(made, color) {
  made.style.color = color;
  return made;
}
