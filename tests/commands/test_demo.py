"""`manage.py demo`: a company at work, in either language, whose every row keeps the board's promises."""

import datetime

import pytest
from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F
from django.utils import translation

from board.demo.fill import fill
from board.models import (
    Absence,
    Activity,
    Column,
    Comment,
    Department,
    Mail,
    Mention,
    Notification,
    RequestType,
    Role,
    State,
    Task,
    User,
    Waiting,
)
from tests.commands.invariants import broken

TODAY = datetime.date(2026, 11, 23)
ALPHABET = {"en": "abcdefghijklmnopqrstuvwxyz", "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюя"}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=["en", "ru"])
def demo(request, stand):
    with stand(lambda: fill(request.param, TODAY)):
        yield request.param


def test_it_has_the_promised_sizes(demo):
    counts = [model.objects.count() for model in (Department, User, Task, Comment)]
    assert counts == [6, 40, 328, 907]


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
    assert len(set(Task.objects.values_list("department", "title"))) == 328


def test_it_shows_every_side_of_the_agreement(demo):
    assert set(Task.objects.requests().values_list("state", flat=True)) == set(State.values)
    assert set(Task.objects.requests().values_list("waiting_on", flat=True)) == {"", *Waiting.values}
    for name in ("ana", "vera", "oleg"):
        person = User.objects.get(username=name)
        assert Task.objects.requests().filter(requester=person).exists()
        assert Task.objects.requests().filter(department=person.department).exists()
    assert Task.objects.annotate(count=Count("hops")).filter(count=3).exists()
    assert Comment.objects.exclude(internal_to=None).exists()
    assert Activity.objects.filter(verb="confirmed", actor=None).exists()
    assert {"ana", "boris", "vera", "oleg"} <= set(Mention.objects.values_list("user__username", flat=True))
    assert not Mention.objects.exclude(created_at=F("comment__created_at")).exists()
    assert Absence.objects.filter(first_day__lte=TODAY, last_day__gte=TODAY).exists()
    assert not RequestType.objects.filter(name_en="").exists()
    assert not RequestType.objects.filter(name_ru="").exists()


def test_some_of_what_happened_lately_is_still_to_be_read_and_nothing_is_mailed(demo):
    for name in ("ana", "boris", "vera"):
        person = User.objects.get(username=name)
        heard = Notification.objects.filter(user=person)
        assert heard.unread().exists()
        assert heard.count() == heard.about_visible_tasks(person).count() <= 12
    assert not Notification.objects.exclude(created_at=F("activity__created_at")).exists()
    assert not Notification.objects.filter(user=F("activity__actor")).exists()
    assert not Notification.objects.filter(delivery="digest").exists()
    assert not Mail.objects.exists()


def test_only_those_who_may_see_a_task_have_worked_on_it(demo):
    seen = {
        user.pk: set(Task.objects.visible_to(user).values_list("pk", flat=True))
        for user in User.objects.all()
    }
    # Who handed it off may see it no more.
    activities = (
        Activity.objects.exclude(actor=None).exclude(verb="handed_off").values_list("actor_id", "task_id")
    )
    assert [pair for pair in activities if pair[1] not in seen[pair[0]]] == []


def test_each_department_has_one_coordinator_and_irina_administers(demo):
    coordinators = User.objects.filter(role=Role.COORDINATOR).values_list("department__code", flat=True)
    assert sorted(coordinators) == ["FIN", "HR", "IT", "LEG", "MKT", "SAL"]
    assert list(User.objects.filter(is_admin=True).values_list("username", flat=True)) == ["irina"]


def test_search_finds_other_forms_of_a_word(demo):
    word = {"en": "contracts", "ru": "договоров"}[demo]
    assert Task.objects.filter(search=SearchQuery(word, config="russian")).count() >= 3
