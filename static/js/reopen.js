// reopen.js: what a page knows of the one before: a text that it has sent is no draft any more; a form in which the
// session expired is open again after signing in. Markup contract: as in drafts.js; a[data-inplace] and
// a[data-popover] lead to the address of their form.
import { addressOf, forget } from "./draft-store.js";

const FORM = "form:has([data-draft])";

// Without HTMX the answer is the next page: one that the server led to has taken what was sent.
document.addEventListener("submit", (event) => {
  const form = event.target.closest(FORM);
  if (form && !event.defaultPrevented) sessionStorage.setItem("sent", addressOf(form));
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.response?.status === 401 && ctx.sourceElement?.closest?.(".slot form, #popover form");
  if (form) sessionStorage.setItem("reopen", addressOf(form));
});

document.addEventListener("DOMContentLoaded", () => {
  const sent = take("sent");
  const [visit] = performance.getEntriesByType("navigation");
  if (sent && visit?.redirectCount && location.pathname !== sent) forget(sent);
  if (!document.body.dataset.person) return;

  const address = take("reopen");
  if (address) document.querySelector(`:is(a[data-inplace], a[data-popover])[href="${CSS.escape(address)}"]`)?.click();
});

function take(name) {
  const value = sessionStorage.getItem(name);
  sessionStorage.removeItem(name);
  return value;
}
