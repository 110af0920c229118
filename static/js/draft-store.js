// draft-store.js: what somebody has typed and not sent, in this browser, under their own id: 14 days, the newest 100.
// Markup contract: body[data-person]; where nobody is signed in nothing is kept, and nothing is read.
const person = document.body.dataset.person;
const AGE = 14 * 24 * 3600 * 1000; // milliseconds
const MOST = 100;
const LONGEST = 50_000; // characters: more than any field takes

// Several forms may share a path: their query tells what each is for.
export function addressOf(form) {
  const { pathname, search } = new URL(form.getAttribute("action") || location.href, location.href);
  return pathname + search;
}

// Return {text, base, at}: what was typed over `base`, which the server had sent; or null.
export function read(address, name) {
  return person ? parse(localStorage.getItem(keyOf(address, name))) : null;
}

export function write(address, name, draft) {
  if (!person || draft.text.length > LONGEST) return;
  try {
    localStorage.setItem(keyOf(address, name), JSON.stringify({ ...draft, at: Date.now() }));
  } catch {
    // Full, or forbidden: the text still stands in its field.
  }
}

export function forget(address, name) {
  const keys = name ? [keyOf(address, name)] : own().filter((key) => key.startsWith(keyOf(address, "")));
  for (const key of keys) localStorage.removeItem(key);
}

// The addresses of the forms that have something typed.
export function addresses() {
  return new Set(own().map((key) => key.split(" ")[2]));
}

// The old ones of everybody go, and of the others all but the newest.
function tidy() {
  const drafts = keys("draft ").map((key) => ({ key, at: parse(localStorage.getItem(key))?.at ?? 0 }));
  drafts.sort((a, b) => b.at - a.at);
  const over = drafts.filter(({ at }, place) => place >= MOST || at < Date.now() - AGE);
  for (const { key } of over) localStorage.removeItem(key);
}

function keyOf(address, name) {
  return `draft ${person} ${address} ${name}`;
}

function own() {
  return person ? keys(`draft ${person} `) : [];
}

function keys(start) {
  return Object.keys(localStorage).filter((key) => key.startsWith(start));
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

tidy();
