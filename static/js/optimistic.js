// optimistic.js: what is asked for stands on the screen at once, and goes back where the server says no.
// Markup contract: form[data-optimistic] within [data-task]. "nothing" is only sent; "toggle" has a
// button[aria-pressed] and a hidden [name=is_done] in a .checklist__item; "person" and "labels" stand in an .editable
// and change its .editable__value: "person" to the form's own <template> where it has one, which also gives its
// .avatar to the card.
import { ask } from "./queue.js";
import { SHOW } from "./shown.js";

// In the capturing phase: HTMX listens on the form itself.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("form[data-optimistic]");
    const task = form?.closest("[data-task]")?.dataset.task;
    if (!task) return;

    event.preventDefault();
    event.stopImmediatePropagation();
    const data = new FormData(form, event.submitter);
    const undo = SHOW[form.dataset.optimistic]?.(form, event.submitter) ?? (() => {});
    ask(task, { url: form.getAttribute("action"), data, undo });
    form.closest(".slot")?.querySelector("[data-cancel]")?.click();
  },
  true,
);
