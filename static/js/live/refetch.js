// refetch.js: a fragment that has told itself to fetch does so again where the network failed or it shows something
// else by now. What others have changed
// does not take away a form that is being filled in: that waits until the form is closed (slot:closed).
// Markup contract: hx-get with hx-trigger "…:changed from:body", hx-target this; forms open in a .slot[id].
import { nudge } from "./nudges.js";

const PAUSE = 1000; // milliseconds, and up to twice that much more
const waiting = new Set(); // names of events

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement === ctx.target) ctx.asked = ctx.target.getAttribute("hx-get");
});

// Filtered or unfolded meanwhile, it shows something else than it has asked for: the answer comes too late.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (!ctx?.asked || ctx.asked === ctx.target.getAttribute("hx-get") || !(ctx.response?.status < 300)) return;
  event.preventDefault();
  nudge(ctx.sourceEvent.type, undefined, 0);
});

document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (!ctx?.sourceEvent?.detail?.nudge || !(ctx.response?.status < 300)) return;

  const open = [...ctx.target.querySelectorAll(".slot[id]:has(form)")];
  if (open.every((slot) => ctx.text.includes(`id="${slot.id}"`))) return;
  event.preventDefault();
  waiting.add(ctx.sourceEvent.type);
});

document.addEventListener("slot:closed", () => {
  for (const name of waiting) nudge(name, undefined, 0);
  waiting.clear();
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const name = ctx.request.method === "GET" ? ctx.sourceEvent?.type : "";
  if (name?.endsWith(":changed") && !(ctx.response?.status < 500)) nudge(name, undefined, PAUSE * (1 + 2 * Math.random()));
});
