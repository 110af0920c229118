"""Whether a list costs more because the company has more tasks: `python -m tests.bench.lists`.

Fetches My work, an inbox, an outbox, a board and a task from a database of SMALL tasks and one of LARGE,
in turns, and prints the median times and their ratio; ends with 1 where a ratio is above MOST. The two databases stay
for the next run.
"""

import statistics
import sys
import time
from itertools import chain

from tests import servers
from tests.bench import system, words

# With fewer, the inboxes and boards of the data set are shorter, and so are the pages.
SMALL, LARGE = (2_000, 4_000) if system.IS_SMALL else (16_000, 160_000)
ROUNDS, REQUESTS = system.times(15), system.times(5)
MOST = 1.3
# A department with an ordinary number of tasks, and its coordinator.
BOARD, MEMBER = "BAA", "member17"


def main() -> int:
    try:
        worst = max(_ratios().values())
    finally:
        servers.stop()
    return 1 if worst > MOST else 0


def rows() -> list[words.Row]:
    return [
        words.ratio(f"{page}, with ten times the tasks", ratio, MOST) for page, ratio in _ratios().items()
    ]


def _ratios() -> dict[str, float]:
    system.set_up()
    companies = [Company(tasks) for tasks in (SMALL, LARGE)]
    return {name: _compare(name, companies) for name in companies[0].pages}


class Company:
    """A database of so many tasks, and one of its people with a browser."""

    def __init__(self, tasks: int) -> None:
        from django.test import Client

        from board.models import Task, User

        self.name, _told = system.data_set(tasks)
        self.use()
        self.client = Client()
        self.client.force_login(User.objects.get(username=MEMBER), backend=_backend())
        self.pages = {
            "my work": "/",
            "inbox": f"/boards/{BOARD}/inbox/",
            "outbox": f"/boards/{BOARD}/outbox/",
            "outbox, all": f"/boards/{BOARD}/outbox/?show=all",
            "board": f"/boards/{BOARD}/",
            "task": f"/tasks/{Task.objects.filter(department__code=BOARD, state='accepted').latest('pk').pk}/",
        }

    def use(self) -> None:
        from django.db import connection

        if connection.settings_dict["NAME"] != self.name:
            system.use(self.name)

    def milliseconds(self, page: str) -> list[float]:
        """Return how long each of REQUESTS requests took, after one that is not counted."""
        self.use()
        return [self._fetch(self.pages[page]) for _ in range(REQUESTS + 1)][1:]

    def _fetch(self, address: str) -> float:
        before = time.perf_counter()
        answer = self.client.get(address)
        took = (time.perf_counter() - before) * 1000
        assert answer.status_code == 200, (address, answer.status_code)
        return took


def _compare(page: str, companies: list[Company]) -> float:
    rounds = [[company.milliseconds(page) for company in companies] for _ in range(ROUNDS)]
    small, large = (statistics.median(chain(*column)) for column in zip(*rounds, strict=True))
    sizes = f"{SMALL:>7,} tasks {small:6.1f} ms   {LARGE:>7,} tasks {large:6.1f} ms"
    print(f"{page:12} {sizes}   ratio {large / small:.2f}", flush=True)
    return large / small


def _backend() -> str:
    from django.conf import settings

    return settings.AUTHENTICATION_BACKENDS[0]


if __name__ == "__main__":
    sys.exit(main())
