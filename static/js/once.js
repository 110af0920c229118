// once.js: a form that is on its way is not sent again, however often its button is pressed.
// Markup contract: form[method=post]; one with [data-lines] (forms.js) has let go of what it sent, and sends the next;
// a button that is named "preview" sends nothing for good.
const PRESSES = 5000; // milliseconds: whoever has stopped the next page from loading may send again after that
const sending = new WeakSet(); // through HTMX, until the answer
const left = new WeakMap(); // form → when it was sent without, since when the next page is awaited

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, timeStamp } = event;
    if (!sending.has(form) && !(timeStamp - left.get(form) < PRESSES)) return;

    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("submit", ({ target: form, defaultPrevented, timeStamp }) => {
  if (!defaultPrevented && form.method === "post") left.set(form, timeStamp);
});

document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  const isPreview = ctx.request.submitter?.name === "preview";
  if (ctx.sourceElement.matches("form:not([data-lines])") && !isPreview) sending.add(ctx.sourceElement);
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => sending.delete(ctx.sourceElement));

// Back to a page that the browser kept: what is there may be sent anew.
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) for (const form of document.forms) left.delete(form);
});
