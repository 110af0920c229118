// focus.js: the focus goes back to what opened something; where that stands in a menu that has closed since, to the menu.
// Markup contract: details > summary.
export function giveBack(opener) {
  const menu = opener?.closest("details:not([open])");
  (menu?.querySelector("summary") ?? opener)?.focus();
}
