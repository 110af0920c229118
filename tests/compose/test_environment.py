"""`.env.example` and what `make env` makes of it."""

import re
import stat

import pytest

from config import env
from config.embedded import BASE

EXAMPLE = (BASE / ".env.example").read_text(encoding="utf-8")
NAMES = re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / ".env.example").write_text(EXAMPLE, encoding="utf-8")
    return tmp_path


def read(folder):
    lines = (folder / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_sample_leads_to_the_database_in_its_container_and_holds_no_key():
    assert "\nPOSTGRES_HOST=db\n" in EXAMPLE
    assert "\nSECRET_KEY=\n" in EXAMPLE


def test_every_variable_of_the_compose_files_is_in_the_sample():
    texts = [path.read_text() for path in BASE.glob("docker-compose*.yml")]
    used = {name for text in texts for name in re.findall(r"(?<!\$)\$\{([A-Z_]+)", text)}

    assert used - set(NAMES) == set()


def test_every_variable_is_named_once():
    assert sorted(NAMES) == sorted(set(NAMES))


def test_make_env_writes_secrets_for_its_owner_alone(folder):
    assert env.main(folder) == 0

    written = read(folder)
    assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
    assert {name for name in written if written[name] != dict(_sample())[name]} >= set(env.SECRETS)
    for name in env.SECRETS:
        assert re.fullmatch(r"[\w-]{32,}", written[name])


def test_two_installations_share_no_secret(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / ".env.example").write_text(EXAMPLE, encoding="utf-8")
    env.main(folder)
    env.main(other)

    assert not {read(folder)[name] for name in env.SECRETS} & {read(other)[name] for name in env.SECRETS}


def test_make_env_leaves_what_is_there(folder):
    (folder / ".env").write_text("POSTGRES_PASSWORD=kept\n")

    assert env.main(folder) == 73
    assert (folder / ".env").read_text() == "POSTGRES_PASSWORD=kept\n"


def _sample():
    return [line.split("=", 1) for line in EXAMPLE.splitlines() if re.match(r"[A-Z_]+=", line)]
