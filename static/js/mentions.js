// mentions.js: after an @ people are offered; arrows, Enter or Tab and Escape, or a press, choose one.
// Markup contract: textarea[data-people="address"], which answers ?q= with what suggestions.js shows, its options with
// [data-username]; a field `readers` of the same form is sent along.
import { active, close, holds, isOpen, move, pressed, show } from "./suggestions.js";

const TYPED = /(?:^|[^\p{L}\p{N}_@.+/-])@([\p{L}\p{N}._-]{0,40})$/u;
const PAUSE = 120; // ms between two keys of who types on
const DO = {
  ArrowDown: () => move(1),
  ArrowUp: () => move(-1),
  Enter: (field) => write(field, active()),
  Tab: (field) => write(field, active()),
  Escape: close,
};
let timer = 0;

document.addEventListener("input", ({ target, isComposing }) => {
  if (isComposing || !target.matches?.("textarea[data-people]")) return;

  clearTimeout(timer);
  if (typed(target) === null) return close();
  timer = setTimeout(offer, PAUSE, target);
});

// In the capturing phase: the form does not send with this Enter, and the dialog does not close with this Escape.
document.addEventListener(
  "keydown",
  (event) => {
    const act = DO[event.key];
    if (!act || !isOpen(event.target) || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;

    event.preventDefault();
    event.stopImmediatePropagation();
    act(event.target);
  },
  true,
);

// The focus stays where the text is.
document.addEventListener("pointerdown", (event) => holds(event.target) && event.preventDefault());
document.addEventListener("mousedown", (event) => holds(event.target) && event.preventDefault());

document.addEventListener("click", (event) => {
  const option = pressed(event);
  if (option) write(document.activeElement, option);
});

document.addEventListener("focusout", (event) => isOpen(event.target) && close());

function typed(field) {
  if (field.selectionStart !== field.selectionEnd) return null;
  return field.value.slice(0, field.selectionStart).match(TYPED)?.[1] ?? null;
}

async function offer(field) {
  const words = typed(field);
  const address = new URL(field.dataset.people, location.href);
  address.searchParams.set("q", words ?? "");
  const readers = field.form?.elements.readers?.value;
  if (readers) address.searchParams.set("readers", readers);
  const answer = await fetch(address).catch(() => null);
  if (!answer?.ok || answer.redirected) return close();

  const html = await answer.text();
  // An answer that comes late is about what stands there no more.
  if (document.activeElement === field && typed(field) === words && words !== null) show(field, html.trim());
}

function write(field, option) {
  const start = field.selectionStart - typed(field).length;
  field.setRangeText(`${option.dataset.username} `, start, field.selectionStart, "end");
  close();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
