"""`manage.py demo` fills an empty database, always with the same, and names who signs in."""

import datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from board.demo import LOGINS, PASSWORD
from board.demo.fill import fill
from board.models import Comment, Department, Task, User

TODAY = datetime.date(2026, 11, 23)

pytestmark = pytest.mark.django_db


def test_the_named_people_sign_in_with_the_named_password(client):
    fill("en", TODAY)
    assert all(client.login(username=name, password=PASSWORD) for name in LOGINS)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_same_day_and_language_give_the_same_demo(language):
    def everything():
        tasks = Task.objects.values_list("title", "created_at", "assignee__username", "position")
        comments = Comment.objects.values_list("text", "created_at", "author__username")
        return [list(tasks.order_by("id")), list(comments.order_by("id"))]

    runs = []
    for _run in range(2):
        with transaction.atomic():
            fill(language, TODAY)
            runs.append(everything())
            transaction.set_rollback(True)
    assert runs[0] == runs[1]


def test_a_database_in_use_is_refused():
    Department.objects.create(name="Legal", code="LEG", email="legal@example.com")
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo")
    assert not Task.objects.exists()


def test_the_command_names_the_logins():
    output = StringIO()
    call_command("demo", language="en", stdout=output)
    assert "ana, boris, vera, oleg, irina" in output.getvalue()
    assert User.objects.get(username="vera").name == "Vera Smirnova"
