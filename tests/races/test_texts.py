"""People write in the same task at the same moment."""

from collections import Counter

import pytest

from board.actions.checklist import add_items
from board.actions.comments import add_comment
from board.models import Comment, Department, Task, Visit, Watch
from tests.consistency import broken
from tests.races.crowd import at_once, in_turn


@pytest.mark.parametrize("field", ["description", "title"])
def test_the_second_of_two_edits_gets_both_texts(cast, crowd, field):
    task = cast.task()
    address = f"/tasks/{task.pk}/{field}/"

    answers = at_once(
        lambda: crowd[0].post(address, **{field: "Words of Boris", "version": 1}),
        lambda: crowd[1].post(address, **{field: "Words of Ana", "version": 1}),
    )

    assert Counter(answer.status for answer in answers) == {204: 1, 409: 1}
    lost = next(answer for answer in answers if answer.status == 409)
    assert "Words of Boris" in lost.text and "Words of Ana" in lost.text
    winner = "Words of Boris" if answers[0].status == 204 else "Words of Ana"
    task.refresh_from_db()
    assert (getattr(task, field), task.version) == (winner, 2)


def test_comments_replies_and_deletions_at_once_are_counted_right(cast, crowd):
    task = cast.task()
    root = add_comment(task, text="Root", actor=cast.boris)
    doomed = [add_comment(task, text=f"Doomed {number}", actor=cast.boris) for number in range(6)]
    before = Department.objects.get(pk=cast.legal.pk).version
    boss, *others = crowd

    def writing(number, visitor):
        calls = []
        for turn in range(4):
            text = f"{number}/{turn}"
            calls.append(lambda text=text: visitor.post(f"/tasks/{task.pk}/comments/", text=text))
            calls.append(lambda text=text: visitor.post(f"/comments/{root.pk}/reply/", text=f"re {text}"))
        return in_turn(calls)

    deleting = in_turn(
        [lambda comment=comment: boss.post(f"/comments/{comment.pk}/delete/") for comment in doomed]
    )
    answers = at_once(deleting, *[writing(number, visitor) for number, visitor in enumerate(others)])

    assert {answer.status for some in answers for answer in some} == {204}
    task.refresh_from_db()
    assert task.comment_count == Comment.objects.live().count() == 1 + len(others) * 8
    assert Department.objects.get(pk=cast.legal.pk).version - before == sum(map(len, answers))
    assert broken() == {}


def test_a_comment_is_deleted_once_and_nothing_is_written_into_it_afterwards(cast, crowd):
    task = cast.task()
    comment = add_comment(task, text="Here", actor=cast.boris)
    boss = crowd[0]

    delete = lambda: boss.post(f"/comments/{comment.pk}/delete/")  # noqa: E731
    edit = lambda: boss.post(f"/comments/{comment.pk}/edit/", text="There", version=1)  # noqa: E731
    answers = at_once(delete, delete, edit)

    assert [answer.status for answer in answers[:2]].count(204) == 1
    assert {answer.status for answer in answers} <= {204, 404, 409}
    comment.refresh_from_db()
    assert (comment.text, comment.html) == ("", "")
    assert Task.objects.get(pk=task.pk).comment_count == 0
    assert broken() == {}


def test_points_ticked_added_and_removed_at_once_are_counted_right(cast, crowd):
    task = cast.task()
    add_items(task, texts=[f"Point {number}" for number in range(12)], actor=cast.ana)
    items = list(task.checklist.all())

    def errand(number, visitor):
        calls = [
            lambda item=item: visitor.post(f"/checklist/{item.pk}/tick/", is_done=str(number % 2))
            for item in items
        ]
        calls.insert(
            3, lambda: visitor.post(f"/tasks/{task.pk}/checklist/", texts=f"More {number}\nEven more")
        )
        calls.insert(6, lambda: visitor.post(f"/checklist/{items[number].pk}/remove/"))
        calls.insert(9, lambda: visitor.post(f"/checklist/{items[-1 - number].pk}/order/", steps="-1"))
        return in_turn(calls)

    answers = at_once(*[errand(number, visitor) for number, visitor in enumerate(crowd)])

    assert {answer.status for some in answers for answer in some} <= {204, 404, 409}
    task.refresh_from_db()
    assert task.checklist_count == task.checklist.count() == 12 - 8 + 2 * 8
    assert task.checklist_done == task.checklist.filter(is_done=True).count()
    assert broken() == {}


def test_what_readers_keep_for_themselves_bears_their_haste(cast, crowd):
    task = cast.task()
    latest = task.activities.last().pk

    def errand(visitor):
        calls = [lambda: visitor.post(f"/tasks/{task.pk}/seen/", activity=latest)]
        calls += [
            lambda choice=choice: visitor.post(f"/tasks/{task.pk}/watch/", choice=choice)
            for choice in ("watch", "mute", "leave", "watch")
        ]
        return in_turn(calls)

    # Two windows of each person.
    answers = at_once(*map(errand, crowd[:4] * 2))

    assert {answer.status for some in answers for answer in some} == {204}
    assert Visit.objects.filter(task=task).count() == 4
    assert Watch.objects.filter(task=task, is_muted=False).values("user").distinct().count() >= 4
