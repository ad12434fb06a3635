// Draws the cards of a page from JSON. Everything a file said arrives as text and leaves as text: no HTML is parsed here.
const LONG = 27; // letters of a title; from there on it is written smaller so that it can be read to its end
const LONG_VALUE = 8; // letters, of “€163 a day”

export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.replaceChildren(...data.blocks.map((block) => BLOCKS[block.kind](block)));
  onLinks(root, "a[data-key]", (card) => setTriggerValue("opened", card.dataset.key));
}

const BLOCKS = { journey, changes, notes, title, dictionary };

function journey({ teams, stages }) {
  const grid = element("div", "journey");
  grid.appendChild(element("div", "corner"));
  for (const team of teams) {
    const head = element("div", "head", team.title);
    head.style.setProperty("--team", team.color);
    grid.appendChild(head);
  }
  for (const stage of stages) {
    const title = element("h2", "stage", stage.title);
    if (stage.says) title.appendChild(element("span", "", stage.says));
    grid.append(title, ...stage.cells.map((cell) => (cell ? card(cell) : element("div", "empty"))));
  }
  return grid;
}

// Each change with its figure, what it is made of and who is on it. The first link covers the row, the second lies above.
function changes({ cards }) {
  const list = element("div", "changes");
  list.append(...cards.map(change));
  return list;
}

function change(says) {
  const row = element("article", `change-row ${says.tone}`);
  row.style.setProperty("--team", says.color);
  const open = element("a", "open");
  open.href = says.href;
  open.dataset.key = says.key;
  open.setAttribute("aria-label", says.spoken);
  const lines = element("div", "lines");
  const found = element("p", "sentence");
  found.append(verdict(says, "span"), ` ${says.sentence}`);
  lines.append(found);
  if (says.cause) lines.append(element("p", "cause", says.cause));
  const who = element("p", says.act ? "who nobody" : "who", says.who);
  if (says.act) {
    const act = element("a", "act", says.act.label);
    act.href = says.act.href;
    act.dataset.key = says.act.page;
    who.append(" ", act);
  }
  lines.append(who);
  row.append(open, figure(says), picture(says), lines);
  return row;
}

function notes({ lines }) {
  const legend = element("div", "notes");
  legend.append(...lines.map((line) => element("span", "", line)));
  return legend;
}

function dictionary({ entries }) {
  const list = element("div", "dictionary");
  for (const entry of entries) {
    const article = element("article", "entry");
    article.style.setProperty("--team", entry.color);
    const link = element("a", "", entry.title);
    link.href = entry.href;
    link.dataset.key = entry.key;
    const heading = element("h2");
    heading.appendChild(link);
    const facts = element("dl");
    for (const [name, text] of entry.parts) facts.append(element("dt", "", name), element("dd", "", text));
    const more = element("a", "more", "Versions, signatures, names, lineage");
    more.href = entry.more;
    more.setAttribute("aria-label", `${more.textContent}: ${entry.title}`);
    article.append(heading, element("div", "place", entry.place), facts, more);
    list.appendChild(article);
  }
  return list;
}

function title({ text }) {
  return element("div", "sub", text);
}

function card(says) {
  const link = element("a", `card ${says.tone}`);
  link.href = says.href;
  link.dataset.key = says.key;
  link.setAttribute("aria-label", says.spoken);
  link.style.setProperty("--team", says.color);
  if (says.stage) link.classList.add("further");
  link.append(figure(says), picture(says));
  return link;
}

function figure(says) {
  const text = element("div", "text");
  text.append(element("div", "team", says.team));
  if (says.stage) text.append(element("div", "step", says.stage));
  const value = element("div", says.value.length > LONG_VALUE ? "value long" : "value", says.value);
  if (says.period) value.appendChild(element("span", "period", says.period));
  text.append(element("div", says.title.length > LONG ? "title long" : "title", says.title), value);
  if (says.change) text.appendChild(element("div", "change", says.change));
  if (says.verdict) text.appendChild(verdict(says, "div"));
  if (says.target) text.appendChild(element("div", "target", says.target));
  return text;
}

