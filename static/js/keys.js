// keys.js: a key is a click on a visible button that shows it. Markup contract: [data-key="KeyM"] or
// [data-key="Shift+Slash"]; within a [data-keys] only there where the focus is, else in the first one;
// body[data-keys-off] where the reader wants no single keys.
// `code`, not `key`: on a Russian layout the M key types "ь".
const TYPING = "input, textarea, select, [contenteditable]";
const CAPS = { Slash: "/", "Shift+Slash": "?", Escape: "Esc" };

document.addEventListener("keydown", (event) => {
  if (event.repeat || !isPlain(event)) return;

  const target = find((event.shiftKey ? "Shift+" : "") + event.code);
  if (!target) return;

  event.preventDefault();
  target.click();
});

// Whether the key press is nobody else's: not of a text, of the system, or of a handler before this one.
export function isPlain(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return false;
  // Before the name of the key is asked for: a field that the browser fills in by itself tells of one without.
  if (event.target.closest?.(TYPING)) return false;
  return event.key.length > 1 || !document.body.matches("[data-keys-off]");
}

// What lies beneath a modal dialog cannot be clicked.
export function topmost() {
  return [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
}

// What is printed on the keys of a [data-key], whatever they type.
export function capsOf(key) {
  return [CAPS[key] ?? key.replace(/^Key/, "")];
}

function find(key) {
  const host = topmost();
  const here = document.activeElement?.closest("[data-keys]") ?? host.querySelector("[data-keys]");
  const targets = [...host.querySelectorAll(`[data-key="${CSS.escape(key)}"]:not([disabled])`)];
  const found = targets.find((target) => target.checkVisibility() && [null, here].includes(target.closest("[data-keys]")));
  // The sheet of keys opens over everything.
  return found ?? document.querySelector(`[data-keys-open][data-key="${CSS.escape(key)}"]`);
}
