import pytest
from django.urls import reverse

from board.actions.comments import add_comment
from board.actions.task_fields import assign_task
from board.actions.task_text import edit_title
from board.models import Task, Verb


def page(name, *args):
    return reverse(f"admin:board_task_{name}", args=args)


@pytest.fixture
def form(cast):
    """Return a function that fills in the form of a task as a browser would, with what has been changed."""

    def fill(task, **changes):
        shown = cast.client(cast.irina).get(page("change", task.pk)).context["adminform"].form
        data = {}
        for bound in shown:
            value = bound.value()
            values = value if isinstance(value, list) else [value]
            texts = [getattr(each, "pk", each) for each in values if each not in (None, False)]
            data[bound.html_name] = texts
            if bound.field.show_hidden_initial:
                data[bound.html_initial_name] = texts
        return data | changes

    return fill


def save(cast, task, data):
    return cast.client(cast.irina).post(page("change", task.pk), data)


def test_each_changed_field_goes_through_its_action_and_into_history(cast, form):
    task = cast.task()
    changes = {
        "title": "New title",
        "description": "*New*",
        "column": cast.doing.pk,
        "assignee": cast.boris.pk,
        "priority": 3,
        "wanted_on": "2026-12-31",
        "is_restricted": "on",
    }
    assert save(cast, task, form(task, **changes)).status_code == 302

    task = Task.objects.get(pk=task.pk)
    assert (task.title, task.column, task.assignee) == ("New title", cast.doing, cast.boris)
    assert task.description_html == "<p><em>New</em></p>\n"
    assert [activity.verb for activity in task.activities.all()] == [
        Verb.CREATED,
        Verb.MOVED,
        Verb.EDITED,
        Verb.EDITED,
        Verb.ASSIGNED,
        Verb.PRIORITISED,
        Verb.DATED,
        Verb.RESTRICTED,
    ]


def test_saving_without_a_change_writes_nothing(cast, form):
    task = cast.task(assignee=cast.ana)
    assert save(cast, task, form(task)).status_code == 302
    assert task.activities.count() == 1


def test_what_someone_else_changed_meanwhile_is_not_changed_back(cast, form):
    task = cast.task()
    data = form(task, priority=3)
    assign_task(task, assignee=cast.ana, actor=cast.ana)
    save(cast, task, data)

    task.refresh_from_db()
    assert (task.assignee, task.priority) == (cast.ana, 3)


def test_a_lost_race_shows_both_titles_and_saving_again_wins(cast, form):
    task = cast.task()
    data = form(task, title="Mine")
    edit_title(task, title="Theirs", version=1, actor=cast.ana)

    answer = save(cast, task, data)

    assert answer.status_code == 409
    html = answer.content.decode()
    assert 'value="Mine"' in html
    assert "Now it says: Theirs" in html
    again = {"title": "Mine", "seen_version": answer.context["adminform"].form["seen_version"].value()}
    assert save(cast, task, data | again).status_code == 302
    task.refresh_from_db()
    assert task.title == "Mine"


def test_a_refusal_keeps_what_was_typed_and_undoes_the_rest(cast, form):
    task = cast.task(column=cast.done)
    cast.client(cast.irina).post(page("archive", task.pk))

    answer = save(cast, task, form(task, title="Typed"))

    assert answer.status_code == 409
    assert "This task is archived. Restore it first." in answer.content.decode()
    assert 'value="Typed"' in answer.content.decode()


def test_people_columns_and_labels_of_other_departments_are_no_choice(cast, form):
    task = cast.task()
    for name, value in (
        ("assignee", cast.vera.pk),
        ("column", cast.sales.columns.first().pk),
        ("labels", [999]),
    ):
        assert save(cast, task, form(task, **{name: value})).status_code == 422
    assert task.activities.count() == 1


def test_many_tasks_are_archived_at_once_and_open_ones_are_named(cast):
    finished, still_open = cast.task(column=cast.done), cast.task("Still open")
    chosen = {"action": "archive_all", "_selected_action": [finished.pk, still_open.pk]}

    html = cast.client(cast.irina).post(page("changelist"), chosen, follow=True).content.decode()

    assert "1 task is archived." in html
    assert f"#{still_open.pk} Still open: Only a finished task can be archived." in html


def test_the_search_takes_numbers_and_words_in_any_form(cast):
    task, other = cast.task("Проверить договоры"), cast.task("Something else", description="two contracts")
    admin = cast.client(cast.irina)

    def found(words):
        return list(admin.get(page("changelist"), {"q": words}).context["cl"].result_list)

    assert found(f"#{task.pk}") == found("договор") == [task]
    assert found(str(other.pk)) == found("contract") == [other]


def test_a_comment_is_deleted_through_the_action_and_leaves_its_place(cast):
    comment = add_comment(cast.task(), text="Paragraph four", actor=cast.ana)
    address = reverse("admin:board_comment_remove", args=[comment.pk])
    admin = cast.client(cast.irina)

    assert "Paragraph four" in admin.get(address).content.decode()
    assert admin.post(address).status_code == 302
    comment.refresh_from_db()
    assert comment.text == ""
    assert comment.deleted_at
    assert comment.task.activities.last().verb == Verb.COMMENT_DELETED
