// palette-actions.js: what one can do from here: each button of the page that has a key, and what stands in the header.
// Markup contract: [data-key]; .header with links and menus of buttons; a [role=group][aria-labelledby] around buttons
// whose names say little alone.
import { capsOf } from "./keys.js";
import { nameOf } from "./keys-sheet.js";

const SOURCES = "[data-key], .header__nav a, .header .menu__item";

// Put those whose names have all of `words` into `group`; `host` is what can be clicked now, `then` happens first.
export function showActions(group, words, host, then) {
  for (const old of group.querySelectorAll("[role=option]")) old.remove();
  const found = actionsFor(words, host);
  group.hidden = !found.length;
  group.append(...found.map(({ name, caps, button }, place) => {
    const option = document.createElement("div");
    Object.assign(option, { className: "suggestion", role: "option", id: `palette-action-${place}`, ariaSelected: "false" });
    option.append(Object.assign(document.createElement("span"), { className: "suggestion__name", textContent: name }));
    for (const cap of caps) option.append(Object.assign(document.createElement("kbd"), { textContent: cap, ariaHidden: "true" }));
    option.addEventListener("click", () => {
      then();
      button.click();
    });
    return option;
  }));
}

function actionsFor(words, host) {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = new Map();
  for (const button of new Set([...host.querySelectorAll("[data-key]"), ...document.querySelectorAll(SOURCES)])) {
    const name = fullName(button);
    if (!name || found.has(name) || !isThere(button)) continue;
    if (wanted.every((word) => name.toLowerCase().includes(word))) found.set(name, button);
  }
  return [...found].map(([name, button]) => ({ name, caps: button.dataset.key ? capsOf(button.dataset.key) : [], button }));
}

// What stands in a closed menu can be done all the same.
function isThere(button) {
  return !button.closest("[disabled]") && (button.checkVisibility() || Boolean(button.closest("details.menu")));
}

function fullName(button) {
  const group = document.getElementById(button.closest("[role=group]")?.getAttribute("aria-labelledby"));
  const task = button.closest("[data-task]")?.dataset.task;
  return [group?.textContent.trim(), task && `#${task}`, nameOf(button)].filter(Boolean).join(": ");
}
