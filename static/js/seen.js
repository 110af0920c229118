// seen.js: what the reader looks at is seen, once it is really on the screen. Markup contract: form[data-seen]
// with a hidden `activity`; [data-seen-button] is for those without a script.
import htmx from "../vendor/htmx.esm.min.js";

let sent = "";

function look() {
  const form = document.querySelector("form[data-seen]");
  if (!form || document.visibilityState !== "visible") return;

  form.querySelector("[data-seen-button]")?.remove();
  const seen = `${form.action} ${form.elements.activity.value}`;
  if (seen === sent) return;
  sent = seen;
  htmx.ajax("POST", form.action, { source: form, swap: "none" });
}

document.addEventListener("DOMContentLoaded", look);
document.addEventListener("visibilitychange", look);
document.addEventListener("htmx:after:swap", look);
