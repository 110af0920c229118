"""Working time, counted backwards in minutes from the last working evening before today."""

import datetime
from functools import cache

from django.utils import timezone

DAY_MINUTES = 9 * 60
EVENING = datetime.time(18)


class WorkTime:
    def __init__(self, today):
        self.today = today

    def moment(self, minutes):
        """Return when it was `minutes` of working time ago; nothing is later than the evening before today."""
        days, rest = divmod(int(minutes), DAY_MINUTES)
        evening = datetime.datetime.combine(self._working_day(days), EVENING)
        return timezone.make_aware(evening - datetime.timedelta(minutes=rest))

    def _working_day(self, days):
        return _working_day_before(self.today, days)


@cache
def _working_day_before(today, days):
    day = (_working_day_before(today, days - 1) if days else today) - datetime.timedelta(days=1)
    while day.isoweekday() > 5:
        day -= datetime.timedelta(days=1)
    return day
