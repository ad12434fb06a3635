// What every drawing is built of; it stands before each of them. Text from files arrives and leaves as text: no HTML is parsed.
const SVG = "http://www.w3.org/2000/svg";

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}

// The place of a drawing, made the first time; nothing where it shows this very data already.
function changed(parentElement, name, data, tag = "div") {
  let root = parentElement.querySelector(`.${name}`);
  if (!root) {
    root = element(tag, name);
    parentElement.appendChild(root);
  }
  const written = JSON.stringify(data);
  if (root.dataset.drawn === written) return null;
  root.dataset.drawn = written;
  return root;
}

function shape(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

function button(text, act, spoken) {
  const made = element("button", "", text);
  made.type = "button";
  if (spoken) made.setAttribute("aria-label", spoken);
  made.onclick = act;
  return made;
}

// What is done with a link on an ordinary click; one that asks for a tab of its own is left to the browser.
function onLinks(root, which, act) {
  root.onclick = (event) => {
    const link = event.target.closest(which);
    const wantsItsOwnTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button;
    if (!link || wantsItsOwnTab) return;
    event.preventDefault();
    act(link);
  };
}

function round(number) {
  return Math.round(number * 100) / 100;
}
