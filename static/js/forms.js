// forms.js: Ctrl+Enter sends, what was sent leaves its field, what was wrong gets the focus.
// Markup contract: form[data-form][id]; [data-lines]: its one textarea sends with Enter, Shift+Enter makes a line, and
// hx-sync "this:queue all", since what it sends leaves it at once: the next line is typed before the answer is there.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-form]");
  if (!form || event.key !== "Enter" || event.isComposing || !event.target.matches("textarea")) return;

  const sends = event.ctrlKey || event.metaKey || (form.matches("[data-lines]") && !event.shiftKey);
  if (!sends) return;

  event.preventDefault();
  if (event.target.value.trim()) form.requestSubmit();
});

document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (!ctx.sourceElement.matches("form[data-lines]")) return;

  const field = ctx.sourceElement.querySelector("textarea");
  ctx.lines = field.value;
  field.value = "";
  forgive(ctx.sourceElement);
});

for (const name of ["htmx:response:error", "htmx:error"]) {
  document.addEventListener(name, ({ detail: { ctx } }) => {
    const field = ctx?.lines && document.getElementById(ctx.sourceElement.id)?.querySelector("textarea");
    if (field) put(field, [ctx.lines, field.value].filter(Boolean).join("\n"));
  });
}

// By then the forms that have done their work are closed: this one stays, for what is typed next.
document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (!form?.matches?.("form[data-form]") || ctx.response?.status !== 204 || !form.isConnected) return;

  for (const field of form.querySelectorAll("textarea")) {
    const sent = ctx.lines ? "" : (ctx.request.body.get(field.name) ?? "");
    if (field.value.startsWith(sent)) put(field, field.value.slice(sent.length));
  }
  if (!ctx.lines) forgive(form);
});

document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const id = ctx?.sourceElement?.matches?.("form[data-form]") && ctx.sourceElement.id;
  if (!id || !(ctx.response?.status >= 400)) return;

  const form = document.getElementById(id);
  const field =
    form?.querySelector(".composer__question button, [aria-invalid=true]") ??
    form?.querySelector("textarea, input:not([type=hidden], [type=radio])");
  field?.focus();
});

function forgive(form) {
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const error of form.querySelectorAll(".field__errors, .versions, .composer__question")) error.remove();
  for (const preview of form.querySelectorAll(".composer__preview")) preview.replaceChildren();
  form.querySelector(".field--invalid")?.classList.remove("field--invalid");
}

// Who listens to what is typed hears of it: the draft, and the list of people.
function put(field, text) {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
