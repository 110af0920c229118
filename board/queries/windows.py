"""A part of a long list, by key: what came last, or what surrounds a row."""

from dataclasses import dataclass

EARLIER = 20
LATER = 80


@dataclass
class Window:
    """Rows in the order of their ids, and whether there are more on either side."""

    rows: list
    has_earlier: bool = False
    has_later: bool = False

    @property
    def earlier(self):
        """The id around which to read for what came before these rows, or None."""
        return self.rows[0].pk if self.has_earlier else None

    @property
    def later(self):
        """The id around which to read for what came after these rows, or None."""
        return self.rows[-1].pk if self.has_later else None


def window(rows, around=None):
    """Return the last EARLIER rows of a queryset; with `around` (an id) those before it and LATER from it on."""
    if not around:
        return first_window(last_rows(rows))
    first = list(last_rows(rows.filter(pk__lt=around)))
    last = list(rows.filter(pk__gte=around).order_by("pk")[: LATER + 1])
    return Window([*reversed(first[:EARLIER]), *last[:LATER]], len(first) > EARLIER, len(last) > LATER)


def last_rows(rows):
    """Return of a queryset what `first_window` takes."""
    return rows.order_by("-pk")[: EARLIER + 1]


def first_window(rows):
    """Return the Window of the last rows of a queryset, of its `last_rows`."""
    rows = list(rows)
    return Window(rows[:EARLIER][::-1], len(rows) > EARLIER)
