"""What stands around the text of a mail: one recipient, a clean subject, and what mail programs read."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from board.notifications import cleaning
from board.tokens import unsubscribe_token

SUBJECT_LENGTH = 150
LINE_LENGTH = 990
_HOST = re.compile(r"[A-Za-z0-9.-]+")


def host():
    """Return the name behind the @ of Message-IDs: the configured site's, never one that a request names."""
    name = urlsplit(settings.SITE_URL).hostname or "localhost"
    name = name.encode("idna").decode()
    return name if _HOST.fullmatch(name) else "localhost"


def address_of(name, *arguments):
    """Return an address of the site, as it is configured."""
    return settings.SITE_URL + reverse(name, args=arguments)


class Message(EmailMultiAlternatives):
    """A mail whose header lines are broken between encoded words alone: many programs want an address in one piece."""

    def message(self):
        built = super().message()
        built.policy = built.policy.clone(max_line_length=LINE_LENGTH)
        return built


def message(mail, *, subject, to, template, context, headers=None):
    """Return `mail` as a message in text and HTML to one address, from emails/<template>.txt and .html."""
    subject = cleaning.header(subject, SUBJECT_LENGTH)
    context = {
        "subject": subject,
        "site": settings.SITE_URL,
        "settings_link": address_of("settings"),
        **context,
    }
    text, html = (render_to_string(f"emails/{template}.{kind}", context) for kind in ("txt", "html"))
    built = Message(
        subject,
        cleaning.lines(text),
        to=[to],
        headers={
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **(headers or {}),
        },
    )
    built.attach_alternative(cleaning.lines(html), "text/html")
    return built


def thread(task):
    """Return the headers by which all mails about `task` stand together, and can be sorted by department."""
    root = f"<task-{task.pk}@{host()}>"
    return {"In-Reply-To": root, "References": root, "List-Id": f"<{task.department.code.lower()}.{host()}>"}


def unsubscribe(person, *, task=None, groups=()):
    """Return the address of the page that ends such mails, and the headers for one click (RFC 8058)."""
    address = address_of("unsubscribe", unsubscribe_token(person, task=task, groups=groups))
    return address, {
        "List-Unsubscribe": f"<{address}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
