"""How large the things are that one can hit."""

# A link within a sentence is as high as its line (WCAG 2.5.8, "Inline"); a label counts with what it names.
MEASURE = """(least) => {
  const choices = "a[href], button, summary, select, textarea, input:not([type=hidden]), [tabindex='0']";
  const inline = (element) => element.matches("p a, .prose a, .history a, .message a");
  const box = (element) => {
    const holder = (element.matches("[type=checkbox], [type=radio]") && element.closest("label")) || element;
    const boxes = [holder.getBoundingClientRect()];
    const after = getComputedStyle(holder, "::after");
    if (after.content !== "none" && after.position === "absolute") boxes.push(reach(after));
    return { width: Math.max(...boxes.map((b) => b.width)), height: Math.max(...boxes.map((b) => b.height)) };
  };
  // A target can reach further than what is seen of it.
  const reach = (after) => ({ width: parseFloat(after.width) || 0, height: parseFloat(after.height) || 0 });
  return [...document.querySelectorAll(choices)]
    .filter((element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true }))
    .filter((element) => !element.closest(".visually-hidden, .skip-link, [inert]") && !inline(element))
    .map((element) => ({ element, size: box(element) }))
    .filter(({ size }) => size.width > 1 && size.height > 1 && Math.min(size.width, size.height) < least - 0.5)
    .map(({ element, size }) => `${element.outerHTML.slice(0, 90)}: ${size.width} × ${size.height}`);
}"""


def too_small(page, least):
    """Return what can be hit on the page and is lower or narrower than `least` CSS pixels, a line each."""
    return page.evaluate(MEASURE, least)
