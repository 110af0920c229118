// inplace.js: a link to a form's page opens the form beside it. Markup contract: a[data-inplace="slot id"][id],
// an empty .slot with hx-morph-skip, [data-cancel] in the form; a button with [data-keep] leaves the form open.
import htmx from "../vendor/htmx.esm.min.js";
import { giveBack } from "./focus.js";

const openers = new Map();

document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;

  const link = event.target.closest("a[data-inplace]");
  const cancel = event.target.closest("a[data-cancel]");
  const slot = link ? document.getElementById(link.dataset.inplace) : cancel?.closest(".slot");
  if (!slot) return;

  event.preventDefault();
  if (!link) return close(slot);
  openers.set(slot.id, link.id);
  htmx.ajax("GET", link.href, { source: slot, target: slot, swap: "innerHTML", inplace: true });
});

document.addEventListener("keydown", (event) => {
  const slot = event.key === "Escape" && !event.isComposing && event.target.closest?.(".slot");
  if (!slot) return;

  // The dialog around it stays open.
  event.preventDefault();
  close(slot);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx?.inplace && ctx.response.status < 400) focusFirst(ctx.target);
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const source = ctx.sourceElement;
  const slot = source?.closest?.(".slot");
  if (slot && ctx.response?.status === 204 && !source.matches("[data-keep]")) close(slot);
});

function focusFirst(slot) {
  const field = slot.querySelector(":is(input:not([type=hidden]), select, textarea), button");
  field?.focus();
  if (field?.matches("textarea, input[type=text]")) field.setSelectionRange(field.value.length, field.value.length);
}

function close(slot) {
  const held = slot.contains(document.activeElement);
  slot.replaceChildren();
  document.dispatchEvent(new CustomEvent("slot:closed"));
  if (held || document.activeElement === document.body) giveBack(document.getElementById(openers.get(slot.id)));
}
