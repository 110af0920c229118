"""A real browser on the board: what it fetches, and what the browser itself says of its time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.bench.system import System, running

# Playwright's loop runs in this thread, and Django takes that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--disable-quic"]
SLOW = 4
# What the page says of itself, from its first moment on.
WATCH = """
window.seen = { tasks: [], shifts: 0, paint: 0, events: [] };
const watch = (type, note, options) =>
  new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
watch("longtask", (one) => seen.tasks.push(one.duration));
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shifts += one.value; });
watch("largest-contentful-paint", (one) => { seen.paint = one.startTime; });
watch("event", (one) => one.interactionId && seen.events.push(one.duration), { durationThreshold: 16 });
"""


class Page:
    """A page in a browser of its own, in which `username` is signed in."""

    def __init__(self, browser: Any, system: System, username: str, *, slowed: int = 1) -> None:
        self.context = browser.new_context(
            base_url=system.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        cookies = system.cookies(username).items()
        self.context.add_cookies(
            [{"name": name, "value": value, "url": system.url} for name, value in cookies]
        )
        self.context.add_init_script(WATCH)
        self.page = self.context.new_page()
        self.network = self.context.new_cdp_session(self.page)
        self.network.send("Network.enable")
        self.network.send("Performance.enable")
        self.network.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        self._sizes: dict[str, float] = {}
        self._inline: set[str] = set()
        self.network.on("Network.responseReceived", self._note_response)
        self.network.on("Network.loadingFinished", self._note_size)

    def open(self, address: str) -> tuple[float, int]:
        """Go there, and return how many bytes came over the network in how many requests."""
        self._sizes.clear()
        self._inline.clear()
        self.page.goto(address, wait_until="networkidle")
        sizes = [size for request, size in self._sizes.items() if request not in self._inline]
        fetched = [size for size in sizes if size]
        return sum(fetched), len(fetched)

    def seen(self) -> dict[str, Any]:
        return self.page.evaluate("seen")

    def forget(self) -> None:
        """Let what the page has noted so far not count."""
        self.page.evaluate("Object.assign(seen, { tasks: [], shifts: 0, events: [] })")

    def milliseconds(self, *names: str) -> float:
        """Return what the browser says it has spent on these: "ScriptDuration", "LayoutDuration" …"""
        metrics = {
            one["name"]: one["value"] for one in self.network.send("Performance.getMetrics")["metrics"]
        }
        return 1000 * sum(metrics[name] for name in names)

    def close(self) -> None:
        self.context.close()

    def _note_response(self, event: dict[str, Any]) -> None:
        response = event["response"]
        if response["url"].startswith("data:") or response.get("fromDiskCache"):
            self._inline.add(event["requestId"])

    def _note_size(self, event: dict[str, Any]) -> None:
        self._sizes[event["requestId"]] = event["encodedDataLength"]


@contextmanager
def browsing() -> Iterator[tuple[Any, System]]:
    """Give a browser and the site for as long as the context lasts."""
    from playwright.sync_api import sync_playwright

    from tests import chromium

    with running() as system, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        try:
            yield browser, system
        finally:
            browser.close()
