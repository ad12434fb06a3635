// Draws one KPI's entry of the dictionary: words, versions, signatures, names, and the way from tool to KPI. People's
// words arrive as text and leave as text: no HTML is parsed here.
const NARROW = 760; // pixels: below this the three columns of the way stand under each other, without lines
const CHANGES = { same: "span", gone: "del", new: "ins" };

export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.watching?.disconnect();
  root.style.setProperty("--team", data.color);
  const ask = (write, id, version) => setTriggerValue("asked", { write, id: id || "", version: version || 0 });
  root.replaceChildren(...(data.entry ? entry(data.entry, ask) : []), lineage(data.lineage, root));
}

function entry(says, ask) {
  const grid = element("div", "entry");
  const left = element("div", "side");
  left.append(holds(says, ask));
  if (says.proposal) left.append(proposal(says.proposal, says.key, ask));
  left.append(past(says.past));
  const right = element("div", "side");
  right.append(names(says, ask), facts(says.facts));
  grid.append(left, right);
  return [grid];
}

function holds({ holding, warning, key, newest, proposal }, ask) {
  // The form begins with the words of the version it names first, and must know the newest that was seen.
  const box = section("The definition in force");
  box.append(element("p", "words", holding.words), element("p", "muted", holding.says));
  if (warning) box.append(element("p", "warning", `▲ ${warning}`));
  const buttons = element("div", "buttons");
  for (const team of holding.unsigned) buttons.append(button(`Sign for ${team}`, () => ask(`sign-${team}`, key, holding.version)));
  if (!proposal) buttons.append(button("Propose new words", () => ask("propose", String(holding.version), newest)));
  box.append(buttons);
  return box;
}

function proposal(says, key, ask) {
  const box = section(`Proposed: version ${says.version}, ${says.from}`);
  box.classList.add("proposed");
  box.append(changes(says.parts), element("p", "", `Why: ${says.reason}`), element("p", "muted", says.says));
  const buttons = element("div", "buttons");
  for (const team of says.unsigned) buttons.append(button(`Sign for ${team}`, () => ask(`sign-${team}`, key, says.version)));
  buttons.append(button("Propose other words", () => ask("propose", String(says.version), says.version)));
  buttons.append(button("Take the proposal back", () => ask("withdraw", key, says.version)));
  box.append(buttons);
  return box;
}

function past(versions) {
  const box = section("Versions");
  for (const one of versions) {
    const line = element("div", "version");
    line.append(element("h3", "", one.title), changes(one.parts));
    if (one.reason) line.append(element("p", "", `Why: ${one.reason}`));
    line.append(element("p", "muted", one.says));
    box.append(line);
  }
  return box;
}

function names({ names, key }, ask) {
  const box = section("What the teams call it");
  for (const one of names) {
    const line = element("p", "name");
    line.append(element("b", "", one.team), ` ${one.says} `, element("span", "muted", one.who));
    line.append(button("Change", () => ask(`name-${one.key}`, key, one.version), `Change what ${one.team} calls it`));
    box.append(line);
  }
  return box;
}

function facts(lines) {
  const box = section("What it is");
  const list = element("dl");
  for (const [name, text] of lines) list.append(element("dt", "", name), element("dd", "", text));
  box.append(list);
  return box;
}

function changes(parts) {
  const text = element("p", "words");
  for (const [kind, words] of parts) text.append(element(CHANGES[kind], "", words));
  return text;
}

// --- from tool to KPI -------------------------------------------------------------------------------------------------

function lineage({ title, kpi, tables }, root) {
  const box = section(title);
  const way = element("div", "way");
  const [tools, middle, end] = [element("div", "column"), element("div", "column"), element("div", "column")];
  const last = element("div", "node kpi", kpi);
  end.append(last);
  const pairs = [];
  for (const table of tables) {
    const node = element("div", "node table");
    node.append(element("b", "", table.title), element("div", "muted", table.columns));
    for (const feed of table.come) pairs.push([tools.appendChild(tool(feed)), node, "come"]);
    if (table.others) pairs.push([tools.appendChild(others(table)), node, "possible"]);
    middle.append(node);
    pairs.push([node, last, table.come.length ? "come" : "possible"]);
  }
  const lines = shape("svg", { "aria-hidden": "true" });
  way.append(lines, tools, middle, end);
  box.append(way);
  const watching = new ResizeObserver(() => connect(way, lines, pairs));
  watching.observe(way);
  root.watching = watching;
  return box;
}

function tool({ title, says, lacks }) {
  const node = element("div", "node tool");
  node.append(element("b", "", title), element("div", "muted", says));
  if (lacks) node.append(element("div", "muted", lacks));
  return node;
}

function others({ others, names }) {
  const node = element("details", "node possible");
  node.append(element("summary", "", others), element("div", "muted", names));
  return node;
}

function connect(way, lines, pairs) {
  const area = way.getBoundingClientRect();
  lines.replaceChildren();
  if (area.width < NARROW) return;
  for (const [from, to, kind] of pairs) {
    const [one, other] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
    const [x1, y1] = [one.right - area.left, one.top + one.height / 2 - area.top];
    const [x2, y2] = [other.left - area.left, other.top + other.height / 2 - area.top];
    const half = (x1 + x2) / 2;
    lines.append(shape("path", { class: kind, d: `M${x1} ${y1}C${half} ${y1} ${half} ${y2} ${x2} ${y2}` }));
  }
}

function section(title) {
  const box = element("section", "box");
  box.append(element("h2", "", title));
  return box;
}
