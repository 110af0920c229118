"""`make check`: everything that can be said about the sources without running the tests."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from config import local
from config.embedded import BASE, servers, var_folder

PYTHON = [sys.executable, "-m"]
MANAGE = [sys.executable, "manage.py"]
SOURCES = ["board", "config", "deploy", "tests", "manage.py"]
PRODUCTION = {
    "DEBUG": "false",
    "SITE_URL": "https://handoff.example.com",
    "ALLOWED_HOSTS": "handoff.example.com",
    "SSL_REDIRECT": "true",
}


class Check(NamedTuple):
    name: str
    command: list[str]
    environment: Mapping[str, str] = {}


class Result(NamedTuple):
    check: Check
    passed: bool
    output: str
    seconds: float


def checks() -> Iterator[Check]:
    """Yield what is checked, the slow ones first."""
    yield Check("types", [*PYTHON, "mypy"])
    # A cache of its own: two runs of mypy at once break each other's.
    tools = ["--config-file=", "--cache-dir=.mypy_cache/deploy", "--strict", "--ignore-missing-imports"]
    yield Check(
        "types of the entrypoint", [*PYTHON, "mypy", *tools, "deploy/web"], {"MYPYPATH": "deploy/web"}
    )
    yield Check("templates", [*PYTHON, "djlint", "templates", "--lint", "--quiet"])
    yield Check("production settings", [*MANAGE, "check", "--deploy", "--fail-level=WARNING"], PRODUCTION)
    yield Check("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"])
    yield Check("translations", [*MANAGE, "messages", "--check"])
    yield Check("architecture", [*PYTHON, "pytest", "-q", "-n0", "tests/test_architecture.py"])
    yield Check("shell scripts", [str(Path(sys.executable).parent / "shellcheck"), *_shell_scripts()])
    yield Check("style", [*PYTHON, "ruff", "check", *SOURCES])
    yield Check("shape", [*PYTHON, "ruff", "format", "--check", *SOURCES])


def main() -> int:
    with servers(var_folder() / "test", durable=False) as found:
        environment = os.environ | local.environment() | found
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
            results = list(pool.map(lambda check: _run(check, environment), checks()))
    failed = [result.check.name for result in results if not result.passed]
    if failed:
        hint = " `make fmt` mends the shape." if "shape" in failed else ""
        print(f"\nFailed: {', '.join(failed)}.{hint}", file=sys.stderr)
    return 1 if failed else 0


def _run(check: Check, environment: Mapping[str, str]) -> Result:
    started = time.monotonic()
    ended = subprocess.run(
        check.command,
        cwd=BASE,
        env={**environment, **check.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    result = Result(check, ended.returncode == 0, ended.stdout.strip(), time.monotonic() - started)
    words = f"{'ok    ' if result.passed else 'FAILED'}  {check.name} ({result.seconds:.1f} s)"
    print(words if result.passed else f"{words}\n{result.output}", flush=True)
    return result


def _shell_scripts() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "*.sh"], cwd=BASE, capture_output=True, text=True).stdout
    return [".ci/run", *listed.split()]


if __name__ == "__main__":
    sys.exit(main())
