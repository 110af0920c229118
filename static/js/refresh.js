// refresh.js: columns refetch themselves, but not under a card that is dragged or on its way to the server;
// and the focus survives.
// A button that a task no longer has leaves it to the line that says how things stand: [data-refocus].
// Markup contract: section.column[data-column][data-version] with hx-get and hx-trigger "column-7:changed from:body";
// around them #board[data-live-board], which does the same at "board-3:changed".
const waiting = new Set(); // names of events
let patient = []; // who waits until nothing is held
let held = 0;
let focused = null;

export function changed(columns) {
  for (const column of columns) {
    // It may show what was never so: whatever version the server has is newer.
    document.getElementById(`column-${column}`)?.setAttribute("data-version", 0);
    tell(`column-${column}:changed`);
  }
}

export function hold() {
  held += 1;
}

export function release() {
  held -= 1;
  if (held) return;

  const names = [...waiting];
  waiting.clear();
  names.forEach(tell);
  for (const go of patient) go();
  patient = [];
}

// Resolves once no card is dragged or on its way.
export async function released() {
  if (held) await new Promise((go) => patient.push(go));
}

function tell(name) {
  document.body.dispatchEvent(new CustomEvent(name));
}

for (const name of ["htmx:before:request", "htmx:before:swap"]) {
  document.addEventListener(name, (event) => {
    const shown = event.detail.ctx?.target;
    if (!held || !shown?.matches?.("section.column, [data-live-board]")) return;

    event.preventDefault();
    waiting.add(shown.dataset.column ? `column-${shown.dataset.column}:changed` : `board-${shown.dataset.liveBoard}:changed`);
  });
}

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  focused = ctx?.target?.contains?.(document.activeElement) ? describe(document.activeElement) : focused;
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (document.activeElement !== document.body) focused = null;
  // A card that changes columns may have gone from one before it comes in the other.
  const back = focused && (document.querySelector(focused) ?? ctx?.target?.querySelector?.("[data-refocus]"));
  if (!back) return;

  back.focus({ preventScroll: true });
  focused = null;
});

function describe(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const card = element.closest("[data-card]");
  return card && element.classList[0] ? `#${card.id} .${element.classList[0]}` : null;
}
