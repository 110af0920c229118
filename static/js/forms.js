// forms.js: Ctrl+Enter sends, what was sent leaves its field, what was wrong gets the focus.
// Markup contract: form[data-form]; [data-lines]: its one textarea sends with Enter, Shift+Enter makes a line.
document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-form]");
  if (!form || event.key !== "Enter" || event.isComposing || !event.target.matches("textarea")) return;

  const sends = event.ctrlKey || event.metaKey || (form.matches("[data-lines]") && !event.shiftKey);
  if (!sends) return;

  event.preventDefault();
  if (event.target.value.trim()) form.requestSubmit();
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (!form?.matches?.("form[data-form]") || ctx.response?.status !== 204 || form.closest(".slot")) return;

  for (const field of form.querySelectorAll("textarea")) field.value = "";
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  for (const error of form.querySelectorAll(".field__errors, .versions, .composer__question")) error.remove();
  for (const preview of form.querySelectorAll(".composer__preview")) preview.replaceChildren();
  form.querySelector(".field--invalid")?.classList.remove("field--invalid");
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
