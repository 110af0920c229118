// queue.js: the requests about one task run one at a time and in order; of several wishes for one address the last counts.
// Meanwhile neither the task nor a column fetches itself again: it would show what is not so any more.
// Markup contract: article[data-task="1042"] with hx-trigger "task-1042:changed from:body".
import htmx from "../vendor/htmx.esm.min.js";
import { explain } from "./reasons.js";
import { changed, hold, release } from "./refresh.js";

const queues = new Map(); // task → {running, waiting: [{url, data, undo}], stale}

// Post `data` (FormData) to `url` after what is running about `task`; where that fails, `undo()` puts the screen back.
export function ask(task, wish) {
  const queue = queues.get(task);
  if (!queue) return begin(task, wish);

  const same = queue.waiting.find(({ url }) => url === wish.url);
  if (same) same.data = wish.data;
  else queue.waiting.push(wish);
}

function begin(task, wish) {
  queues.set(task, { waiting: [], stale: false });
  hold();
  post(task, wish);
}

function post(task, wish) {
  queues.get(task).running = wish;
  // A form of its own: the one that was pressed may be gone before its turn comes.
  const carrier = Object.assign(document.createElement("form"), { hidden: true });
  for (const [name, value] of wish.data) {
    carrier.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(carrier);
  htmx.ajax("POST", wish.url, { source: carrier, target: carrier, swap: "none", queued: task });
}

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  if (!ctx.queued) return;

  ctx.sourceElement.remove();
  const queue = queues.get(ctx.queued);
  if (!(ctx.response?.status < 400)) giveUp(queue, ctx);
  const next = queue.waiting.shift();
  if (next) return post(ctx.queued, next);

  queues.delete(ctx.queued);
  release();
  if (queue.stale) document.body.dispatchEvent(new CustomEvent(`task-${ctx.queued}:changed`));
});

// Without a network nothing that waits would arrive either.
function giveUp(queue, ctx) {
  const failed = [queue.running, ...(ctx.response ? [] : queue.waiting.splice(0))];
  for (const { undo } of failed.reverse()) undo();
  queue.stale = true;
  if (ctx.response) explain(ctx.text);
  const column = document.getElementById(`task-${ctx.queued}`)?.closest("[data-column]");
  if (column) changed([column.dataset.column]);
}

for (const name of ["htmx:before:request", "htmx:before:swap"]) {
  document.addEventListener(name, (event) => {
    const target = event.detail.ctx?.target;
    const queue = target?.matches?.("article[data-task]") && queues.get(target.dataset.task);
    if (!queue) return;

    event.preventDefault();
    queue.stale = true;
  });
}
