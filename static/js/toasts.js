// toasts.js: what the server says in passing. Markup contract: #announcer (live region), #toasts[data-unreachable],
// template#toast-refused with .toast__text; [data-dismiss] within [data-toast].
const VISIBLE = 8000; // milliseconds; a refusal stays until it is dismissed
const toasts = document.getElementById("toasts");
const announcer = document.getElementById("announcer");

export function announce(text) {
  settle();
  announcer.textContent = text;
}

export function refuse(text) {
  settle();
  const toast = document.getElementById("toast-refused").content.firstElementChild.cloneNode(true);
  toast.querySelector(".toast__text").textContent = text;
  toasts.append(toast);
}

// Everything outside a modal dialog is inert, so both live in the topmost one while it is open.
export function settle(host = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body) {
  if (toasts.parentElement !== host) host.append(announcer, toasts);
}

document.addEventListener("announce", (event) => announce(event.detail.text));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
});

// A request that got no answer at all; `error` without a context is a fault of ours and belongs in the console.
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) refuse(toasts.dataset.unreachable);
});

// A dialog whose content is replaced must not take them along.
document.addEventListener("htmx:before:swap", (event) => {
  settle(event.detail.ctx?.target?.matches?.("dialog") ? document.body : undefined);
});
document.addEventListener("htmx:after:swap", () => settle());
document.addEventListener("close", () => settle(), true);

new MutationObserver((changes) => {
  for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
    if (toast.matches?.("[data-toast]:not(.toast--refused)")) setTimeout(() => toast.remove(), VISIBLE);
  }
}).observe(toasts, { childList: true });
