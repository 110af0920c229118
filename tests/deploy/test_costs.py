"""What a start costs that has nothing to do."""

import os
import subprocess
import sys

import pytest

from config.embedded import BASE


@pytest.mark.long
def test_a_start_with_nothing_to_do_costs_less_than_one_start_of_django(migrated):
    ran = subprocess.run(
        [sys.executable, "-m", "tests.deploy.bench_start"],
        cwd=BASE, env=os.environ | {"DATABASE_URL": migrated.url}, capture_output=True, text=True, timeout=900,
    )  # fmt: skip

    assert ran.returncode == 0, ran.stdout + ran.stderr
