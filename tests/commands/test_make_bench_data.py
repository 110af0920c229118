"""`manage.py make_bench_data`: the data set of the benchmark, small here, with every promise kept."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from board.actions.comments import add_comment
from board.actions.tasks import create_task
from board.models import Activity, Comment, Department, State, Task, User
from tests.commands.invariants import broken

pytestmark = pytest.mark.django_db


def make(**options):
    output = StringIO()
    call_command("make_bench_data", stdout=output, stderr=StringIO(), **options)
    return json.loads(output.getvalue())


def test_it_has_the_promised_shape_and_keeps_what_the_actions_promise():
    told = make(tasks=2000)

    assert (Task.objects.count(), Department.objects.count()) == (2000, 50)
    assert Comment.objects.count() == pytest.approx(6000, rel=0.02)
    for board, open_cards in (("board_200", 50), ("board_1000", 250)):
        columns = Department.objects.get(code=told[board]["code"]).columns.all()
        assert [c.tasks.on_board().filter(state=State.ACCEPTED).count() for c in columns] == [
            open_cards
        ] * 4 + [0]
    assert Task.objects.requests().filter(state=State.SUBMITTED).count() == 50 * 5
    assert {State.ACCEPTED, State.DELIVERED, State.CLOSED} < set(
        Task.objects.requests().values_list("state", flat=True)
    )
    assert broken() == {}


def test_each_card_of_the_board_of_200_shows_everything():
    told = make(tasks=2000)
    cards = Task.objects.on_board().filter(department__code=told["board_200"]["code"], state=State.ACCEPTED)
    assert not cards.filter(assignee=None).exists()
    assert not cards.filter(promised_on=None).exists()
    assert {card.labels.count() for card in cards.prefetch_related("labels")} == {2}
    assert cards.get(comment_count=30).pk == told["task_30_comments"]["id"]


def test_its_members_sign_in_and_work_on_it(client):
    told = make(tasks=2000)
    assert told["board_200"]["members"] == [f"member{number}" for number in range(1, 9)]
    assert client.login(username="member8", password=told["password"])

    member = User.objects.get(username="member8")
    last = Activity.objects.filter(department=member.department).latest("id")
    task = create_task(member.department.columns.first(), title="One more", actor=member)
    comment = add_comment(task, text="And a comment", actor=member)
    assert [activity.version - last.version for activity in task.activities.all()] == [1, 2]
    assert (task.pk, comment.pk) == (2001, Comment.objects.count())


def test_other_departments_are_left_alone_unless_told():
    Department.objects.create(name="Legal", code="LEG", email="legal@example.com")
    with pytest.raises(CommandError, match="--force"):
        make(tasks=2000)
    make(tasks=2000, force=True)
    with pytest.raises(CommandError, match="already"):
        make(tasks=2000, force=True)


def test_fewer_tasks_than_its_boards_hold_are_refused():
    with pytest.raises(CommandError, match="2000"):
        make(tasks=1999)
