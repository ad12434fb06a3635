// Draws what happened: labels above a chart, each over its month, and the list below it. People's words arrive as text
// and leave as text: no HTML is parsed here.
const LANES = 4; // rows of labels above a chart, at most
const GAP = 10; // pixels between two labels of a row

export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.watching?.disconnect();
  const ask = (write, id, version) => setTriggerValue("asked", { write, id: id || "", version: version || 0 });
  root.replaceChildren(data.marks ? strip(data, root) : list(data, ask));
}

// --- above a chart ----------------------------------------------------------------------------------------------------

function strip({ marks, left, right }, root) {
  const line = element("ol", "strip");
  line.setAttribute("aria-label", "What happened");
  line.style.marginLeft = `${left}px`;
  line.style.marginRight = `${right}px`;
  root.watching = new ResizeObserver(() => place(line, marks));
  root.watching.observe(line);
  return line;
}

// Labels are measured where they stand. Where they do not fit into the rows, neighbours become one that says how many.
function place(line, marks) {
  const width = line.clientWidth;
  if (!width || line.dataset.width === String(width)) return;
  line.dataset.width = width;
  let groups = marks.map((mark) => ({ at: mark.at, says: [mark.says], label: mark.label, breaks: mark.breaks, many: mark.many }));
  for (;;) {
    line.replaceChildren(...groups.map(label));
    const lanes = inLanes(line, groups, width);
    if (lanes <= LANES || groups.length === 1) return hang(line, lanes);
    groups = merged(groups);
  }
}

function label({ label, says, breaks }) {
  const item = element("li", breaks ? "breaks" : "");
  item.append(element("span", "", label), element("i"));
  item.title = says.join("\n");
  return item;
}

function inLanes(line, groups, width) {
  const ends = [];
  groups.forEach((group, at) => {
    const item = line.children[at];
    const size = item.firstChild.offsetWidth;
    const stem = group.at * width;
    const begin = Math.max(0, Math.min(stem - 4, width - size));
    let lane = ends.findIndex((end) => end <= begin);
    if (lane < 0) lane = ends.length;
    ends[lane] = begin + size + GAP;
    item.dataset.lane = lane;
    item.firstChild.style.left = `${begin}px`;
    item.lastChild.style.left = `${stem}px`;
  });
  return ends.length;
}

function hang(line, lanes) {
  const height = 22;
  line.style.height = `${lanes * height + 4}px`;
  for (const item of line.children) {
    const top = (lanes - 1 - Number(item.dataset.lane)) * height;
    item.firstChild.style.top = `${top}px`;
    item.lastChild.style.top = `${top + height - 2}px`;
  }
}

function merged(groups) {
  let nearest = 1;
  for (let at = 2; at < groups.length; at += 1) {
    if (groups[at].at - groups[at - 1].at < groups[nearest].at - groups[nearest - 1].at) nearest = at;
  }
  const [one, other] = [groups[nearest - 1], groups[nearest]];
  const many = one.many + other.many;
  const both = { ...one, many, says: [...one.says, ...other.says], label: `${many} notes`, breaks: one.breaks || other.breaks };
  return [...groups.slice(0, nearest - 1), both, ...groups.slice(nearest + 1)];
}

// --- below it ---------------------------------------------------------------------------------------------------------

function list({ title, rows, shown, more, write }, ask) {
  const box = element("section", "box");
  const head = element("div", "head");
  head.append(element("h2", "", title), button(write.label, () => ask(write.form)));
  box.appendChild(head);
  if (!rows.length) box.appendChild(element("p", "muted", more));
  const seen = rows.slice(0, shown);
  box.append(...seen.map((row) => happening(row, ask)));
  if (rows.length > seen.length) {
    const rest = element("details");
    rest.append(element("summary", "", `${rows.length - seen.length} more`));
    rest.append(...rows.slice(seen.length).map((row) => happening(row, ask)));
    box.appendChild(rest);
  }
  return box;
}

function happening(row, ask) {
  const line = element("div", row.gone ? "row gone" : "row");
  const words = element("div");
  words.append(element("b", "", row.kind), " ", row.what, element("div", "muted", row.who));
  line.append(element("span", "when", row.when), words);
  if (row.id) {
    const buttons = element("div", "buttons");
    buttons.append(
      button("Change", () => ask("change-annotation", row.id, row.version), `Change: ${row.what}`),
      button(row.gone ? "Bring back" : "Take back", () => ask("take-back", row.id, row.version), `${row.gone ? "Bring back" : "Take back"}: ${row.what}`),
    );
    line.appendChild(buttons);
  }
  return line;
}
