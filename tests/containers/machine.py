"""How long a container takes for something where nothing else runs: what others take of the cores is left out."""

from collections.abc import Callable

from tests.containers.systems import System

# Of each thread: how long it has run and how long it has waited for a core, in nanoseconds (sched-stats.rst of Linux).
SCHEDULED = """
import glob, os
for path in glob.glob("/proc/[0-9]*/task/*/schedstat"):
    try:
        if path.split("/")[2] != str(os.getpid()):
            print(path, open(path).read())
    except OSError:
        pass
"""


def quiet_seconds(system: System, service: str, took: Callable[[], float]) -> float:
    """Return the seconds that `took` says, as if the threads of a service had had a core whenever they wanted one.

    Where the kernel does not tell it is what `took` says.
    """
    before = _threads(system, service)
    seconds = took()
    ran = waited = 0
    for thread, (now_ran, now_waited) in _threads(system, service).items():
        was_ran, was_waited = before.get(thread, (0, 0))
        ran, waited = ran + now_ran - was_ran, waited + now_waited - was_waited
    return seconds * ran / (ran + waited) if ran else seconds


def _threads(system: System, service: str) -> dict[str, tuple[int, int]]:
    told = system.compose("exec", "-T", service, "python", "-I", "-S", "-c", SCHEDULED)
    lines = [line.split() for line in told.splitlines()]
    return {path: (int(ran), int(waited)) for path, ran, waited, _times in filter(None, lines)}
