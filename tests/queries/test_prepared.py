"""A statement that was built once is answered for each reader as if it had been built for them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board import prepared
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.people import change_department, deactivate_person
from board.backends import Backend
from board.models import Department, Role, Task, User
from board.queries.notifications import count_heard, notifications_of


def of(reader):
    return prepared.rights(reader), (reader.pk, reader.department_id)


def visible(*reader):
    return Task.objects.visible_to(prepared.Reader(*reader)).order_by("pk").values_list("pk")


def test_each_reader_gets_what_is_theirs(cast):
    cast.task("Of Legal")
    ask_task(cast.legal, title="Asked", actor=cast.vera, is_restricted=True)
    cast.person("nobody", "No Body", None)
    for name in ("ana", "boris", "vera", "oleg", "irina", "nobody", "ana"):
        reader = User.objects.for_request().get(username=name)
        wanted = list(Task.objects.visible_to(reader).order_by("pk").values_list("pk"))

        assert prepared.rows(visible, *of(reader)) == wanted, name


def test_who_may_see_nothing_gets_nothing(cast):
    cast.task()
    deactivate_person(cast.ana, actor=cast.irina)

    assert prepared.rows(visible, *of(User.objects.for_request().get(username="ana"))) == []


def numbered(is_sorted, ids, title):
    tasks = Task.objects.filter(prepared.one_of("pk", ids), title=title)
    return (tasks.order_by("-pk") if is_sorted else tasks).values_list("pk", "title")


def test_lists_of_any_length_and_texts_are_values(cast):
    first, second = cast.task("It’s “%s”"), cast.task("It’s “%s”")

    for ids in ([], [first.pk], [first.pk, second.pk, 0]):
        found = prepared.rows(numbered, (True,), (ids, "It’s “%s”"))
        assert found == [(pk, "It’s “%s”") for pk in sorted(ids, reverse=True) if pk]


def test_the_bell_counts_what_may_be_read_now(cast):
    task = cast.task(assignee=cast.ana)
    for _ in range(2):
        add_comment(task, text="Look", actor=cast.boris)
    ana, boris = (User.objects.for_request().get(username=name) for name in ("ana", "boris"))
    assert (count_heard(ana), count_heard(boris)) == ("1", "")
    assert notifications_of(ana).unread().count() == 2

    change_department(ana, department=cast.it, role=Role.MEMBER, actor=cast.irina)
    Task.objects.filter(pk=task.pk).update(requester=cast.boris)
    task.watches.all().delete()
    assert count_heard(User.objects.for_request().get(username="ana")) == ""


@pytest.mark.parametrize("name", ["ana", "boris", "irina"])
def test_who_is_signed_in_is_loaded_whole_and_at_once(cast, name):
    wanted = User.objects.for_request().get(username=name)

    found = Backend().get_user(wanted.pk)
    with CaptureQueriesContext(connection) as asked:
        assert _values(found) == _values(wanted)
        assert found.leads_department == wanted.leads_department
        assert found.department == wanted.department
        assert not found.department or _values(found.department) == _values(wanted.department)
    assert len(asked) == 0

    found.save()
    assert User.objects.get(pk=found.pk).name == wanted.name


def test_nobody_inactive_or_unknown_is_signed_in(cast):
    deactivate_person(cast.ana, actor=cast.irina)

    assert Backend().get_user(cast.ana.pk) is None
    assert Backend().get_user(0) is None


def _values(row: User | Department):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
