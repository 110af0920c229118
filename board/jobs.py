"""The Celery tasks: each calls one function, and doing it twice does no harm."""

import subprocess
import sys
from importlib import import_module
from os import environ
from pathlib import Path

from celery import shared_task
from django.conf import settings

from board.actions import closing, digests, reminders
from board.actions.forgetting import forget_old_mails, forget_old_notifications
from board.notifications import outbox


@shared_task
def send_due_mail(helping=False):
    outbox.send_due(helping=helping)


@shared_task
def close_by_itself():
    closing.close_by_itself()


@shared_task
def write_reminders():
    reminders.write_reminders()


@shared_task
def write_digests():
    digests.write_digests()


@shared_task
def clean_up():
    """Remove expired sessions, and the notifications and mails that nobody asks about any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    forget_old_notifications()
    forget_old_mails()


@shared_task
def back_up():
    """Copy the database and the files to BACKUP_DIR, unless it was done within the last hours; raises if it fails."""
    tools = Path(environ.get("HANDOFF_LIB", "/usr/local/lib/handoff"))
    subprocess.run([sys.executable, tools / "full_backup.py", "nightly", "--unless-recent"], check=True)
