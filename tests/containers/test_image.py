"""How the image is built: without a database, without a network after its packages, and quickly after a change."""

import re

from config.embedded import BASE
from tests.containers.engine import docker
from tests.containers.systems import build

DOCKERFILE = (BASE / "deploy" / "web" / "Dockerfile").read_text()
SECONDS_AFTER_A_CHANGE = 40


def test_a_change_of_the_code_is_built_in_seconds(sources, image):
    view = sources / "board" / "views" / "health.py"
    before = view.read_text()
    view.write_text(before + "\n# changed\n")
    try:
        took = build("handoff:changed", sources, BUILD_ID="changed")
    finally:
        view.write_text(before)
        docker("image", "rm", "handoff:changed", check=False)

    assert took < SECONDS_AFTER_A_CHANGE


def test_the_image_knows_what_it_was_built_from(image, sources):
    assert docker("run", "--rm", "--entrypoint", "cat", image, "/opt/handoff/build_id") == "tested\n"

    build("handoff:unnamed", sources)
    unnamed = docker("run", "--rm", "--entrypoint", "cat", "handoff:unnamed", "/opt/handoff/build_id").strip()
    docker("image", "rm", "handoff:unnamed", check=False)
    assert re.fullmatch(r"[0-9a-f]{12}", unnamed)


def test_it_holds_what_runs_and_nothing_else(image):
    listed = docker("run", "--rm", "--entrypoint", "ls", image, "-A", "/app").split()

    assert {"board", "config", "manage.py", "static", "templates", "locale"} <= set(listed)
    assert not {"tests", "docs", ".git", ".env", "node_modules", "var", "docker-compose.yml"} & set(listed)


def test_a_script_with_carriage_returns_starts_all_the_same(sources, tmp_path, image):
    entrypoint = sources / "deploy" / "web" / "entrypoint.sh"
    before = entrypoint.read_bytes()
    entrypoint.write_bytes(before.replace(b"\n", b"\r\n"))
    try:
        build("handoff:windows", sources, BUILD_ID="tested")
    finally:
        entrypoint.write_bytes(before)
    count = docker(
        "run",
        "--rm",
        "--entrypoint",
        "grep",
        "handoff:windows",
        "-c",
        "\r",
        "/usr/local/bin/entrypoint.sh",
        check=False,
    )
    docker("image", "rm", "handoff:windows", check=False)
    assert count == "0\n"
