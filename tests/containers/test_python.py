"""The tests of the rules, on the Python, PostgreSQL and Redis that the containers have."""

import re

from tests.containers.engine import docker

FOLDERS = ["tests/actions", "tests/models", "tests/views", "tests/notifications", "tests/jobs"]
SECONDS = 1200  # a limit for a busy machine


def test_they_pass_on_the_python_of_the_image(dev_image, sources, new_system):
    system = new_system()
    system.up("db", "redis")
    # The tests make a database for each of their workers, and their templates.
    redis = re.findall(r"^REDIS_PASSWORD=(.*)$", (system.folder / ".env").read_text(), re.MULTILINE)[-1]
    ran = docker(
        "run", "--rm", "--user", "0", "--network", f"{system.name}_data", "--volume", f"{sources}:/app",
        "--tmpfs", "/tmp", "--tmpfs", "/var/tests", "--entrypoint", "python",
        "--env", "VAR_DIR=/var/tests", "--env", f"REDIS_URL=redis://:{redis}@redis:6379/0",
        "--env", f"DATABASE_URL=postgres://handoff:{system.password}@db:5432/handoff",
        dev_image, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", *FOLDERS,
        timeout=SECONDS, stderr=True,
    )  # fmt: skip

    assert re.search(r"\d{3,} passed", ran)
    assert not re.search(r"\d+ (failed|error)", ran)
    version = docker("run", "--rm", "--entrypoint", "python", dev_image, "--version")
    assert version.startswith("Python 3.13.")
