"""What a load balancer, a container engine and an operator ask."""

import logging

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from board.cache import breaker

logger = logging.getLogger(__name__)


def live(request):
    """Say that this process answers."""
    return _never_stored(HttpResponse("ok\n", content_type="text/plain"))


def ready(request):
    """Say as JSON whether this process can serve: 503 without its database or with migrations pending."""
    database, pending = _database()
    cached = _cache()
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
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        logger.warning("The database does not answer: %s", error)
        return "unavailable", None
    return "ok", len(plan)


def _cache():
    if breaker.is_open:
        return "unavailable"
    try:
        RedisCache.has_key(cache, "health")
    except Exception as error:  # whatever the client raises, the answer is the same
        breaker.trip(error)
        return "unavailable"
    return "ok"


def _never_stored(response):
    response.headers["Cache-Control"] = "no-store"
    return response
