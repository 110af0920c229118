// bell.js: what the header counts is right in every tab. When something was read or changed in one, and when one is
// looked at again, the event `counts:stale` has it fetched anew. Markup contract: hx-trigger "counts:stale from:body";
// answers to changes that concern a count dispatch `lists:changed` or `notifications:changed`.
const tabs = new BroadcastChannel("counts");

for (const name of ["lists:changed", "notifications:changed"]) {
  document.addEventListener(name, () => tabs.postMessage(name));
}

tabs.addEventListener("message", refetch);
document.addEventListener("visibilitychange", refetch);

// A tab that nobody looks at asks once somebody does; nobody has asked for that, so it fails in silence.
function refetch() {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new CustomEvent("counts:stale", { detail: { nudge: true } }));
}
