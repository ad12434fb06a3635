// Draws the service agreement from JSON: both sides alike. What people wrote leaves as text: no HTML is parsed here.
const WIDTH = 800, HEIGHT = 150, TOP = 18, FOOT = 128;

export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  const page = element("div", "sides");
  page.append(...data.sides.map(side), sentBack(data.sent_back), waiting(data.open), terms(data.terms, setTriggerValue));
  root.replaceChildren(page);
}

function side(told) {
  const box = element("section", `box side ${told.tone}`);
  box.style.setProperty("--color", told.color);
  const figures = element("div", "figures");
  figures.append(element("span", "kept", told.kept), element("span", "", told.of), element("span", "state", told.state));
  box.append(element("h2", "", told.title), element("p", "says", told.says), figures);
  if (told.steps.length) box.appendChild(way(told));
  box.appendChild(list(told.lines));
  return box;
}

function way({ steps, span, title, says, words }) {
  const most = Math.max(...steps.map(([, owed, done]) => Math.max(owed, done)), 1);
  const made = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" });
  made.setAttribute("aria-label", `${title}: ${says}`);
  const across = (part) => part * WIDTH;
  const up = (value) => FOOT - ((FOOT - TOP) * value) / most;
  const line = (at) => steps.map((step, place) => `${place ? "L" : "M"}${across(step[0]).toFixed(1)} ${up(step[at]).toFixed(1)}`).join("");
  made.append(
    shape("line", { class: "axis", x1: 0, x2: WIDTH, y1: FOOT, y2: FOOT }),
    shape("path", { class: "owed", d: line(1), "vector-effect": "non-scaling-stroke" }),
    shape("path", { class: "done", d: line(2), "vector-effect": "non-scaling-stroke" }),
  );
  const box = element("div", "way");
  const notes = element("div", "muted");
  notes.textContent = `${span[0]} to ${span[1]} · ${words}`;
  box.append(made, notes);
  return box;
}

function sentBack({ title, says, reasons, color }) {
  const box = element("section", "box");
  box.append(element("h2", "", title), element("p", "muted", says));
  const most = Math.max(...reasons.map(([, leads]) => leads), 1);
  const bars = element("div", "bars");
  for (const [reason, leads, share] of reasons) {
    const bar = element("div", "bar");
    bar.style.width = `${(100 * leads) / most}%`;
    bar.style.background = color;
    const name = element("span", "reason", reason);
    name.title = reason;
    bars.append(name, bar, element("span", "", `${leads} · ${share}`));
  }
  box.appendChild(bars);
  return box;
}

function waiting({ title, says, enquiries }) {
  const box = element("section", "box");
  box.append(element("h2", "", title), element("p", "muted", says));
  const rows = element("div", "open");
  for (const { company, from, waited } of enquiries) rows.append(element("span", "", company), element("span", "muted from", from), element("span", "late", waited));
  box.appendChild(rows);
  return box;
}

function terms({ title, lines, buttons }, setTriggerValue) {
  const box = element("section", "box terms");
  const said = element("div", "said");
  said.append(element("h2", "", title), list(lines));
  const row = element("div", "buttons");
  for (const { label, write, version } of buttons) {
    const made = element("button", "", label);
    made.type = "button";
    made.onclick = () => setTriggerValue("asked", { write, version });
    row.appendChild(made);
  }
  box.append(said, row);
  return box;
}

function list(lines) {
  const made = element("ul", "lines");
  made.append(...lines.map((line) => element("li", "", line)));
  return made;
}
