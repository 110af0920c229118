// awake.js: whether the tab that leads is awake. A browser may put it to sleep, and then it does not even say that it is
// down: whoever looks at another tab asks for a word now and then.
let isAsked = false;

// Whether it has said nothing since it was asked; `ask` asks it again.
export function isAsleep(ask) {
  const wasAsked = isAsked;
  isAsked = document.visibilityState === "visible";
  if (isAsked) ask();
  return wasAsked;
}

export function hasSpoken() {
  isAsked = false;
}
