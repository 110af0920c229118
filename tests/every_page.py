"""Every page of a running board with demo data, in both themes and languages, on a phone and on a desk.

`take` writes them below var/screenshots/, beside an index.html that shows them all. A new page belongs into PAGES.
"""

import html
import re
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, sync_playwright

from board.demo import PASSWORD
from config.embedded import var_folder
from tests import chromium

WIDTHS = {360: {"is_mobile": True, "has_touch": True}, 1440: {}}
THEMES, LANGUAGES = ("light", "dark"), ("en", "ru")
NOBODY, COORDINATOR, MEMBER, REQUESTER, ADMINISTRATOR, AWAY = "", "boris", "ana", "vera", "irina", "nadia"
BOARD, SETTINGS = "/boards/LEG/", "/boards/LEG/settings/"


class Shot(NamedTuple):
    """Whose page it is, and where; {names} stand for what the demo has, as in KEYS."""

    path: str
    who: str = COORDINATOR


def _task(*names: str, of: str = "task", who: str = COORDINATOR) -> dict[str, Shot]:
    return {f"task_{name.replace('-', '_')}": Shot(f"/tasks/{{{of}}}/{name}/", who) for name in names}


# By the names in board/urls.py.
PAGES = {
    "home": Shot("/", MEMBER),
    "notifications": Shot("/notifications/"),
    "boards": Shot("/boards/", ADMINISTRATOR),
    "board": Shot(BOARD),
    "board_archive": Shot(f"{BOARD}archive/"),
    "board_filters": Shot(f"{BOARD}filters/?assignee=me"),
    "filter_save": Shot(f"{BOARD}filters/save/?assignee=me&due=week"),
    "filter_rename": Shot(f"{BOARD}filters/{{filter}}/"),
    "inbox": Shot(f"{BOARD}inbox/"),
    "outbox": Shot(f"{BOARD}outbox/"),
    "board_bulk": Shot(f"{BOARD}bulk/?do=assign"),
    "inbox_bulk": Shot(f"{BOARD}inbox/bulk/?do=accept"),
    "task_add": Shot(f"{BOARD}columns/{{column}}/tasks/"),
    "board_settings": Shot(SETTINGS),
    "board_working_time": Shot(f"{SETTINGS}working-time/"),
    "column_add": Shot(f"{SETTINGS}columns/add/"),
    "column_edit": Shot(f"{SETTINGS}columns/{{column}}/"),
    "column_remove": Shot(f"{SETTINGS}columns/{{column}}/remove/"),
    "label_add": Shot(f"{SETTINGS}labels/add/"),
    "label_edit": Shot(f"{SETTINGS}labels/{{label}}/"),
    "label_remove": Shot(f"{SETTINGS}labels/{{label}}/remove/"),
    "request_type_add": Shot(f"{SETTINGS}types/add/"),
    "request_type_edit": Shot(f"{SETTINGS}types/{{type}}/"),
    "request_type_remove": Shot(f"{SETTINGS}types/{{type}}/remove/"),
    "task_new": Shot("/tasks/new/?to=IT"),
    "task": Shot("/tasks/{task}/"),
    **_task(
        "move", "title", "description", "assignee", "priority", "labels", "dates", "restriction", "access"
    ),
    **_task(
        "hand-off", "deliver", "wait", "wanted", "promise", "result", "duplicate", "children", "blockers"
    ),
    **_task("accept", "decline", of="asked"),
    **_task("return", "reopen", "cancel", of="delivered", who=REQUESTER),
    "task_undo": Shot("/tasks/{task}/undo/?activity=1"),
    "task_child": Shot("/tasks/{task}/children/add/"),
    "checklist_add": Shot("/tasks/{task}/checklist/"),
    "checklist_edit": Shot("/checklist/{item}/"),
    "comment_add": Shot("/tasks/{task}/comments/"),
    "comment_reply": Shot("/comments/{comment}/reply/"),
    "comment_edit": Shot("/comments/{own}/edit/"),
    "comment_delete": Shot("/comments/{comment}/delete/", ADMINISTRATOR),
    "search": Shot("/search/?q={task}"),
    "settings": Shot("/settings/"),
    "keys": Shot("/keys/"),
    "absence_add": Shot("/settings/absences/add/"),
    "absence_edit": Shot("/settings/absences/{absence}/", AWAY),
    "account_change_password": Shot("/accounts/password/change/"),
    "account_login": Shot("/accounts/login/", NOBODY),
    "account_logout": Shot("/accounts/logout/"),
    "account_inactive": Shot("/accounts/inactive/", NOBODY),
    "account_reset_password": Shot("/accounts/password/reset/", NOBODY),
    "account_reset_password_done": Shot("/accounts/password/reset/done/", NOBODY),
    "account_reset_password_from_key": Shot("/accounts/password/reset/key/1-none/", NOBODY),
    "account_reset_password_from_key_done": Shot("/accounts/password/reset/key/done/", NOBODY),
    "invitation": Shot("/invitations/none/", NOBODY),
    "setup": Shot("/setup/none/", NOBODY),
    "unsubscribe": Shot("/unsubscribe/none/", NOBODY),
    "offline": Shot("/offline/{language}/", NOBODY),
}
# Parts of a page, which have an address of their own and are seen with it, and what no person looks at.
PARTS = {
    *(
        "home_sections",
        "notifications_list",
        "notifications_count",
        "inbox_list",
        "inbox_count",
        "outbox_list",
    ),
    *("saved_filters", "column", "task_panel", "task_people", "comment", "comment_audience"),
    *("palette", "live_since", "manifest", "service_worker", "mail"),
}
# What the paths name, and where on which page of whose it is found; {any} is one card of the board after another.
KEYS = {
    "column": (COORDINATOR, BOARD, r'data-column="(\d+)"'),
    "task": (
        COORDINATOR,
        BOARD,
        r'data-card="(\d+)"(?:(?!</li>).)*count--checklist',
    ),
    "asked": (COORDINATOR, f"{BOARD}inbox/", r'id="line-(\d+)"'),
    "delivered": (REQUESTER, "/", r"/tasks/(\d+)/return/"),
    "label": (COORDINATOR, SETTINGS, r"/settings/labels/(\d+)/"),
    "type": (COORDINATOR, SETTINGS, r"/settings/types/(\d+)/"),
    "item": (COORDINATOR, "/tasks/{task}/", r"/checklist/(\d+)/"),
    "comment": (COORDINATOR, "/tasks/{task}/", r"/comments/(\d+)/"),
    "own": (COORDINATOR, "/tasks/{any}/", r"/comments/(\d+)/edit/"),
    "absence": (AWAY, "/settings/", r"/settings/absences/(\d+)/"),
    "filter": (COORDINATOR, f"{BOARD}filters/saved/", r"/filters/(\d+)/"),
}


