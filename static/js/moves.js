// moves.js: tells the server where a card has gone. One request a card at a time; the last place wins.
// Markup contract: [data-card="1042"] in section[data-column="7"]; a.task-card__title[href="/tasks/1042/"].
import htmx from "../vendor/htmx.esm.min.js";
import { explain } from "./reasons.js";
import { changed, hold, release } from "./refresh.js";

const running = new Map(); // card's id → the place to send next, or null

export function send(card) {
  const move = { column: card.closest("[data-column]").dataset.column, after: card.previousElementSibling?.dataset.card ?? "" };
  if (running.has(card.id)) running.set(card.id, move);
  else post(card, move);
}

function post(card, { column, after }) {
  running.set(card.id, null);
  // What a column shows meanwhile would put the card back where it was.
  hold();
  const url = `${card.querySelector(".task-card__title").getAttribute("href")}move/`;
  htmx.ajax("POST", url, { source: card, target: card, swap: "none", values: { column, after }, move: true });
}

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!ctx.move) return;

  const card = ctx.sourceElement;
  const next = running.get(card.id);
  running.delete(card.id);
  if (next && document.contains(card)) post(card, next);
  else if (next || !(ctx.response?.status < 400)) changed(allColumns());
  if (ctx.response?.status >= 400) explain(ctx.text);
  release();
});

// What stands in the way may have come from any column.
function allColumns() {
  return [...document.querySelectorAll("[data-board] [data-column]")].map((column) => column.dataset.column);
}
