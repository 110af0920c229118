"""How people hear of things."""

from board.models import Preference
from board.models.notification import DEFAULTS


def site_deliveries():
    """Return how one hears of each group who has not chosen: {group: delivery}."""
    return DEFAULTS | dict(Preference.objects.filter(user=None).values_list("group", "delivery"))


def own_deliveries(person):
    """Return what `person` has chosen: {group: delivery}."""
    return dict(Preference.objects.filter(user=person).order_by().values_list("group", "delivery"))
