// gone.js: who may not see a task or a board any more is led away from it; when others did that, it is said in words.
// What they had typed there they keep. Markup contract: [data-task][data-away] (an address), [data-live-board];
// template#lost with .empty__title, a link, and a .field[hidden] with a textarea.
import { refuse } from "./toasts.js";

document.addEventListener("task:gone", ({ detail: { task, byOthers } }) => {
  const shown = document.querySelector(`[data-task="${task}"][data-away]`);
  if (shown) lead(shown, byOthers);
});

document.addEventListener("board:gone", ({ detail: { board } }) => {
  const shown = document.querySelector(`[data-live-board="${board}"]`);
  if (shown) lead(shown, true);
});

// What wanted to fetch itself again is not there any more.
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  const shown = ctx.sourceElement?.matches?.("[data-task][data-away], [data-live-board], [data-column]") && ctx.sourceElement;
  if (shown && ctx.response.status === 404 && ctx.request.method === "GET") lead(shown, true);
});

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
