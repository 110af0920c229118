"""`make run` with real processes: its start, its end, and what stands in its way."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from config.embedded import BASE
from tests import ports
from tests.config.runs import SECONDS, StartedRun, still_running

pytestmark = pytest.mark.xdist_group("run")


@pytest.fixture
def start(monkeypatch, tmp_path):
    """Return a function that starts a run; whatever is left of it is stopped at the end."""
    for name in ("DATABASE_URL", "POSTGRES_HOST", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    runs = []

    def start(port=None):
        runs.append(StartedRun(tmp_path / "var", port or ports.reserve()))
        return runs[-1]

    yield start
    for run in runs:
        run.clean_up()


def test_a_run_serves_refuses_a_second_one_and_ends_with_all_it_started(start):
    run = start()

    line = run.until("Handoff is at")
    assert f"http://localhost:{run.port}" in line
    assert run.healthy()

    second = start()
    assert second.end() == 1
    told = second.lines[-1]
    assert "already running" in told
    assert f"http://localhost:{run.port}" in told
    assert str(run.process.pid) in told

    family = run.family()
    assert {"postgres", "redis-server"} <= {process.name() for process in family}
    run.send(signal.SIGINT)
    assert run.end() == 128 + signal.SIGINT
    assert still_running(family) == []


@pytest.mark.long
def test_what_a_killed_run_leaves_does_not_hinder_the_next(start):
    killed = start()
    killed.until("Handoff is at")
    family = killed.family()
    killed.send(signal.SIGKILL)
    killed.process.wait(SECONDS)

    run = start(killed.port)
    run.until("Handoff is at")
    assert run.healthy()

    run.send(signal.SIGTERM)
    assert run.end() == 128 + signal.SIGTERM
    assert still_running(family) == []


def test_a_taken_port_is_named_before_anything_is_started(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run = start(port)

        assert run.end() == 1

    assert f"Port {port} is taken" in run.lines[-1]
    assert f"process {os.getpid()}" in run.lines[-1]
    assert "make run" in run.lines[-1]
    assert not (tmp_path / "var" / "postgres").exists()


@pytest.mark.parametrize("moment", ["Starting PostgreSQL", "Migrating"])
def test_ctrl_c_during_the_start_stops_what_was_started(start, moment):
    run = start()
    run.until(moment)
    run.send(signal.SIGINT)

    assert run.end() == 128 + signal.SIGINT
    assert run.leftovers() == []


@pytest.mark.long
def test_a_reset_leaves_a_running_board_alone_and_deletes_a_stopped_one(start, tmp_path):
    run = start()
    run.until("Handoff is at")
    refused = reset(tmp_path / "var")
    assert refused.returncode == 1
    assert "already running" in refused.stderr
    assert run.healthy()

    run.send(signal.SIGINT)
    run.end()
    assert reset(tmp_path / "var").returncode == 0
    assert not (tmp_path / "var" / "postgres").exists()


def test_a_port_that_is_none_is_refused_in_words(start):
    run = start("http")

    assert run.end() == 64
    assert "PORT is 'http'" in run.lines[-1]


def reset(var):
    environment = os.environ | {"VAR_DIR": str(var)}
    command = [sys.executable, "-m", "config.reset"]
    return subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True, timeout=SECONDS)
