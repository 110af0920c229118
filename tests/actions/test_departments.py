import pytest

from board.actions import departments
from board.actions.people import deactivate_person
from board.errors import Refused
from board.models import Department


def create(cast, **fields):
    values = {
        "name": "Finance",
        "code": "FIN",
        "email": "fin@example.com",
        "color": "teal",
        "working_days": [5, 1],
        "time_zone": "Europe/Moscow",
    }
    return departments.create_department(**values | fields, actor=cast.irina)


def test_a_new_department_has_its_default_columns_and_its_days_in_order(cast):
    finance = create(cast)

    assert [column.kind for column in finance.columns.all()] == ["todo", "doing", "done"]
    assert Department.objects.get(code="FIN").working_days == [1, 5]


@pytest.mark.parametrize("taken", [{"name": "LEGAL"}, {"code": "LEG"}, {"email": "Legal@example.com"}])
def test_what_another_department_has_is_refused(cast, taken):
    with pytest.raises(Refused):
        create(cast, **taken)
    assert Department.objects.count() == 3


def test_renaming_keeps_the_code_and_shows_every_column_anew(cast):
    before = cast.todo.version
    departments.edit_department(
        cast.legal,
        name="Law",
        email="law@example.com",
        color="red",
        working_days=[1],
        time_zone="UTC",
        actor=cast.irina,
    )

    cast.legal.refresh_from_db()
    cast.todo.refresh_from_db()
    assert (cast.legal.name, cast.legal.name_key, cast.legal.code) == ("Law", "law", "LEG")
    assert cast.legal.version == 1
    assert cast.todo.version > before


def test_a_board_opened_for_reading_is_read_by_all_staff(cast):
    departments.set_reading(cast.legal, is_open=True, actor=cast.boris)
    assert cast.legal in Department.objects.readable_by(cast.oleg)

    departments.set_reading(cast.legal, is_open=False, actor=cast.boris)
    assert cast.legal not in Department.objects.readable_by(cast.oleg)


def test_a_department_closes_only_without_open_tasks_and_active_members(cast):
    task = cast.task(column=cast.sales.columns.first(), actor=cast.vera)
    with pytest.raises(Refused, match="1 task is still open"):
        departments.close_department(cast.sales, actor=cast.irina)

    task.activities.all().delete()
    task.delete()
    with pytest.raises(Refused, match="1 active person"):
        departments.close_department(cast.sales, actor=cast.irina)

    deactivate_person(cast.vera, actor=cast.irina)
    departments.close_department(cast.sales, actor=cast.irina)
    cast.sales.refresh_from_db()
    assert cast.sales.closed_at
    with pytest.raises(Refused):
        departments.set_reading(cast.sales, is_open=True, actor=cast.irina)
