"""docker-compose 1.29.2, which many servers still have, reads the compose files and starts the board."""

import os
import subprocess
import sys

import pytest

from tests.compose.files import FILES
from tests.containers.engine import leave_out

# The last of the old line, with what it was used with; PyYAML and docopt are the first that still install.
PACKAGES = """
docker-compose==1.29.2 docker==5.0.3 dockerpty==0.4.1 docopt==0.6.2 texttable==1.7.0 websocket-client==0.59.0
PyYAML==6.0.2 python-dotenv==0.21.1 jsonschema==3.2.0 pyrsistent==0.20.0 attrs==24.2.0 six==1.16.0 distro==1.9.0
requests==2.28.2 urllib3==1.26.20 charset-normalizer==3.4.0 idna==3.10 certifi==2024.8.30 setuptools==75.3.0
"""
HEALTHY_SECONDS = 240


@pytest.fixture(scope="module")
def old_compose(tmp_path_factory):
    """Return a function that runs the old docker-compose for a system."""
    folder = tmp_path_factory.mktemp("old") / "venv"
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--no-deps"]
    try:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True, timeout=120)
        subprocess.run([*pip, *PACKAGES.split()], check=True, timeout=300, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        leave_out(f"docker-compose 1.29.2 cannot be installed here: {(error.stderr or '')[-300:]}")

    def run(system, *arguments):
        ran = subprocess.run(
            [folder / "bin" / "docker-compose", "--project-name", system.name, *arguments],
            cwd=system.folder, env=os.environ, capture_output=True, text=True, timeout=600,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-4000:]
        return ran.stdout

    return run


@pytest.mark.parametrize("override", [name for name in FILES if name != "docker-compose.yml"])
def test_it_reads_every_compose_file(new_system, old_compose, override):
    system = new_system()

    assert "/data/secrets" in old_compose(system, "-f", "docker-compose.yml", "-f", override, "config")


def test_it_starts_a_board_that_is_healthy(new_system, old_compose):
    system = new_system()
    assert old_compose(system, "version", "--short").strip() == "1.29.2"

    old_compose(system, "up", "-d", "--no-build")

    for service in ("db", "redis", "web", "live", "worker", "beat", "nginx"):
        names = old_compose(system, "ps", "-q", service).split()
        assert len(names) == 1
        system.until(
            lambda name=names[0]: system.inspect(name)["State"]["Health"]["Status"] == "healthy",
            f"{service} is healthy",
            HEALTHY_SECONDS,
        )
    assert system.get("/health/")[0] == 200
    old_compose(system, "run", "--rm", "-T", "cli", "python", "manage.py", "demo")
    old_compose(system, "stop")
    old_compose(system, "up", "-d", "--no-build")
    system.until(lambda: system.get("/health/")[0] == 200, "it is there again", HEALTHY_SECONDS)
    old_compose(system, "down", "-v")
