// Before a meeting: its agenda with minutes that can be changed, who is there, and one button.
function lobby(root, data) {
  const form = element("form", "start");
  form.noValidate = true;
  const agenda = element("section", "agenda");
  const sum = element("div", "sum");
  sum.setAttribute("role", "status");
  agenda.append(element("h2", "", "Agenda"), ...data.items.map(planned), sum);
  const minutes = () => [...form.querySelectorAll("input[name=minutes]")].map((field) => field.value);
  const add = () => {
    const whole = minutes().reduce((total, each) => total + Number(each), 0);
    const off = whole - data.whole;
    const more = off > 0 ? ` · ▲ ${off} more than ${data.whole}` : off < 0 ? ` · ${-off} fewer than ${data.whole}` : "";
    sum.textContent = `${whole} minutes${more}`;
  };
  agenda.oninput = add;
  const people = element("section", "people");
  const names = element("textarea", "", data.present);
  names.name = "present";
  names.rows = 5;
  const start = element("button", "primary", "Start the meeting");
  const faults = element("div", "faults");
  faults.setAttribute("role", "alert");
  people.append(
    element("h2", "", `The figures of ${data.month}`),
    labelled("Who is there? One name a line", names), labelled("Who keeps the minutes?", input("by", "text", data.by)), faults, start,
  );
  form.append(agenda, people);
  form.onsubmit = (event) => {
    event.preventDefault();
    full(true);
    root.ask("start", { planned: minutes(), present: names.value, by: form.elements.by.value });
  };
  add();
  return data.running ? [running(root, data.running)] : [form];
}

function running(root, { meeting, says }) {
  const made = element("div", "running");
  const join = button("Join the meeting", () => {
    full(true);
    root.ask("join", { meeting });
  });
  join.className = "primary";
  made.append(element("span", "", says), join);
  return made;
}

function planned({ name, question, minutes }, at) {
  const made = element("label", "planned");
  const field = input("minutes", "number", String(minutes));
  Object.assign(field, { min: 1, max: 180 });
  field.setAttribute("aria-label", `Minutes for ${name}`);
  made.append(element("b", "", `${at + 1} ${name}`), element("span", "muted", question), field, element("span", "", "min"));
  return made;
}
