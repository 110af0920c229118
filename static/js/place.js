// place.js: where in which column a point lies, and putting a card there.
// Markup contract: section[data-column][data-kind] > ol.column__cards > [data-card].

// moveBefore keeps the focus and the state of what it moves; where a browser lacks it, insertBefore must do.
export function put(card, list, next) {
  if (card.parentElement === list && card.nextElementSibling === next) return;
  if (list.moveBefore && card.isConnected) list.moveBefore(card, next);
  else list.insertBefore(card, next);
}

// A done column orders itself by time: what comes in goes to the top.
export function putAt(card, list, next) {
  const done = list.closest("[data-kind]").dataset.kind === "done";
  put(card, list, done ? firstOther(list, card) : next);
}

export function listAt(x, y) {
  return document.elementFromPoint(x, y)?.closest("[data-column]")?.querySelector(".column__cards");
}

// The card that a card dropped at height y would stand above, or null at the end.
export function cardBelow(list, y, card) {
  for (const other of list.children) {
    const box = other.getBoundingClientRect();
    if (other !== card && y < box.top + box.height / 2) return other;
  }
  return null;
}

export function firstOther(list, card) {
  return [...list.children].find((other) => other !== card) ?? null;
}
