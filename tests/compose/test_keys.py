"""Every key of the compose files is one that docker-compose 1.29.2 and Compose 2 both accept."""

import re

import pytest

from config.embedded import BASE
from tests.compose.files import FILES, read

# Those in use, out of compose_spec.json of docker-compose 1.29.2. A new one is looked up there before it is added.
TOP = {"services", "networks", "volumes"}
# fmt: off
SERVICE = {
    "build", "cap_add", "cap_drop", "command", "depends_on", "env_file", "environment", "healthcheck", "image", "init",
    "logging", "networks", "ports", "profiles", "read_only", "restart", "security_opt", "shm_size",
    "stop_grace_period", "stop_signal", "tmpfs", "user", "volumes",
}
# fmt: on
INSIDE = {
    "build": {"args", "context", "dockerfile", "target"},
    "healthcheck": {"disable", "interval", "retries", "start_period", "test", "timeout"},
    "logging": {"driver", "options"},
}
CONDITIONS = {"service_started", "service_healthy"}


def faults(compose):
    """Return what 1.29.2 would refuse in a compose file, as words."""
    found = [f"top level: {key}" for key in compose if key not in TOP and not key.startswith("x-")]
    for name, service in compose["services"].items():
        found += [f"{name}: {key}" for key in service if key not in SERVICE]
        for part, known in INSIDE.items():
            found += [f"{name}: {part}.{key}" for key in service.get(part, {}) if key not in known]
        for other, given in service.get("depends_on", {}).items():
            if set(given) != {"condition"} or given["condition"] not in CONDITIONS:
                found.append(f"{name}: depends_on.{other}")
        if not isinstance(service.get("env_file", ""), str):
            found.append(f"{name}: env_file is no text")
    return found


@pytest.mark.parametrize("name", FILES)
def test_an_old_compose_accepts_every_key(name):
    assert faults(read(name)) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"name": "handoff", "services": {}},
        {"services": {"web": {"develop": {}}}},
        {"services": {"web": {"healthcheck": {"start_interval": "1s"}}}},
        {"services": {"web": {"depends_on": {"db": {"condition": "service_healthy", "restart": True}}}}},
        {"services": {"web": {"env_file": [{"path": ".env", "required": False}]}}},
    ],
)
def test_a_newer_key_is_found(broken):
    assert len(faults(broken)) == 1


@pytest.mark.parametrize("name", FILES)
def test_no_variable_stands_inside_anothers_default(name):
    # Compose 2 reads ${A:-${B}}; 1.29.2 stops there.
    text = (BASE / name).read_text(encoding="utf-8")

    assert not re.search(r"\$\{[^}]*\$\{", text)
    assert not re.search(r"!reset|!override", text)
