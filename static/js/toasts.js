// toasts.js: what the server says in passing. Markup contract: #announcer (live region), #toasts[data-unreachable],
// template#toast-refused with .toast__text; [data-dismiss] within [data-toast].
const VISIBLE = 8000; // milliseconds; a refusal stays until it is dismissed

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

export function refuse(text) {
  const toast = document.getElementById("toast-refused").content.firstElementChild.cloneNode(true);
  toast.querySelector(".toast__text").textContent = text;
  document.getElementById("toasts").append(toast);
}

document.addEventListener("announce", (event) => announce(event.detail.text));

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
});

// A request that got no answer at all; `error` without a context is a fault of ours and belongs in the console.
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx) refuse(document.getElementById("toasts").dataset.unreachable);
});

new MutationObserver((changes) => {
  for (const toast of changes.flatMap((change) => [...change.addedNodes])) {
    if (toast.matches?.("[data-toast]:not(.toast--refused)")) setTimeout(() => toast.remove(), VISIBLE);
  }
}).observe(document.getElementById("toasts"), { childList: true });
