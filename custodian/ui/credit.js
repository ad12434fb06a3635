// Draws each channel's range of credit from JSON. Names come from files: they leave as text, no HTML is parsed here.
export default function draw({ data, parentElement }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  const groups = element("div", "groups");
  groups.append(...data.groups.map((group) => box(group, data.most)));
  const notes = element("div", "notes");
  notes.append(element("b", "", data.standing), element("span", "", `A bar reaches from the least to the most that a model gives; each line in it is one of: ${data.models.join(", ")}.`));
  if (data.hidden) notes.appendChild(element("span", "", data.hidden));
  root.replaceChildren(groups, notes);
}

function box({ title, rows }, most) {
  const made = element("section", "box");
  made.appendChild(element("h2", "", title));
  made.append(...rows.map((told) => row(told, most)));
  if (!rows.length) made.appendChild(element("p", "none", "No touch of this kind is known before these deals."));
  return made;
}

function row(told, most) {
  const line = element("div", "row");
  line.style.setProperty("--color", told.color);
  const name = element("div", "name");
  name.title = told.name;
  name.append(element("b", "", told.name), element("span", "", told.team));
  const share = element("div", "share", told.range);
  share.append(element("span", "worth", told.worth), element("span", "ends", told.ends));
  line.append(name, track(told, most), share);
  return line;
}

function track({ name, low, high, ticks, range }, most) {
  const made = element("div", "track");
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", `${name}: ${range}. ${ticks.map(([model, share]) => `${model} ${percent(share)}`).join(", ")}`);
  const bar = element("div", "range");
  bar.style.left = `${(100 * low) / most}%`;
  bar.style.width = `${(100 * (high - low)) / most}%`;
  made.appendChild(bar);
  for (const [model, share] of ticks) {
    const tick = element("div", "tick");
    tick.style.left = `${(100 * share) / most}%`;
    tick.title = `${model}: ${percent(share)}`;
    made.appendChild(tick);
  }
  return made;
}

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}
