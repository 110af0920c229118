"""axe finds nothing in the admin panel either."""

import pytest

from board.actions.comments import add_comment
from tests.browser.looks import check_pages

TABLES = ("department", "user", "task", "comment", "mail")


@pytest.mark.parametrize("table", TABLES)
def test_the_pages_of_a_table(browse, cast, table):
    comment = add_comment(cast.task(), text="Look at this", actor=cast.ana)
    rows = {"department": cast.legal, "user": cast.ana, "task": comment.task, "comment": comment}
    addresses = [f"/admin/board/{table}/", f"/admin/board/{table}/?q=a"]
    if table in rows:
        addresses += [
            f"/admin/board/{table}/{rows[table].pk}/change/",
            f"/admin/board/{table}/{rows[table].pk}/history/",
        ]
    check_pages(browse(cast.irina), addresses)


def test_the_front_page_and_forms_for_new_rows(browse, cast):
    check_pages(browse(cast.irina), ["/admin/", "/admin/board/department/add/", "/admin/board/user/add/"])
