// once.js: what is on its way is not sent again, however often its button is pressed.
// Markup contract: form[method=post], or button[hx-post] within one; what may be sent again before the answer has
// [data-lines] (forms.js: it has let go of what it sent) or [data-keep], or is a button named "preview".
const PRESSES = 5000; // milliseconds: whoever has stopped the next page from loading may send again after that
const sending = new WeakSet(); // through HTMX, until the answer
const left = new WeakMap(); // form → when it was sent without, since when the next page is awaited

for (const name of ["submit", "click"]) {
  document.addEventListener(
    name,
    (event) => {
      const pressed = name === "submit" ? event.target : event.target.closest("button[hx-post]");
      if (!sending.has(pressed) && !(event.timeStamp - left.get(pressed) < PRESSES)) return;

      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

document.addEventListener("submit", ({ target: form, defaultPrevented, timeStamp }) => {
  if (!defaultPrevented && form.method === "post") left.set(form, timeStamp);
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const isPreview = ctx.request.submitter?.name === "preview";
  if (!isPreview && ctx.sourceElement.matches("form:not([data-lines]), button:not([data-keep])")) sending.add(ctx.sourceElement);
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => sending.delete(ctx.sourceElement));

// Back to a page that the browser kept: what is there may be sent anew.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.forms) left.delete(form);
});
