"""The SECRET_KEY that web makes itself where none is set, in the volume that all containers share."""

import contextlib
import os
import secrets
from pathlib import Path

from database import setting
from logfmt import Fatal, log


def path() -> Path:
    """Return where the key is kept."""
    return Path(os.environ.get("SECRETS_DIR") or "/data/secrets") / "secret_key"


def is_there() -> bool:
    """Tell whether there is a key, in the environment or in the volume."""
    return bool(setting("SECRET_KEY")) or path().exists()


def make() -> None:
    """Write a random key unless there is one. Raises Fatal."""
    if is_there():
        return
    draft = path().with_name(f".secret_key.{os.getpid()}")
    try:
        with open(draft, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(50))
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path())  # whole or not at all, and never over another one
    except OSError as error:
        raise Fatal(73, "secrets_not_writable", f"The secret key cannot be kept: {error}.") from None
    finally:
        draft.unlink(missing_ok=True)
    log(
        "secret_key_made", "SECRET_KEY was empty; a random one is in the volume for secrets now.", path=path()
    )
