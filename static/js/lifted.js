// lifted.js: what is around a card while it is dragged: its likeness under the pointer, the edges that scroll, the last click.
// Markup contract: .column__cards scrolls up and down, #board sideways; class task-card--lifted.
const EDGE = 48; // pixels
const STEP = 14;

// How far a point near an edge scrolls; apart from the scrolling itself, so that a move lays the page out once.
export function edgesNear(list, x, y) {
  const box = list?.getBoundingClientRect();
  return { down: box ? step(y, box.top, box.bottom) : 0, right: step(x, 0, innerWidth) };
}

export function scrollBy(list, { down, right }) {
  if (down) list.scrollTop += down;
  if (right) document.getElementById("board").scrollLeft += right;
}

function step(at, start, end) {
  if (at < start + EDGE) return -STEP;
  return at > end - EDGE ? STEP : 0;
}

export function ghostOf(card, box) {
  const ghost = card.cloneNode(true);
  ghost.removeAttribute("id");
  ghost.inert = true;
  ghost.classList.add("task-card--lifted");
  ghost.style.inlineSize = `${box.width}px`;
  ghost.style.translate = `${box.x}px ${box.y}px`;
  document.body.append(ghost);
  return ghost;
}

// The click that ends a drag must not open the task; it comes at once, or not at all.
export function swallowClick() {
  const swallow = (event) => {
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => removeEventListener("click", swallow, true));
}
