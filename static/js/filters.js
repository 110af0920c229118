// filters.js: a board is filtered in place, under its own address; Back and Forward too.
// Markup contract: #filters[data-filters] beside #board, with a.chip[href] and a form; form[method=get][data-filter-form],
// which may stand in dialog#popover.
import htmx from "../vendor/htmx.esm.min.js";
import { released } from "./refresh.js";

const OPTIONS = { target: "#board", select: "#board", selectOOB: "#filters:outerMorph", swap: "outerMorph" };

async function show(url, push = true) {
  const link = new URL(url, location.href);
  const address = link.pathname + link.search;
  await released();
  return htmx.ajax("GET", address, { ...OPTIONS, source: "#filters", push: push && address, fetch: fetchInPeace });
}

// The answer waits for a card that was lifted meanwhile.
async function fetchInPeace(...asked) {
  const answer = await fetch(...asked);
  await released();
  return answer;
}

document.addEventListener("click", async (event) => {
  const chip = event.target.closest?.("#filters a.chip");
  if (!chip || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;

  event.preventDefault();
  const place = [...document.querySelectorAll("#filters a.chip")].indexOf(chip);
  await show(chip.href);
  // The chip may have gone; who came by the keyboard goes on from its neighbour.
  const chips = [...document.querySelectorAll("#filters a.chip")];
  if (document.activeElement === document.body) chips[Math.min(place, chips.length - 1)]?.focus();
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-filter-form]") || !document.getElementById("board")) return;

  event.preventDefault();
  const url = new URL(form.action);
  url.search = new URLSearchParams(new FormData(form));
  show(url);
  form.closest("dialog")?.close();
});

// What was left empty needs no place in the address.
document.addEventListener("formdata", ({ target, formData }) => {
  if (!target.matches("[data-filter-form]")) return;

  const filled = [...formData].filter(([, value]) => value !== "");
  for (const [name] of [...formData]) formData.delete(name);
  for (const [name, value] of filled) formData.append(name, value);
});

// A step in the history between two filters of one board; panel.js knows the others.
addEventListener(
  "htmx:before:history:restore",
  (event) => {
    const filters = document.getElementById("filters");
    if (!filters || location.pathname !== filters.querySelector("form").getAttribute("action")) return;
    if (same(location.search, filters.dataset.filters) || document.querySelector("dialog:modal")) return;

    event.preventDefault();
    event.stopImmediatePropagation();
    show(location.href, false);
  },
  true,
);

function same(search, filters) {
  const asked = new URLSearchParams(search);
  for (const name of ["column", "shown"]) asked.delete(name);
  return asked.toString() === new URLSearchParams(filters).toString();
}
