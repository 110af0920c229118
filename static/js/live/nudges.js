// nudges.js: what others have changed becomes the events by which fragments fetch themselves again: column-7:changed,
// board-3:changed, task-1042:changed, department-3:changed, me:changed, bell:changed; and task:gone, board:gone.
// They are spread over half a second, wait while nobody looks or a fetch is under way, and leave out what is as new.
import { isFetching, isNews } from "./fetched.js";
import { boardOf, columnsOf, isNewer, taskOf } from "./shown.js";

const SPREAD = 500; // milliseconds
const due = new Map(); // event's name → {version, since}
let timer = null;

// `message` as in board/streams/stream.py; the answer of live/since/ has the same parts.
export function apply({ boards = {}, tasks = {}, lists = [], work, bell, gone = {} }) {
  for (const [id, board] of Object.entries(boards)) nudgeBoard(id, board);
  for (const [id, version] of Object.entries(tasks)) {
    const task = taskOf(id);
    if (task && isNewer(version, task)) nudge(`task-${id}:changed`, version);
  }
  for (const id of lists) nudge(`department-${id}:changed`);
  if (work) nudge("me:changed");
  if (bell) nudge("bell:changed");
  for (const task of gone.tasks ?? []) dispatch("task:gone", { task, byOthers: true });
  for (const board of gone.boards ?? []) dispatch("board:gone", { board });
}

// What has no version may be out of date altogether.
export function nudgeLists() {
  for (const { dataset } of document.querySelectorAll("[data-live-lists]")) nudge(`department-${dataset.liveLists}:changed`);
  nudge("me:changed");
  nudge("bell:changed");
}

// With a `version` only who shows an older one fetches; without, who has not begun to fetch since.
export function nudge(name, version, wait = Math.random() * SPREAD) {
  due.set(name, { version, since: performance.now() });
  timer ??= setTimeout(send, wait);
}

function nudgeBoard(id, { version, columns, order }) {
  const board = boardOf(id);
  if (!board) return;

  const sections = columnsOf(board);
  if (sections.map((section) => section.dataset.column).join() !== order.join()) return nudge(`board-${id}:changed`, version);
  const stale = sections.filter((section) => isNewer(columns[section.dataset.column] ?? 0, section));
  for (const { dataset } of stale) nudge(`column-${dataset.column}:changed`, columns[dataset.column]);
  // All columns are as they were said to be.
  if (!stale.length && order.every((column) => column in columns) && isNewer(version, board)) board.dataset.version = version;
}

function send() {
  timer = null;
  if (document.visibilityState !== "visible") return;

  for (const [name, told] of due) {
    if (isFetching(name)) continue;
    due.delete(name);
    // A name alone: it may take the place of one that was not told of by others.
    if (isNews(name, told)) dispatch(name, { nudge: true });
  }
  if (due.size) timer = setTimeout(send, SPREAD / 2);
}

function dispatch(name, detail) {
  document.body.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
}

document.addEventListener("visibilitychange", send);
