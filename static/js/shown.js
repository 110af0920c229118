// shown.js: shows what a form asks for, and returns how to put the screen back. Markup contract: see optimistic.js.
export const SHOW = { toggle, person, labels };

function toggle(form, button) {
  const put = (isDone) => {
    button.ariaPressed = String(isDone);
    form.elements.is_done.value = isDone ? "0" : "1";
    form.closest(".checklist__item").classList.toggle("checklist__item--done", isDone);
    count(form.closest("section"));
  };
  const wasDone = button.ariaPressed === "true";
  put(!wasDone);
  return () => put(wasDone);
}

function count(section) {
  const all = section.querySelectorAll(".checklist__toggle").length;
  const done = section.querySelectorAll(".checklist__toggle[aria-pressed=true]").length;
  section.querySelector("progress").value = done;
  section.querySelector(".task__heading-count").textContent = `${done}/${all}`;
}

function person(form) {
  const own = form.querySelector("template")?.content;
  const chosen = form.querySelector("select")?.selectedOptions[0].textContent;
  const card = own && document.querySelector(`[data-card="${form.closest("[data-task]").dataset.task}"]`);
  const backs = [replace(form, own?.cloneNode(true) ?? element("person__name", chosen))];
  if (card) backs.push(face(card, own.querySelector(".avatar")));
  return () => backs.forEach((back) => back());
}

function face(card, avatar) {
  const [before, mine] = [card.querySelector(".avatar"), avatar.cloneNode(true)];
  if (before) before.replaceWith(mine);
  else card.append(mine);
  return () => (before ? mine.replaceWith(before) : mine.remove());
}

function labels(form) {
  const known = new Map([...value(form).querySelectorAll(".label")].map((label) => [label.textContent, label]));
  const chosen = [...form.querySelectorAll("input:checked")].map((box) => box.closest("label").textContent.trim());
  const shown = element("labels");
  shown.append(...chosen.map((name) => known.get(name)?.cloneNode(true) ?? element("label", name)));
  return replace(form, shown);
}

function replace(form, node) {
  const shown = value(form);
  const before = [...(shown?.childNodes ?? [])];
  // The button that was pressed may be what goes.
  if (shown?.contains(document.activeElement)) shown.parentElement.querySelector(".slot-link").focus();
  shown?.replaceChildren(node);
  return () => shown?.replaceChildren(...before);
}

function value(form) {
  return form.closest(".editable")?.querySelector(".editable__value");
}

function element(className, textContent = "") {
  return Object.assign(document.createElement("span"), { className, textContent });
}
