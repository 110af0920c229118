// follow.js: this tab follows what others change. The tab that leads has the stream and passes on what it says; while
// there is none, or it sleeps, each tab that somebody looks at asks every 15 seconds. Markup contract: body[data-live][data-since];
// body[data-stream] says "up", "down" or, when the session has ended, "over".
import { hasSpoken, isAsleep } from "./awake.js";
import { lead, look, stopLeading } from "./lead.js";
import { apply, nudgeLists } from "./nudges.js";
import { startPolling, stopPolling } from "./poll.js";
import { topics } from "./shown.js";
import { ask } from "./since.js";
import { leave, show, waitToLead } from "./tabs.js";

const FRESH = 5000; // milliseconds
let channel = null;
let state = { up: false, topics: [] };
let behind = false; // there may be something that this tab was not told
let follows = false;

async function start() {
  if (follows || !("live" in document.body.dataset)) return;

  follows = true;
  startPolling(() => (state.up && !isAsleep(() => tell({ shows: true }))) || catchUp({ lists: true }));
  // A browser has locks for safe sites alone; elsewhere each tab goes on asking.
  if (!navigator.locks) return;
  channel = new BroadcastChannel("live");
  channel.addEventListener("message", ({ data }) => hear(data));
  await follow();
  waitToLead(() => channel && lead(tell));
}

function stop() {
  stopPolling();
  channel?.close();
  stopLeading();
  leave();
  channel = null;
  follows = false;
  state = { up: false, topics: [] };
}

// What is shown now, as when a task was opened over the board, was drawn before it is heard of.
async function follow() {
  if (!channel || !(await show(topics()))) return;
  behind = true;
  tell({ shows: true });
}

function tell(words) {
  channel?.postMessage(words);
  hear(words);
}

function hear({ shows, state: told, missed, message, ended }) {
  if (ended) {
    stop();
    return void (document.body.dataset.stream = "over");
  }
  if (shows) look();
  if (told) state = told;
  if (told) hasSpoken();
  if (message) apply(message);
  const isCovered = state.up && topics().every((topic) => state.topics.includes(topic));
  document.body.dataset.stream = isCovered ? "up" : "down";
  // A page that was just drawn has missed nothing that stands in its lists.
  if (missed || (behind && isCovered)) catchUp({ lists: missed && performance.now() > FRESH });
}

async function catchUp({ lists }) {
  if (document.visibilityState !== "visible") return void (behind = true);
  behind = false;
  if (!(await ask())) return tell({ ended: true });
  if (lists) nudgeLists();
}

document.addEventListener("visibilitychange", () => follows && catchUp({ lists: behind }));
document.addEventListener("htmx:after:swap", follow);
document.addEventListener("close", follow, true);
addEventListener("pagehide", stop);
addEventListener("pageshow", ({ persisted }) => start().then(() => persisted && catchUp({ lists: true })));
