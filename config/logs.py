"""What the logs leave out: an outage of another server is one line each time, and no page of code."""

import logging
import sys
from typing import Any

# Of these the words say all; where in our code they happened says nothing.
OUTAGES = {
    ("celery.beat", "SchedulingError"),
    ("billiard.exceptions", "WorkerLostError"),
    ("django.db.utils", "InterfaceError"),
    ("django.db.utils", "OperationalError"),
    ("kombu.exceptions", "OperationalError"),
    ("redis.exceptions", "RedisError"),
}
# With each outage of Redis: to end the jobs that run then, which would double the mail that is on its way.
ADVICE = "CPendingDeprecationWarning"


def settings(level: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything from `level` on, a line each, to the standard error."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
        "filters": {"outages": {"()": OutageOnOneLine}},
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["outages"],
                "formatter": "line",
                "stream": sys.stderr,
            }
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.server": {"handlers": [], "propagate": True},
        },
    }


class OutageOnOneLine(logging.Filter):
    """Has Celery say on one line, without a traceback, that the database or Redis is away or a child was killed."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "py.warnings" and ADVICE in record.getMessage():
            return False
        if record.name.startswith("celery") and record.levelno >= logging.WARNING:
            if record.name == "celery.beat" and record.args and len(record.args) == 2:
                # Its second line is the stack, as a list.
                record.msg, record.args = "%s", tuple(record.args)[:1]
            if record.exc_info and _is_outage(record.exc_info[0]):
                record.exc_info = record.exc_text = None
            record.msg, record.args = " ".join(record.getMessage().split()), ()
        return True


def _is_outage(kind: type[BaseException] | None) -> bool:
    return kind is not None and any((base.__module__, base.__name__) in OUTAGES for base in kind.__mro__)
