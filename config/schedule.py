"""When the clock makes the worker look; each job finds by the rows what is due, so a look too many does no harm."""

from typing import Any

from celery.schedules import crontab

MINUTE = 60.0
DAY = 24 * 60 * MINUTE


def jobs(*, mail_sweep: int) -> dict[str, dict[str, Any]]:
    """Return beat's schedule; `mail_sweep` is the seconds between two looks for mail that is due."""
    return {
        "send-due-mail": _every(mail_sweep, "send_due_mail"),
        "close-by-itself": _every(5 * MINUTE, "close_by_itself"),
        "write-reminders": _every(5 * MINUTE, "write_reminders"),
        "write-digests": _every(5 * MINUTE, "write_digests"),
        # At an hour: a beat that is started anew counts seconds from there, and might never come to a day's.
        "clean-up": _every(DAY, "clean_up") | {"schedule": crontab(hour="4", minute="0")},
    }


def _every(seconds: float, job: str) -> dict[str, Any]:
    """Return the entry of a job of board.jobs; one that no worker has taken by then is replaced by the next."""
    return {"task": f"board.jobs.{job}", "schedule": seconds, "options": {"expires": seconds}}
