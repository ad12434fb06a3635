// The five questions as ordinary radio buttons: by touch or by keys, without asking the server before the end.
export default function draw({ data, parentElement, setTriggerValue }) {
  let form = parentElement.querySelector("form");
  const written = JSON.stringify(data);
  if (form?.dataset.drawn === written) return;
  form?.remove();
  form = element("form", "page");
  form.dataset.drawn = written;
  form.noValidate = true;
  const missing = element("p", "missing");
  missing.setAttribute("role", "alert");
  const done = element("button", "", "Count my answers");
  done.type = "submit";
  form.append(...data.questions.map((question) => asked(question, data)), missing, done);
  form.onsubmit = (event) => {
    event.preventDefault();
    const chosen = Object.fromEntries(new FormData(form));
    const open = data.questions.filter(({ key }) => !(key in chosen));
    missing.textContent = open.length ? `${open.length} of ${data.questions.length} questions have no answer yet.` : "";
    if (open.length) form.elements[open[0].key][0].focus();
    else setTriggerValue("answered", chosen);
  };
  form.onchange = () => (missing.textContent = "");
  parentElement.appendChild(form);
}

function asked({ key, says }, { points, ends }) {
  const group = element("fieldset");
  const choices = element("div", "choices");
  choices.append(...points.map((point, at) => choice(key, point, { 0: ends[0], [points.length - 1]: ends[1] }[at])));
  group.append(element("legend", "", says), choices);
  return group;
}

function choice(key, point, end) {
  const label = element("label");
  const input = element("input");
  Object.assign(input, { type: "radio", name: key, value: point });
  label.append(input, element("b", "", String(point)), element("span", "", end));
  return label;
}
