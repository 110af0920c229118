// quick-add.js: Enter adds, the field stays open for the next. Markup contract: form[data-quick-add] with one textarea.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-quick-add]");
  if (!form || event.key !== "Enter" || event.shiftKey || event.isComposing) return;

  event.preventDefault();
  if (event.target.value.trim()) form.requestSubmit();
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (!form?.matches?.("form[data-quick-add]") || ctx.response?.status !== 204) return;

  const field = form.querySelector("textarea");
  field.value = "";
  field.removeAttribute("aria-invalid");
  form.querySelector(".field__errors")?.remove();
});

// The form came back with what was wrong: the caret goes where it was.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  if (ctx?.response?.status < 400 || !ctx?.sourceElement?.matches?.("form[data-quick-add]")) return;

  document.getElementById(ctx.sourceElement.id)?.querySelector("textarea")?.focus();
});
