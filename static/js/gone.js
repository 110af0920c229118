// gone.js: who may not see a task or a board any more is led away from it; when others did that, it is said in words.
// What they had typed there they keep. Markup contract: [data-task][data-away] (an address), [data-live-board];
// template#lost with .empty__title, a link, and a .field[hidden] with a textarea.
import { refuse } from "./toasts.js";

const sending = new Set(); // one's own requests that change something
const told = new Set(); // what others' word has led away from, while it may turn out to be one's own doing

document.addEventListener("task:gone", ({ detail: { task, byOthers } }) => {
  const shown = document.querySelector(`[data-task="${task}"][data-away]`);
  if (shown && byOthers) return hear(shown);
  told.delete(shown);
  if (shown) lead(shown, false);
});

document.addEventListener("board:gone", ({ detail: { board } }) => {
  const shown = document.querySelector(`[data-live-board="${board}"]`);
  if (shown) hear(shown);
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (ctx.request.method !== "GET") sending.add(ctx);
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  sending.delete(ctx);
  if (sending.size) return;
  for (const shown of told) if (shown.isConnected) lead(shown, true);
  told.clear();
});

// What wanted to fetch itself again is not there any more. Of a column that is only known to its board.
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const shown = ctx.sourceElement;
  if (ctx.response.status !== 404 || ctx.request.method !== "GET") return;
  if (shown.matches("[data-task][data-away], [data-live-board]")) return hear(shown);
  const board = shown.matches("[data-column]") && shown.closest("[data-live-board]");
  if (board) document.body.dispatchEvent(new CustomEvent(`board-${board.dataset.liveBoard}:changed`));
});

// Who hands a task off is told by the stream, too, perhaps before the answer is there.
function hear(shown) {
  if (sending.size) told.add(shown);
  else lead(shown, true);
}

function lead(shown, byOthers) {
  const dialog = shown.closest("dialog");
  const typed = [...shown.querySelectorAll("textarea")].filter((field) => field.value.trim() && field.value !== field.defaultValue);
  if (!byOthers && !dialog) return location.assign(shown.dataset.away);
  if (dialog && !typed.length) dialog.close();
  if (dialog && !typed.length) return byOthers && refuse(lost().querySelector(".empty__title").textContent);

  const place = dialog ? shown.parentElement : document.getElementById("main");
  const page = lost();
  page.querySelector("textarea").value = typed.map((field) => field.value).join("\n\n");
  page.querySelector(".field").hidden = !typed.length;
  place.replaceChildren(page);
  (dialog ?? place).focus();
}

function lost() {
  return document.getElementById("lost").content.cloneNode(true);
}
