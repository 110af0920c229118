"""The columns of a board as HTML: rendered once for all who see the same in them, and kept until they change."""

import time
from hashlib import blake2b

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from board.cache import pages
from board.queries.board import limits_of
from board.queries.columns import seen_columns
from board.rendering.cards import cards_html

# A column that changes leaves what it was behind, for so long.
KEPT = 15 * 60  # seconds
# One renders while the others wait, but not longer than rendering takes by oneself.
AT_IT, PATIENCE, PAUSE = 2, 0.1, 0.01  # seconds


def column_html(view, *, department, may_work):
    """Return a ColumnView of a board as HTML; nothing in it is of one reader alone, and no token of a form."""
    cards = cards_html(view.cards, may_work=may_work)
    context = {"department": department, "view": view, "cards": cards, "may_work": may_work}
    return render_to_string("board/boards/_column.html", context)


class KeptColumns:
    """What one reader sees in `columns` (of `access.get_board_columns`) of one board.

    `expanded` maps a column's id to how many cards to show of it. `keys` say all that the HTML depends on: the same
    keys are the same HTML. A column's version moves with every change to what it shows, in that change's transaction;
    it is read before the cards are, so that what is kept under it is never older.
    """

    def __init__(self, columns, *, expanded, may_work):
        self.columns, self.expanded, self.may_work = columns, expanded, may_work
        self.department = columns[0].department
        self._limits = limits_of(columns, expanded)
        self.keys = [self._key(column) for column in columns]

    def html(self):
        """Return the HTML of each column in turn, what is not kept yet in three statements.

        Under DEBUG nothing is kept, for who changes the code.
        """
        if settings.DEBUG:
            return list(self._render(self.keys).values())
        found = pages.get_many(self.keys)
        if (missing := self._missing(found)) and not pages.add(f"{missing[0]}:made", True, AT_IT):
            self._wait_for(missing, found)
        if missing := self._missing(found):
            made = self._render(missing)
            pages.set_many(made, KEPT)
            found |= made
        return [mark_safe(found[key]) for key in self.keys]

    def _missing(self, found):
        return [key for key in self.keys if key not in found]

    def _wait_for(self, missing, found):
        end = time.monotonic() + PATIENCE
        while missing and time.monotonic() < end:
            time.sleep(PAUSE)
            found |= pages.get_many(missing)
            missing = self._missing(found)

    def _render(self, keys):
        columns = [column for column, key in zip(self.columns, self.keys, strict=True) if key in keys]
        views = seen_columns(columns, expanded=self.expanded)
        html = (column_html(view, department=self.department, may_work=self.may_work) for view in views)
        return dict(zip(keys, html, strict=True))

    def _key(self, column):
        seen = column.seen_restricted
        what = (
            *(settings.BUILD_ID, column.table, get_language(), str(self.department.today()), self.may_work),
            *(self._limits[column.pk], "all" if seen is None else tuple(seen)),
        )
        return (
            f"column:{column.pk}:{column.version}:{blake2b(repr(what).encode(), digest_size=16).hexdigest()}"
        )
