"""The Dockerfile, read: where the network ends, and what runs as whom."""

import re

import pytest

from config.embedded import BASE

DOCKERFILE = (BASE / "deploy" / "web" / "Dockerfile").read_text()
STAGES = {
    match[1]: match[2]
    for match in re.finditer(
        r"^FROM \S+ AS (\w[\w-]*)\n(.*?)(?=^FROM |\Z)", DOCKERFILE, re.MULTILINE | re.DOTALL
    )
}
FETCH_PACKAGES = {"wheels", "tools", "dev-wheels", "packages", "runtime"}


@pytest.mark.parametrize("stage", ["assets", "build", "prod"])
def test_after_the_packages_nothing_is_fetched(stage):
    # `dev` alone changes rights on folders, which needs no network either.
    steps = re.findall(r"^RUN (\S+)", STAGES[stage], re.MULTILINE)

    assert stage not in FETCH_PACKAGES
    assert set(steps) <= {"--network=none"}


def test_packages_come_by_their_hashes():
    installs = [line for line in DOCKERFILE.splitlines() if "pip" in line and " install " in line]

    assert installs
    assert all("--require-hashes" in line for line in installs)
    assert "npm ci --ignore-scripts" in DOCKERFILE


def test_no_secret_is_an_argument_or_stays_in_the_environment():
    kept = re.findall(r"^(?:ENV|ARG) .*(?:\n .*)*", DOCKERFILE, re.MULTILINE)

    assert not [text for text in kept if re.search(r"SECRET_KEY|PASSWORD", text)]
    assert "# syntax=" not in DOCKERFILE.splitlines()[0]


@pytest.mark.parametrize("stage", ["prod", "dev"])
def test_it_runs_as_a_numbered_user_without_rights(stage):
    assert re.findall(r"^USER (.*)$", STAGES[stage], re.MULTILINE)[-1] == "${APP_UID}:${APP_GID}"
    assert "ARG APP_UID=10001" in STAGES[stage]


def test_nothing_is_migrated_while_it_is_built():
    assert not re.search(r"manage\.py (migrate|upgrade)", DOCKERFILE)
