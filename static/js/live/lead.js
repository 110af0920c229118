// lead.js: what the tab that leads does for all tabs of the browser: it has the stream, and tells what that says.
import { connect, disconnect } from "./stream.js";
import { shownByAll } from "./tabs.js";

const DOWN = { up: false, topics: [] };
let leads = false;
let state = DOWN;
let tell = null;

// `tell` tells all tabs, this one too: {state: {up, topics}, missed}, {message}, or {ended: true}.
export function lead(tellAll) {
  leads = true;
  tell = tellAll;
  look({ anew: true });
}

export function stopLeading() {
  leads = false;
  state = DOWN;
  disconnect();
}

// See what all tabs show, and hear of that.
export async function look({ anew = false } = {}) {
  if (!leads) return;
  const wanted = await shownByAll();
  if (!leads) return;

  const isMore = wanted.some((topic) => !state.topics.includes(topic));
  if (anew || isMore) connect(wanted, heard);
  else tell({ state });
}

const heard = {
  open(topics, missed) {
    state = { up: true, topics };
    tell({ state, missed });
  },
  message(message) {
    tell(message.resync ? { missed: true, message } : { message });
  },
  down() {
    if (!state.up) return;
    state = DOWN;
    tell({ state });
  },
  ended() {
    tell({ ended: true });
  },
  again() {
    look({ anew: true });
  },
};
