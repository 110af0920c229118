// panel.js: a card's link opens its task over the board, under the task's own address; Back, Escape and Close
// return to the board. Markup contract: a.task-card__title[href] in a [data-card][id], dialog#panel,
// template#panel-frame with [data-panel-body], [data-panel-page] (a link) and [data-close].
import htmx from "../vendor/htmx.esm.min.js";
import { isBeside } from "./beside.js";
import { settle } from "./toasts.js";

const panel = document.getElementById("panel");
const frame = document.getElementById("panel-frame");
// A phone has no room for both: there the task is a page.
const narrow = matchMedia("(max-width: 40rem)");
let behind = { url: location.href, title: document.title, card: "" };

function open(link) {
  behind.card = link.closest("[data-card]").id;
  settle(document.body);
  panel.replaceChildren(frame.content.cloneNode(true));
  panel.querySelector("[data-panel-page]").href = link.href;
  const body = panel.querySelector("[data-panel-body]");
  htmx.ajax("GET", `${link.href}panel/`, { source: body, target: body, swap: "innerHTML", address: link.href });
}

function show(address) {
  const title = panel.querySelector("h1");
  document.title = `#${panel.querySelector("[data-task]").dataset.task} ${title.textContent} · Handoff`;
  panel.setAttribute("aria-labelledby", title.id);
  if (location.href !== address) history.pushState({ htmx: true }, "", address);
  if (!panel.open) panel.showModal();
  settle();
}

function page(url) {
  return url.split("#")[0];
}

document.addEventListener("click", (event) => {
  if (!panel || event.defaultPrevented || event.button !== 0) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;

  if (isBeside(event, panel) || event.target.closest("#panel [data-close]")) return panel.close();
  const link = event.target.closest("[data-card] .task-card__title");
  if (!link || narrow.matches) return;
  event.preventDefault();
  behind = { url: location.href, title: document.title };
  open(link);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx?.address && ctx.response?.status < 400) show(ctx.address);
});

panel?.addEventListener("close", () => {
  panel.replaceChildren();
  document.title = behind.title;
  // Not history.back(): that would take the focus away from the card.
  if (page(location.href) !== page(behind.url)) history.pushState({ htmx: true }, "", behind.url);
  document.querySelector(`#${CSS.escape(behind.card)} .task-card__title`)?.focus();
});

document.addEventListener("htmx:before:history:restore", (event) => {
  event.preventDefault();
  const card = document.querySelector(`[data-card] .task-card__title[href="${CSS.escape(location.pathname)}"]`);
  if (card && !narrow.matches) open(card);
  else if (page(location.href) !== page(behind.url)) location.reload();
  else if (panel?.open) panel.close();
  else panel?.replaceChildren(); // what is still to come has no place any more
});
