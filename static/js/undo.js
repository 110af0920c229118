// undo.js: a notice takes the change back with one press, and the focus goes back to where it was.
// Markup contract: button[data-undo="/tasks/1042/undo/?activity=7"] within [data-toast] in #toasts.
import htmx from "../vendor/htmx.esm.min.js";

const toasts = document.getElementById("toasts");
let before = null; // what had the focus when the notice came

document.addEventListener("offer", () => {
  if (!toasts.contains(document.activeElement)) before = document.activeElement;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-undo]");
  if (!button || button.ariaDisabled) return;

  // Pressed twice it is asked once; `disabled` would take the focus away.
  button.ariaDisabled = "true";
  const url = new URL(button.dataset.undo, location.href);
  const values = Object.fromEntries(url.searchParams);
  htmx.ajax("POST", url.pathname, { source: button, swap: "none", values, undo: true });
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!ctx.undo) return;

  const button = ctx.sourceElement;
  button.ariaDisabled = null;
  // Without an answer it can be tried again.
  if (ctx.response) dismiss(button.closest("[data-toast]"));
});

document.addEventListener("click", (event) => {
  if (event.target.closest("#toasts [data-dismiss]")) giveBack();
});

function dismiss(toast) {
  const held = toast.contains(document.activeElement);
  toast.remove();
  if (held) giveBack();
}

function giveBack() {
  const card = before?.closest("[data-card]")?.id;
  const back = before?.isConnected ? before : document.querySelector(`#${card} .task-card__title`);
  (back ?? document.getElementById("main")).focus({ preventScroll: true });
}
