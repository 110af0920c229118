// offline.js: the offline page is gone as soon as there is a network again. Markup contract: the page of templates/offline.
addEventListener("online", () => location.reload());
