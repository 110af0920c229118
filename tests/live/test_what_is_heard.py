"""What open pages may hear of is what the pages themselves show, for every person and every board, list and task."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from board.actions.departments import set_reading
from board.actions.hops import ask_task
from board.actions.sharing import give_access, restrict_task
from board.actions.task_fields import assign_task
from board.models import Department, Role, Task, User
from board.queries.live import Wish, granted, seal_of


@pytest.fixture
def company(cast):
    """Every kind of task, on a board that all may read and on one that they may not."""
    cast.person("galina", "Galina", cast.sales, role=Role.COORDINATOR)
    cast.person("guest", "Guest", None)
    leaver = cast.person("leaver", "Leaver", cast.sales)
    gone = cast.person("gone", "Gone", cast.legal)

    def asked(by):
        return ask_task(cast.legal, title="Check", actor=by)

    tasks = [cast.task("Plain"), asked(cast.vera), asked(leaver)]
    tasks += [restricted(cast, task) for task in (cast.task("Restricted"), asked(cast.vera), asked(leaver))]
    given = restricted(cast, cast.task("Given"))
    give_access(given, person=cast.oleg, actor=cast.boris)
    assigned = cast.task("Assigned")
    assign_task(assigned, assignee=cast.ana, actor=cast.boris)
    restricted(cast, assigned)
    cast.task("Of IT", column=cast.it.columns.first(), actor=cast.oleg)
    set_reading(cast.it, is_open=True, actor=cast.irina)
    User.objects.filter(pk__in=[leaver.pk, gone.pk]).update(is_active=False)
    return cast


def restricted(cast, task):
    restrict_task(task, is_restricted=True, actor=cast.boris)
    return task


def session_of(user):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["of"] = user.pk
    session.create()
    return session.session_key


def wishes_of(user, session=None):
    session = session or session_of(user)

    def wish(kind, pk=None):
        return Wish(session, seal_of(user), user.pk, kind, pk)

    boards = [
        wish(kind, pk)
        for kind in ("board", "lists")
        for pk in Department.objects.values_list("pk", flat=True)
    ]
    return [wish("me"), *boards, *(wish("task", pk) for pk in Task.objects.values_list("pk", flat=True))]


def shown_to(user):
    """Return the same by the queries of the pages."""
    shown = {("board", board.pk) for board in Department.objects.readable_by(user)}
    shown |= {("lists", board.pk) for board in Department.objects.worked_by(user)}
    shown |= {("task", task.pk) for task in Task.objects.visible_to(user)}
    return shown | {("me", None)} if user.is_active else set()


def test_it_agrees_with_the_pages_for_everybody_in_one_statement(company, django_assert_num_queries):
    people = list(User.objects.all())
    wishes = [wish for user in people for wish in wishes_of(user)]

    with django_assert_num_queries(1):
        found = granted(wishes)

    for user in people:
        assert {(wish.kind, wish.pk) for wish in found if wish.user == user.pk} == shown_to(user), user
    assert len({frozenset(shown_to(user)) for user in people}) > 5


def test_it_says_what_the_reader_is_now(company):
    (me, *_rest) = wishes_of(company.ana)
    assert granted([me]) == {me: (company.legal.pk, False)}

    User.objects.filter(pk=company.ana.pk).update(department=None, is_admin=True)
    assert granted([me]) == {me: (None, True)}


def test_nothing_is_heard_after_signing_out(company):
    wishes = wishes_of(company.irina)
    Session.objects.filter(pk=wishes[0].session).delete()
    assert granted(wishes) == {}


def test_nothing_is_heard_in_a_session_that_is_over(company):
    wishes = wishes_of(company.irina)
    Session.objects.filter(pk=wishes[0].session).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert granted(wishes) == {}


def test_nothing_is_heard_after_the_password_was_changed(company):
    wishes = wishes_of(company.irina)
    company.irina.set_password("another long password")
    company.irina.save()
    assert granted(wishes) == {}


def test_a_closed_department_is_for_administrators_alone(company):
    Department.objects.filter(pk=company.it.pk).update(closed_at=timezone.now())
    heard = {
        user: {(wish.kind, wish.pk) for wish in granted(wishes_of(user))}
        for user in (company.ana, company.irina)
    }
    assert ("board", company.it.pk) not in heard[company.ana]
    assert ("board", company.it.pk) in heard[company.irina]


def test_nobody_asks_for_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert granted([]) == {}
