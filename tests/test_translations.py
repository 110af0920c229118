"""Every sentence that the sources ask for has its Russian."""

from django.conf import settings

from board.management import catalog


def test_the_russian_is_complete():
    held = catalog.read(catalog.path_of("ru"), "ru")
    assert catalog.faults(held, catalog.from_sources(settings.BASE_DIR)) == []
