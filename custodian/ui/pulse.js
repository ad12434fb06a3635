// Draws what each team says of the other from JSON: five rows, both sides on the same scale from 1 to 5.
const LOW = 1, HIGH = 5, WIDTH = 200, HEIGHT = 56, EDGE = 5;

export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.replaceChildren(...(data.rows ? [table(data)] : []), foot(data.foot, (write) => setTriggerValue("asked", write)));
}

function table({ sides, ends, span, rows }) {
  const made = element("div", "table");
  made.setAttribute("role", "table");
  const head = line("head");
  head.append(cell("", "columnheader"), ...sides.map((each) => side(each, ends, span)));
  made.append(head, ...rows.map((each) => row(each, sides)));
  return made;
}

function line(name) {
  const made = element("div", `row ${name}`);
  made.setAttribute("role", "row");
  return made;
}

function cell(name, role) {
  const made = element("div", name);
  made.setAttribute("role", role);
  return made;
}

function side({ title, says, color }, ends, span) {
  const made = cell("side", "columnheader");
  made.style.setProperty("--team", color);
  const scale = element("div", "scale muted");
  scale.append(...ends.map((end) => element("span", "", end)));
  const quarters = element("div", "scale muted quarters");
  quarters.append(...span.map((end) => element("span", "", end)));
  made.append(element("h2", "", title), element("div", "muted answered", says), scale, quarters);
  return made;
}

function row({ title, asks, between, cells }, sides) {
  const made = line("");
  const question = cell("question", "rowheader");
  question.append(element("h3", "", title), element("div", "muted", asks), element("div", "between", between));
  made.append(question, ...cells.map((each, at) => opinion(each, `${sides[at].title} · ${sides[at].says}`)));
  return made;
}

function opinion({ color, value, margin, place, change, tone, course, spoken }, whose) {
  const made = cell(`opinion ${tone}`, "cell");
  made.style.setProperty("--team", color);
  made.setAttribute("aria-label", spoken);
  const figure = element("div", "figure");
  figure.append(element("span", "value", value), element("span", "muted", margin || ""));
  made.append(element("div", "whose", whose), figure, place ? track(place) : element("div", ""), way(course), element("div", "change", change));
  return made;
}

function track([mean, low, high]) {
  const across = (point) => `${(100 * (point - LOW)) / (HIGH - LOW)}%`;
  const made = element("div", "track");
  for (let point = LOW; point <= HIGH; point++) made.appendChild(at("tick", across(point)));
  const margin = at("margin", across(low));
  margin.style.width = `calc(${across(high)} - ${across(low)})`;
  made.append(margin, at("dot", across(mean)));
  return made;
}

function at(name, left) {
  const made = element("span", name);
  made.style.left = left;
  return made;
}

// The quarters so far; where a team is hidden the line is broken.
function way(course) {
  const made = shape("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const across = (place) => EDGE + ((WIDTH - 2 * EDGE) * place) / Math.max(course.length - 1, 1);
  const up = (point) => HEIGHT - EDGE - ((HEIGHT - 2 * EDGE) * (point - LOW)) / (HIGH - LOW);
  let path = "";
  course.forEach((told, place) => {
    if (!told) return;
    const [mean, low, high] = told;
    path += `${course[place - 1] ? "L" : "M"}${round(across(place))} ${round(up(mean))}`;
    made.appendChild(shape("line", { class: "reach", x1: across(place), x2: across(place), y1: up(low), y2: up(high) }));
    made.appendChild(shape("circle", { cx: across(place), cy: up(mean), r: place === course.length - 1 ? 4 : 2.5 }));
  });
  made.appendChild(shape("path", { d: path || "M0 0" }));
  return made;
}

function foot({ title, lines, buttons }, ask) {
  const made = element("section", "foot");
  const head = element("div", "ways");
  head.append(element("h3", "", title), ...buttons.map(({ label, write }) => button(label, () => ask(write))));
  made.append(head, ...lines.map((each) => element("p", "", each)));
  return made;
}
