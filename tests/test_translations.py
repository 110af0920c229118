"""The Russian is complete, and dates are written as its readers write them."""

import datetime

import pytest
from django.conf import settings
from django.utils import formats, translation

from board.management import catalog


def test_the_russian_is_complete():
    held = catalog.read(catalog.path_of("ru"), "ru")
    assert catalog.faults(held, catalog.from_sources(settings.BASE_DIR)) == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["5 May", "5 May 2026", "5 May 2026, 09:04"]),
        ("ru", ["5 мая", "5 мая 2026", "5 мая 2026, 09:04"]),
    ],
)
def test_a_short_date_reads_well_in_either_language(language, words):
    moment = datetime.datetime(2026, 5, 5, 9, 4, tzinfo=datetime.UTC)
    with translation.override(language):
        names = ("MONTH_DAY_FORMAT", "SHORT_DATE_FORMAT", "SHORT_DATETIME_FORMAT")
        assert [formats.date_format(moment, name) for name in names] == words
