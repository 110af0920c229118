// card-keys.js: J and K, or the arrows from a card, go from card to card; L and H, or the arrows, from column to column.
// Markup contract: .board > section[data-column] > ol > [data-card] with a link .task-card__title.
import { isPlain, topmost } from "./keys.js";

const ALONG = { KeyJ: 1, KeyK: -1, ArrowDown: 1, ArrowUp: -1 };
const ASIDE = { KeyL: 1, KeyH: -1, ArrowRight: 1, ArrowLeft: -1 };

document.addEventListener("keydown", (event) => {
  const { code } = event;
  if (!(code in ALONG || code in ASIDE) || event.shiftKey || !isPlain(event) || topmost() !== document) return;

  const card = document.activeElement?.closest("[data-card]");
  if (!card && code !== "KeyJ" && code !== "KeyK") return;
  const next = card ? neighbour(card, code) : document.querySelector("[data-card]");
  if (!next) return;

  event.preventDefault();
  next.querySelector(".task-card__title").focus();
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
});

function neighbour(card, code) {
  if (code in ASIDE) return aside(card, ASIDE[code]);
  return ALONG[code] > 0 ? card.nextElementSibling : card.previousElementSibling;
}

// The card at the same height, of the next column that has any.
function aside(card, step) {
  const columns = [...document.querySelectorAll(".board [data-column]:has([data-card])")];
  const cards = columns[columns.indexOf(card.closest("[data-column]")) + step]?.querySelectorAll("[data-card]");
  const { top } = card.getBoundingClientRect();
  return cards && [...cards].reduce((best, other) => (distance(other, top) < distance(best, top) ? other : best));
}

function distance(card, top) {
  return Math.abs(card.getBoundingClientRect().top - top);
}
