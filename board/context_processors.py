"""What every page's shell reads."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from board.conditional import header_counts
from board.queries.notifications import Counts


def shell(request):
    """Return the theme of the reader, where its pages hear of changes, and what the header counts (once it does)."""
    return {
        "theme": getattr(request, "theme", ""),
        "live": f"{settings.LIVE_ORIGIN}/events/",
        "counts": SimpleLazyObject(lambda: _counts(request)),
    }


def _counts(request):
    # Django's Debug Toolbar looks at everything, also where there is no reader.
    reader = getattr(request, "user", None)
    return header_counts(request) if reader and reader.is_authenticated else Counts()
