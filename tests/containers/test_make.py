"""The commands of the Makefile that an operator types, in a clone."""

import os
import re
import stat
import subprocess

import pytest

from tests.compose.test_environment import EXAMPLE
from tests.containers.engine import docker
from tests.containers.systems import visit


@pytest.fixture
def make(clone):
    """Return a function that runs make in the clone as in a folder of that name, and gives what it printed."""

    def make(*words, code=0):
        # Only the name of the project is ours: a folder of pytest's would give its own.
        environment = os.environ | {"COMPOSE_PROJECT_NAME": clone.name}
        ran = subprocess.run(
            ["make", "--no-print-directory", *words],
            cwd=clone.folder, env=environment, capture_output=True, text=True, timeout=900,
        )  # fmt: skip
        assert ran.returncode == code, f"make {' '.join(words)}\n{ran.stdout[-3000:]}\n{ran.stderr[-5000:]}"
        return ran.stdout + ran.stderr

    return make


def test_make_env_writes_secrets_and_leaves_those_that_are_there(clone, make):
    path = clone.folder / ".env"
    before = path.read_text()
    path.unlink()
    try:
        make("env")
        written = path.read_text()
        # make counts every failure of a command as 2.
        make("env", code=2)
        assert path.read_text() == written
    finally:
        mode = stat.S_IMODE(path.stat().st_mode)
        path.write_text(before)
    assert mode == 0o600
    [password] = re.findall(r"^POSTGRES_PASSWORD=(.*)$", written, re.MULTILINE)
    assert len(password) >= 32
    assert password not in EXAMPLE


def test_the_commands_of_the_instructions_do_what_they_say(clone, make):
    make("image")
    assert docker("image", "inspect", "--format", "{{.Id}}", "handoff:clone").startswith("sha256:")

    make("up")
    clone.until(lambda: clone.get("/health/")[0] == 200, "it answers", 240)

    clone.sql("CREATE TABLE kept AS SELECT 1 AS number")
    [name] = re.findall(r"^manual-\d{8}T\d{6}Z\.dump$", make("backup"), re.MULTILINE)
    clone.sql("UPDATE kept SET number = 2")

    listed = make("restore", code=2)
    assert "make restore FILE=" in listed
    assert name in listed
    assert "reason=in_use" in make("restore", f"FILE={name}", code=2)
    assert clone.sql("SELECT number FROM kept") == "2"
    make("restore", f"FILE={name}", "OVER=running")
    assert clone.sql("SELECT number FROM kept") == "1"

    told = make("doctor")
    for title in (
        "Machine",
        "Containers",
        "What /health/ says",
        "Inside",
        "Backups",
        "Last lines of the logs",
    ):
        assert title in told
    assert name in told
    assert "pending                none" in told
    key = clone.compose("exec", "-T", "web", "cat", "/data/secrets/secret_key").strip()
    for secret in (key, clone.password):
        assert secret not in told

    make("down")
    assert clone.containers("web") == []
    assert visit(clone.address + "/health/")[0] == 0
    make("up")
    clone.until(lambda: clone.get("/health/")[0] == 200, "it answers again", 240)
    assert clone.sql("SELECT number FROM kept") == "1"
