"""Requests of other departments come in from a file, too."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from board.models import Department, State, Task, User

FULL = (
    "title,description,priority,date,requesting_department,requester\n"
    "The lease,Page 4,high,2026-12-31,sal,VERA@example.com\n"
    "Our own,,,,,\n"
    "The printer,,,,Sales,vera@example.com\n"
)


@pytest.fixture
def bring(cast, tmp_path):
    """Return a function that brings text in to Legal and returns what the command wrote, as (out, errors)."""

    def run(text, *options):
        path = tmp_path / "tasks.csv"
        path.write_text(text, encoding="utf-8")
        out, errors = io.StringIO(), io.StringIO()
        try:
            call_command("import_tasks", "LEG", str(path), *options, stdout=out, stderr=errors)
        except CommandError as error:
            errors.write(str(error))
        return out.getvalue(), errors.getvalue()

    return run


def test_a_row_with_a_requester_waits_in_the_inbox(cast, bring):
    out = bring(FULL)[0]

    assert "1 task is on the board now." in out
    assert "2 requests are in the inbox now." in out
    task = Task.objects.get(title="The lease")
    assert (task.state, task.column, task.requester) == (State.SUBMITTED, None, cast.vera)
    assert (task.requesting_department, task.department) == (cast.sales, cast.legal)
    assert (task.description, task.wanted_on) == ("Page 4", datetime.date(2026, 12, 31))
    assert task.hops.count() == 1
    assert task.activities.get().sentence() == "Vera Smirnova asked Legal for this"
    assert list(Task.objects.requests().order_by("pk").values_list("title", flat=True)) == [
        "The lease",
        "The printer",
    ]


def test_russian_headings_are_understood(cast, bring):
    bring("Название;Отдел-заказчик;Почта заказчика\nДоговор;SAL;vera@example.com\n")

    assert Task.objects.get().requester == cast.vera


def test_a_dry_run_tells_them_apart_and_writes_nothing(cast, bring):
    out, errors = bring(FULL, "--dry-run")

    assert "2 | Inbox | The lease | Vera Smirnova | 2026-12-31" in out
    assert "Inbox: 2" in out
    assert "1 task would be asked for by Boris Orlov. Nothing was written." in out
    assert "2 requests would be in the inbox. Nothing was written." in out
    assert not errors
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a,SAL,,", "Name both the requesting department and the requester, or neither."),
        ("a,,vera@example.com,", "Name both the requesting department and the requester, or neither."),
        ("a,Nowhere,vera@example.com,", "There is no open department “Nowhere”."),
        ("a,HR,vera@example.com,", "There is no open department “HR”."),
        ("a,SAL,nobody@example.com,", "“nobody@example.com” is the address of nobody here."),
        ("a,SAL,left@example.com,", "“left@example.com” is the address of nobody here."),
        ("a,SAL,oleg@example.com,", "Oleg Petrov does not work in Sales."),
        ("a,LEG,ana@example.com,", "The board is this department’s own"),
        (
            "a,SAL,vera@example.com,Doing",
            "A request starts in the inbox: leave column, assignee and labels empty.",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_keeps_the_good_ones_out(cast, bring, row, reason):
    cast.person("left", "Left", cast.sales)
    User.objects.filter(username="left").update(is_active=False)
    Department.objects.create(name="People", code="HR", email="hr@example.com", closed_at="2026-01-01T00:00Z")

    errors = bring(f"title,requesting_department,requester,column\ngood,SAL,vera@example.com,\n{row}\n")[1]

    assert f"Line 3: {reason}" in errors
    assert not Task.objects.exists()
