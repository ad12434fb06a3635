// Draws cards of short lines, each with its buttons and a link below. People's words arrive as text and leave as text.
export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "page", data);
  if (!root) return;
  root.replaceChildren(...data.cards.map((each) => card(each, (form) => setTriggerValue("asked", form))));
  onLinks(root, "a", (link) => setTriggerValue("opened", link.dataset.page));
}

function card({ lines, deeds, way }, ask) {
  const box = element("section", "box");
  box.append(...lines.map(line));
  if (deeds.length) {
    const row = element("div", "deeds");
    row.append(...deeds.map(([form, label]) => button(label, () => ask(form))));
    box.appendChild(row);
  }
  if (way) {
    const link = element("a", "", way.label);
    link.href = way.href;
    link.dataset.page = way.page;
    box.appendChild(link);
  }
  return box;
}

function line(pieces) {
  const made = element("p");
  made.append(...pieces.map(([text, isStrong]) => (isStrong ? element("b", "", together(text)) : together(text))));
  return made;
}

// A number and its unit stay on one line.
function together(text) {
  return text.replace(/(\d) (h|pts)\b/g, "$1\u00a0$2");
}
