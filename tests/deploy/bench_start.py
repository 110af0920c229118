"""What a start with nothing to do costs, measured in starts of Django: `python -m tests.deploy.bench_start`.

Prints the CPU time of the entrypoint with its stages, of one start of Django, and the ratio;
ends with 1 where the stages cost more than one start. Needs DATABASE_URL of a migrated database with an
administrator, as `make manage do="…"` sets it, and a folder of collected files that the first round fills.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from config.embedded import BASE

ROUNDS = 7
FLAGS = ("MIGRATE_ON_START", "COLLECTSTATIC_ON_START", "AUTO_BACKUP")
DJANGO = [sys.executable, "-c", "import django; django.setup()"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        start = ["sh", str(BASE / "deploy" / "web" / "entrypoint.sh"), "true"]
        _cpu_seconds(start, environment)  # collects, and compiles our modules
        _cpu_seconds(DJANGO, environment)
        pairs = [(_cpu_seconds(start, environment), _cpu_seconds(DJANGO, environment)) for _ in range(ROUNDS)]
    stages, django = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"stages of a start with nothing to do: {stages * 1000:.0f} ms of CPU")
    print(f"one start of Django:                  {django * 1000:.0f} ms of CPU")
    print(f"ratio:                                {stages / django:.2f}")
    return 1 if stages > django else 0


def _environment(folder: Path) -> dict[str, str]:
    for name in ("static", "backups", "secrets"):
        (folder / name).mkdir()
    return os.environ | {
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "HANDOFF_LIB": str(BASE / "deploy" / "web"),
        "HANDOFF_APP": str(BASE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "false",
        "STATIC_ROOT": str(folder / "static"),
        "BACKUP_DIR": str(folder / "backups"),
        "SECRETS_DIR": str(folder / "secrets"),
        **dict.fromkeys(FLAGS, "true"),
    }


def _cpu_seconds(command: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=BASE, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
