"""How tests are given to workers."""

import subprocess
import sys

from config.embedded import BASE

CONFTEST = f"""
import sys
sys.path.append({str(BASE)!r})
from tests.scheduling import pytest_xdist_make_scheduler
"""
TEST = """
import os
import pathlib
import time
import pytest

@pytest.mark.parametrize("number", range(4))
def test_it(number):
    time.sleep(0.1)
    print("ran", pathlib.Path(__file__).parent.name, os.environ["PYTEST_XDIST_WORKER"])
"""


def test_one_worker_has_containers_and_browser_and_the_others_are_anybodys(tmp_path):
    folder = tmp_path / "made"
    for name in ("tests/browser/test_one.py", "tests/containers/test_two.py", "tests/others/test_more.py"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(TEST)
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "pytest.ini").write_text("[pytest]\n")

    command = ["-m", "pytest", "-n2", "--dist=loadscope", "-rP", "-p", "no:django", "-p", "no:cacheprovider"]
    ran = subprocess.run(
        [sys.executable, *command, "--rootdir=.", "--import-mode=importlib", "tests"],
        cwd=folder, capture_output=True, text=True, timeout=120,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout + ran.stderr
    found = [line.split()[1:] for line in ran.stdout.splitlines() if line.startswith("ran ")]
    assert len(found) == 12
    assert len({worker for folder, worker in found if folder in {"browser", "containers"}}) == 1
    assert len({worker for _, worker in found}) == 2
