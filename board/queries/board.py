"""The columns of a board: what they are called, and their cards from a few statements, however many there are."""

from dataclasses import dataclass

from django.db.models import Count, Q

from board.models import Column, State, Task
from board.queries.cards import cards_of, make_cards

# Cards of a column at first, and by each "Show more"; a done column grows without bound.
PAGE, DONE_PAGE = 100, 30
MOST = 1000


@dataclass
class ColumnView:
    """What `boards/_column.html` reads of a column."""

    column: Column
    cards: list
    count: int | None
    has_more: bool
    shown: int
    # How many there are without the filters of the reader, and these as a part of the address.
    total: int | None = None
    filters: str = ""

    @property
    def over_limit(self):
        return bool(self.column.wip_limit and self.total and self.total > self.column.wip_limit)

    @property
    def next_shown(self):
        return min(MOST, self.shown + page_size(self.column))

    @property
    def is_expanded(self):
        return self.shown > page_size(self.column)

    @property
    def at_most(self):
        return self.shown >= MOST

    @property
    def query(self):
        """By what the column is fetched again as it stands."""
        shown = f"shown={self.shown}" if self.is_expanded else ""
        return "&".join(part for part in (self.filters, shown) if part)

    @property
    def more_query(self):
        """By what it is fetched with more cards."""
        return f"{self.filters}&shown={self.next_shown}".removeprefix("&")


def page_size(column):
    """Return how many cards of `column` a board shows at first."""
    return DONE_PAGE if column.is_done else PAGE


def board_columns(columns, user, *, expanded, filters=None):
    """Return a ColumnView for each of `columns`, all of one board, as `user` sees it.

    `expanded` maps a column's id to how many cards to show of it. With `filters` (queries.filters.Filters) only with
    the cards that they let through.
    """
    department = columns[0].department
    seen = Task.objects.on_board().filter(department=department).visible_to(user)
    condition = filters.condition if filters else Q()
    limits = limits_of(columns, expanded)
    numbers = {"total": Count("pk"), "passing": Count("pk", filter=condition) if filters else Count("pk")}
    unfinished = seen.filter(state=State.ACCEPTED, column__in=[column.pk for column in columns])
    counted = list(unfinished.order_by().values_list("column").annotate(**numbers))
    parts = [
        cards_of(seen.filter(condition), column.pk, column.is_done, limits[column.pk]) for column in columns
    ]
    return make_views(
        columns,
        limits,
        list(union_of(parts)),
        {column: passing for column, _total, passing in counted},
        totals={column: total for column, total, _passing in counted},
        filters=filters.query if filters else "",
    )


def place_of(task, user):
    """Return (place, count) of a task among the cards that `user` sees in its column, counted from 1."""
    cards = Task.objects.on_board().visible_to(user).filter(column=task.column_id)
    if task.position is None:
        return 1, cards.count()
    to_here = Count("pk", filter=Q(position__lte=task.position))
    numbers = cards.aggregate(place=to_here, count=Count("pk"))
    return numbers["place"], numbers["count"]


def limits_of(columns, expanded):
    """Return {column's id: how many of its cards are shown}."""
    return {column.pk: max(page_size(column), min(MOST, expanded.get(column.pk) or 0)) for column in columns}


def make_views(columns, limits, rows, counts, *, totals=None, filters=""):
    """Return the ColumnView of each of `columns`; `rows` (by cards.ROW) are their cards, of any column.

    `counts` are {column's id: how many cards there are}, and `totals` how many without `filters`, as ColumnView has it.
    """
    by_column = {column.pk: [] for column in columns}
    for row, card in zip(rows, make_cards(columns[0].department, rows), strict=True):
        by_column[row["column_id"]].append(card)
    totals = counts if totals is None else totals
    return [
        ColumnView(
            column=column,
            cards=by_column[column.pk][: limits[column.pk]],
            count=None if column.is_done else counts.get(column.pk, 0),
            total=None if column.is_done else totals.get(column.pk, 0),
            filters=filters,
            has_more=len(by_column[column.pk]) > limits[column.pk],
            shown=limits[column.pk],
        )
        for column in columns
    ]


def union_of(parts):
    """Have what each of `parts` (of `cards_of`) returns come in one statement."""
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def counts_of(seen):
    """Return (column, number of cards) of the columns that are not done."""
    return seen.filter(state=State.ACCEPTED).order_by().values_list("column").annotate(Count("pk"))
