// What can be written in a meeting without leaving its item. A form keeps its words until they are kept or given up.
const FORMS = {
  action: { title: "An action", save: "Keep the action", fields: actionFields },
  decision: { title: "A decision", save: "Keep the decision", fields: decisionFields },
  people: { title: "Who is there?", save: "Keep the names", fields: peopleFields },
  end: { title: "End the meeting?", save: "End it and write the minutes", fields: endFields },
};
const WORDS = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const IN_DAYS = { "in 1 week": 7, "in 2 weeks": 14, "in 4 weeks": 28 };

// `about` says what the line is about from which the form is opened: a figure, or a decision to be carried out.
function openForm(root, kind, about) {
  if (root.querySelector("dialog[open]")) return;
  const { title, save, fields } = FORMS[kind];
  const dialog = element("dialog", "form");
  dialog.setAttribute("aria-label", title);
  const form = element("form");
  const buttons = element("div", "buttons");
  const keep = element("button", "primary", save);
  buttons.append(keep, button("Close", () => dialog.close()));
  if (kind === "end") buttons.appendChild(button("It was only a try: forget it", () => root.ask("go", { item: "dropped" })));
  const faults = element("div", "faults");
  faults.setAttribute("role", "alert");
  form.append(element("h2", "", title), ...fields(root.now.forms, about || chosenLine(root)), faults, buttons);
  form.noValidate = true;
  form.onsubmit = (event) => {
    event.preventDefault();
    const written = Object.fromEntries(new FormData(form));
    root.form = dialog;
    if (kind === "end") root.ask("go", { item: "over" });
    else root.ask(kind, written);
  };
  dialog.append(form);
  dialog.onclose = () => dialog.remove();
  root.appendChild(dialog);
  dialog.showModal();
  (form.querySelector("[data-begin]") || keep).focus();
}

// What became of what was asked: a form whose words are kept closes, a refused one says why and stays as it is.
function answered(root, { number, faults }) {
  if (!number || number !== root.pending) return;
  root.pending = null;
  root.target = null;
  const told = root.form?.isConnected ? root.form.querySelector(".faults") : root.querySelector(".page .faults");
  if (told) told.replaceChildren(...faults.map((fault) => element("p", "", `▲ ${fault}`)));
  if (faults.length) return root.now.kind === "lobby" && document.fullscreenElement ? document.exitFullscreen() : undefined;
  if (root.deed === "check") thank(root);
  if (root.form?.isConnected) root.form.close();
  root.form = null;
}

function chosenLine(root) {
  return root.getRootNode().activeElement?.closest?.("[data-line]")?.dataset || {};
}

function actionFields({ people, kpis, today, by }, { kpi, decision, what }) {
  const due = input("due", "date");
  const quick = element("div", "quick");
  // Browsers write days in their own order; in words nobody takes the month for the day.
  const inWords = element("output");
  due.oninput = () => (inWords.textContent = due.value ? WORDS.format(new Date(`${due.value}T12:00:00Z`)) : "");
  for (const [says, days] of Object.entries(IN_DAYS)) {
    quick.appendChild(
      button(says, () => {
        due.value = later(today, days);
        due.oninput();
      }),
    );
  }
  quick.appendChild(inWords);
  const day = labelled("By when?", due);
  day.appendChild(quick);
  const owner = input("owner");
  owner.setAttribute("list", "people");
  owner.autocomplete = "off";
  const names = element("datalist");
  names.id = "people";
  names.append(...people.map((name) => new Option(name)));
  const moves = element("select");
  moves.name = "kpi";
  moves.append(...[["", "none in particular"], ...kpis].map(([key, title]) => new Option(title, key, false, key === kpi)));
  const doing = input("what", "text", decision ? what : "");
  begin(decision ? owner : doing);
  return [
    labelled("What is to be done?", doing), labelled("Who sees to it?", owner), names, day, input("carries_out", "hidden", decision || ""),
    labelled("Which figure shall it move?", moves), labelled("Written by", input("by", "text", by)),
  ];
}

function decisionFields({ by }) {
  return [labelled("What did the two teams decide?", begin(input("what"))), labelled("Written by", input("by", "text", by))];
}

function peopleFields({ present }) {
  const names = element("textarea", "", present);
  names.name = "present";
  names.rows = 6;
  return [labelled("One name a line", begin(names)), ...(address() ? [element("p", "muted", `Own laptops join at ${address()}.`)] : [])];
}

// Where others reach this page; '' where only this machine does.
function address() {
  return ["localhost", "127.0.0.1"].includes(location.hostname) ? "" : `${location.host}/meeting`;
}

function endFields({ unowned }) {
  return [
    ...(unowned ? [element("p", "free", `○ ${unowned}`)] : []),
    element("p", "", "The minutes are written as everything stands now, and stay so."),
  ];
}

function labelled(says, field) {
  const made = element("label", "field");
  made.append(element("span", "", says), field);
  return made;
}

function input(name, type = "text", value = "") {
  const made = element("input");
  Object.assign(made, { name, type, value });
  return made;
}

function begin(field) {
  field.dataset.begin = "";
  return field;
}

function later(today, days) {
  const day = new Date(`${today}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
