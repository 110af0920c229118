// palette.js: one field from which one goes to any task, board or person, or does what the page can do (Ctrl+K, ⌘K).
// Markup contract: dialog#palette[data-url], which answers ?q= with [role=option]s that are links with ids; in it
// input[role=combobox], [role=listbox] > [data-places] and [data-actions]; [data-none]; a#open-palette to the search.
import { isBeside } from "./beside.js";
import { topmost } from "./keys.js";
import { activate, activeOf, optionsOf, step } from "./listbox.js";
import { showActions } from "./palette-actions.js";

const PAUSE = 120; // ms between two keys of who types on
const dialog = document.getElementById("palette");
const [field, list, places, actions, none] = ["input", "[role=listbox]", "[data-places]", "[data-actions]", "[data-none]"].map(
  (selector) => dialog?.querySelector(selector),
);
let [timer, answer, host] = [0, Promise.resolve(), document];
let asked = null; // an AbortController: only the latest question counts

document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyK" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !dialog) return;
  event.preventDefault();
  if (dialog.open) dialog.close();
  else open();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("#open-palette") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});

dialog?.addEventListener("click", (event) => (isBeside(event, dialog) || event.target.closest("[data-close]")) && dialog.close());
field?.addEventListener("input", () => {
  clearTimeout(timer);
  answer = new Promise((done) => (timer = setTimeout(() => ask().then(done), PAUSE)));
});

field?.addEventListener("keydown", async (event) => {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.isComposing || (!by && event.key !== "Enter")) return;
  event.preventDefault();
  if (by) return step(list, field, by);
  // Whoever types and presses Enter at once means what they typed.
  await answer;
  if (activeOf(list)) activeOf(list).click();
  else location.assign(`${document.getElementById("open-palette").href}?q=${encodeURIComponent(field.value)}`);
});

function open() {
  host = topmost();
  field.value = "";
  places.replaceChildren();
  dialog.showModal();
  field.focus();
  answer = ask();
}

async function ask() {
  asked?.abort();
  asked = new AbortController();
  const words = field.value.trim();
  const url = `${dialog.dataset.url}?q=${encodeURIComponent(words)}`;
  const found = await fetch(url, { signal: asked.signal }).catch(() => null);
  const html = found?.ok && !found.redirected ? await found.text() : "";
  if (words !== field.value.trim()) return;

  places.innerHTML = html;
  showActions(actions, words, host, () => dialog.close());
  activate(list, field, optionsOf(list)[0]);
  none.textContent = optionsOf(list).length ? "" : none.dataset.none;
}
