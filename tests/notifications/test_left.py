"""What is left to say when a mail goes out: nothing that was read, hidden, unwanted or undone meanwhile."""

from datetime import date, timedelta

from django.utils import timezone

from board.actions.agreement import accept_task
from board.actions.comments import add_comment, edit_comment
from board.actions.preferences import set_delivery
from board.actions.sharing import give_access, restrict_task, take_access
from board.actions.watches import mute_task, unwatch_task, watch_task
from board.models import Delivery, Group, Mail, Notification
from board.models.mail import MailState
from tests.notifications.post import deliver, forget_mails, html, text

VERA, ANA, BORIS = "vera@example.com", "ana@example.com", "boris@example.com"


def why_not(user):
    """Return why the one mail to `user` that was due was not sent, once that is decided."""
    mail = Mail.objects.filter(user=user, attempts=1).exclude(error="").get()
    assert mail.state == MailState.CANCELLED
    return mail.error


def test_a_comment_is_mailed_with_its_text(cast, peer, task):
    add_comment(task, text="Who **signs**?", actor=cast.boris)

    (message,) = deliver(peer)[VERA]

    assert "Boris Orlov wrote a comment" in text(message)
    assert "Who **signs**?" in text(message)
    assert "Who <strong>signs</strong>?" in html(message)


def test_what_happens_before_a_worker_comes_is_told_in_one_mail(cast, peer, task):
    accept_task(task, assignee=cast.ana, promised_on=date(2099, 12, 4), actor=cast.boris)
    add_comment(task, text="First", actor=cast.boris)
    add_comment(task, text="Second", actor=cast.ana)

    (message,) = deliver(peer)[VERA]

    assert [text(message).count(word) for word in ("accepted this", "First", "Second")] == [1, 1, 1]


def test_what_happens_after_a_worker_came_is_another_mail(cast, peer, task):
    add_comment(task, text="First", actor=cast.boris)
    Mail.objects.filter(user=cast.vera, state=MailState.DUE).update(
        attempts=1, leased_until=timezone.now() + timedelta(minutes=5)
    )
    add_comment(task, text="Second", actor=cast.boris)

    messages = deliver(peer)[VERA]

    assert sorted("First" in text(message) for message in messages) == [False, True]
    assert sorted("Second" in text(message) for message in messages) == [False, True]


def test_what_was_read_in_the_app_is_not_mailed(cast, peer, task):
    add_comment(task, text="First", actor=cast.boris)
    Notification.objects.filter(user=cast.vera).update(read_at=timezone.now())
    add_comment(task, text="Second", actor=cast.boris)

    (message,) = deliver(peer)[VERA]

    assert "First" not in text(message)
    assert "Second" in text(message)


def test_where_all_was_read_there_is_no_mail(cast, peer, task):
    add_comment(task, text="First", actor=cast.boris)
    Notification.objects.filter(user=cast.vera).update(read_at=timezone.now())

    assert VERA not in deliver(peer)
    assert why_not(cast.vera) == "Read in the app."


def test_an_edited_comment_is_mailed_as_it_is_now(cast, peer, task):
    comment = add_comment(task, text="The wrong word", actor=cast.boris)
    edit_comment(comment, text="The right word", version=1, actor=cast.boris)

    (message,) = deliver(peer)[VERA]

    assert "The right word" in text(message)
    assert "wrong" not in text(message) + html(message)


def test_whoever_lost_access_meanwhile_gets_nothing(cast, peer, task):
    give_access(task, person=cast.oleg, actor=cast.boris)
    watch_task(task, actor=cast.oleg)
    forget_mails()
    add_comment(task, text="A secret for @oleg", actor=cast.boris)
    take_access(task, person=cast.oleg, actor=cast.boris)

    arrived = deliver(peer)

    assert "A secret" in text(arrived[VERA][0])
    assert "oleg@example.com" not in arrived
    assert why_not(cast.oleg) == "Dropped: no access."


def test_a_restriction_counts_for_mails_that_wait(cast, peer, accepted):
    lena = cast.person("lena", "Lena", cast.legal)
    add_comment(accepted, text="A secret for @lena and @ana", actor=cast.boris)
    restrict_task(accepted, is_restricted=True, actor=cast.boris)

    arrived = deliver(peer)

    assert ANA in arrived
    assert why_not(lena) == "Dropped: no access."


def test_an_internal_comment_is_for_who_may_read_it(cast, peer, accepted):
    add_comment(accepted, text="Between us, @ana", internal=True, actor=cast.boris)

    arrived = deliver(peer)

    assert "Between us" in text(arrived[ANA][0])
    assert VERA not in arrived


def test_who_left_the_department_reads_no_internal_comment_of_it(cast, peer, accepted):
    give_access(accepted, person=cast.oleg, actor=cast.boris)
    forget_mails()
    type(cast.oleg).objects.filter(pk=cast.oleg.pk).update(department=cast.legal)
    add_comment(accepted, text="Between us, @oleg", internal=True, actor=cast.boris)
    type(cast.oleg).objects.filter(pk=cast.oleg.pk).update(department=cast.it)

    assert "oleg@example.com" not in deliver(peer)
    assert why_not(cast.oleg) == "Dropped: no access."


def test_a_muted_task_is_silent(cast, peer, task):
    add_comment(task, text="Words", actor=cast.boris)
    mute_task(task, actor=cast.vera)

    assert VERA not in deliver(peer)
    assert why_not(cast.vera) == "Muted."


def test_a_group_that_is_for_the_app_only_by_now_is_not_mailed(cast, peer, task):
    add_comment(task, text="Words", actor=cast.boris)
    set_delivery(cast.vera, Group.REQUESTS, Delivery.APP, actor=cast.vera)

    assert VERA not in deliver(peer)
    assert why_not(cast.vera) == "In the app only, as chosen."


def test_a_group_that_is_for_the_digest_by_now_is_left_to_it(cast, peer, task):
    add_comment(task, text="Words", actor=cast.boris)
    set_delivery(cast.vera, Group.REQUESTS, Delivery.DIGEST, actor=cast.vera)

    assert VERA not in deliver(peer)
    assert why_not(cast.vera) == "Left to the digest."
    notice = Notification.objects.get(user=cast.vera)
    assert (notice.mail, notice.delivery) == (None, Delivery.DIGEST)


def test_a_comment_that_names_its_requester_no_more_is_still_news_to_them(cast, peer, task):
    comment = add_comment(task, text="For @vera", actor=cast.boris)
    edit_comment(comment, text="For nobody", version=1, actor=cast.boris)

    (message,) = deliver(peer)[VERA]

    assert "you are the requester" in text(message)


def test_who_does_not_watch_any_more_hears_nothing(cast, peer, task):
    set_delivery(cast.ana, Group.WATCHED, Delivery.NOW, actor=cast.ana)
    watch_task(task, actor=cast.ana)
    add_comment(task, text="First", actor=cast.boris)
    assert "First" in text(deliver(peer)[ANA][0])

    add_comment(task, text="Second", actor=cast.boris)
    unwatch_task(task, actor=cast.ana)

    assert ANA not in deliver(peer)
    assert why_not(cast.ana) == "No longer true."
