"""How many mails a second go out, and how long a password reset waits among many: `python -m tests.bench.outbox`.

A Celery worker with two processes sends MAILS mails about comments, different ones to PEOPLE, to an aiosmtpd in a
process of its own; then a password is reset while DIGESTS digests are due. Ends with 1 where fewer than LEAST mails
go out a second, or the reset takes more than LONGEST seconds.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from tests import ports, servers
from tests.bench import words
from tests.bench.system import IS_SMALL

PEOPLE, EACH, DIGESTS = (60, 4, 500) if IS_SMALL else (600, 4, 10_000)
MAILS = PEOPLE * EACH
LEAST, LONGEST = 50, 30
# Begun with the worker, and not counted.
WARM_UP = 100
PEER = """
import sys, time
from aiosmtpd.controller import Controller

class Peer:
    async def handle_DATA(self, server, session, envelope):
        with open(sys.argv[2], "a") as log:
            log.write(f"{time.time()} {envelope.rcpt_tos[0]}\\n")
        return "250 OK"

Controller(Peer(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
time.sleep(3600)
"""


def main() -> int:
    try:
        rate, _cost, wait = _measured()
    finally:
        servers.stop()
    return 0 if rate >= LEAST and wait <= LONGEST else 1


def rows() -> list[words.Row]:
    rate, cost, wait = _measured()
    return [
        words.a_second("mails of the outbox", rate, LEAST),
        ("mails of the outbox, CPU of each", f"{cost:.1f} ms", ""),
        ("a password reset among the digests of a morning", f"{wait:.1f} s", f"≤ {LONGEST} s"),
    ]


def _measured() -> tuple[float, float, float]:
    """Return (mails a second, milliseconds of CPU for each, seconds of a password reset)."""
    port, log = ports.reserve(), Path(tempfile.mkdtemp()) / "arrived"
    os.environ.update(servers.environment())
    # Two jobs tell each other of work, as in production; a killed benchmark leaves none of them behind.
    os.environ.update(
        EMAIL_URL=f"smtp://127.0.0.1:{port}", CELERY_QUEUE=f"bench-{os.getpid()}", MAIL_HOLD="0"
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from tests import databases

    name = f"handoff_{os.getpid()}"
    databases.create(name)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        _use(name)
        company = Company()
        processes = [_start("-c", PEER, str(port), str(log)), _start(*WORKER)]
        rate, cost = _mails_a_second(company, log)
        return rate, cost, _seconds_of_a_reset(company, log)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait()
        databases.drop(name)


WORKER = (
    *("-Wignore", "-m", "celery", "--quiet", "--app", "config", "worker"),
    *("--concurrency=2", "--loglevel=ERROR", "--without-gossip", "--without-mingle"),
)


class Company:
    """One department, which works on what each of PEOPLE in another has asked for, EACH so many things."""

    def __init__(self) -> None:
        from board.models import Activity, Comment, Department, Task, User, Verb

        legal = Department.objects.create(name="Legal", code="LEG", email="legal@example.com")
        sales = Department.objects.create(name="Sales", code="SAL", email="sales@example.com")
        self.ana = User.objects.create_user("ana", "ana@example.com", "a long password", department=legal)
        User.objects.bulk_create(
            User(username=f"p{number}", email=f"p{number}@example.com", name=f"P {number}", department=sales)
            for number in range(PEOPLE)
        )
        self.people = list(User.objects.filter(department=sales))
        fields = {"department": legal, "requesting_department": sales, "state": "submitted"}
        asked = [
            Task(title=f"Check contract {number} of {person.name}", requester=person, **fields)
            for person in self.people
            for number in range(EACH)
        ]
        tasks = Task.objects.bulk_create(asked)
        said = {"text": "Who **signs** it?", "html": "<p>Who <strong>signs</strong> it?</p>", "renderer": 2}
        comments = Comment.objects.bulk_create(Comment(task=task, author=self.ana, **said) for task in tasks)
        what = {"department": legal, "version": 1, "verb": Verb.COMMENTED, "actor": self.ana}
        self.activities = Activity.objects.bulk_create(
            Activity(task=comment.task, comment=comment, **what) for comment in comments
        )

    def tell(self) -> None:
        """Write who hears of all comments, as each change does."""
        from board.notifications.notices import tell

        for activity in self.activities:
            tell(activity)

    def write_digests(self) -> None:
        """Write DIGESTS digests, with two comments to tell of in each."""
        from board.models import Mail, Notification

        mails = Mail.objects.bulk_create(
            Mail(kind="digest", user=self.people[number % PEOPLE], key=f"digest-{number}", urgency=6)
            for number in range(DIGESTS)
        )
        Notification.objects.all().delete()
        told = {"reason": "thread", "delivery": "digest"}
        Notification.objects.bulk_create(
            Notification(user_id=mail.user_id, task_id=activity.task_id, activity=activity, mail=mail, **told)
            for number, mail in enumerate(mails)
            for activity in self._two(number // PEOPLE)
        )

    def _two(self, round_: int) -> list:
        return self.activities[2 * round_ : 2 * round_ + 2]


def _mails_a_second(company: Company, log: Path) -> tuple[float, float]:
    from board.models import Mail

    company.tell()
    assert Mail.objects.count() == MAILS, Mail.objects.count()
    _nudge()
    _wait_for(lambda: len(_arrived(log)) >= WARM_UP)
    before, cost = len(_arrived(log)), _cpu_seconds()
    _wait_for(lambda: len(_arrived(log)) >= MAILS)
    cost = (_cpu_seconds() - cost) / (MAILS - before) * 1000
    times = sorted(moment for moment, _to in _arrived(log))[WARM_UP:]
    rate = (len(times) - 1) / (times[-1] - times[0])
    # The rate is of use on an idle machine alone; the cost, of worker and peer, on every one.
    print(f"{MAILS:,} mails about comments: {rate:.0f} a second, {cost:.1f} ms of CPU each", flush=True)
    assert len(_arrived(log)) == MAILS, "one went out twice"
    return rate, cost


def _seconds_of_a_reset(company: Company, log: Path) -> float:
    from board.actions.accounts import request_password_reset
    from board.models import Mail

    company.write_digests()
    before = len(_arrived(log))
    _nudge()
    _wait_for(lambda: len(_arrived(log)) > before + WARM_UP)
    start = time.time()
    request_password_reset(company.ana.email, actor=None)
    _wait_for(lambda: any(to == company.ana.email for _moment, to in _arrived(log)))
    took = next(moment for moment, to in _arrived(log) if to == company.ana.email) - start
    left = Mail.objects.filter(state="due").count()
    print(f"A password reset, with {left:,} of {DIGESTS:,} digests due still: {took:.2f} s", flush=True)
    return took


def _cpu_seconds() -> float:
    times = [process.cpu_times() for process in psutil.Process().children(recursive=True)]
    return sum(time.user + time.system for time in times)


def _nudge() -> None:
    from board.notifications import outbox

    outbox.tell_a_worker()


def _arrived(log: Path) -> list[tuple[float, str]]:
    lines = log.read_text().splitlines() if log.exists() else []
    return [(float(moment), to) for moment, to in (line.split() for line in lines)]


def _wait_for(happened: Callable[[], bool], seconds: float = 900) -> None:
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            raise TimeoutError("The worker stands still.")
        time.sleep(0.2)


def _use(name: str) -> None:
    """Have this process, and those that it starts, work in the database of that name."""
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = name
    os.environ["DATABASE_URL"] = os.environ["DATABASE_URL"].replace(
        f"handoff_{os.environ[servers.SESSION]}", name
    )


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments])


if __name__ == "__main__":
    sys.exit(main())
