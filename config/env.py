"""`make env`: write .env out of .env.example with secrets and ids of its own. Needs a bare Python.

It never touches a .env that is there: a database keeps the password that it was made with.
"""

import os
import re
import secrets
import sys
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
# Letters, digits, - and _ alone: Compose reads $, quotes and # in .env as signs of its own.
SECRETS = {"SECRET_KEY": 50, "POSTGRES_PASSWORD": 32, "REDIS_PASSWORD": 32}


def main(folder: Path = BASE) -> int:
    path = folder / ".env"
    text = filled((folder / ".env.example").read_text(encoding="utf-8"))
    try:
        with open(
            path, "x", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)
        ) as file:
            file.write(text)
    except FileExistsError:
        print(f"{path} is there already and stays as it is.", file=sys.stderr)
        return 73
    print(
        f"{path} is written, for you alone to read. Set SITE_URL and ALLOWED_HOSTS in it; then: docker compose up -d"
    )
    return 0


def filled(example: str) -> str:
    """Return the text of a .env: `example` with a fresh value for every secret, and the owner of the sources."""
    values = {name: secrets.token_urlsafe(size) for name, size in SECRETS.items()}
    owner = BASE.stat()
    values |= {"APP_UID": str(owner.st_uid), "APP_GID": str(owner.st_gid)}
    for name, value in values.items():
        example = re.sub(rf"^{name}=.*$", f"{name}={value}", example, flags=re.MULTILINE)
    return example


if __name__ == "__main__":
    sys.exit(main())
