// since.js: asks the server itself what has changed of what this tab shows. Markup contract: body[data-since].
import { apply } from "./nudges.js";
import { versions } from "./shown.js";

// Return whether there is still a session; without an answer, as it was.
export async function ask() {
  const response = await inquire();
  if (response?.status === 200) apply(await response.json().catch(() => ({})));
  return !(response?.type === "opaqueredirect" || response?.status === 401);
}

// Whether there is one, for sure.
export async function isSignedIn() {
  return Boolean((await inquire())?.ok);
}

function inquire() {
  return fetch(`${document.body.dataset.since}?${versions()}`, { redirect: "manual", cache: "no-store" }).catch(() => null);
}
