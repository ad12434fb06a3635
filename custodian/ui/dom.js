// What every drawing is built of; it stands before each of them. Text from files arrives and leaves as text: no HTML is parsed.
const SVG = "http://www.w3.org/2000/svg";

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
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

function round(number) {
  return Math.round(number * 100) / 100;
}
