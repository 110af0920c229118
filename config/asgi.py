"""The live process, `gunicorn -k config.streaming.Worker config.asgi`."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from board.streams.application import Live  # noqa: E402

application = Live()
