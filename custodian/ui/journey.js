// Draws the companies' journey from JSON. What files said arrives as text and leaves as text: no HTML is parsed here.

export default function draw({ data, parentElement, setTriggerValue }) {
  const isFirst = !parentElement.querySelector(".page");
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.replaceChildren(...data.blocks.map((block) => BLOCKS[block.kind](block)));
  onLinks(root, "a[data-word]", (link) => setTriggerValue("chosen", ["behind", link.dataset.word]));
  if (isFirst && data.blocks[0].kind === "listed") root.scrollIntoView({ block: "nearest" });
}

const BLOCKS = { flow, pair, table, cohorts, listed, notes };

function flow({ steps }) {
  const box = element("section", "box flow");
  box.style.setProperty("--steps", steps.length);
  steps.forEach((step, at) => {
    const column = element("div", "step");
    column.style.setProperty("--team", step.color);
    const head = element("div", "head");
    head.append(element("h3", "", step.title), element("div", "says", step.says), figure({ text: step.count, open: step.open }, "count"));
    const plot = element("div", "plot");
    plot.append(bar(step.parts));
    const next = steps[at + 1];
    if (next) plot.append(ribbon(step.parts, next.color), element("div", "go", step.goOn && `${step.goOn} go on`));
    const foot = element("div", "foot");
    if (step.cameIn) foot.append(figure(step.cameIn, "came"));
    for (const stayed of step.stayed) foot.append(figure(stayed, stayed.tone));
    column.append(head, plot, foot);
    box.appendChild(column);
  });
  return box;
}

// What went on stands at the foot of a bar, so that the band to the next bar is level.
function bar(parts) {
  const picture = shape("svg", { class: "bar", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  let top = 100;
  for (const [name, part] of parts) {
    const height = part * 100;
    if (!height) continue;
    top -= height;
    picture.appendChild(shape("rect", { class: name, x: 0, y: round(top), width: 100, height: round(height) }));
  }
  return picture;
}

function ribbon(parts, color) {
  const picture = shape("svg", { class: "ribbon", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" });
  const height = (parts.find(([name]) => name === "arrived") || ["", 0])[1] * 100;
  const band = shape("rect", { x: 0, y: round(100 - height), width: 100, height: round(height) });
  band.style.fill = color;
  picture.appendChild(band);
  return picture;
}

function table({ title, heads, rows, more }) {
  const box = element("section", "box");
  const sheet = element("table");
  const head = element("tr");
  head.append(...heads.map((text) => element("th", "", text)));
  sheet.appendChild(head);
  for (const cells of rows) {
    const row = element("tr");
    cells.forEach((cell, at) => {
      const made = element(at ? "td" : "th");
      if (at) made.dataset.head = heads[at];
      if (cell.color) made.style.setProperty("--team", cell.color);
      made.appendChild(cell.open ? figure(cell, "") : element("span", at ? "" : "name", cell.text));
      if (cell.bar !== undefined) made.appendChild(stripe(cell.bar));
      if (cell.below) made.appendChild(element("div", "below", cell.below));
      row.appendChild(made);
    });
    sheet.appendChild(row);
  }
  const wrap = element("div", "wrap");
  wrap.appendChild(sheet);
  box.append(element("h2", "", title), wrap);
  if (!rows.length) box.appendChild(element("p", "muted", "No company in this choice."));
  if (more) box.appendChild(element("p", "muted", more));
  return box;
}

function pair({ blocks }) {
  const both = element("div", "pair");
  both.append(...blocks.map((block) => BLOCKS[block.kind](block)));
  return both;
}

function stripe(part) {
  const made = element("div", "stripe");
  made.style.width = `${Math.max(part * 100, 0.5)}%`;
  return made;
}

function cohorts({ title, heads, rows }) {
  const box = element("section", "box");
  const sheet = element("table", "heat");
  const head = element("tr");
  head.append(...heads.map((text) => element("th", "", text)));
  sheet.appendChild(head);
  for (const { month, entered, cells } of rows) {
    const row = element("tr");
    const companies = element("td");
    companies.appendChild(figure(entered, ""));
    row.append(element("th", "", month), companies, ...cells.map(heat));
    sheet.appendChild(row);
  }
  const wrap = element("div", "wrap");
  wrap.appendChild(sheet);
  box.append(element("h2", "", title), wrap);
  return box;
}

function heat(cell) {
  const made = element("td", cell.isRipe ? "cell" : "cell unripe");
  made.style.setProperty("--team", cell.color);
  made.style.setProperty("--heat", `${Math.round(cell.heat * 55)}%`);
  const text = cell.isRipe ? cell.text : `○ ${cell.text}`;
  made.append(cell.open ? figure({ text, open: cell.open }, "") : element("span", "", text), element("span", "below", cell.below));
  if (!cell.isRipe) made.title = "Not ripe: some of them may still get there.";
  return made;
}

function listed({ title, more, rows }) {
  const box = element("section", "box");
  const head = element("div", "line");
  const close = element("a", "close", "Close ✕");
  close.href = "journey";
  close.dataset.word = "";
  head.append(element("h2", "", title), close);
  box.appendChild(head);
  if (more) box.appendChild(element("p", "muted", more));
  for (const { name, who, days } of rows) {
    const one = element("div", "traveller");
    const person = element("div", "who");
    person.append(element("div", "name", name), element("div", "below", who));
    const way = element("ol", "way");
    for (const { step, on, where } of days) {
      const day = element("li");
      day.append(element("b", "", step), ` ${on}`, element("span", "below", where));
      way.appendChild(day);
    }
    one.append(person, way);
    box.appendChild(one);
  }
  return box;
}

function notes({ lines }) {
  const legend = element("div", "notes");
  legend.append(...lines.map((line) => element("p", "", line)));
  return legend;
}

function figure({ text, open }, name) {
  if (!open) return element("span", name, text);
  const link = element("a", name, text);
  link.href = open.href;
  link.dataset.word = open.word;
  return link;
}
