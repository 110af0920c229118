// links.js: a click that asks for a new tab or window stays the browser's own. Markup contract: any a[href].
// htmx 4.0.1 swallows such clicks on links that have hx-get.
addEventListener(
  "click",
  (event) => {
    const modified = event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified && event.target.closest?.("a[href]")) event.stopPropagation();
  },
  true,
);
