"""No page is left out of the pictures."""

from tests.authorization.table import ADDRESSES
from tests.every_page import PAGES, PARTS

SHOWN = {
    name for name, address in ADDRESSES.items() if "GET" in address.methods and not name.startswith("admin:")
}


def test_every_page_of_the_site_is_photographed():
    assert SHOWN - PARTS - set(PAGES) == set(), "A page is missing in PAGES of tests/every_page.py"


def test_nothing_is_named_that_is_no_page():
    assert (set(PAGES) | PARTS) - SHOWN == set()
    assert PARTS & set(PAGES) == set()
