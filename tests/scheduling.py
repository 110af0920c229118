"""Which tests begin, and which of `make test-long` one worker runs one after the other: containers and browser."""

import pytest
from xdist.scheduler import LoadScopeScheduling

# There is one engine: two systems at once would wait for each other, and one test restarts it. And each container that
# comes or goes is a change of the network, upon which Chromium gives up what it is asking for.
TOGETHER = ("tests/containers/", "tests/browser/")
# They take minutes: at the end one worker would wait for the other's.
SLOWEST = ("tests/torture/", "tests/agreement/test_walk.py", "tests/jobs/test_reminders_every_hour.py")


class OneEngine(LoadScopeScheduling):
    """Gives those tests to one worker, first of all, and each of the others to whoever is free.

    xdist's own `loadgroup` finds no group with pytest 9.2: it adds the group to a name that is not read any more.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "together" if nodeid.startswith(TOGETHER) else nodeid


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("dist") == "loadscope":
        items.sort(key=lambda item: not item.nodeid.startswith(SLOWEST))


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneEngine | None:
    return OneEngine(config, log) if config.getoption("dist") == "loadscope" else None
