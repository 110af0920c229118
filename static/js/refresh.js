// refresh.js: columns refetch themselves, but not under a card that is dragged or on its way to the server;
// and the focus survives.
// Markup contract: section.column[id^="column-"] with hx-get and hx-trigger "column-7:changed from:body".
const waiting = new Set();
let held = 0;
let focused = null;

export function changed(columns) {
  for (const column of columns) document.body.dispatchEvent(new CustomEvent(`column-${column}:changed`));
}

export function hold() {
  held += 1;
}

export function release() {
  held -= 1;
  if (held) return;

  const columns = [...waiting];
  waiting.clear();
  changed(columns);
}

for (const name of ["htmx:before:request", "htmx:before:swap"]) {
  document.addEventListener(name, (event) => {
    const column = event.detail.ctx?.target;
    if (!held || !column?.matches?.("section.column")) return;

    event.preventDefault();
    waiting.add(column.dataset.column);
  });
}

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  focused = ctx?.target?.contains?.(document.activeElement) ? describe(document.activeElement) : focused;
});

document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement !== document.body) focused = null;
  // A card that changes columns may have gone from one before it comes in the other.
  const back = focused && document.querySelector(focused);
  if (!back) return;

  back.focus({ preventScroll: true });
  focused = null;
});

function describe(element) {
  if (element.id) return `#${CSS.escape(element.id)}`;
  const card = element.closest("[data-card]");
  return card && element.classList[0] ? `#${card.id} .${element.classList[0]}` : null;
}
