"""The environment of a board on one's own machine, where nothing is set."""

import os
import secrets

from config.embedded import var_folder

DEFAULT_PORT = 8000


def port() -> int:
    """Return the port that was asked for by PORT. Raises ValueError where that is no port."""
    number = int(os.environ.get("PORT") or DEFAULT_PORT)
    if not 1 <= number <= 65535:
        raise ValueError(number)
    return number


def environment() -> dict[str, str]:
    """Return the settings that a local board needs and that the environment does not name already."""
    defaults = {
        "DEBUG": "true",
        "SITE_URL": f"http://localhost:{port()}",
        "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
        "VAR_DIR": str(var_folder()),
    }
    if not os.environ.get("SECRET_KEY"):
        defaults["SECRET_KEY"] = _secret_key()
    return {name: os.environ.get(name) or value for name, value in defaults.items()}


def _secret_key() -> str:
    path = var_folder() / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or not path.read_text():
        # Written whole under another name first: two starts at once end up with the same key.
        draft = path.with_name(f"secret_key.{os.getpid()}")
        with open(draft, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
        draft.replace(path)
    return path.read_text()
