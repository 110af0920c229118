"""What is kept of the columns against what they would be now, for everybody who may look at them."""

from django.http import Http404

from board import access
from board.models import Department, User
from board.queries.board import board_columns
from board.rendering.columns import KeptColumns, column_html


def kept(reader, code):
    """Return the columns of a board as `reader` gets them, or None where they may not look at it."""
    try:
        columns = access.get_board_columns(reader, code)
    except Http404:
        return None
    return KeptColumns(columns, expanded={}, may_work=_may_work(reader, columns[0].department)).html()


def fresh(reader, code):
    """Return the same, asked of `visible_to` and rendered anew."""
    department = Department.objects.readable_by(reader).filter(code=code).first()
    if department is None:
        return None
    may_work = _may_work(reader, department)
    views = board_columns(list(department.columns.order_by("position")), reader, expanded={})
    return [column_html(view, department=department, may_work=may_work) for view in views]


def keep(readers, codes):
    """Have kept what the readers see of the boards."""
    for person in User.objects.for_request().filter(username__in=readers):
        for code in codes:
            kept(person, code)


def outdated(readers, codes):
    """Return [(reader, board)] where what is kept is not what it should be."""
    people = User.objects.for_request().filter(username__in=readers)
    return [
        (person.username, code)
        for person in people
        for code in codes
        if kept(person, code) != fresh(person, code)
    ]


def _may_work(reader, department):
    return reader.is_admin or reader.department_id == department.pk
