// listbox.js: the options of a list whose field keeps the focus. Markup contract: input[role=combobox] and a
// [role=listbox] with [role=option][id]s.
export function optionsOf(list) {
  return [...list.querySelectorAll("[role=option]")];
}

export function activeOf(list) {
  return list.querySelector("[aria-selected=true]");
}

export function activate(list, field, option) {
  activeOf(list)?.setAttribute("aria-selected", "false");
  field.setAttribute("aria-activedescendant", option?.id ?? "");
  if (!option) return;

  option.setAttribute("aria-selected", "true");
  option.scrollIntoView({ block: "nearest" });
}

// Go to the next option, or the one before: `by` is 1 or -1.
export function step(list, field, by) {
  const all = optionsOf(list);
  if (all.length) activate(list, field, all.at((all.indexOf(activeOf(list)) + by) % all.length));
}
