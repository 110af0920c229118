"""How long something took, as people say it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

MINUTE, HOUR = 60, 3600


def span_words(start, end):
    """Return how long that is: "5 minutes", "26 hours", "12 days"; days are those of the calendar."""
    days = (timezone.localdate(end) - timezone.localdate(start)).days
    if days > 1:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    seconds = (end - start).total_seconds()
    if seconds < MINUTE:
        return _("less than a minute")
    if seconds < HOUR:
        count = int(seconds // MINUTE)
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}
    count = int(seconds // HOUR)
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count}
