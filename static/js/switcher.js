// switcher.js: on a phone one column fills the screen; the links above say which, and lead to the others.
// Markup contract: nav.switcher with a[href="#column-7"] above #board with section.column[id]; seen on narrow screens alone.
const nav = document.querySelector("nav.switcher");
const board = document.getElementById("board");

function mark(id) {
  for (const link of nav.children) {
    const here = link.hash === `#${id}`;
    if (here === link.hasAttribute("aria-current")) continue;
    link.toggleAttribute("aria-current", here);
    if (!here) continue;
    link.setAttribute("aria-current", "true");
    nav.scrollTo({ left: link.offsetLeft - (nav.clientWidth - link.clientWidth) / 2 });
  }
}

function inSight() {
  const middle = board.scrollLeft + board.clientWidth / 2;
  const columns = [...board.querySelectorAll(":scope > .column")];
  return columns.find((column) => column.offsetLeft + column.offsetWidth >= middle) ?? columns.at(-1);
}

if (nav && board) {
  const follow = () => nav.checkVisibility() && inSight() && mark(inSight().id);
  // `scroll` does not bubble, and the board itself may be morphed.
  document.addEventListener("scroll", (event) => event.target === board && follow(), { capture: true, passive: true });
  addEventListener("resize", follow);
  follow();

  nav.addEventListener("click", (event) => {
    const column = document.querySelector(event.target.closest("a")?.hash || null);
    if (!column) return;

    event.preventDefault();
    board.scrollTo({ left: column.offsetLeft - board.clientLeft - parseFloat(getComputedStyle(board).scrollPaddingInlineStart) });
    column.querySelector(".column__cards").focus({ preventScroll: true });
  });
}