function verdict({ shape, verdict }, name) {
  const said = element(name, "verdict");
  said.append(element("span", "shape", shape), ` ${verdict}`);
  return said;
}

function picture(says) {
  return says.spark ? spark(says.spark) : element("div", "fill", says.fill);
}

// The picture is stretched to its box; strokes and dots keep their size, so no measuring is needed.
function spark({ values, signals, marks, lower, upper, target, path: goals = [], first, last }) {
  const every = [...values, ...lower, ...upper, ...goals, target].filter((value) => value !== null);
  const [most, least] = [Math.max(...every), Math.min(...every)];
  const pad = (most - least) * 0.12 || Math.abs(most) * 0.1 || 1;
  const x = (at) => round((at * 100) / Math.max(values.length - 1, 1));
  const y = (value) => round(((most + pad - value) / (most - least + 2 * pad)) * 100);

  const picture = shape("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  picture.appendChild(shape("path", { class: "band", d: band(lower, upper, x, y) }));
  for (const mark of marks) picture.appendChild(tick(mark, x));
  const goal = goals.length ? steps(goals, x, y) : target !== null ? `M0 ${y(target)}H100` : "";
  if (goal) picture.appendChild(shape("path", { class: "goal", d: goal }));
  picture.appendChild(shape("path", { class: "line", d: path(values, x, y) }));
  for (const [at, tone] of signals) picture.appendChild(dot(`signal ${tone}`, x(at), y(values[at])));
  const now = values.length - 1;
  if (values[now] !== null) picture.append(dot("halo", x(now), y(values[now])), dot("now", x(now), y(values[now])));

  const box = element("div", "spark");
  const plot = element("div", "plot");
  plot.appendChild(picture);
  if (target !== null) {
    const label = element("span", "goal-label", "target");
    label.style.top = `${y(target)}%`;
    plot.appendChild(label);
  }
  const months = element("div", "months");
  months.append(element("span", "", first), element("span", "", last));
  box.append(plot, months);
  return box;
}

// What happened stands at the foot of its month, a changed definition over the whole height; a wide unseen line below
// each is what a mouse can meet.
function tick({ at, to, says, breaks }, x) {
  const group = shape("g", { class: breaks ? "tick breaks" : "tick" });
  const title = shape("title", {});
  title.textContent = says;
  const upright = `M${x(at)} ${breaks ? 0 : 86}V100`;
  group.append(title, shape("path", { class: "reach", d: `M${x(at)} 0V100` }), shape("path", { d: upright }));
  if (to > at) group.appendChild(shape("path", { d: `M${x(at)} 99H${x(to)}` }));
  return group;
}

// The natural limits month by month: they step where they were set anew, or follow the year before.
function band(lower, upper, x, y) {
  let written = "";
  lower.forEach((least, at) => {
    if (least === null) return;
    const [left, right, top] = [Math.max(x(at - 0.5), 0), Math.min(x(at + 0.5), 100), y(upper[at])];
    written += `M${left} ${top}H${right}V${Math.max(y(least), top + 1)}H${left}Z`;
  });
  return written;
}

function path(values, x, y) {
  let written = "";
  values.forEach((value, at) => {
    if (value === null) return;
    const joins = at > 0 && values[at - 1] !== null;
    written += joins ? `L${x(at)} ${y(value)}` : `M${x(at)} ${y(value)}h0.01`;
  });
  return written;
}

// Each month's target as wide as the month; a month without one leaves a gap.
function steps(goals, x, y) {
  let written = "";
  goals.forEach((goal, at) => {
    if (goal === null) return;
    const joins = at > 0 && goals[at - 1] !== null;
    written += joins ? `V${y(goal)}` : `M${Math.max(x(at - 0.5), 0)} ${y(goal)}`;
    written += `H${Math.min(x(at + 0.5), 100)}`;
  });
  return written;
}

function dot(name, x, y) {
  return shape("path", { class: name, d: `M${x} ${y}h0.01` });
}
