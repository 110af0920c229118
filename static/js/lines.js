// lines.js: J and K, or the arrows from a line, go from line to line; when the line with the focus is gone, the next
// one gets it. Markup contract: [data-line] with a link [data-line-title]; [data-lines-box][id][tabindex] around all.
import { isPlain, topmost } from "./keys.js";

const STEPS = { KeyJ: 1, KeyK: -1, ArrowDown: 1, ArrowUp: -1 };
let order = []; // the ids of the titles to try, once a line has gone

document.addEventListener("keydown", (event) => {
  if (!(event.code in STEPS) || event.shiftKey || !isPlain(event)) return;

  const lines = [...topmost().querySelectorAll("[data-line]")];
  const here = lines.indexOf(document.activeElement?.closest("[data-line]"));
  if (here < 0 && event.code.startsWith("Arrow")) return;
  const next = here < 0 ? lines[0] : lines[here + STEPS[event.code]];
  if (!next) return;

  event.preventDefault();
  titleOf(next).focus();
});

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  const line = ctx?.target?.matches?.("[data-lines-box]") && document.activeElement?.closest("[data-line]");
  if (!line || !ctx.target.contains(line)) return;

  const lines = [...ctx.target.querySelectorAll("[data-line]")];
  const at = lines.indexOf(line);
  order = [...lines.slice(at), ...lines.slice(0, at).reverse()].map((other) => titleOf(other).id);
  order.push(ctx.target.id);
});

document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement === document.body) order.map((id) => document.getElementById(id)).find(Boolean)?.focus();
  order = [];
});

function titleOf(line) {
  return line.querySelector("[data-line-title]");
}
