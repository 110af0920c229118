"""The page of a task: one shape for the page and the dialog, and few statements whatever it holds."""

import pytest
from django.urls import reverse

from board.actions.checklist import add_items
from board.actions.comments import add_comment
from board.actions.task_fields import label_task
from board.models import Label


def url(task, name="task"):
    return reverse(name, args=[task.pk])


def test_the_page_and_the_panel_show_the_same_task(cast):
    task = cast.task(title="Check <b>clause 7</b>", description="It says **three** months.")
    client = cast.client(cast.ana)

    page, panel = client.get(url(task)), client.get(url(task, "task_panel"))

    for response in page, panel:
        text = response.content.decode()
        assert f'id="task-{task.pk}-detail"' in text
        assert "Check &lt;b&gt;clause 7&lt;/b&gt;" in text
        assert "<strong>three</strong>" in text
    assert page.content.decode().count("<html") == 1
    assert "<html" not in panel.content.decode()


def fill(cast, task, count):
    labels = [Label.objects.create(department=cast.legal, name=f"Label {n}") for n in range(count)]
    label_task(task, labels=labels, actor=cast.ana)
    add_items(task, texts=[f"Point {n}" for n in range(count)], actor=cast.ana)
    for _n in range(count):
        root = add_comment(task, text="A question", actor=cast.boris)
        add_comment(task, text="An answer", parent=root, actor=cast.ana)


@pytest.mark.parametrize("name", ["task", "task_panel"])
@pytest.mark.parametrize("count", [0, 2, 15])
def test_the_page_costs_the_same_whatever_it_holds(cast, count_statements, count, name):
    task = cast.task()
    fill(cast, task, count)
    client = cast.client(cast.ana)

    with count_statements(at_most=12):
        assert client.get(url(task, name)).status_code == 200


def test_reading_writes_nothing(cast, count_statements):
    task = cast.task()
    fill(cast, task, 1)
    client = cast.client(cast.boris)

    with count_statements(at_most=12) as counted:
        client.get(url(task))

    assert [statement for statement in counted.statements if not statement.startswith("SELECT")] == []
