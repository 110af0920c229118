"""An invitation: from its link to one's own board."""

import pytest
from django.core import mail, signing
from django.test import Client

from board.actions.people import invite_person, resend_invitation
from board.models import Role, User
from board.notifications import outbox
from board.tokens import INVITATION, invitation_token

CHOICE = {"name": "Nina Berg", "password": "one that is long enough", "language": "ru"}


@pytest.fixture
def nina(cast):
    return invite_person(
        name="N. Berg",
        username="nina",
        email="nina@example.com",
        department=cast.legal,
        role=Role.MEMBER,
        actor=cast.irina,
    )


def link(person):
    return f"/invitations/{invitation_token(person)}/"


def test_the_link_of_the_mail_leads_to_ones_own_work(nina):
    outbox.send_due()
    address = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    client = Client()

    response = client.post(address.removeprefix("http://testserver"), CHOICE, follow=True)

    nina.refresh_from_db()
    assert response.redirect_chain[-1][0] == "/"
    assert (nina.name, nina.name_key, nina.language) == ("Nina Berg", "nina berg", "ru")
    assert nina.check_password(CHOICE["password"])


def test_looking_at_the_link_changes_nothing(nina):
    before = User.objects.filter(pk=nina.pk).values().get()

    page = Client().get(link(nina))

    assert page.status_code == 200
    assert "nina@example.com" in page.content.decode()
    assert User.objects.filter(pk=nina.pk).values().get() == before


def is_over(address, client=None):
    page = (client or Client()).post(address, CHOICE)
    return page.status_code == 410 and "ask an administrator" in page.content.decode()


def test_it_works_once(nina):
    address = link(nina)
    assert not is_over(address)

    assert is_over(address)


def test_a_new_invitation_ends_the_one_before(cast, nina):
    address = link(nina)
    resend_invitation(nina, actor=cast.irina)

    assert is_over(address)


def test_it_works_for_seven_days(nina, settings):
    address = link(nina)
    settings.INVITATION_DAYS = -1

    assert is_over(address)


def test_a_changed_link_is_nothing(nina, cast):
    claim = {"user": cast.irina.pk, "nonce": ""}

    assert is_over(link(nina)[:-3] + "xx/")
    assert is_over(f"/invitations/{signing.dumps(claim, salt=INVITATION)}/")
    assert is_over(f"/invitations/{signing.dumps(claim, salt='another')}/")


def test_the_inactive_are_not_let_in(nina):
    User.objects.filter(pk=nina.pk).update(is_active=False)

    assert is_over(link(nina))


@pytest.mark.parametrize(
    ("field", "value"), [("password", "short"), ("password", "12345678901"), ("name", ""), ("language", "xx")]
)
def test_a_wrong_field_keeps_the_link_open(nina, field, value):
    page = Client().post(link(nina), CHOICE | {field: value})

    assert page.status_code == 422
    assert page.context["form"].errors.keys() == {field}
    assert not is_over(link(nina))


def test_someone_else_who_is_signed_in_here_is_replaced(nina, cast):
    client = cast.client(cast.boris)

    client.post(link(nina), CHOICE)

    assert client.get("/settings/").context["request"].user == nina
