"""Who may do what on a task's page: what one may not do is neither offered nor there."""

import pytest
from django.urls import reverse

from board.actions.checklist import add_items
from board.actions.comments import add_comment
from board.actions.sharing import give_access, restrict_task

WORK = {
    "task_title": {"title": "Another title", "version": 1},
    "task_description": {"description": "Another text", "version": 1},
    "task_assignee": {"assignee": ""},
    "task_priority": {"priority": 3},
    "task_labels": {},
    "task_dates": {"wanted_on": "2026-11-27", "promised_on": ""},
    "checklist_add": {"texts": "A point"},
}


@pytest.mark.parametrize(("name", "data"), WORK.items())
def test_the_owners_people_work_on_it_and_for_a_stranger_it_does_not_exist(cast, name, data):
    address = reverse(name, args=[cast.task().pk])
    nothing = reverse(name, args=[999_999])

    assert cast.client(cast.ana).get(address).status_code == 200
    assert cast.client(cast.ana).post(address, data).status_code == 302
    stranger = cast.client(cast.oleg)
    for answer in (
        stranger.get(address),
        stranger.post(address, data),
        cast.client(cast.ana).post(nothing, data),
    ):
        assert answer.status_code == 404
    assert stranger.post(address, data).content == cast.client(cast.ana).post(nothing, data).content


@pytest.mark.parametrize(("name", "data"), WORK.items())
def test_who_was_given_access_comments_but_does_not_work_on_it(cast, name, data):
    task = cast.task()
    give_access(task, person=cast.oleg, actor=cast.ana)
    client = cast.client(cast.oleg)

    assert client.post(reverse("comment_add", args=[task.pk]), {"text": "Hello"}).status_code == 302
    assert client.post(reverse(name, args=[task.pk]), data).status_code == 404


def test_the_open_board_is_read_and_watched_but_not_written_on(cast):
    task = cast.task()
    comment = add_comment(task, text="Look here", actor=cast.ana)
    cast.legal.is_open = True
    cast.legal.save(update_fields=["is_open"])
    client = cast.client(cast.oleg)

    page = client.get(reverse("task", args=[task.pk])).content.decode()

    assert "Look here" in page
    assert "data-inplace" not in page
    assert "new-comment" not in page
    assert client.post(reverse("task_watch", args=[task.pk]), {"choice": "watch"}).status_code == 302
    assert client.post(reverse("comment_add", args=[task.pk]), {"text": "Me too"}).status_code == 404
    assert client.post(reverse("comment_reply", args=[comment.pk]), {"text": "Me too"}).status_code == 404


def test_a_restricted_task_is_for_its_parties_alone(cast):
    task = cast.task(actor=cast.boris)
    address = reverse("task", args=[task.pk])
    assert cast.client(cast.ana).get(address).status_code == 200

    restrict_task(task, is_restricted=True, actor=cast.boris)

    assert cast.client(cast.ana).get(address).status_code == 404
    assert cast.client(cast.boris).get(address).status_code == 200
    give_access(task, person=cast.ana, actor=cast.boris)
    assert cast.client(cast.ana).get(address).status_code == 200


def test_a_coordinator_restricts_and_a_member_who_did_not_ask_does_not(cast):
    address = reverse("task_restriction", args=[cast.task(actor=cast.boris).pk])

    assert cast.client(cast.ana).post(address, {"is_restricted": "on"}).status_code == 404
    assert cast.client(cast.boris).post(address, {"is_restricted": "on"}).status_code == 302


def test_access_is_given_by_name_and_taken_again(cast):
    task = cast.task()
    client = cast.client(cast.ana)
    give, page = reverse("task_access", args=[task.pk]), reverse("task", args=[task.pk])
    take = reverse("task_access_take", args=[task.pk, cast.vera.pk])

    assert client.post(take).status_code == 404
    assert client.post(give, {"person": cast.vera.pk}).status_code == 302
    assert cast.client(cast.vera).get(page).status_code == 200
    assert client.post(give, {"person": cast.vera.pk}).status_code == 422
    assert cast.client(cast.vera).post(take).status_code == 404
    assert client.post(take).status_code == 302
    assert cast.client(cast.vera).get(page).status_code == 404


def test_who_has_access_already_cannot_be_given_it(cast):
    answer = cast.client(cast.ana).post(
        reverse("task_access", args=[cast.task().pk]), {"person": cast.boris.pk}
    )

    assert answer.status_code == 409
    assert "This person has access already." in answer.content.decode()


def test_a_point_of_a_checklist_belongs_to_a_task_that_one_may_work_on(cast):
    task = cast.task()
    add_items(task, texts=["One"], actor=cast.ana)
    item = task.checklist.get()

    for name, data in (
        ("tick", {"is_done": 1}),
        ("order", {"steps": 1}),
        ("edit", {"text": "Two"}),
        ("remove", {}),
    ):
        address = reverse(f"checklist_{name}", args=[item.pk])
        assert cast.client(cast.oleg).post(address, data).status_code == 404
        assert cast.client(cast.ana).post(address, data).status_code == 302


def test_only_the_author_edits_and_the_author_or_an_administrator_deletes(cast):
    task = cast.task()
    mine, another = (add_comment(task, text="Mine", actor=cast.ana) for _n in range(2))
    edit, delete = reverse("comment_edit", args=[mine.pk]), reverse("comment_delete", args=[mine.pk])
    text = {"text": "Changed", "version": 1}

    for person in cast.boris, cast.vera, cast.irina:
        assert cast.client(person).post(edit, text).status_code == 404
    assert cast.client(cast.boris).post(delete).status_code == 404
    assert cast.client(cast.ana).post(edit, text).status_code == 302
    assert cast.client(cast.ana).post(delete).status_code == 302
    assert cast.client(cast.irina).post(reverse("comment_delete", args=[another.pk])).status_code == 302
