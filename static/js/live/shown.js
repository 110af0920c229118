// shown.js: what this tab shows, and how new it is. Markup contract: [data-live-board][data-version] around
// section[data-column][data-version]; [data-task][data-version]; [data-live-lists] (a department).
const NAMES = { board: "[data-live-board]", lists: "[data-live-lists]", task: "[data-task][data-version]" };

// What this tab wants to hear of: ["board=3", "lists=3", "task=1042"].
export function topics() {
  const found = Object.entries(NAMES).flatMap(([name, selector]) =>
    [...document.querySelectorAll(selector)].map((element) => `${name}=${idOf(element, name)}`),
  );
  return [...new Set(found)].sort();
}

// The versions of what it shows, as a query: "board=3:17&task=1042:5567".
export function versions() {
  const found = ["board", "task"].flatMap((name) =>
    [...document.querySelectorAll(NAMES[name])].map((element) => `${name}=${idOf(element, name)}:${element.dataset.version}`),
  );
  return found.join("&");
}

export function boardOf(id) {
  return document.querySelector(`[data-live-board="${id}"]`);
}

export function columnsOf(board) {
  return [...board.querySelectorAll("section[data-column]")];
}

export function taskOf(id) {
  return document.querySelector(`[data-task="${id}"][data-version]`);
}

export function isNewer(version, element) {
  return version > Number(element.dataset.version);
}

function idOf(element, name) {
  return name === "task" ? element.dataset.task : element.dataset[name === "board" ? "liveBoard" : "liveLists"];
}
