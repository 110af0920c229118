// since.js: asks the server itself what has changed of what this tab shows. Markup contract: body[data-since].
import { apply } from "./nudges.js";
import { versions } from "./shown.js";

// Return whether there is still a session; without an answer, as it was.
export async function ask() {
  const query = versions();
  try {
    const response = await fetch(`${document.body.dataset.since}?${query}`, { redirect: "manual", cache: "no-store" });
    if (response.status === 200) apply(await response.json());
    return !(response.type === "opaqueredirect" || response.status === 401);
  } catch {
    return true;
  }
}
