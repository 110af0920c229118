// suggestions.js: a list under a text field from which one of its options is chosen, while the focus stays in the field.
// Markup contract: HTML with one [role=listbox] that has an id and [role=option]s with ids; or nothing to offer.
let list = null;
let field = null;

export function isOpen(target) {
  return Boolean(list?.isConnected) && target === field;
}

export function show(target, html) {
  close();
  target.insertAdjacentHTML("afterend", html);
  const found = target.nextElementSibling;
  if (!found?.matches("[role=listbox]")) return;

  [list, field] = [found, target];
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  activate(options()[0]);
  list.scrollIntoView({ block: "nearest" });
}

export function close() {
  list?.remove();
  for (const name of ["autocomplete", "controls", "activedescendant"]) field?.removeAttribute(`aria-${name}`);
  list = field = null;
}

export function move(step) {
  const all = options();
  activate(all.at((all.indexOf(active()) + step) % all.length));
}

export function active() {
  return list?.querySelector("[aria-selected=true]");
}

// Says which option of the open list a click is on.
export function pressed(event) {
  return list?.contains(event.target) ? event.target.closest("[role=option]") : null;
}

export function holds(element) {
  return Boolean(list?.contains(element));
}

function options() {
  return [...list.querySelectorAll("[role=option]")];
}

function activate(option) {
  active()?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", option.id);
}
