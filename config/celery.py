"""The Celery application: it is only ever told to look; the rows in the database are the truth."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

from config import heartbeat

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
TRANSPORT_ALIASES.update(redis="config.broker:Transport", rediss="config.broker:Transport")

app = Celery("handoff")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
heartbeat.install(app)
