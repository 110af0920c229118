"""What tests of live pages share: they wait until a page hears, and see what it fetched."""

from playwright.sync_api import expect


def hears(page):
    """Wait until `page` is told of changes, and return it."""
    expect(page.locator("body")).to_have_attribute("data-stream", "up")
    return page


class Fetched:
    """The paths that a page has fetched since."""

    def __init__(self, page):
        self.paths = []
        page.on("request", lambda request: self.paths.append(request.url.split("/", 3)[3].split("?")[0]))

    def count(self, part):
        return sum(part in path for path in self.paths)
