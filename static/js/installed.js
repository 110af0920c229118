// installed.js: has the browser keep the offline page, once the page itself is there. Markup contract: none.
addEventListener("load", () => {
  // Without it a page that cannot be fetched is the browser's own error, and nothing else is different.
  navigator.serviceWorker?.register("/service-worker.js").catch(() => {});
});
