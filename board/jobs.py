"""The Celery tasks: each calls one function, and doing it twice does no harm."""

from importlib import import_module

from celery import shared_task
from django.conf import settings

from board.actions.mails import forget_old_mails
from board.notifications import outbox


@shared_task
def send_due_mail():
    outbox.send_due()


@shared_task
def clean_up():
    """Remove expired sessions and mails that nobody asks about any more."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    forget_old_mails()
