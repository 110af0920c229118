"""The compose files as Compose reads them: merged, with the variables still in place."""

from typing import Any

import yaml

from config.embedded import BASE

FILES = sorted(path.name for path in BASE.glob("docker-compose*.yml"))
APP = {"web", "live", "worker", "beat", "cli"}


def read(name: str) -> dict[str, Any]:
    return yaml.safe_load((BASE / name).read_text(encoding="utf-8"))


def merged(*names: str) -> dict[str, Any]:
    """Return the services of the files laid over one another: the keys that concern us, merged as Compose does."""
    services: dict[str, Any] = {}
    for name in names:
        for service, given in read(name)["services"].items():
            kept = services.setdefault(service, {})
            for key, value in given.items():
                if key == "volumes":
                    targets = {volume.split(":")[1]: volume for volume in [*kept.get(key, []), *value]}
                    kept[key] = list(targets.values())
                elif key == "ports":
                    kept[key] = [*kept.get(key, []), *value]
                elif isinstance(value, dict):
                    kept[key] = {**kept.get(key, {}), **value}
                else:
                    kept[key] = value
    return services
