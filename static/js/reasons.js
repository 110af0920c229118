// reasons.js: why something was refused, said as a notice where the form that says it is not on the screen.
// Markup contract: .field__errors li in the form of the answer; .toast__text in an answer that is a notice itself.
import { refuse } from "./toasts.js";

const IN_FORM = ".field__errors li";

export function explain(html, where = IN_FORM) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const reasons = [...answer.querySelectorAll(where)].map((reason) => reason.textContent.trim());
  if (reasons.length) refuse(reasons.join(" "));
}

// Whoever has closed the form before the answer would hear nothing: htmx drops what has lost its place. Of what was only
// fetched nobody waits to hear.
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.target?.isConnected === false && ctx.request.method !== "GET") explain(ctx.text, `${IN_FORM}, .toast__text`);
});
