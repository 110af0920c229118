"""axe finds nothing in the admin panel either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from board.actions.comments import add_comment
from board.models import Mail
from board.models.mail import MailKind, MailState
from tests.browser.looks import check_pages

TABLES = ("department", "user", "task", "comment", "mail")


@pytest.mark.parametrize(
    "table", [table if table == "task" else pytest.param(table, marks=pytest.mark.long) for table in TABLES]
)
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


def test_the_outbox_in_every_state(browse, cast):
    task = cast.task()
    rows = [
        Mail(
            kind=MailKind.TASK,
            user=cast.ana,
            task=task,
            state=state,
            key=state,
            due_at=timezone.now() - timedelta(minutes=20),
            attempts=2,
            error="SMTPRecipientsRefused: 550 5.1.1 No such user here, and a long explanation of the server's policy",
            message_id="<176429.1042.1764295@tasks.example.com>",
        )
        for state in MailState
    ]
    Mail.objects.bulk_create(rows)
    mail = rows[0].pk

    check_pages(
        browse(cast.irina),
        ["/admin/board/mail/", f"/admin/board/mail/{mail}/change/", f"/admin/board/mail/{mail}/resend/"],
    )
