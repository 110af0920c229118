// stream.js: the one stream of this browser. When it has to hear of more, a new one takes over from the old one, so
// that nothing is missed in between. Markup contract: body[data-live] (an address).
const PAUSES = [2000, 60_000]; // milliseconds until the next try after a refusal: at first, and at most
let current = null;
let coming = null;
let pause = PAUSES[0];
let timer = null;

// `on` has open(topics, missed), message(data), down() and ended().
export function connect(topics, on) {
  clearTimeout(timer);
  coming?.close();
  const source = new EventSource(`${document.body.dataset.live}?${topics.join("&")}`, { withCredentials: true });
  coming = source;

  source.addEventListener("open", () => {
    const missed = current === null || current === source;
    if (current !== source) current?.close();
    current = source;
    coming = null;
    pause = PAUSES[0];
    on.open(topics, missed);
  });
  source.addEventListener("message", ({ data }) => source === current && on.message(JSON.parse(data)));
  source.addEventListener("end", () => {
    disconnect();
    on.ended();
  });
  source.addEventListener("error", () => {
    if (source === current) on.down();
    // The browser itself tries again what it has lost, but not what was refused.
    if (source.readyState !== EventSource.CLOSED || ![current, coming].includes(source)) return;

    if (source === current) current = null;
    if (current === null) on.down();
    timer = setTimeout(on.again, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, PAUSES[1]);
  });
}

export function disconnect() {
  clearTimeout(timer);
  current?.close();
  coming?.close();
  current = coming = null;
}
