// Draws what changed, newest first. What people wrote arrives as text and leaves as text: no HTML is parsed here.
export default function draw({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".changelog");
  if (!root) {
    root = element("ol", "changelog");
    parentElement.appendChild(root);
  }
  const written = JSON.stringify(data);
  if (root.dataset.drawn === written) return;
  root.dataset.drawn = written;
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
