"""A board in containers: a project folder of its own with the compose files, a .env and a free port."""

import http.cookiejar
import json
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config import env
from config.embedded import BASE
from tests import ports
from tests.containers.engine import docker

HEALTHY_SECONDS = 240
IMAGE = "handoff:tested"


class System:
    """One Compose project below `folder`. `files` are the compose files in use."""

    def __init__(self, folder: Path, name: str, *files: str, **settings: str) -> None:
        self.folder, self.name = folder, name
        self.files = files or ("docker-compose.yml",)
        self.port = ports.reserve()
        self.address = f"http://localhost:{self.port}"
        self.settings = {
            "HTTP_PORT": str(self.port),
            "SITE_URL": self.address,
            "HANDOFF_IMAGE": IMAGE,
            "MAILPIT_PORT": str(ports.reserve()),
            **settings,
        }

    def prepare(self) -> None:
        """Lay out the folder as a clone has it, with the .env that `make env` writes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in BASE.glob("docker-compose*.yml"):
            shutil.copy(path, self.folder)
        shutil.copytree(BASE / "deploy", self.folder / "deploy", dirs_exist_ok=True)
        self.write_settings()

    def write_settings(self) -> None:
        text = env.filled((BASE / ".env.example").read_text(encoding="utf-8"))
        for name, value in self.settings.items():
            text = re.sub(rf"^#?{name}=.*\n", "", text, flags=re.MULTILINE) + f"{name}={value}\n"
        (self.folder / ".env").write_text(text, encoding="utf-8")

    def set(self, name: str, value: str) -> None:
        """Change one variable of .env; a later `up` takes it."""
        path = self.folder / ".env"
        path.write_text(re.sub(rf"(?m)^{name}=.*$", f"{name}={value}", path.read_text()))
        assert f"{name}={value}\n" in path.read_text()

    @property
    def password(self) -> str:
        """The database's password, as .env has it."""
        return re.findall(r"^POSTGRES_PASSWORD=(.*)$", (self.folder / ".env").read_text(), re.MULTILINE)[-1]

    def compose(self, *arguments: str, check: bool = True, timeout: float = 600) -> str:
        files = [part for file in self.files for part in ("--file", file)]
        return docker(
            "compose",
            "--project-name",
            self.name,
            *files,
            *arguments,
            check=check,
            timeout=timeout,
            cwd=self.folder,
        )

    def docker(self, *arguments: str) -> str:
        return docker(*arguments)

    def up(self, *arguments: str) -> None:
        """Start what is not running, and wait until every service is healthy."""
        try:
            self.compose(
                "up", "--detach", "--no-build", "--wait", "--wait-timeout", str(HEALTHY_SECONDS), *arguments
            )
        except AssertionError as error:
            logs = self.compose("logs", "--no-color", "--tail=40", check=False)
            raise AssertionError(
                f"{error}\n{self.compose('ps', '--all', check=False)}\n{logs[-8000:]}"
            ) from None

    def remove(self) -> None:
        """Stop everything and delete the volumes."""
        self.compose("--profile", "*", "down", "--volumes", "--remove-orphans", "--timeout", "2", check=False)

    def logs(self, service: str) -> str:
        return self.compose("logs", "--no-color", "--no-log-prefix", service)

    def python(self, code: str, service: str = "web") -> str:
        """Run code inside a running container, with the models at hand, and return what it printed."""
        full = f"import django; django.setup(); from board.models import *; {code}"
        arguments = ["-T", "-e", "DJANGO_SETTINGS_MODULE=config.settings", service, "python", "-c", full]
        return self.compose("exec", *arguments).strip()

    def sql(self, statement: str) -> str:
        """Return the rows of a statement, one a line."""
        return self.compose(
            "exec", "-T", "db", "sh", "-c",
            f'psql -XAtq -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" -c "{statement}"',
        ).strip()  # fmt: skip

    def stop(self, service: str) -> tuple[int, float]:
        """Stop a service as `docker compose stop` does; returns its exit code and the seconds that it took."""
        begun = time.monotonic()
        self.compose("stop", service)
        took = time.monotonic() - begun
        return int(self.state(service)["ExitCode"]), took

    def containers(self, service: str) -> list[str]:
        return self.compose("ps", "--all", "--quiet", service).split()

    def inspect(self, container: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(docker("inspect", container))[0]
        return found

    def state(self, service: str) -> dict[str, Any]:
        """Return the engine's words about the service's first container."""
        found: dict[str, Any] = self.inspect(self.containers(service)[0])["State"]
        return found

    def health(self, service: str) -> str:
        return str(self.state(service)["Health"]["Status"])

    def get(self, path: str) -> tuple[int, str]:
        return visit(self.address + path)

    def until(self, condition: Callable[[], object], what: str, seconds: float = 120) -> float:
        """Wait until the condition holds; returns after how many seconds. Raises AssertionError."""
        started = time.monotonic()
        while not condition():
            if time.monotonic() - started > seconds:
                raise AssertionError(
                    f"not within {seconds} s: {what}\n{self.compose('ps', '--all', check=False)}"
                )
            time.sleep(0.2)
        return time.monotonic() - started


class Browser:
    """A visitor with cookies, who fills in forms as a browser without JavaScript does."""

    def __init__(self, address: str, context: ssl.SSLContext | None = None) -> None:
        self.address, self.cookies = address, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPCookieProcessor(self.cookies),
            urllib.request.HTTPSHandler(context=context),
        )

    def open(self, path: str, **fields: str) -> str:
        """Return the page; with `fields`, the page that the path's own form leads to."""
        url = urllib.parse.urljoin(self.address, path)
        page = self.opener.open(url, timeout=30).read().decode()
        if not fields:
            return str(page)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert token, page[:2000]
        data = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]}).encode()
        headers = {"Referer": url, "Origin": self.address}
        answer = self.opener.open(urllib.request.Request(url, data, headers), timeout=30)
        return str(answer.read().decode())


def visit(url: str, seconds: float = 30, **headers: str) -> tuple[int, str]:
    """Return the status and the body of a page; 0 where nobody answers. `headers` as Accept_Language="ru"."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, headers=named), timeout=seconds) as answer:
            return answer.status, answer.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace")
    except OSError:
        return 0, ""


def build(tag: str, context: Path, target: str = "prod", **arguments: str) -> float:
    """Build the image and return how many seconds it took."""
    given = [part for name, value in arguments.items() for part in ("--build-arg", f"{name}={value}")]
    started = time.monotonic()
    docker(
        "build", "--quiet", "--tag", tag, "--target", target, *given,
        "--file", str(context / "deploy" / "web" / "Dockerfile"), str(context),
        timeout=1200,
    )  # fmt: skip
    return time.monotonic() - started


def copy_sources(folder: Path) -> Path:
    """Copy what git knows of the working tree, without the history."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    for name in filter(None, listed.split("\0")):
        if (BASE / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(BASE / name, folder / name)
    return folder
