"""SITE_URL and the settings of mail: what stands in the environment, checked, as Django wants it.

Without Django and with the standard library alone: the entrypoint asks before anything is started. What is said of a
wrong value begins with the variable's name and never repeats a secret.
"""

import os
import re
import sys
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

SCHEMES: dict[str, tuple[int, dict[str, bool]]] = {
    "smtp": (25, {}),
    "smtp+tls": (587, {"EMAIL_USE_TLS": True}),
    "smtp+ssl": (465, {"EMAIL_USE_SSL": True}),
}
NO_SITE = "http://localhost:8000"
NO_SENDER = "Handoff <handoff@localhost>"
ADDRESS = r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[\w-]+(?:\.[\w-]+)*"
# The address, or a name, bare or in quotes, before it.
SENDER = re.compile(rf"""{ADDRESS}|(?:"[^"\\]+"|[^"\\<>@,;:()\[\]]*) ?<{ADDRESS}>""")
SPECIAL_SIGNS = " In a password : / ? # @ % are written %3A %2F %3F %23 %40 %25."
# The longest that a socket or a lease makes sense for: a day.
MOST_SECONDS = 86_400


class Wrong(ValueError):
    """A variable that cannot be taken, in one sentence for whoever has set it."""


def site_url(text: str, name: str = "SITE_URL") -> str:
    """Return where people reach the site, without a slash at its end. Raises Wrong."""
    parts = _split(name, text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Wrong(f"{name} must begin with http:// or https:// and a host, e.g. https://tasks.example.com.")
    if _port(name, parts) == 0 or "@" in parts.netloc:
        raise Wrong(f"{name} must be a host and at most a port, e.g. https://tasks.example.com:8443.")
    if parts.path.strip("/") or "?" in text or "#" in text:
        raise Wrong(f"{name} must have no path: the site is at the top of its host.")
    return text.rstrip("/")


def mail_server(text: str) -> dict[str, Any]:
    """Return Django's settings of the mail server that EMAIL_URL names. Raises Wrong."""
    parts = _split("EMAIL_URL", text)
    if parts.scheme not in SCHEMES:
        raise Wrong(
            "EMAIL_URL must begin with smtp+tls:// (STARTTLS), smtp+ssl:// (TLS from the start) or smtp:// (no TLS)."
        )
    usual_port, kind = SCHEMES[parts.scheme]
    port = _port("EMAIL_URL", parts, otherwise=usual_port)
    if not parts.hostname:
        raise Wrong("EMAIL_URL must name a host, e.g. smtp+tls://user:password@mail.example.com:587.")
    if port == 0 or parts.path.strip("/") or "?" in text or "#" in text:
        raise Wrong(f"EMAIL_URL must end with the port.{SPECIAL_SIGNS}")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        **_login(parts),
        **kind,
    }


def sender(text: str) -> str:
    """Return who mail comes from, as it was written. Raises Wrong."""
    if not text.isprintable() or not SENDER.fullmatch(text):
        raise Wrong(
            "MAIL_FROM must be one address, e.g. Handoff <handoff@example.com>; a name with a comma stands in quotes."
        )
    return text


def seconds(name: str, text: str, *, at_least: int) -> int:
    """Return a number of seconds. Raises Wrong."""
    if not (text.isascii() and text.isdecimal()) or not at_least <= int(text[:9]) <= MOST_SECONDS:
        raise Wrong(f"{name} must be a whole number of seconds from {at_least} to {MOST_SECONDS}.")
    return int(text)


def main() -> int:
    """Say what is wrong with the first variable that is, and end with 78; or say nothing."""
    try:
        site_url(_setting("SITE_URL") or NO_SITE)
        sender(_setting("MAIL_FROM") or NO_SENDER)
        if url := _setting("EMAIL_URL"):
            mail_server(url)
        for name, at_least in (("MAIL_TIMEOUT", 1), ("MAIL_LEASE", 1), ("MAIL_HOLD", 0), ("MAIL_SWEEP", 1)):
            if text := _setting(name):
                seconds(name, text, at_least=at_least)
    except Wrong as wrong:
        print(wrong)
        return 78
    return 0


def _setting(name: str) -> str:
    if path := os.environ.get(f"{name}_FILE"):
        with open(path, encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    return os.environ.get(name, "")


def _split(name: str, text: str) -> SplitResult:
    # urlsplit leaves line ends and tabs out without a word.
    if not text.isprintable() or " " in text:
        raise Wrong(f"{name} must have no spaces and no line ends in it.")
    try:
        return urlsplit(text)
    except ValueError:
        raise Wrong(f"{name} is no address that can be read.{_hint(name)}") from None


def _port(name: str, parts: SplitResult, otherwise: int = 1) -> int:
    try:
        port = parts.port
    except ValueError:
        raise Wrong(f"{name} has a port that is no number from 1 to 65535.{_hint(name)}") from None
    return otherwise if port is None else port


def _hint(name: str) -> str:
    return SPECIAL_SIGNS if name == "EMAIL_URL" else ""


def _login(parts: SplitResult) -> dict[str, str]:
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise Wrong("EMAIL_URL must have both a user and a password, or neither: user:password@host.")
    if not (user + password).isascii() or not (user + password).isprintable():
        raise Wrong("EMAIL_URL must have a user and a password of ASCII signs: SMTP has no others.")
    return {"EMAIL_HOST_USER": user, "EMAIL_HOST_PASSWORD": password}


if __name__ == "__main__":
    sys.exit(main())
