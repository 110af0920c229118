"""The system that is measured: the data set in a database of its own, and a gunicorn as production runs it."""

import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

IS_SMALL = "HANDOFF_BENCH_SMALL" in os.environ
TASKS = 2_000 if IS_SMALL else 100_000
WORKERS, THREADS = 2, 4  # as docker-compose.yml has them


def times(number: int) -> int:
    """Return how often something is measured that is measured `number` times in a whole run."""
    return max(3, number // 40) if IS_SMALL else number


class System:
    """A running site; `told` is what `make_bench_data` said of its data."""

    def __init__(self, site: Any, told: dict[str, Any]) -> None:
        self.url, self.told, self._site = site.url, told, site

    def cpu_seconds(self) -> float:
        """Return the CPU time that the site's processes have taken so far."""
        spent = [process.cpu_times() for process in self.processes()]
        return sum(one.user + one.system for one in spent)

    def memory(self) -> int:
        """Return the bytes of memory that the site's processes hold, shared ones counted once."""
        return sum(process.memory_full_info().pss for process in self.processes())

    def processes(self) -> list[psutil.Process]:
        first = psutil.Process(self._site.pid)
        return [first, *first.children(recursive=True)]

    def cookies(self, username: str) -> dict[str, str]:
        """Sign a person in, and return what their browser sends from then on."""
        from django.conf import settings
        from django.test import Client

        from board.models import User

        client = Client()
        client.force_login(User.objects.get(username=username), backend=settings.AUTHENTICATION_BACKENDS[0])
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        return {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: "b" * 32}


@contextmanager
def running() -> Iterator[System]:
    """Give a System for as long as the context lasts; what is changed in its data is gone afterwards."""
    set_up()
    from django.db import connection

    from tests import databases
    from tests.browser.server import Site

    source, told = data_set(TASKS)
    name = f"handoff_{os.getpid()}_bench"
    copy(source, name)
    site = None
    try:
        use(name)
        folder = Path(tempfile.mkdtemp(prefix="handoff-bench-"))
        site = Site(name, folder / "log", workers=WORKERS, threads=THREADS)
        site.wait_until_it_answers()
        yield System(site, told)
    finally:
        if site:
            site.stop()
        connection.close()
        databases.drop(name)


def set_up() -> None:
    """Make Django ready in this process, on the servers of the benchmark."""
    from tests import servers

    os.environ[servers.BENCH] = "yes"
    os.environ.update(servers.environment())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def data_set(tasks: int) -> tuple[str, dict[str, Any]]:
    """Return the name of a database with so many tasks, made where it is not there, and what was said of it."""
    from django.core.management import call_command

    from tests import databases

    # Named by the migrations, too: a database of older ones is of no use.
    name = databases.template().replace("template", f"bench_{tasks}")
    about = Path(os.environ["VAR_DIR"]) / f"{name}.json"
    if not about.exists():
        databases.create(name)
        use(name)
        draft = about.with_suffix(".draft")
        with draft.open("w") as output:
            call_command("make_bench_data", tasks=tasks, stdout=output)
        draft.replace(about)
    return name, json.loads(about.read_text())


def copy(source: str, name: str) -> None:
    """Make a database like `source`, to which nobody is connected."""
    from django.db import connection

    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def use(name: str) -> None:
    """Have this process work in the database of that name."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
