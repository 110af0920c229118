// select.js: several tasks at once. Shift-click chooses a range, X the card or line that has the focus; the bar opens
// the form over the page. Markup contract: form#bulk[data-bulk] with [data-bulk-count]; input[form=bulk][value] in a
// [data-card] or [data-line], whose link gets the focus afterwards.
import { isPlain } from "./keys.js";
import { openOver } from "./popover.js";

const bar = document.querySelector("form[data-bulk]");
const chosen = new Set(); // ids: a box that comes anew with its column knows nothing
let last = "";

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("input[form=bulk]");
  if (!box) return;

  if (event.shiftKey) chooseUpTo(box);
  last = box.value;
  read();
});

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyX" || event.shiftKey || !isPlain(event)) return;

  const box = event.target.closest?.("[data-card], [data-line]")?.querySelector("input[form=bulk]");
  if (!box) return;
  event.preventDefault();
  box.click();
});

bar?.addEventListener("submit", (event) => {
  event.preventDefault();
  const url = new URL(bar.action);
  url.search = new URLSearchParams(new FormData(bar, event.submitter));
  openOver(url.href, event.submitter);
});

bar?.addEventListener("reset", () => forget());

document.addEventListener("bulk:done", () => {
  const first = boxes().find((box) => box.checked);
  forget();
  first?.closest("[data-card], [data-line]").querySelector("a[href]").focus();
});

document.addEventListener("htmx:after:swap", () => {
  if (!bar) return;

  for (const box of boxes()) box.checked = chosen.has(box.value);
  count();
});

if (bar) read();

function boxes() {
  return [...document.querySelectorAll("input[form=bulk]")];
}

function chooseUpTo(box) {
  const all = boxes();
  const ends = [all.indexOf(box), all.findIndex((other) => other.value === last)].sort((a, b) => a - b);
  if (ends[0] < 0) return;
  for (const other of all.slice(ends[0], ends[1] + 1)) other.checked = box.checked;
}

function read() {
  for (const box of boxes()) chosen[box.checked ? "add" : "delete"](box.value);
  count();
}

function forget() {
  chosen.clear();
  for (const box of boxes()) box.checked = false;
  count();
}

function count() {
  bar.querySelector("[data-bulk-count]").value = boxes().filter((box) => box.checked).length;
}
