"""Who is away does not hear by mail: who stands in for them does, of what they may see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.preferences import set_delivery
from board.actions.watches import mute_task, watch_task
from board.models import Absence, Delivery, Group, Mail, Notification, User
from board.models.mail import MailKind, MailState
from tests.notifications.post import deliver, fate, forget_mails, text

VERA, ANA, BORIS, LENA = "vera@example.com", "ana@example.com", "boris@example.com", "lena@example.com"


@pytest.fixture
def lena(cast):
    return cast.person("lena", "Lena Weiss", cast.legal)


@pytest.fixture
def task(cast):
    """What Vera asked for, Ana works on, and nobody has to hear of any more."""
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    forget_mails()
    return task


def send_away(person, substitute=None, *, first=0, last=0):
    today = person.department.today()
    Absence.objects.create(
        user=person,
        first_day=today + timedelta(days=first),
        last_day=today + timedelta(days=last),
        substitute=substitute,
    )


def test_the_mail_goes_to_who_stands_in_and_says_so(cast, peer, task, lena):
    send_away(cast.ana, lena)
    add_comment(task, text="Words", actor=cast.vera)

    arrived = deliver(peer)

    assert ANA not in arrived
    assert "You get this because you stand in for Ana Lima." in text(arrived[LENA][0])


def test_it_is_in_the_language_of_who_stands_in(cast, peer, task, lena):
    User.objects.filter(pk=lena.pk).update(language="ru")
    send_away(cast.ana, lena)
    add_comment(task, text="Words", actor=cast.vera)

    message = deliver(peer)[LENA][0]

    assert '<html lang="ru">' in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(
    ("first", "last", "reader"), [(-3, 0, LENA), (0, 3, LENA), (-3, -1, ANA), (1, 3, ANA)]
)
def test_an_absence_counts_from_its_first_to_its_last_day(cast, peer, task, lena, first, last, reader):
    send_away(cast.ana, lena, first=first, last=last)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {reader}


def test_the_day_is_that_of_the_absent_persons_own_clock(cast, peer, task, lena):
    # The dates of these two never agree.
    User.objects.filter(pk=cast.ana.pk).update(time_zone="Pacific/Kiritimati")
    there = timezone.localdate(timezone=timezone.get_fixed_timezone(14 * 60))
    Absence.objects.create(user=cast.ana, first_day=there, last_day=there, substitute=lena)
    type(cast.legal).objects.filter(pk=cast.legal.pk).update(time_zone="Pacific/Pago_Pago")
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {LENA}


def test_who_stands_in_for_who_stands_in_reads_it(cast, peer, task, lena):
    send_away(cast.ana, lena)
    send_away(lena, cast.boris)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {BORIS}


def test_where_nobody_is_there_it_goes_to_the_absent_person(cast, peer, task, lena):
    send_away(cast.ana, lena)
    send_away(lena)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {ANA}


def test_two_who_stand_in_for_each_other_lose_no_mail(cast, peer, task, lena):
    send_away(cast.ana, lena)
    send_away(lena, cast.ana)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {ANA}


def test_who_may_not_see_it_does_not_read_it_for_another(cast, peer, task):
    send_away(cast.ana, cast.oleg)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {ANA}


def test_what_only_the_absent_may_read_comes_apart_from_the_rest(cast, peer, task):
    """Vera of Sales stands in for Ana of Legal: internal comments of Legal are not for her."""
    send_away(cast.ana, cast.vera)
    mute = cast.person("max", "Max", cast.sales)
    add_comment(task, text="Open words", actor=mute)
    add_comment(task, text="Between us", internal=True, actor=cast.boris)
    Notification.objects.filter(user=cast.vera).delete()
    Mail.objects.filter(user=cast.vera).delete()

    first, second = deliver(peer), deliver(peer)

    arrived = {address: text(message) for part in (first, second) for address, (message,) in part.items()}
    assert set(arrived) == {VERA, ANA}
    assert "Open words" in arrived[VERA] and "Between us" not in arrived[VERA]
    assert "Between us" in arrived[ANA] and "Open words" not in arrived[ANA]


def test_who_did_it_does_not_read_of_it_for_another(cast, peer, task, lena):
    send_away(cast.ana, lena)
    add_comment(task, text="My own", actor=lena)

    assert set(deliver(peer)) == {VERA}
    assert fate(user=cast.ana, attempts=1) == (MailState.CANCELLED, "Who stands in knows it already.")


def test_who_hears_of_it_anyway_does_not_hear_of_it_twice(cast, peer, task, lena):
    send_away(cast.ana, lena)
    watch_task(task, actor=lena)
    set_delivery(lena, Group.WATCHED, Delivery.NOW, actor=lena)
    add_comment(task, text="Words", actor=cast.vera)

    arrived = deliver(peer)

    assert len(arrived[LENA]) == 1
    assert ANA not in arrived


def test_who_wants_to_hear_nothing_of_it_does_not_hear_of_it_for_another(cast, peer, task, lena):
    send_away(cast.ana, lena)
    mute_task(task, actor=lena)
    add_comment(task, text="Words", actor=cast.vera)

    assert set(deliver(peer)) == {ANA}


def test_a_digest_stays_with_its_person(cast, peer, task, lena):
    send_away(cast.ana, lena)
    mail = Mail.objects.create(kind=MailKind.DIGEST, user=cast.ana, key="digest")
    add_comment(task, text="Words", actor=cast.vera)
    Notification.objects.filter(user=cast.ana).update(mail=mail, delivery=Delivery.DIGEST)

    assert "digest" in deliver(peer)[ANA][0]["Subject"]
