// moves.js: tells the server where a card has gone. One request a card at a time; the last place wins.
// Markup contract: [data-card="1042"] in section[data-column="7"]; a.task-card__title[href="/tasks/1042/"].
import htmx from "../vendor/htmx.esm.min.js";
import { changed } from "./refresh.js";

const running = new Map(); // card's id → the place to send next, or null

export function columnOf(card) {
  return card.closest("[data-column]").dataset.column;
}

export function send(card, origin) {
  const above = card.previousElementSibling?.dataset.card ?? "";
  const move = { column: columnOf(card), after: above, origin };
  if (running.has(card.id)) {
    running.set(card.id, { ...move, origin: running.get(card.id)?.origin ?? origin });
  } else {
    post(card, move);
  }
}

function post(card, { column, after, origin }) {
  running.set(card.id, null);
  const url = `${card.querySelector(".task-card__title").getAttribute("href")}move/`;
  htmx.ajax("POST", url, { source: card, target: card, swap: "none", values: { column, after }, move: [column, origin] });
}

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!ctx.move) return;

  const card = ctx.sourceElement;
  const next = running.get(card.id);
  running.delete(card.id);
  if (next && document.contains(card)) post(card, next);
  else if (!(ctx.response?.status < 400)) changed(new Set(ctx.move));
});
