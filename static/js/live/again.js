// again.js: a page whose session has ended is loaded anew when one comes back to it and has signed in elsewhere: what it
// shows is old, and whatever it sends would be refused. Markup contract: body[data-stream="over"].
import { isSignedIn } from "./since.js";

document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible" || document.body.dataset.stream !== "over") return;
  if (await isSignedIn()) location.reload();
});
