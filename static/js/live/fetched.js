// fetched.js: what fragments have fetched themselves, so that nothing is fetched that is as new already.
// Markup contract: hx-get with hx-trigger "…:changed from:body", hx-target this; [data-version] where there is one.
import { isNewer } from "./shown.js";

const begun = new WeakMap(); // fragment → when its latest fetch began
const fetching = new WeakSet();

document.addEventListener("htmx:before:request", (event) => {
  queueMicrotask(() => {
    if (event.defaultPrevented) return; // by refresh.js or queue.js, which ask again
    begun.set(event.detail.ctx.target, performance.now());
    fetching.add(event.detail.ctx.target);
  });
});

document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => fetching.delete(ctx.target));

export function isFetching(name) {
  return fragmentsOf(name).some((fragment) => fetching.has(fragment));
}

// Whether a fragment of this event shows less than `version`, or without one has not begun to fetch after `since`.
export function isNews(name, { version, since }) {
  return fragmentsOf(name).some((fragment) => (version ? isNewer(version, fragment) : !(begun.get(fragment) > since)));
}

function fragmentsOf(name) {
  return [...document.querySelectorAll(`[hx-trigger*="${CSS.escape(name)}"]`)];
}
