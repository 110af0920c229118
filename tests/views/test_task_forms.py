"""Bad input is refused at its field, in words, with what was typed; a lost race shows both texts."""

import pytest
from django.urls import reverse

from board.actions.archive import archive_task
from board.actions.comments import add_comment
from board.actions.task_text import edit_description
from board.models import Label

BAD = [
    ("task_title", "title", "", "This field is required."),
    ("task_title", "title", "x" * 201, "at most 200"),
    ("task_title", "title", "one\x00two", "Null characters are not allowed."),
    ("task_title", "title", "one\u202etwo", "without control characters"),
    ("task_description", "description", "x" * 20_001, "at most 20000"),
    ("task_description", "description", "bell\x07", "Leave out control characters."),
    ("comment_add", "text", " \n ", "This field is required."),
    ("comment_add", "text", "nul\x00", "Null characters are not allowed."),
    ("comment_add", "text", "x" * 20_001, "at most 20000"),
    ("task_assignee", "assignee", "999999", "This person does not work in this department."),
    ("task_assignee", "assignee", "9" * 40, "This person does not work in this department."),
    ("task_assignee", "assignee", "no number", "This person does not work in this department."),
    ("task_priority", "priority", "9", "is not one of the available choices"),
    ("task_labels", "labels", "999999", "This label does not belong to this board."),
    ("task_labels", "labels", "no number", "This label does not belong to this board."),
    ("task_dates", "wanted_on", "2026-02-30", "There is no such date."),
    ("task_dates", "promised_on", "0226-11-27", "The year must lie between 2000 and 2099."),
    ("checklist_add", "texts", "\n\n", "This field is required."),
    ("checklist_add", "texts", "x" * 301, "is longer than 300 characters"),
    ("checklist_add", "texts", "tab\x01", "without control characters"),
    ("task_access", "person", "999999", "This person cannot be given access."),
]


@pytest.mark.parametrize(("name", "field", "value", "words"), BAD)
def test_bad_input_is_refused_at_its_field(cast, name, field, value, words):
    address = reverse(name, args=[cast.task().pk])

    for client in cast.client(cast.ana), cast.htmx(cast.ana):
        answer = client.post(address, {"version": 1, field: value})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert list(answer.context["form"].errors) == [field]


def test_the_typed_text_stands_in_the_form_again(cast):
    answer = cast.htmx(cast.ana).post(
        reverse("task_title", args=[cast.task().pk]), {"title": "Half a ti\x07tle", "version": 1}
    )

    assert answer.status_code == 422
    assert "Half a ti" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_a_label_and_a_person_of_another_department_are_refused(cast):
    client, task = cast.client(cast.ana), cast.task()
    theirs = Label.objects.create(department=cast.sales, name="Theirs")

    assert client.post(reverse("task_labels", args=[task.pk]), {"labels": [theirs.pk]}).status_code == 422
    assert (
        client.post(reverse("task_assignee", args=[task.pk]), {"assignee": cast.vera.pk}).status_code == 422
    )
    assert (
        client.post(reverse("task_assignee", args=[task.pk]), {"assignee": cast.boris.pk}).status_code == 302
    )


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_task_number_that_is_none_is_a_404(cast, number):
    assert cast.client(cast.ana).get(f"/tasks/{number}/").status_code == 404


@pytest.mark.parametrize(
    "query", ["comments=x", "comments=0", "comments=" + "9" * 30, "replies=-1&history=1.5", "history=9"]
)
def test_a_depth_that_is_none_shows_the_page_all_the_same(cast, query):
    assert cast.client(cast.ana).get(reverse("task", args=[cast.task().pk]) + "?" + query).status_code == 200


@pytest.mark.parametrize("make", ["client", "htmx"])
def test_an_edit_that_lost_a_race_shows_both_texts_and_saves_knowingly(cast, make):
    task = cast.task(description="Before")
    edit_description(task, description="Boris was quicker", version=1, actor=cast.boris)
    client = getattr(cast, make)(cast.ana)
    address = reverse("task_description", args=[task.pk])

    answer = client.post(address, {"description": "Ana was slower", "version": 1})

    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Boris was quicker" in text
    assert "Ana was slower" in text
    assert 'name="version" value="2"' in text
    assert client.post(address, {"description": "Both agreed", "version": 2}).status_code in (204, 302)
    task.refresh_from_db()
    assert task.description == "Both agreed"


def test_a_comment_that_lost_a_race_shows_both_texts(cast):
    comment = add_comment(cast.task(), text="Before", actor=cast.ana)
    client, address = cast.client(cast.ana), reverse("comment_edit", args=[comment.pk])
    client.post(address, {"text": "From the telephone", "version": 1})

    answer = client.post(address, {"text": "From the desk", "version": 1})

    assert answer.status_code == 409
    assert "From the telephone" in answer.content.decode()
    assert "From the desk" in answer.content.decode()


def test_a_preview_changes_nothing(cast):
    task = cast.task(description="Before")

    answer = cast.client(cast.ana).post(
        reverse("task_description", args=[task.pk]),
        {"description": "It is **bold**", "version": 1, "preview": 1},
    )

    assert answer.status_code == 200
    assert "<strong>bold</strong>" in answer.content.decode()
    task.refresh_from_db()
    assert task.description == "Before"


def test_an_archived_task_is_changed_by_nobody_and_the_text_is_kept(cast):
    task = cast.task(column=cast.done)
    archive_task(task, actor=cast.ana)
    client = cast.client(cast.ana)

    page = client.get(reverse("task", args=[task.pk])).content.decode()
    answer = client.post(reverse("comment_add", args=[task.pk]), {"text": "Too late, but typed"})

    assert "data-inplace" not in page
    assert reverse("task_restore", args=[task.pk]) in page
    assert answer.status_code == 409
    assert "Too late, but typed" in answer.content.decode()


def test_a_button_that_someone_else_filled_in_is_refused_in_words(cast):
    task, client = cast.task(), cast.htmx(cast.ana)

    assert client.post(reverse("task_watch", args=[task.pk]), {"choice": "nonsense"}).status_code == 409
    assert client.post(reverse("task_seen", args=[task.pk]), {"activity": 10**17}).status_code == 409
    assert client.post(reverse("task_seen", args=[task.pk])).status_code == 409


def test_without_a_script_a_change_leads_back_to_the_task_with_a_message(cast):
    task = cast.task()

    answer = cast.client(cast.ana).post(
        reverse("task_title", args=[task.pk]), {"title": "Renamed", "version": 1}, follow=True
    )

    assert answer.redirect_chain == [(reverse("task", args=[task.pk]), 302)]
    assert "The title is saved." in answer.content.decode()


def test_htmx_hears_what_to_fetch_again(cast):
    task = cast.task()

    answer = cast.htmx(cast.ana).post(
        reverse("task_title", args=[task.pk]), {"title": "Renamed", "version": 1}
    )

    assert answer.status_code == 204
    assert f"task-{task.pk}:changed" in answer.headers["HX-Trigger"]
    assert f"column-{task.column_id}:changed" in answer.headers["HX-Trigger"]
