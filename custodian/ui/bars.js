// Draws bars of the members of a split, or the steps a change is made of, from JSON. Names come from files: they leave as text.
export default function draw({ data, parentElement }) {
  const root = changed(parentElement, "chart", data);
  if (!root) return;
  root.setAttribute("role", "list");
  root.style.setProperty("--color", data.color ?? "");
  root.replaceChildren(...(data.bars ?? []).map(bar), ...(data.steps ?? []).map(step));
}

function row(name, track) {
  const made = element("div", "row");
  made.setAttribute("role", "listitem");
  made.append(name, track);
  return made;
}

function bar(told) {
  const track = element("div", "track");
  const says = at(element("span", "says"), "left", told.to);
  says.append(element("b", "", told.value), element("span", "change", told.change));
  track.append(piece("bar", told), says);
  return row(named(told), track);
}

function step(told, place, all) {
  const isTotal = told.at !== undefined;
  const made = row(named(told), isTotal ? total(told) : member(told));
  if (place) made.lastChild.append(at(element("i", "joint above"), "left", begins(told)));
  if (place < all.length - 1) made.lastChild.append(at(element("i", "joint below"), "left", ends(told)));
  return made;
}

function begins(told) {
  return told.at ?? told.steps[0].from;
}

function ends(told) {
  return told.at ?? told.steps.at(-1).to;
}

function named({ name, sum, word, at: mark, more }) {
  const made = element("div", "name");
  made.title = more ?? name;
  made.append(element(mark === undefined ? "span" : "b", "member", name));
  if (sum) {
    const below = element("span", "sum");
    below.append(element("b", "", sum), word ? ` ${word}` : "");
    made.append(below);
  }
  return made;
}

function total({ at: mark, value }) {
  const track = element("div", "track");
  const says = at(element("span", "says"), "left", mark);
  says.append(element("b", "", value));
  track.append(at(element("i", "mark"), "left", mark), says);
  return track;
}

function member({ steps, more }) {
  const track = element("div", `track ${steps.length > 1 ? "two" : ""}`);
  track.title = more;
  for (const one of steps) {
    const line = element("div", "line");
    const says = at(element("span", "says"), "left", Math.max(one.from, one.to));
    says.textContent = one.says;
    line.append(piece(`bar ${one.good ? "good" : "bad"}`, one), says);
    track.append(line);
  }
  return track;
}

function piece(name, { from, to }) {
  const made = at(element("i", name), "left", Math.min(from, to));
  return at(made, "width", Math.abs(to - from));
}

// A share of the room that what is written beside the bars leaves them.
function at(made, side, share) {
  made.style[side] = `calc((100% - var(--room)) * ${share})`;
  return made;
}
