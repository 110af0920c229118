"""The pictures of the README, of a running board with demo data: docs/screenshots/<what>-<theme>-<language>.png.

The titles on the cards are the demo's own: for pictures in Russian the board wants the demo in Russian.
"""

import argparse
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from board.demo import LANGUAGES, PASSWORD
from tests import chromium, every_page

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="http://localhost:8000")
    parser.add_argument("--language", choices=LANGUAGES, default="en")
    parser.add_argument("--only", default="", help="take those whose name begins with this")
    parser.add_argument(
        "--all", action="store_true", help="take every page, for a look at them: var/screenshots"
    )
    arguments = parser.parse_args()
    if arguments.all:
        print(every_page.take(arguments.url, only=arguments.only))
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=["--no-sandbox", "--disable-gpu"]
        )
        for theme, (what, take) in product(("light", "dark"), SUBJECTS.items()):
            name = f"{what}-{theme}-{arguments.language}"
            if name.startswith(arguments.only):
                take(browser, arguments.url, theme, arguments.language).screenshot(
                    path=FOLDER / f"{name}.png"
                )
        browser.close()


def _my_work(browser: Browser, url: str, theme: str, language: str) -> Page:
    return _signed_in(browser, url, theme, language, DESKTOP, who="ana", where="/")


def _inbox(browser: Browser, url: str, theme: str, language: str) -> Page:
    return _signed_in(browser, url, theme, language, DESKTOP, where="/boards/LEG/inbox/")


def _board(browser: Browser, url: str, theme: str, language: str) -> Page:
    return _signed_in(browser, url, theme, language, DESKTOP)


def _task(browser: Browser, url: str, theme: str, language: str) -> Page:
    """Return what Legal has delivered to vera, and what it is her move to confirm."""
    page = _signed_in(browser, url, theme, language, DESKTOP, who="vera", where="/")
    delivered = page.locator("[data-line]:has(form[action$='/confirm/']):has-text('LEG')")
    delivered.first.locator("[data-line-title]").click()
    page.locator("article.task").wait_for()
    page.wait_for_load_state("networkidle")
    return page


def _phone(browser: Browser, url: str, theme: str, language: str) -> Page:
    return _signed_in(browser, url, theme, language, PHONE)


SUBJECTS = {"mywork": _my_work, "inbox": _inbox, "board": _board, "task": _task, "phone": _phone}


def _signed_in(
    browser: Browser,
    url: str,
    theme: str,
    language: str,
    options: dict,
    *,
    who: str = "boris",
    where: str = "/boards/LEG/",
) -> Page:
    """Return the page at `where` as `who` sees it: by default a department's board as its coordinator does."""
    context = browser.new_context(
        base_url=url, color_scheme=theme, locale=language, reduced_motion="reduce", **options
    )
    page = context.new_page()
    page.goto("/accounts/login/")
    page.locator("#id_login").fill(who)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.goto(where)
    page.wait_for_load_state("networkidle")
    return page


if __name__ == "__main__":
    main()
