"""The container engine that the tests use, where there is one."""

import functools
import os
import shutil
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest

ADVICE = (
    "no container engine answers: start Docker, or name one by DOCKER_HOST. These tests build the image and run the"
    " board in containers."
)


@functools.cache
def missing() -> str:
    """Return why containers cannot be run here, or nothing."""
    if not shutil.which("docker"):
        return "docker is not installed; " + ADVICE
    for command in (["docker", "info"], ["docker", "compose", "version"]):
        try:
            ran = subprocess.run(command, capture_output=True, timeout=30)
        except subprocess.TimeoutExpired:
            return ADVICE
        if ran.returncode:
            return ADVICE
    return ""


def leave_out(reason: str) -> NoReturn:
    """Skip, except in CI, which leaves nothing out."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"CI tests containers too, and {reason}")
    pytest.skip(reason)


def docker(
    *arguments: str, check: bool = True, timeout: float = 600, cwd: Path | None = None, stderr: bool = False
) -> str:
    """Run docker and return what it printed on stdout; with `stderr` also there. Where it fails the error has both."""
    ran = subprocess.run(
        ["docker", *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=cwd,
        env=os.environ | {"COMPOSE_PROGRESS": "plain", "BUILDKIT_PROGRESS": "plain"},
    )
    if check and ran.returncode:
        words = (
            f"docker {' '.join(arguments)}: exit {ran.returncode}\n{ran.stdout[-3000:]}\n{ran.stderr[-6000:]}"
        )
        raise AssertionError(words)
    return ran.stdout + ran.stderr if stderr else ran.stdout
