// Draws what stands above every page: menu, choosers, how fresh the data is, whether the company is invented.
export default function draw({ data, parentElement, setTriggerValue }) {
  const root = changed(parentElement, "bar", data);
  if (!root) return;
  const held = root.querySelector("select:focus")?.name;
  const ends = data.choosers.filter((chooser) => chooser.is_end);
  root.replaceChildren(top(data), ...(ends.length ? [periods(ends)] : []), ...(data.banner ? [banner(data.banner)] : []));
  if (held) root.querySelector(`select[name="${held}"]`)?.focus();
  root.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  root.onchange = ({ target }) => setTriggerValue("chosen", [target.name, target.value]);
  onLinks(root, "a", (link) => setTriggerValue("opened", link.dataset.page));
}

function top({ pages, choosers, fresh }) {
  const line = element("div", "top");
  const menu = element("nav");
  menu.setAttribute("aria-label", "Pages");
  menu.append(...pages.map(link));
  const right = element("div", "right");
  right.append(...choosers.filter((each) => !each.is_end).map(chooser), element("span", "pill fresh", fresh));
  line.append(element("span", "brand", "◐ Custodian"), menu, right);
  return line;
}

function link({ page, label, href, here }) {
  const made = element("a", "", label);
  made.href = href;
  made.dataset.page = page;
  if (here) made.setAttribute("aria-current", "page");
  return made;
}

function chooser({ name, label, options, current }) {
  const box = element("label", "pill chooser");
  const select = element("select");
  select.name = name;
  for (const [word, text] of options) {
    const option = element("option", "", text);
    option.value = word;
    option.selected = word === current;
    select.appendChild(option);
  }
  box.append(element("span", "", label), select);
  return box;
}

// Where two periods chosen freely begin and end.
function periods(ends) {
  const line = element("div", "periods");
  line.setAttribute("role", "group");
  line.setAttribute("aria-label", "The two periods compared");
  line.append(...ends.map(chooser));
  return line;
}

function banner({ says, link: own }) {
  const line = element("div", "banner");
  line.append(element("strong", "", says), ...(own ? [link(own)] : []));
  return line;
}
