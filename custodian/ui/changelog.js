// Draws what changed, newest first. What people wrote arrives as text and leaves as text: no HTML is parsed here.
export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "changelog", data, "ol");
  if (!root) return;
  root.replaceChildren(...data.changes.map((change) => entry(change, (asked) => setTriggerValue("asked", asked))));
}

function entry({ head, lines, undo }, ask) {
  const item = element("li");
  const line = element("div", "head");
  line.appendChild(element("span", "", head));
  if (undo) line.appendChild(button("Undo this", () => ask(undo), `Undo this: ${head}`));
  item.append(line, ...lines.map((says) => element("p", "", says)));
  return item;
}
