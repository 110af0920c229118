// poll.js: a clock that does not tick in all pages at once. One a page.
const EVERY = 15_000; // milliseconds, a fifth more or less
let timer = null;

export function startPolling(ask) {
  stopPolling();
  timer = setTimeout(
    () => {
      startPolling(ask);
      ask();
    },
    EVERY * (0.8 + Math.random() * 0.4),
  );
}

export function stopPolling() {
  clearTimeout(timer);
  timer = null;
}
