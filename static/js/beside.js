// beside.js: whether a click is beside a modal dialog. Markup contract: none.
// Whoever selects a text may let go beyond the edge, and a browser calls that a click on the dialog: it began inside.
let pressed = null;

document.addEventListener("pointerdown", ({ target }) => (pressed = target), true);

export function isBeside({ target }, dialog) {
  return target === dialog && pressed === dialog;
}
