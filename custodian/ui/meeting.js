// The joint meeting. Everything people wrote arrives as text and leaves as text. Keys work where nobody is typing.
const KEYS = {
  ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", ArrowDown: "down", ArrowUp: "up",
  b: "blank", ".": "blank", a: "action", d: "decision", p: "people", f: "full",
};
let count = 0; // of what was asked from this page

export default function draw({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector(".meeting");
  if (!root) {
    root = element("div", `meeting ${data.kind}`);
    parentElement.appendChild(root);
    watch(root);
  }
  root.now = data;
  root.ask = (deed, more) => {
    root.deed = deed;
    root.pending = `${Date.now()}-${(count += 1)}`;
    setTriggerValue("asked", { do: deed, meeting: data.meeting || "", number: root.pending, ...more });
  };
  if (data.clock && root.read !== data.clock.read) {
    root.read = data.clock.read;
    root.readAt = performance.now();
  }
  const { clock, answer, ...lasting } = data;
  const written = JSON.stringify(lasting);
  if (root.dataset.drawn !== written) redraw(root, data, written);
  answered(root, answer);
  tell(root);
}

// Where the visitor was stays where it is: the focus, and how far the item was pushed up.
function redraw(root, data, written) {
  const held = root.getRootNode().activeElement?.dataset?.focus;
  const body = root.querySelector(".body");
  const top = root.item === data.item && body ? body.scrollTop : 0;
  const isNew = root.item !== data.item;
  root.dataset.drawn = written;
  root.item = data.item;
  if (isNew) root.target = null;
  let page = root.querySelector(".page");
  if (!page) {
    page = element("div", "page");
    root.appendChild(page);
  }
  page.replaceChildren(...(data.kind === "lobby" ? lobby(root, data) : wall(root, data)));
  const found = held && page.querySelector(`[data-focus="${CSS.escape(held)}"]`);
  const isPhone = matchMedia("(max-width: 800px)").matches;
  if (found) found.focus({ preventScroll: true });
  else if (isNew && data.kind === "wall") {
    (page.querySelector("[data-first]") || page.querySelector(".body")).focus({ preventScroll: isPhone });
    if (isPhone) root.scrollIntoView();
  }
  if (top) page.querySelector(".body").scrollTop = top;
}

function wall(root, data) {
  const top = element("header", "top");
  const rail = element("nav", "rail");
  rail.setAttribute("aria-label", "Agenda");
  rail.append(...data.items.map((item, at) => stop(root, data, item, at)));
  top.append(rail, element("div", "whole"));
  const head = element("div", "head");
  const here = data.items.find((item) => item.key === data.item);
  head.append(element("h1", "", here ? here.question : "The meeting is over"));
  head.append(element("div", "says", data.body.says));
  if (here) head.append(element("div", "clock"), gauge());
  const body = element("section", "body");
  body.tabIndex = -1;
  body.append(...[].concat(BODIES[data.body.kind](data.body, root)));
  return [top, head, body, strip(root, data)];
}

function stop(root, data, item, at) {
  const made = button("", () => go(root, item.key), `${at + 1} ${item.name}`);
  made.dataset.focus = `stop-${item.key}`;
  made.append(`${at + 1}`, element("span", "name", item.name), element("span", "took"));
  made.dataset.item = item.key;
  if (item.key === data.item) made.setAttribute("aria-current", "step");
  if (data.item === "over") made.disabled = true;
  return made;
}

function gauge() {
  const made = element("div", "gauge");
  made.appendChild(element("div", "gone"));
  return made;
}

// The keys, each a button for whoever prefers to point.
function strip(root, data) {
  const made = element("footer", "strip");
  made.setAttribute("aria-label", "Keys");
  const does = (key, name, act, onlyOnWalls) => {
    const one = button("", act, name);
    if (onlyOnWalls) one.className = "walls";
    one.dataset.focus = `key-${name}`;
    one.append(element("kbd", "", key), element("span", "", name));
    made.appendChild(one);
  };
  if (data.item === "over") {
    does("B", "Blank", () => blank(root, true), true);
    does("F", "Full screen", () => full(), true);
    does("L", "Leave the meeting", () => leave(root));
    return made;
  }
  const at = place(root);
  does("←", "Back", () => step(root, -1));
  does("→", at === data.items.length - 1 ? "End the meeting" : "Next", () => step(root, 1));
  does("A", "Action", () => openForm(root, "action"));
  does("D", "Decision", () => openForm(root, "decision"));
  does("B", "Blank", () => blank(root, true), true);
  does("P", `Who is there: ${data.forms.present.split("\n").length}`, () => openForm(root, "people"));
  does("F", "Full screen", () => full(), true);
  made.appendChild(element("span", "hint", "↑ ↓ choose a line · Esc closes"));
  return made;
}

function watch(root) {
  const heard = (event) => {
    if (!root.isConnected) return document.removeEventListener("keydown", heard, true);
    if (root.now?.kind === "wall") key(root, event);
  };
  document.addEventListener("keydown", heard, true);
  const ticking = setInterval(() => (root.isConnected ? tell(root) : clearInterval(ticking)), 1000);
}

function key(root, event) {
  if (root.querySelector(".blank")) {
    event.preventDefault();
    event.stopPropagation();
    return blank(root, false);
  }
  const typing = event.composedPath()[0];
  const isField = typing.matches?.("input, select, textarea, [contenteditable]");
  if (isField || root.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isOver = root.now.item === "over";
  if (root.now.item === "check" && /^[0-9]$/.test(pressed)) return choosePoints(root, Number(pressed));
  if (isOver && pressed === "l") return leave(root);
  if (pressed === "Enter" && typing.matches?.("[data-line]:not(button)")) return openForm(root, "action", typing.dataset);
  const does = KEYS[pressed];
  if (!does || (isOver && !["blank", "full", "down", "up"].includes(does))) return;
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat && does !== "down" && does !== "up") return;
  if (does === "next") step(root, 1);
  else if (does === "back") step(root, -1);
  else if (does === "blank") blank(root, true);
  else if (does === "full") full();
  else if (does === "down" || does === "up") choose(root, does === "down" ? 1 : -1);
  else openForm(root, does);
}

// Where this screen wants to be: two quick steps go two items on, although the page has not followed the first yet.
function place(root) {
  const wanted = root.target || root.now.item;
  return root.now.items.findIndex((item) => item.key === wanted);
}

function step(root, by) {
  const to = root.now.items[place(root) + by];
  if (to) go(root, to.key);
  else if (by > 0) openForm(root, "end");
}

function go(root, item) {
  if ((root.target || root.now.item) === item) return;
  root.target = item;
  root.ask("go", { item });
}

function leave(root) {
  if (document.fullscreenElement) document.exitFullscreen();
  root.ask("leave", {});
}

function choose(root, by) {
  const lines = [...root.querySelectorAll(".body [data-line]")];
  if (!lines.length) return root.querySelector(".body").scrollBy({ top: by * 200 });
  const now = root.getRootNode().activeElement;
  const at = lines.findIndex((line) => line === now || line.contains(now));
  lines[at < 0 ? (by > 0 ? 0 : lines.length - 1) : Math.min(Math.max(at + by, 0), lines.length - 1)].focus();
}

function blank(root, on) {
  root.querySelector(".blank")?.remove();
  if (!on) return;
  const made = element("div", "blank", "Any key brings the meeting back");
  made.onclick = () => blank(root, false);
  root.appendChild(made);
}

// The whole page, so that its windows stay in sight; where the browser lets us, Escape then closes a form first.
function full(stay) {
  if (document.fullscreenElement) return stay ? undefined : document.exitFullscreen();
  document.documentElement.requestFullscreen?.().then(() => navigator.keyboard?.lock?.(["Escape"]), () => undefined);
}

// The clock of the server when the page was drawn, and the browser's from then on.
function tell(root) {
  const { clock, items, item } = root.now;
  if (!clock) return;
  const since = item === "over" ? 0 : (performance.now() - root.readAt) / 1000;
  const spent = (key) => Math.floor((clock.spent[key] || 0) + (key === item ? since : 0));
  for (const stopped of root.querySelectorAll(".rail button")) {
    const took = spent(stopped.dataset.item);
    stopped.querySelector(".took").textContent = took && stopped.dataset.item !== item ? `✓ ${clockFace(took)}` : "";
  }
  const every = items.reduce((sum, one) => sum + spent(one.key), 0);
  say(root.querySelector(".whole"), every, items.reduce((sum, one) => sum + one.seconds, 0), "all");
  const here = items.find((one) => one.key === item);
  if (!here) return;
  say(root.querySelector(".clock"), spent(item), here.seconds, "");
  root.querySelector(".gone").style.width = `${Math.min(100, (100 * spent(item)) / here.seconds)}%`;
}

// Too long is said with a shape and a word.
function say(place, spent, planned, of) {
  const isOver = spent > planned;
  const says = isOver ? `▲ ${clockFace(spent - planned)} over ${planned / 60} min` : `${clockFace(spent)} of ${planned / 60} min`;
  place.classList.toggle("over", isOver);
  place.textContent = of ? `${of} ${says}` : says;
}

function clockFace(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
