"""What the worker does, and what the clock makes it do."""

from datetime import timedelta

import pytest
from celery.schedules import crontab
from django.contrib.sessions.models import Session
from django.core import mail
from django.utils import timezone

from board import jobs
from board.actions.mails import queue_mail
from board.models import Mail
from board.models.mail import MailKind, MailState
from config.celery import app


def test_sending_sends_what_is_due(cast):
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="reset")

    jobs.send_due_mail()

    assert [message.to for message in mail.outbox] == [["ana@example.com"]]


@pytest.mark.parametrize("entry", app.conf.beat_schedule.values(), ids=app.conf.beat_schedule)
def test_the_clock_knows_the_jobs_by_their_names(entry):
    app.loader.import_default_modules()

    assert entry["task"] in app.tasks


def test_the_sweeper_looks_twice_a_minute():
    assert app.conf.beat_schedule["send-due-mail"]["schedule"] == 30


def test_what_runs_once_a_day_comes_also_where_beat_is_started_anew_every_hour():
    for entry in app.conf.beat_schedule.values():
        assert isinstance(entry["schedule"], crontab) or entry["schedule"] <= 300


def test_a_job_is_lost_neither_with_its_worker_nor_by_it():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.accept_content == ["json"]
    assert app.conf.result_backend is None


def test_cleaning_up_takes_expired_sessions_and_old_mails_that_are_done_with(cast):
    old = timezone.now() - timedelta(days=91)
    for key, state in (("sent", MailState.SENT), ("failed", MailState.FAILED), ("due", MailState.DUE)):
        Mail.objects.create(kind=MailKind.PASSWORD_RESET, user=cast.ana, key=f"old {key}", state=state)
    Mail.objects.update(created_at=old)
    Mail.objects.create(kind=MailKind.PASSWORD_RESET, user=cast.ana, key="new", state=MailState.SENT)
    Session.objects.create(session_key="expired", session_data="", expire_date=old)
    Session.objects.create(
        session_key="open", session_data="", expire_date=timezone.now() + timedelta(days=1)
    )

    jobs.clean_up()

    assert set(Mail.objects.values_list("key", flat=True)) == {"old due", "new"}
    assert set(Session.objects.values_list("session_key", flat=True)) == {"open"}
