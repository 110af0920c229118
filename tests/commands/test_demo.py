"""`manage.py demo`: a company at work, in either language, whose every row keeps the board's promises."""

import datetime
from io import StringIO

import pytest
from django.contrib.postgres.search import SearchQuery
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import translation

from board.demo import LOGINS, PASSWORD
from board.demo.fill import fill
from board.models import Activity, Column, Comment, Department, Role, Task, User
from tests.commands.invariants import broken

TODAY = datetime.date(2026, 11, 23)
ALPHABET = {"en": "abcdefghijklmnopqrstuvwxyz", "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя"}

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["en", "ru"])
def language(request):
    return request.param


@pytest.fixture
def demo(language):
    fill(language, TODAY)
    return language


def test_it_has_the_promised_sizes(demo):
    counts = [model.objects.count() for model in (Department, User, Task, Comment)]
    assert counts == [6, 40, 300, 900]


def test_its_rows_keep_what_the_actions_promise(demo):
    assert broken() == {}


def test_it_is_written_in_one_language(demo):
    letters = set(ALPHABET[demo])
    foreign = set(ALPHABET["ru" if demo == "en" else "en"])
    texts = [*Task.objects.values_list("title", flat=True), *Comment.objects.values_list("text", flat=True)]
    strange = [text for text in texts if text and not set(text.lower()) & letters]
    assert strange == []
    if demo == "en":
        assert [text for text in texts if set(text.lower()) & foreign] == []
    assert [text for text in texts if "{" in text or "♀" in text or "♂" in text or "↳" in text] == []


def test_every_history_can_be_read(demo):
    with translation.override(demo):
        assert all(activity.sentence() for activity in Activity.objects.select_related("actor"))


def test_it_shows_what_a_board_can_do(demo):
    open_tasks = Task.objects.on_board().filter(state="accepted")
    crowded = [c for c in Column.objects.exclude(wip_limit=None) if c.tasks.on_board().count() > c.wip_limit]
    assert len(crowded) == 1
    assert open_tasks.filter(promised_on__lt=TODAY).count() >= 3
    assert open_tasks.filter(promised_on=TODAY).exists()
    assert Task.objects.filter(is_restricted=True).count() >= 3
    assert Task.objects.exclude(archived_at=None).count() >= 20
    assert Department.objects.filter(is_open=True).count() == 1
    assert Comment.objects.exclude(deleted_at=None).filter(replies__isnull=False).exists()
    assert len(set(Task.objects.values_list("department", "title"))) == 300


def test_only_those_who_may_see_a_task_have_worked_on_it(demo):
    seen = {
        user.pk: set(Task.objects.visible_to(user).values_list("pk", flat=True))
        for user in User.objects.all()
    }
    activities = Activity.objects.values_list("actor_id", "task_id")
    assert [pair for pair in activities if pair[1] not in seen[pair[0]]] == []


def test_each_department_has_one_coordinator_and_irina_administers(demo):
    coordinators = User.objects.filter(role=Role.COORDINATOR).values_list("department__code", flat=True)
    assert sorted(coordinators) == ["FIN", "HR", "IT", "LEG", "MKT", "SAL"]
    assert list(User.objects.filter(is_admin=True).values_list("username", flat=True)) == ["irina"]


def test_the_named_people_sign_in_with_the_named_password(client):
    fill("en", TODAY)
    assert all(client.login(username=name, password=PASSWORD) for name in LOGINS)


@pytest.mark.parametrize(("language", "word"), [("en", "contracts"), ("ru", "договоров")])
def test_search_finds_other_forms_of_a_word(demo, word):
    assert Task.objects.filter(search=SearchQuery(word, config="russian")).count() >= 3


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
