// keys-sheet.js: which keys there are: those of the page's own buttons, by what stands around them, and the ones that
// are no button. Markup contract: a[data-keys-open] to .keys__groups of section[data-title] > dl, in which
// [data-needs="selector"] stays only where the page has one; [data-key] within [data-keys-title].
import { capsOf } from "./keys.js";
import { openOver } from "./popover.js";

const sheet = document.getElementById("popover");

// Before popover.js, which would give the focus to the link afterwards.
document.addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("[data-keys-open]");
    if (!link || !sheet || event.ctrlKey || event.metaKey || event.shiftKey) return;

    event.preventDefault();
    openOver(link.href, document.activeElement);
  },
  true,
);

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const groups = ctx?.opens && sheet.querySelector(".keys__groups");
  if (!groups) return;

  for (const row of [...groups.querySelectorAll("[data-needs]")]) {
    if (!document.querySelector(row.dataset.needs)) row.remove();
  }
  for (const button of document.querySelectorAll("[data-key]")) add(groups, button);
});

function add(groups, button) {
  const title = button.closest("[data-keys-title]")?.dataset.keysTitle;
  const name = nameOf(button);
  if (!title || !name) return;

  const list = [...groups.children].find((group) => group.dataset.title === title) ?? group(groups, title);
  const rows = list.querySelector("dl");
  const row = document.createElement("div");
  const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
  for (const cap of capsOf(button.dataset.key)) {
    dt.append(Object.assign(document.createElement("kbd"), { textContent: cap }), " ");
  }
  dd.textContent = name;
  row.append(dt, dd);
  // Every line of a list has the same keys.
  if (![...rows.children].some((other) => other.firstElementChild.textContent === dt.textContent)) rows.append(row);
}

function group(groups, title) {
  const section = document.createElement("section");
  section.dataset.title = title;
  section.append(Object.assign(document.createElement("h3"), { textContent: title }));
  section.append(Object.assign(document.createElement("dl"), { className: "keys__list" }));
  groups.append(section);
  return section;
}

// What the button says, without the key on it and without what is for the ear alone.
export function nameOf(button) {
  const copy = button.cloneNode(true);
  for (const part of copy.querySelectorAll("kbd, .visually-hidden, .header__count, svg, template")) part.remove();
  return copy.textContent.trim() || button.ariaLabel || button.title;
}
