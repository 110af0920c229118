// menu.js: an open menu closes on Escape, on a click elsewhere and when the focus leaves it. Markup contract: details[data-menu].
function closeAll(except) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeAll(event.target.closest("details[data-menu]")));

document.addEventListener("focusin", (event) => closeAll(event.target.closest("details[data-menu]")));

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (event.key !== "Escape" || !menu) return;

  event.preventDefault();
  menu.open = false;
  menu.querySelector("summary").focus();
});
