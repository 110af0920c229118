"""Mails by the hundred while everything that they need is killed, stopped, frozen, emptied and broken."""

import sys
import time
from collections import Counter, defaultdict
from itertools import cycle

import pytest

from tests.torture import office, peer
from tests.torture.system import until

OFFICE = [sys.executable, "-m", "tests.torture.office"]


def faults(system):
    """Return what happens over and over, each as [(seconds to wait, what to do then)]; none keeps time with another."""
    switch = system.peer.switch
    return [
        [
            (0.5, lambda: switch(peer.REFUSING)),
            (1.0, lambda: switch(peer.FINE)),
            (2.5, lambda: switch(peer.STALLING)),
            (1.0, lambda: switch(peer.FINE)),
            (2.5, lambda: switch(peer.LATER)),
            (0.5, lambda: switch(peer.FINE)),
            (2.5, lambda: switch(peer.WITHOUT_TLS)),
            (0.5, lambda: switch(peer.FINE)),
            (2.5, lambda: switch(peer.BROKEN_TLS)),
            (0.5, lambda: switch(peer.FINE)),
        ],
        [
            (3.0, system.stop_redis),
            (1.5, system.start_redis),
            (4.0, system.freeze_redis),
            (2.0, system.thaw_redis),
            (3.0, system.flush_redis),
        ],
        [(6.0, system.restart_postgres), (7.0, lambda: None)],
        [(8.0, system.kill_the_worker), (7.0, lambda: None)],
        [(1.0, system.kill_a_child)],
        [(1.0, system.hurry)],
        [(0.2, lambda: system.programs["worker"].keep(system.folder))],
    ]


def storm(system, seconds):
    """Let everything fail in turn for so long, and then work again."""
    end = time.monotonic() + seconds
    scripts = [cycle(script) for script in faults(system)]
    waiting = [
        (time.monotonic() + pause, action, script) for script in scripts for pause, action in [next(script)]
    ]
    while time.monotonic() < end:
        for place, (at, action, script) in enumerate(waiting):
            if time.monotonic() >= at:
                action()
                pause, following = next(script)
                waiting[place] = (time.monotonic() + pause, following, script)
        time.sleep(0.05)
    system.peer.switch(peer.FINE)
    system.mend_redis()


def is_over(system):
    """Let what was put off become due, and tell whether nothing is left to send."""
    system.hurry()
    return system.ask("SELECT count(*) FROM board_mail WHERE state = 'due'") == [(0,)]


@pytest.mark.parametrize(
    ("number", "seconds", "quiet"),
    [(300, 16, 120), pytest.param(10_000, 150, 300, marks=pytest.mark.long)],
)
def test_every_mail_arrives_once_whatever_fails_meanwhile(system_with, number, seconds, quiet):
    system = system_with(MAIL_LEASE="6", MAIL_TIMEOUT="1", MAIL_SWEEP="1")
    run(system, number, seconds, quiet)


def run(system, number, seconds, quiet):
    system.run("-m", "tests.torture.office", "open", str(number))
    worker, beat = system.begin_worker(), system.begin_beat()
    assert until(lambda: worker.has_said("ready."), seconds=quiet)
    work = system.begin("work", [*OFFICE, "work", str(number)])

    storm(system, seconds)
    assert until(lambda: work.process.poll() == 0, seconds=quiet), work.lines()
    until(lambda: is_over(system), seconds=quiet)

    assert (worker.ends, beat.process.poll()) == ([], None)
    check(system, number)


MAILS = """
    SELECT message_id, state, error, coalesce(username, ''), leased_until
    FROM board_mail LEFT JOIN board_user ON board_user.id = user_id
"""
# Each that somebody was to be told of by mail, with the mail that tells it.
TOLD = """
    SELECT username, state, error, message_id
    FROM board_notification AS notice JOIN board_user ON board_user.id = notice.user_id
        JOIN board_mail ON board_mail.id = mail_id
    WHERE notice.delivery = 'now'
"""
LOST = {
    "left": "The person was deactivated.",
    "hidden": "Dropped: no access.",
    "taken": "Dropped: no access.",
}


def check(system, number):
    deliveries = system.peer.deliveries()
    arrived = Counter(delivery.message_id for delivery in deliveries)
    doubled = sum(arrived.values()) - len(arrived)
    mails = system.ask(MAILS)
    print(Counter(mail[1] for mail in mails), len(deliveries), "doubled", doubled, "kills", system.kills)

    assert doubled <= system.kills
    assert all(delivery.is_encrypted for delivery in deliveries)
    assert not [mail for mail in mails if mail[1] == "due" or mail[4]]
    assert set(arrived) == {message_id for message_id, state, *_rest in mails if state == "sent"}

    told = defaultdict(list)
    for username, state, error, message_id in system.ask(TOLD):
        told[username.rstrip("0123456789")].append((state, error))
        assert (message_id in arrived) == (state == "sent"), (username, error)
    assert set(told["person"]) == set(told["boris"]) == {("sent", "")}
    assert {state for state, _error in told["refused"]} == {"failed"}
    assert all("No such user here" in error for _state, error in told["refused"])
    for kind, words in LOST.items():
        assert set(told[kind]) == {("cancelled", words)}
        assert not any(delivery.recipient.startswith(kind) for delivery in deliveries)
    people = sum(len(told[kind]) for kind in ("person", "refused", *LOST))
    assert people >= number // office.TASKS_EACH * office.TASKS_EACH
