"""The mails that were written to files because no mail server is set, for the page that shows them."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

LIMIT = 50
# What Django's file backend writes after each message.
END = re.compile(rb"\n-{79}\n")


@dataclass(frozen=True)
class ShownMail:
    subject: str
    to: str
    date: datetime | None
    text: str


def latest_mails():
    """Return the last LIMIT mails, newest first."""
    folder = Path(settings.EMAIL_FILE_PATH)
    # By the time of writing: that in their names is in whole seconds.
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)[:LIMIT]
    return [mail for file in files for mail in reversed(_read(file))][:LIMIT]


def _read(file):
    return [_parse(part) for part in END.split(file.read_bytes()) if part.strip()]


def _parse(source):
    message = message_from_bytes(source, policy=policy.default)
    body = message.get_body(("plain",))
    return ShownMail(
        subject=str(message["Subject"] or ""),
        to=str(message["To"] or ""),
        date=message["Date"].datetime if message["Date"] else None,
        text=body.get_content() if body else "",
    )
