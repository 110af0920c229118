// drafts.js: what is typed survives a reload, a crash, a sign-out and whatever others do, until it is sent or discarded.
// Markup contract: form[method=post][action] with an empty [data-draft][hx-morph-skip]; template#draft-note with
// [data-discard], .draft__meanwhile around .draft__theirs; [data-cancel] in the form; a[data-inplace] opens one.
import { announce } from "./toasts.js";
import { addresses, addressOf, forget, read, write } from "./draft-store.js";

const FORM = "form:has([data-draft])";
const FIELDS = "textarea[name], input[type=text][name]";
const seen = new WeakSet(); // the fields that have been looked at: what one types in them is theirs

document.addEventListener("input", ({ target }) => {
  const form = target.matches?.(FIELDS) && target.closest(FORM);
  if (form) keep(addressOf(form), target);
});

document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-discard], [data-cancel]")?.closest(FORM);
  if (!form) return;

  drop(form);
  if (!target.closest("[data-discard]")) return;
  const fields = [...form.querySelectorAll(FIELDS)];
  for (const field of fields) field.value = field.defaultValue;
  fields[0]?.focus();
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  const form = ctx.sourceElement;
  if (form?.matches?.(FORM) && ctx.response?.status === 204) drop(form);
});

document.addEventListener("DOMContentLoaded", look);
document.addEventListener("htmx:after:swap", look);

function look() {
  // The browser's own memory does not ask who is signed in now.
  for (const form of document.querySelectorAll(FORM)) form.autocomplete = "off";
  for (const field of document.querySelectorAll(`${FORM} :is(${FIELDS})`)) {
    if (!seen.has(field)) restore(field.closest(FORM), field);
    seen.add(field);
  }
  for (const address of addresses()) mark(address, true);
}

function restore(form, field) {
  const address = addressOf(form);
  const draft = read(address, field.name);
  // What is there already was typed before this script was.
  if (!draft && field.value !== field.defaultValue) return keep(address, field);
  if (!draft || draft.text === field.defaultValue) return;

  field.value = draft.text;
  const note = document.getElementById("draft-note").content.cloneNode(true);
  if (draft.base === field.defaultValue) note.querySelector(".draft__meanwhile").remove();
  else note.querySelector(".draft__theirs").textContent = field.defaultValue;
  announce(note.querySelector(".draft__text span").textContent);
  form.querySelector("[data-draft]").replaceChildren(note);
}

function keep(address, { name, value: text, defaultValue }) {
  const base = read(address, name)?.base ?? defaultValue;
  if (text === base) forget(address, name);
  else write(address, name, { text, base });
  mark(address, text !== base);
}

function drop(form) {
  forget(addressOf(form));
  mark(addressOf(form), false);
  form.querySelector("[data-draft]").replaceChildren();
}

function mark(address, isKept) {
  document.querySelector(`a[data-inplace][href="${CSS.escape(address)}"]`)?.toggleAttribute("data-drafted", isKept);
}
