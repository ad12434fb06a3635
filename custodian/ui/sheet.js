// Draws a table to read, from JSON; where rows can be chosen, a click, Enter or the space bar chooses one.
export default function draw({ data, parentElement, setStateValue }) {
  const root = changed(parentElement, "sheet", data);
  if (!root) return;
  root.tabIndex = 0; // what scrolls can be scrolled by keyboard
  root.setAttribute("role", "region");
  root.style.maxHeight = data.height;
  root.setAttribute("aria-label", data.label);
  const table = element("table");
  table.append(head(data), body(data));
  root.replaceChildren(table);
  if (data.ids) choosing(root, table, setStateValue);
}

function head({ columns }) {
  const line = element("tr");
  for (const { title, is_number } of columns) {
    const cell = element("th", is_number ? "number" : "", title);
    cell.scope = "col";
    line.appendChild(cell);
  }
  const top = element("thead");
  top.appendChild(line);
  return top;
}

function body({ columns, rows, ids }) {
  const made = element("tbody");
  rows.forEach((row, at) => {
    const line = element("tr");
    if (ids) line.dataset.id = ids[at];
    row.forEach((text, place) => {
      const tone = { "▲": "good", "▼": "bad" }[text[0]] || "";
      const cell = element("td", columns[place].is_number ? "number" : tone, text);
      cell.title = text;
      line.appendChild(cell);
    });
    made.appendChild(line);
  });
  return made;
}

function choosing(root, table, setStateValue) {
  root.tabIndex = -1; // its rows can be reached instead
  table.setAttribute("role", "grid");
  const lines = [...table.tBodies[0].rows];
  const mark = () => lines.forEach((line) => line.setAttribute("aria-selected", String(line.dataset.id === root.dataset.chosen)));
  const choose = (line) => {
    const is_again = root.dataset.chosen === line.dataset.id;
    root.dataset.chosen = is_again ? "" : line.dataset.id;
    mark();
    setStateValue("chosen", root.dataset.chosen);
  };
  lines.forEach((line, at) => {
    line.tabIndex = at ? -1 : 0;
    line.onclick = () => choose(line);
    line.onfocus = () => lines.forEach((other) => (other.tabIndex = other === line ? 0 : -1));
    line.onkeydown = (event) => {
      const next = { ArrowDown: lines[at + 1], ArrowUp: lines[at - 1], Home: lines[0], End: lines.at(-1) }[event.key];
      if (next) next.focus();
      else if (event.key === "Enter" || event.key === " ") choose(line);
      else return;
      event.preventDefault();
    };
  });
  mark();
}
