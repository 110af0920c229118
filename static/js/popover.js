// popover.js: a link to a form opens it over the page; it closes when the form has done its work.
// Markup contract: a[data-popover][href], or a card's a.task-card__move, of which a board has hundreds; dialog#popover;
// the address answers a fragment to HTMX, with a .dialog__title[id]; [data-close] and [data-cancel] within it.
import htmx from "../vendor/htmx.esm.min.js";
import { isBeside } from "./beside.js";
import { giveBack } from "./focus.js";

const LINK = "a[data-popover], a.task-card__move";
const popover = document.getElementById("popover");
let opener = null;

document.addEventListener("click", (event) => {
  const link = event.target.closest(LINK);
  if (!link || !popover || event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;

  event.preventDefault();
  openOver(link.href, link);
});

// Open the form at `url`; the focus goes back to `from`.
export function openOver(url, from) {
  opener = from;
  htmx.ajax("GET", url, { source: popover, target: popover, swap: "innerHTML", opens: true });
}

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (!ctx?.opens || ctx.response.status >= 400 || popover.open) return;

  popover.setAttribute("aria-labelledby", popover.querySelector(".dialog__title")?.id ?? "");
  popover.showModal();
  popover.querySelector("[autofocus], form[method=post] :is(input:not([type=hidden]), select, textarea, button)")?.focus();
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const done = ctx.response?.status === 204 && ctx.request.method !== "GET";
  if (done && popover?.open && popover.contains(ctx.sourceElement)) popover.close();
});

popover?.addEventListener("click", (event) => {
  if (!isBeside(event, popover) && !event.target.closest("[data-close], [data-cancel]")) return;

  event.preventDefault();
  popover.close();
});

popover?.addEventListener("close", () => {
  popover.replaceChildren();
  // A card that has moved may have a new link.
  giveBack(opener?.isConnected ? opener : document.querySelector(`:is(${LINK})[href="${opener?.pathname}"]`));
});
