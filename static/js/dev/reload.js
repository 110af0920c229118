// reload.js: development only. Markup contract: <script data-address> names the stream of versions of the sources.
const { address } = document.querySelector("script[src*='dev/reload.js']").dataset;
const stream = new EventSource(address);
let shown = "";

stream.addEventListener("message", (event) => {
  if (shown && event.data !== shown) window.location.reload();
  shown = event.data;
});
// A page that goes away must not hold one of the server's threads.
window.addEventListener("pagehide", () => stream.close());
