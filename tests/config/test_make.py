"""The Makefile: what it lists, and which Python it takes."""

import re
import shutil
import subprocess

import pytest

from config.embedded import BASE

MAKE = shutil.which("make")


@pytest.fixture
def bare_path(tmp_path):
    """A PATH with nothing but what a shell needs."""
    for name in ("sh", "awk", "test", "echo"):
        if found := shutil.which(name):
            (tmp_path / name).symlink_to(found)
    return tmp_path


def test_make_alone_lists_every_command_with_a_line(bare_path):
    text = (BASE / "Makefile").read_text()
    commands = set(re.search(r"^\.PHONY:(.*)$", text, re.MULTILINE)[1].split()) - {"install"}

    listed = make(bare_path).stdout.splitlines()

    assert {line.split()[1] for line in listed} == commands
    assert all(re.match(r"make \S+ +\S+ \S+", line) for line in listed)


def test_a_machine_without_python_is_told_so(bare_path):
    result = make(bare_path, "install", "VENV=elsewhere")

    assert result.returncode
    assert "needs Python 3.11" in result.stderr


def test_a_python_that_is_only_a_name_or_too_old_is_passed_over(bare_path):
    script(bare_path / "python3.12", "echo 'pyenv: python3.12: command not found' >&2; exit 127")
    script(bare_path / "python3.11", "exit 1")
    script(bare_path / "python3.13", 'test "$1" = -c || echo "took 3.13: $*"')

    assert (
        make(bare_path, "install", "VENV=elsewhere").stdout.strip()
        == "took 3.13: config/install.py elsewhere"
    )


def make(path, *arguments):
    return subprocess.run(
        [MAKE, *arguments], cwd=BASE, env={"PATH": str(path)}, capture_output=True, text=True, timeout=60
    )


def script(path, words):
    path.write_text(f"#!/bin/sh\n{words}\n")
    path.chmod(0o755)
