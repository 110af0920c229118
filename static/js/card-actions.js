// card-actions.js: what can be done to the card that has the focus stands in one bar for all cards.
// Markup contract: #card-actions[data-task] with .card-actions__number and [data-path="move/"]: links to forms that
// open over the page, and forms; [data-card] with a link .task-card__title.
import { openOver } from "./popover.js";

const bar = document.getElementById("card-actions");
let title = null;

document.addEventListener("focusin", ({ target }) => {
  // What opens over the page speaks of the same card.
  if (!bar || bar.contains(target) || target.closest("dialog")) return;

  const card = target.closest(".board [data-card]");
  bar.hidden = !card;
  if (card) show(card);
});

// When the card goes, the bar that speaks of it goes too.
document.addEventListener("htmx:after:swap", () => {
  if (bar && !bar.hidden && !document.getElementById(`task-${bar.dataset.task}`)) bar.hidden = true;
});

bar?.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-path]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;

  event.preventDefault();
  openOver(link.href, title);
});

function show(card) {
  title = card.querySelector(".task-card__title");
  bar.dataset.task = card.dataset.card;
  bar.ariaLabel = `${bar.dataset.keysTitle}: #${card.dataset.card}`;
  bar.querySelector(".card-actions__number").textContent = `#${card.dataset.card}`;
  for (const part of bar.querySelectorAll("[data-path]")) {
    part.setAttribute(part.matches("form") ? "action" : "href", title.getAttribute("href") + part.dataset.path);
  }
}
