// drag.js: a card follows the mouse, or a finger after a long press. Escape puts it back.
// Markup contract: [data-board][data-picked-up] around columns with [data-card]; classes task-card--dragging, --lifted.
import { announce } from "./toasts.js";
import { send } from "./moves.js";
import { cardBelow, listAt, put, putAt } from "./place.js";
import { hold, release } from "./refresh.js";
import { edgesNear, ghostOf, scrollBy, swallowClick } from "./lifted.js";

const LONG_PRESS = 350; // milliseconds
const SLACK = 6; // pixels
let press = null; // {card, x, y, touch, timer}
let drag = null; // {card, ghost, list, next, dx, dy}

document.addEventListener("pointerdown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  if (!card || event.button !== 0 || drag || event.target.closest(".task-card__move, input")) return;

  const touch = event.pointerType !== "mouse";
  press = { card, x: event.clientX, y: event.clientY, touch };
  if (touch) press.timer = setTimeout(() => press && lift(press), LONG_PRESS);
});

document.addEventListener("pointermove", (event) => {
  if (drag) return follow(event);
  if (!press) return;
  if (Math.hypot(event.clientX - press.x, event.clientY - press.y) < SLACK) return;
  if (press.touch) return forget();
  lift(press);
  if (drag) follow(event);
});

document.addEventListener("pointerup", () => (drag ? drop(true) : forget()));
document.addEventListener("pointercancel", () => (drag ? drop(false) : forget()));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drag) drop(false);
});
document.addEventListener("dragstart", (event) => event.target.closest?.("[data-board] [data-card]") && event.preventDefault());
document.addEventListener("contextmenu", (event) => (drag || press?.touch) && event.preventDefault());
document.addEventListener("touchmove", (event) => drag && event.preventDefault(), { passive: false });

function forget() {
  clearTimeout(press?.timer);
  press = null;
}

function lift({ card, x, y }) {
  forget();
  if (!card.isConnected) return; // somebody else has just taken it off this board
  const box = card.getBoundingClientRect();
  const from = { list: card.parentElement, next: card.nextElementSibling };
  drag = { card, ghost: ghostOf(card, box), dx: x - box.x, dy: y - box.y, ...from };
  card.classList.add("task-card--dragging");
  hold();
  announce(card.closest("[data-board]").dataset.pickedUp);
}

// First everything is read, then everything written: the other way round each reading lays the page out again.
function follow({ clientX: x, clientY: y }) {
  const list = listAt(x, y);
  const next = list && cardBelow(list, y, drag.card);
  const edges = edgesNear(list, x, y);
  drag.ghost.style.translate = `${x - drag.dx}px ${y - drag.dy}px`;
  if (list) putAt(drag.card, list, next);
  scrollBy(list, edges);
}

function drop(keep) {
  const { card, ghost, list, next } = drag;
  drag = null;
  ghost.remove();
  card.classList.remove("task-card--dragging");
  swallowClick();
  if (!keep) put(card, list, next);
  else if (card.parentElement !== list || card.nextElementSibling !== next) send(card);
  release();
}
