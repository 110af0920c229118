"""What a load balancer, a container engine and an operator ask."""

import functools
import logging

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse

from board.cache import pages

logger = logging.getLogger(__name__)


def live(request):
    """Say that this process answers."""
    return _never_stored(HttpResponse("ok\n", content_type="text/plain"))


def ready(request):
    """Say as JSON whether this process can serve: 503 without its database or with migrations pending."""
    database, pending = _database()
    cached = "ok" if pages.answers() else "unavailable"
    status = "ok" if database == "ok" and not pending else "unavailable"
    if status == "ok" and cached != "ok":
        status = "degraded"
    report = {
        "status": status,
        "database": database,
        "cache": cached,
        "pending_migrations": pending,
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


@functools.cache
def _known_migrations():
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations.keys()


def _never_stored(response):
    response.headers["Cache-Control"] = "no-store"
    return response
