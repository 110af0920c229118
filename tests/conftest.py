"""What every test may use: the database, an empty cache, and the browser where there is one."""

import os
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, sync_playwright

from tests import chromium, databases, servers

pytest_plugins = [
    "tests.cast",
    "tests.counting",
    "tests.standing",
    "tests.authorization.world",
    "tests.scheduling",
]

IN_WORKER = "PYTEST_XDIST_WORKER" in os.environ
LEFT_OUT = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    if not IN_WORKER:
        call_command("messages", compile=True)
    wants_browser = "not browser" not in config.option.markexpr and not config.option.collectonly
    config.stash[LEFT_OUT] = _has_browser_tests(config) and wants_browser and not chromium.find()
    if config.stash[LEFT_OUT] and os.environ.get("CI", "").lower() == "true":
        raise pytest.UsageError(chromium.ADVICE)


def pytest_unconfigure() -> None:
    servers.stop()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")
            if config.stash[LEFT_OUT]:
                item.add_marker(pytest.mark.skip(reason=chromium.ADVICE))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.stash[LEFT_OUT] and not IN_WORKER:
        terminalreporter.section("BROWSER TESTS LEFT OUT", sep="!", red=True, bold=True)
        terminalreporter.line(chromium.ADVICE, red=True, bold=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Copy each worker's database from a template: migrating takes seconds."""
    from django.db import connections

    with django_db_blocker.unblock():
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = databases.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Let nobody else be on the worker's database when pytest-django removes it."""
    from django.db import connections

    yield
    with django_db_blocker.unblock():
        name = connections["default"].settings_dict["NAME"]
        connections.close_all()
        databases.free(name)


@pytest.fixture(scope="session")
def running_chromium() -> Iterator[Browser]:
    """A running browser. A process can hold only one Playwright: whoever needs a browser takes this one."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        yield started
        started.close()


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Let no test see what another has left in the cache of pages, nor a Redis left alone."""
    from board.cache import breaker, pages

    breaker.reset()
    pages.clear()
    return None


def _has_browser_tests(config: pytest.Config) -> bool:
    folder = config.rootpath / "tests" / "browser"
    chosen = [config.rootpath / argument.split("::")[0] for argument in config.args]
    return folder.exists() and any(
        path == folder or path in folder.parents or folder in path.parents for path in chosen
    )
