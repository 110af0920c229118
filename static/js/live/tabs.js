// tabs.js: the tabs of a browser. Each holds a shared lock that is named after what it shows for as long as it lives,
// so that none has to say goodbye; the one that holds the exclusive lock leads, and the next one takes over.
const SHOWS = "live shows ";
const LEADS = "live leads";
let shows = { topics: [], release: () => {} };
let resign = () => {};

// Say what this tab shows; return whether there is more than before.
export async function show(topics) {
  if (topics.join() === shows.topics.join()) return false;

  const before = shows;
  shows = { topics, release: () => {} };
  shows.release = await hold(SHOWS + topics.join("&"), { mode: "shared" });
  before.release();
  return topics.some((topic) => !before.topics.includes(topic));
}

// What all tabs together show.
export async function shownByAll() {
  const { held } = await navigator.locks.query();
  const names = held.map((lock) => lock.name).filter((name) => name.startsWith(SHOWS));
  return [...new Set(names.flatMap((name) => name.slice(SHOWS.length).split("&").filter(Boolean)))].sort();
}

// Call `lead` once no other tab leads.
export async function waitToLead(lead) {
  const controller = new AbortController();
  resign = () => controller.abort();
  resign = await hold(LEADS, { signal: controller.signal });
  lead();
}

export function leave() {
  resign();
  shows.release();
  shows = { topics: [], release: () => {} };
}

// Resolves to the function that releases the lock; never, where it was given up meanwhile.
function hold(name, options) {
  return new Promise((granted) => {
    navigator.locks.request(name, options, () => new Promise((release) => granted(release))).catch(() => {});
  });
}
