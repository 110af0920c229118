"""The thread under a task: replies, tombstones, paging, and what is new."""

from django.urls import reverse

from board.actions.comments import add_comment, delete_comment
from board.models import Visit


def page(cast, task, person, query=""):
    return cast.client(person).get(reverse("task", args=[task.pk]) + query).content.decode()


def test_a_comment_costs_few_statements(cast, count_statements):
    task = cast.task()
    client = cast.htmx(cast.ana)

    # Three of them tell others of it.
    with count_statements(at_most=13):
        assert client.post(reverse("comment_add", args=[task.pk]), {"text": "**Hello**"}).status_code == 204

    assert "<strong>Hello</strong>" in page(cast, task, cast.boris)
    task.refresh_from_db()
    assert task.comment_count == 1


def test_a_reply_to_a_reply_stands_under_its_root(cast):
    task = cast.task()
    root = add_comment(task, text="A question", actor=cast.ana)
    reply = add_comment(task, text="An answer", parent=root, actor=cast.boris)

    cast.client(cast.ana).post(reverse("comment_reply", args=[reply.pk]), {"text": "Thanks"})

    assert list(root.replies.values_list("text", flat=True)) == ["An answer", "Thanks"]


def test_a_deleted_comment_leaves_a_tombstone_only_for_its_replies(cast):
    task = cast.task()
    alone = add_comment(task, text="All alone", actor=cast.ana)
    root = add_comment(task, text="Answered", actor=cast.ana)
    reply = add_comment(task, text="The answer", parent=root, actor=cast.boris)
    for comment in alone, root:
        delete_comment(comment, actor=cast.ana)

    html = page(cast, task, cast.ana)

    assert "Answered" not in html
    assert html.count("<p>Comment deleted</p>") == 1
    assert "The answer" in html
    task.refresh_from_db()
    assert task.comment_count == 1
    delete_comment(reply, actor=cast.boris)
    assert "Comment deleted</p>" not in page(cast, task, cast.ana)


def test_a_reply_to_what_is_gone_is_refused_and_kept(cast):
    root = add_comment(cast.task(), text="Gone soon", actor=cast.ana)
    delete_comment(root, actor=cast.ana)

    answer = cast.client(cast.boris).post(reverse("comment_reply", args=[root.pk]), {"text": "My long reply"})

    assert answer.status_code == 409
    assert "My long reply" in answer.content.decode()


def test_deleting_twice_finds_nothing(cast):
    comment = add_comment(cast.task(), text="Once", actor=cast.ana)
    address = reverse("comment_delete", args=[comment.pk])

    assert cast.client(cast.ana).post(address).status_code == 302
    assert cast.client(cast.ana).post(address).status_code == 404


def test_a_long_thread_is_read_back_in_parts(cast, count_statements):
    task = cast.task()
    comments = [add_comment(task, text=f"Remark number {n}.", actor=cast.ana) for n in range(45)]

    latest = page(cast, task, cast.boris)
    earlier = page(cast, task, cast.boris, f"?comments={comments[25].pk}")

    assert "Remark number 25." in latest
    assert "Remark number 24." not in latest
    assert f"comments={comments[25].pk}#comments" in latest
    assert "Remark number 5." in earlier
    assert "Remark number 4." not in earlier
    assert "Remark number 44." in earlier


def test_long_replies_are_read_back_in_parts(cast):
    task = cast.task()
    root = add_comment(task, text="A question", actor=cast.ana)
    replies = [add_comment(task, text=f"Answer number {n}.", parent=root, actor=cast.ana) for n in range(8)]

    latest = page(cast, task, cast.boris)
    earlier = page(cast, task, cast.boris, f"?replies={replies[3].pk}")

    assert "Answer number 3." in latest
    assert "Answer number 2." not in latest
    assert f"replies={replies[3].pk}" in latest
    assert all(f"Answer number {n}." in earlier for n in range(8))


def test_a_permalink_leads_to_where_the_comment_is_shown(cast):
    task = cast.task()
    root = add_comment(task, text="The first question", actor=cast.ana)
    reply = add_comment(task, text="The first answer", parent=root, actor=cast.ana)
    for n in range(30):
        add_comment(task, text=f"Remark {n}", actor=cast.ana)
        add_comment(task, text=f"Reply {n}", parent=root, actor=cast.ana)
    assert "The first answer" not in page(cast, task, cast.boris)

    answer = cast.client(cast.boris).get(reverse("comment", args=[reply.pk]), follow=True)

    assert answer.redirect_chain[0][0].endswith(f"#comment-{reply.pk}")
    assert "The first question" in answer.content.decode()
    assert "The first answer" in answer.content.decode()
    assert cast.client(cast.oleg).get(reverse("comment", args=[reply.pk])).status_code == 404


def test_what_others_wrote_since_the_last_visit_is_new_until_it_is_seen(cast):
    task = cast.task()
    add_comment(task, text="Before", actor=cast.boris)
    client, seen = cast.client(cast.ana), reverse("task_seen", args=[task.pk])
    html = page(cast, task, cast.ana)
    assert "since your last visit" not in html
    client.post(seen, {"activity": task.activities.last().pk})

    add_comment(task, text="One", actor=cast.boris)
    add_comment(task, text="Mine", actor=cast.ana)
    add_comment(task, text="Two", actor=cast.boris)

    assert "2 new since your last visit" in page(cast, task, cast.ana)
    assert page(cast, task, cast.ana).count("comment--new") == 2
    assert "2 new since your last visit" in page(cast, task, cast.ana)
    client.post(seen, {"activity": task.activities.last().pk})
    assert "since your last visit" not in page(cast, task, cast.ana)


def test_having_seen_a_task_never_goes_back(cast):
    task, other = cast.task(), cast.task()
    first = task.activities.last()
    add_comment(task, text="Later", actor=cast.boris)
    last = task.activities.last()
    client = cast.htmx(cast.ana)

    for activity in last, first:
        assert client.post(reverse("task_seen", args=[task.pk]), {"activity": activity.pk}).status_code == 204
    assert client.post(reverse("task_seen", args=[other.pk]), {"activity": last.pk}).status_code == 409
    assert list(Visit.objects.values_list("task", "activity")) == [(task.pk, last.pk)]
