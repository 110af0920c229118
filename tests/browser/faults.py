"""What a page must never do: complain, break its Content-Security-Policy, lose a request, or show an error."""

# Chromium says these in the console too, without the address; the answer itself is judged below.
SAID_TWICE = "Failed to load resource"
# A page that is left behind lets go of what it was still fetching.
LEFT_BEHIND = "net::ERR_ABORTED"
# The tests that want a service worker say so.
BLOCKED = "Service Worker registration blocked by Playwright"
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample}`));
"""


class Faults:
    """Everything that went wrong in the watched contexts, and what a test has said will go wrong."""

    def __init__(self):
        self._seen = []
        self._expected = []
        self._allowed = []

    def expect(self, *words):
        """Say that faults with these words ("409 POST", "net::ERR_FAILED") belong to the test, each at least once."""
        self._expected += words

    def allow(self, *words):
        """Say that faults with these words may happen, or not."""
        self._allowed += words

    def watch(self, context):
        context.add_init_script(TELL_VIOLATIONS)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._seen.append(f"page error: {error.error}"))
        context.on("requestfailed", self._failed)
        context.on("response", self._answer)

    def check(self):
        known = [*self._expected, *self._allowed]
        unexpected = [fault for fault in self._seen if not any(words in fault for words in known)]
        assert unexpected == [], unexpected
        missing = [words for words in self._expected if not any(words in fault for fault in self._seen)]
        assert missing == [], "these were expected and did not happen"

    def _console(self, message):
        passing = any(words in message.text for words in (SAID_TWICE, BLOCKED))
        if message.type in ("error", "warning") and not passing:
            self._seen.append(f"console: {message.text}")

    def _failed(self, request):
        if request.failure != LEFT_BEHIND:
            self._seen.append(f"{request.failure} {request.method} {request.url}")

    def _answer(self, response):
        if response.status >= 400:
            self._seen.append(f"{response.status} {response.request.method} {response.url}")
