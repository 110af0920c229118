"""What a load balancer, a container engine and an operator ask."""

import functools
import logging

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse

from board.cache import pages
from board.queries.mail import LATE, age_of_the_oldest_due_mail

logger = logging.getLogger(__name__)


def live(request):
    """Say that this process answers."""
    return _never_stored(HttpResponse("ok\n", content_type="text/plain"))


def ready(request):
    """Say as JSON whether this process can serve: 503 without database or static files, or with migrations pending."""
    database, pending = _database()
    cached = "ok" if pages.answers() else "unavailable"
    static = _static_files()
    status = "ok" if database == "ok" and not pending and static != "missing" else "unavailable"
    mail, seconds = _mail() if status == "ok" else ("unknown", None)
    if status == "ok" and (cached != "ok" or static != "ok" or mail != "ok"):
        status = "degraded"
    report = {
        "status": status,
        "database": database,
        "cache": cached,
        "pending_migrations": pending,
        "static_files": static,
        "mail": mail,
        "oldest_due_mail": seconds,
        "build": settings.BUILD_ID,
    }
    return _never_stored(JsonResponse(report, status=503 if status == "unavailable" else 200))


def _database():
    try:
        applied = MigrationRecorder(connection).applied_migrations()
    except Error as error:
        logger.warning("The database does not answer: %s", error)
        return "unavailable", None
    return "ok", len(_known_migrations() - applied.keys())


def _mail():
    """Return whether mail goes out, and for how many seconds the first one is due that no worker has taken."""
    try:
        age = age_of_the_oldest_due_mail()
    except Error as error:
        logger.warning("The outbox cannot be read: %s", error)
        return "unknown", None
    if age is None:
        return "ok", 0
    return "late" if age > LATE else "ok", int(age.total_seconds())


@functools.cache
def _known_migrations():
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()


def _static_files():
    """Return whether the collected files are there, and those of this build: a page names each by its content."""
    if settings.DEBUG:
        return "ok"
    try:
        build = (settings.STATIC_ROOT / ".build").read_text().partition("\n")[0]
    except OSError:
        build = settings.BUILD_ID
    if not (settings.STATIC_ROOT / "staticfiles.json").exists():
        return "missing"
    return "ok" if build == settings.BUILD_ID else "stale"


def _never_stored(response):
    response.headers["Cache-Control"] = "no-store"
    return response
