"""The panel as a whole: who gets in, and that nothing is written around the actions."""

from datetime import date

import pytest
from django.urls import reverse

from board.actions.absences import add_absence
from board.actions.comments import add_comment
from board.actions.mails import queue_mail
from board.admin import site
from board.models import (
    Absence,
    Activity,
    Comment,
    Department,
    Holiday,
    Hop,
    Link,
    Mail,
    Preference,
    RequestType,
    Task,
    User,
)
from board.models.mail import MailKind

FAR = date(2099, 1, 1)
NAMES = sorted(model._meta.model_name for model in site._registry)


@pytest.fixture
def rows(cast):
    """Return a row of each table of the panel, by the name of its model."""
    task = cast.task(assignee=cast.ana)
    queue_mail(MailKind.PASSWORD_RESET, cast.ana, key="one")
    comment = add_comment(task, text="Paragraph four", actor=cast.ana)
    absence = add_absence(cast.ana, first_day=FAR, last_day=FAR, actor=cast.ana)
    site_wide = Preference.objects.get(user=None, group="move")
    rows = [cast.legal, cast.ana, task, comment, Mail.objects.get(), absence, cast.request_type(), site_wide]
    return {row._meta.model_name: row for row in rows}


def contents():
    """Return everything that the panel could write, as values."""
    tables = (
        Absence,
        Activity,
        Comment,
        Department,
        Holiday,
        Hop,
        Link,
        Mail,
        Preference,
        RequestType,
        Task,
        User,
    )
    return {table: list(table.objects.order_by("pk").values()) for table in tables}


def pages(name, row):
    yield reverse(f"admin:board_{name}_changelist")
    yield reverse(f"admin:board_{name}_change", args=[row.pk])


def test_the_panel_has_the_boards_own_tables_and_no_others():
    assert NAMES == ["absence", "comment", "department", "mail", "preference", "requesttype", "task", "user"]


@pytest.mark.parametrize("name", NAMES)
def test_an_administrator_sees_what_is_nothing_to_everyone_else(cast, rows, name):
    admin, member = cast.client(cast.irina), cast.client(cast.boris)
    nothing = member.get("/nothing/at/all/")
    for page in pages(name, rows[name]):
        assert admin.get(page).status_code == 200
        hidden = member.get(page)
        assert (hidden.status_code, hidden.content) == (404, nothing.content)
        assert dict(hidden.headers) == dict(nothing.headers)


@pytest.mark.parametrize(
    "page", ["/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/auth/"]
)
def test_the_panel_has_no_accounts_of_its_own(cast, client, page):
    assert cast.client(cast.irina).get(page).status_code == 404
    assert client.get(page).url == f"/accounts/login/?next={page}"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_deleted_and_nothing_is_saved_around_the_actions(cast, rows, name):
    admin, row = cast.client(cast.irina), rows[name]
    model_admin = site._registry[type(row)]
    before = contents()

    admin.post(f"/admin/board/{name}/{row.pk}/delete/", {"post": "yes"})
    admin.post(
        reverse(f"admin:board_{name}_changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    admin.post(reverse(f"admin:board_{name}_changelist"), {"form-0-id": row.pk, "_save": "1"})
    admin.post(reverse(f"admin:board_{name}_change", args=[row.pk]), {})
    admin.post(reverse(f"admin:board_{name}_add"), {})

    assert contents() == before
    assert not model_admin.list_editable
    assert not model_admin.inlines
    assert type(model_admin).save_model.__qualname__ == "ReadOnlyAdmin.save_model"


@pytest.mark.parametrize("name", ["comment", "mail"])
def test_what_others_wrote_is_not_edited(cast, rows, name):
    admin, before = cast.client(cast.irina), contents()
    fields = {"text": "Other words", "state": "sent", "user": cast.irina.pk}

    answer = admin.post(reverse(f"admin:board_{name}_change", args=[rows[name].pk]), fields)

    assert answer.status_code == 403
    assert contents() == before


@pytest.mark.parametrize("name", NAMES)
def test_a_list_costs_the_same_for_one_row_and_for_many(cast, rows, name, count_statements):
    admin, page = cast.client(cast.irina), reverse(f"admin:board_{name}_changelist")
    admin.get(page)
    with count_statements(at_most=14) as few:
        admin.get(page)
    for n in range(8):
        person = cast.person(
            f"p{n}",
            f"Person {n}",
            Department.objects.create(
                name=f"Department {n}", code="ABCDEFGH"[n] * 3, email=f"d{n}@example.com"
            ),
        )
        task = cast.task(column=person.department.columns.first(), actor=person, assignee=person)
        add_comment(task, text="More", actor=person)
        add_absence(person, first_day=FAR, last_day=FAR, substitute=cast.ana, actor=person)
        cast.request_type(f"Type {n}")
        queue_mail(MailKind.PASSWORD_RESET, person, key=f"p{n}")
    with count_statements(at_most=few.number):
        assert admin.get(page).status_code == 200


def test_no_page_shows_a_password(cast, rows):
    for page in pages("user", cast.ana):
        html = cast.client(cast.irina).get(page).content.decode()
        assert cast.ana.password not in html
        assert 'type="password"' not in html
    answer = cast.client(cast.irina).post(
        f"/admin/board/user/{cast.ana.pk}/password/", {"password1": "x" * 12}
    )
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "query", ["q=%27%22", "q=999999999999999999999", "q=%23", "author=x", "department__id__exact=x"]
)
def test_any_search_is_answered(cast, rows, query):
    for name in NAMES:
        answer = cast.client(cast.irina).get(
            f"{reverse(f'admin:board_{name}_changelist')}?{query}", follow=True
        )
        assert answer.status_code == 200


def test_a_row_is_found_whatever_field_an_address_names(cast, rows):
    comment = Comment.objects.latest("pk")
    address = reverse("admin:board_comment_change", args=[comment.pk])
    browser = cast.client(cast.irina)
    assert browser.get(f"{address}?_to_field=").status_code == 200
    assert browser.get(f"{address}?_to_field=text").status_code == 400
