"""The columns of a board as far as they are kept: for whoever sees the same restricted cards in them."""

from django.db.models import Q

from board import prepared
from board.models import Task
from board.queries.board import counts_of, limits_of, make_views, union_of
from board.queries.cards import ROW, cards_of


def seen_columns(columns, *, expanded):
    """Return the ColumnView of each of `columns` (of `access.get_board_columns`, of one board), as `board_columns`.

    Three statements. Which restricted cards are seen is not asked again: what is returned fits `seen_restricted`.
    """
    limits = limits_of(columns, expanded)
    sees_all = columns[0].seen_restricted is None
    restricted = [] if sees_all else [pk for column in columns for pk in column.seen_restricted]
    board = columns[0].department_id, restricted
    parts = tuple((column.is_done, limits[column.pk]) for column in columns)
    found = prepared.rows(_rows, (sees_all, parts), (*board, *(column.pk for column in columns)))
    unfinished = [column.pk for column in columns if not column.is_done]
    counts = prepared.rows(_counts, (sees_all,), (*board, unfinished))
    rows = [dict(zip(ROW, row, strict=True)) for row in found]
    return make_views(columns, limits, rows, dict(counts))


def _rows(sees_all, parts, department, restricted, *columns):
    seen = _seen(sees_all, department, restricted)
    places = zip(columns, parts, strict=True)
    return union_of([cards_of(seen, column, is_done, limit) for column, (is_done, limit) in places])


def _counts(sees_all, department, restricted, columns):
    return counts_of(_seen(sees_all, department, restricted).filter(prepared.one_of("column", columns)))


def _seen(sees_all, department, restricted):
    cards = Task.objects.on_board().filter(department=department)
    return cards if sees_all else cards.filter(Q(is_restricted=False) | prepared.one_of("pk", restricted))
