// move-keys.js: Alt+arrows move the card that has the focus: up and down within its column, sideways between columns.
// Markup contract: [data-board] section[data-column] > ol.column__cards > [data-card] with a focusable link.
import { send } from "./moves.js";
import { firstOther, put, putAt } from "./place.js";

const SIDEWAYS = { ArrowLeft: -1, ArrowRight: 1 };

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-board] [data-card]");
  if (!card || !event.altKey || event.ctrlKey || event.metaKey || !event.code.startsWith("Arrow")) return;

  event.preventDefault();
  const focused = document.activeElement;
  if (!(event.code in SIDEWAYS ? aside(card, SIDEWAYS[event.code]) : along(card, event.code === "ArrowUp"))) return;

  focused.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  send(card);
});

function aside(card, by) {
  const columns = [...document.querySelectorAll("[data-board] [data-column]")];
  const list = columns[columns.indexOf(card.closest("[data-column]")) + by]?.querySelector(".column__cards");
  if (list) putAt(card, list, firstOther(list, card));
  return list;
}

function along(card, up) {
  const neighbour = up ? card.previousElementSibling : card.nextElementSibling;
  if (!neighbour || card.closest("[data-kind]").dataset.kind === "done") return false;
  put(card, card.parentElement, up ? neighbour : neighbour.nextElementSibling);
  return true;
}