def take(url: str, *, only: str = "", folder: Path | None = None) -> Path:
    """Photograph the pages whose name begins with `only`; return the index of what is there then."""
    folder = folder or var_folder() / "screenshots"
    with sync_playwright() as playwright:
        path = chromium.find()
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        wanted = {name: shot for name, shot in PAGES.items() if name.startswith(only)}
        people = _sign_in(browser, url)
        keys = _find_keys(browser, url, people)
        for view in product(WIDTHS, THEMES, LANGUAGES):
            contexts = {
                who: _context(browser, url, cookies, view)
                for who, cookies in people.items()
                if any(shot.who == who for shot in wanted.values())
            }
            for name, shot in wanted.items():
                _photograph(contexts[shot.who], folder / name, shot, keys, view)
            for context in contexts.values():
                context.close()
        browser.close()
    return _write_index(folder)


def _photograph(context: BrowserContext, folder: Path, shot: Shot, keys: dict, view: tuple) -> None:
    width, theme, language = view
    page = context.new_page()
    page.goto(shot.path.format(**keys, language=language))
    page.screenshot(path=folder / f"{language}-{theme}-{width}.png", full_page=True)
    page.close()


def _context(browser: Browser, url: str, cookies: Any, view: tuple) -> BrowserContext:
    width, theme, language = view
    return browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 900 if width > 800 else 740},
        color_scheme=theme,
        locale=language,
        reduced_motion="reduce",
        service_workers="block",
        storage_state=cookies,
        **WIDTHS[width],
    )


def _sign_in(browser: Browser, url: str) -> dict[str, Any]:
    """Return the cookies of each of the people; of nobody, none."""
    states: dict[str, Any] = {NOBODY: None}
    for who in (COORDINATOR, MEMBER, REQUESTER, ADMINISTRATOR, AWAY):
        context = browser.new_context(base_url=url)
        page = context.new_page()
        page.goto("/accounts/login/")
        page.locator("#id_login").fill(who)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.locator(".header__actions").wait_for()
        states[who] = context.storage_state()
        context.close()
    return states


def _find_keys(browser: Browser, url: str, people: dict[str, Any]) -> dict[str, str]:
    keys: dict[str, str] = {}
    browsers = {
        who: _context(browser, url, people[who], (1440, "light", "en")) for who, _, _ in KEYS.values()
    }
    cards = re.findall(r'data-card="(\d+)"', browsers[COORDINATOR].request.get(BOARD).text())
    for name, (who, path, pattern) in KEYS.items():
        pages = [path.format(**keys, any=card) for card in (cards if "{any}" in path else cards[:1])]
        texts = (browsers[who].request.get(page).text() for page in pages)
        found = next(filter(None, (re.search(pattern, text, re.DOTALL) for text in texts)), None)
        if not found:
            raise SystemExit(
                f"The board at {url} has no {name} for these pictures: they want the demo's data."
            )
        keys[name] = found.group(1)
    for context in browsers.values():
        context.close()
    return keys


def _write_index(folder: Path) -> Path:
    """Show all pictures that are there, a row a page."""
    rows = []
    for name in sorted(path.name for path in folder.iterdir() if path.is_dir()):
        pictures = "".join(
            f'<a href="{name}/{picture.name}"><img loading="lazy" src="{name}/{picture.name}" alt="{picture.stem}"></a>'
            for picture in sorted((folder / name).glob("*.png"))
        )
        rows.append(f"<h2>{html.escape(name)}</h2><p>{pictures}</p>")
    index = folder / "index.html"
    style = (
        "body{font:14px system-ui;background:#777;color:#fff}img{height:240px;margin:4px;vertical-align:top}"
    )
    index.write_text(
        f'<!doctype html><meta charset="utf-8"><title>Pages</title><style>{style}</style>{"".join(rows)}'
    )
    return index
