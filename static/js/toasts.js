// toasts.js: what the server says in passing. Markup contract: #announcer (live region), #toasts[data-unreachable],
// template#toast-refused and #toast-offer with .toast__text; in the latter a[data-offer] and button[data-undo];
// [data-dismiss] within [data-toast].
const VISIBLE = 8000; // milliseconds; a refusal stays until it is dismissed
const OFFERED = 30000;
const toasts = document.getElementById("toasts");
const announcer = document.getElementById("announcer");

export function announce(text) {
  settle();
  announcer.textContent = text;
}

export function refuse(text) {
  show("toast-refused", text);
}

function show(template, text, { url, label, undo, said } = {}) {
  settle();
  const toast = document.getElementById(template).content.firstElementChild.cloneNode(true);
  Object.assign(toast.querySelector(".toast__text"), { textContent: text, ariaHidden: said ? "true" : null });
  const [offer, back] = [toast.querySelector("[data-offer]"), toast.querySelector("[data-undo]")];
  if (url) Object.assign(offer, { href: url, textContent: label });
  else offer?.remove();
  if (undo) back.dataset.undo = undo;
  else back?.remove();
  toasts.append(toast);
}

// Everything outside a modal dialog is inert, so both live in the topmost one while it is open.
export function settle(host = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body) {
  if (toasts.parentElement !== host) host.append(announcer, toasts);
}

document.addEventListener("announce", (event) => announce(event.detail.text));

// What one could do next; a later offer takes its place.
document.addEventListener("offer", ({ detail }) => {
  for (const old of toasts.querySelectorAll(".toast--offer")) old.remove();
  show("toast-offer", detail.text, detail);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
});

// A request that got no answer at all; `error` without a context is a fault of ours and belongs in the console.
document.addEventListener("htmx:error", (event) => {
  // What a page fetches because others changed something, it fetches again by itself.
  if (event.detail.ctx && !event.detail.ctx.sourceEvent?.detail?.nudge) refuse(toasts.dataset.unreachable);
});

// A dialog whose content is replaced must not take them along.
document.addEventListener("htmx:before:swap", (event) => {
  settle(event.detail.ctx?.target?.matches?.("dialog") ? document.body : undefined);
});
document.addEventListener("htmx:after:swap", () => settle());
document.addEventListener("close", () => settle(), true);

// What somebody reads or has the focus in stays.
function leave(toast) {
  if (toast.matches(":hover, :focus-within")) setTimeout(leave, VISIBLE, toast);
  else toast.remove();
}

new MutationObserver((changes) => {
  for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
    if (!toast.matches?.("[data-toast]")) continue;
    if (toast.matches(".toast--refused")) replace(toast);
    else setTimeout(leave, toast.matches(".toast--offer") ? OFFERED : VISIBLE, toast);
  }
}).observe(toasts, { childList: true });

// What is refused again is said again, and stands there once.
function replace(toast) {
  for (const old of toasts.querySelectorAll(".toast--refused")) {
    if (old !== toast && old.textContent === toast.textContent) old.remove();
  }
}
