import pytest
from allauth.account.models import EmailAddress

from board.actions import people
from board.actions.invitations import accept_invitation
from board.actions.preferences import change_preferences
from board.actions.task_fields import assign_task
from board.errors import Refused
from board.models import Mail, Role, Task, User, Verb
from board.models.mail import MailState


def invite(cast, **fields):
    values = {"name": "Nina New", "username": "nina", "email": "nina@example.com", "department": cast.legal}
    return people.invite_person(**values | {"role": Role.MEMBER} | fields, actor=cast.irina)


def test_an_invited_person_has_no_password_and_one_mail_due(cast):
    nina = invite(cast)

    assert nina.is_invited
    assert nina.is_active
    assert not nina.has_usable_password()
    assert [mail.kind for mail in nina.mails.all()] == ["invitation"]


def test_a_taken_username_or_address_in_any_case_is_refused(cast):
    with pytest.raises(Refused):
        invite(cast, username="ana")
    with pytest.raises(Refused):
        invite(cast, email="ANA@example.com")
    assert not Mail.objects.exists()


def test_a_new_invitation_makes_the_old_links_worthless(cast):
    nina = invite(cast)
    people.resend_invitation(nina, actor=cast.irina)

    before = nina.invitation_nonce
    nina.refresh_from_db()
    assert nina.invitation_nonce != before
    assert nina.mails.count() == 2


def test_who_has_a_password_gets_a_reset_and_no_invitation(cast):
    with pytest.raises(Refused):
        people.resend_invitation(cast.ana, actor=cast.irina)
    with pytest.raises(Refused):
        people.send_password_reset(invite(cast), actor=cast.irina)

    people.send_password_reset(cast.ana, actor=cast.irina)
    assert [mail.kind for mail in cast.ana.mails.all()] == ["password_reset"]


def test_a_renamed_person_is_shown_anew_on_every_board_that_names_them(cast):
    cast.task(assignee=cast.boris)
    versions = cast.legal.version, cast.todo.version

    edit(cast, cast.boris, name="Boris Newname")

    cast.legal.refresh_from_db()
    cast.todo.refresh_from_db()
    assert cast.legal.version > versions[0]
    assert cast.todo.version > versions[1]


def test_a_new_address_takes_the_place_of_the_old_one_for_resets_too(cast):
    EmailAddress.objects.create(user=cast.ana, email="ana@example.com", verified=True, primary=True)

    edit(cast, cast.ana, email="ana.lima@example.com")

    assert not EmailAddress.objects.filter(email="ana@example.com").exists()


def test_an_invitation_follows_to_the_new_address(cast):
    nina = invite(cast)
    edit(cast, nina, email="nina.new@example.com")

    assert nina.mails.count() == 2


def test_who_changes_department_leaves_open_tasks_behind_and_keeps_finished_ones(cast):
    task, finished = cast.task(assignee=cast.ana), cast.task(assignee=cast.ana, column=cast.done)

    left = people.change_department(cast.ana, department=cast.sales, role=Role.MEMBER, actor=cast.irina)

    assert left == [task]
    task.refresh_from_db()
    finished.refresh_from_db()
    cast.ana.refresh_from_db()
    assert (task.assignee, finished.assignee, cast.ana.department) == (None, cast.ana, cast.sales)
    assert task.activities.last().sentence() == "Irina Admin took the assignment away from Ana Lima"


def test_a_new_role_in_the_same_department_leaves_the_tasks_where_they_are(cast):
    task = cast.task(assignee=cast.ana)

    people.change_department(cast.ana, department=cast.legal, role=Role.COORDINATOR, actor=cast.irina)

    task.refresh_from_db()
    cast.ana.refresh_from_db()
    assert (task.assignee, cast.ana.role) == (cast.ana, Role.COORDINATOR)


def test_nobody_joins_a_closed_department(cast):
    cast.it.closed_at = cast.ana.date_joined
    cast.it.save(update_fields=["closed_at"])

    with pytest.raises(Refused):
        invite(cast, department=cast.it)
    with pytest.raises(Refused):
        people.change_department(cast.ana, department=cast.it, role=Role.MEMBER, actor=cast.irina)


def test_deactivating_unassigns_open_tasks_and_moves_what_open_pages_show(cast):
    task = cast.task(assignee=cast.ana)
    before = cast.legal.version

    assert people.deactivate_person(cast.ana, actor=cast.irina) == [task]

    task.refresh_from_db()
    cast.legal.refresh_from_db()
    assert task.assignee is None
    assert task.activities.last().verb == Verb.UNASSIGNED
    assert task.activities.last().version <= cast.legal.version
    assert cast.legal.version > before
    with pytest.raises(Refused):
        assign_task(task, assignee=cast.ana, actor=cast.boris)


def test_deactivating_ends_every_session_at_once_and_for_good(cast):
    browser, other = cast.client(cast.ana), cast.client(cast.boris)
    assert browser.get("/boards/").status_code == 200

    people.deactivate_person(cast.ana, actor=cast.irina)
    assert browser.get("/boards/").status_code == 302

    people.activate_person(cast.ana, actor=cast.irina)
    assert browser.get("/boards/").status_code == 302
    assert other.get("/boards/").status_code == 200


def test_what_was_due_to_a_person_who_leaves_is_not_sent(cast):
    nina = invite(cast)
    people.deactivate_person(nina, actor=cast.irina)

    nina.refresh_from_db()
    assert [mail.state for mail in nina.mails.all()] == [MailState.CANCELLED]
    assert nina.invitation_nonce == ""


def test_who_never_set_a_password_is_invited_again_when_activated(cast):
    nina = invite(cast)
    people.deactivate_person(nina, actor=cast.irina)
    people.activate_person(nina, actor=cast.irina)

    assert nina.mails.filter(state=MailState.DUE).count() == 1


def test_the_last_administrator_stays_and_nobody_does_it_to_themselves(cast):
    other = cast.person("olga", "Olga", None, is_admin=True)
    with pytest.raises(Refused, match="your own account"):
        people.deactivate_person(cast.irina, actor=cast.irina)
    with pytest.raises(Refused, match="your own account"):
        people.set_administrator(cast.irina, is_admin=False, actor=cast.irina)

    people.set_administrator(other, is_admin=False, actor=cast.irina)
    with pytest.raises(Refused, match="last active administrator"):
        people.deactivate_person(cast.irina, actor=None)
    with pytest.raises(Refused, match="last active administrator"):
        people.set_administrator(cast.irina, is_admin=False, actor=None)


def test_a_deactivated_person_keeps_what_they_asked_for(cast):
    task = cast.task(actor=cast.ana)
    people.deactivate_person(cast.ana, actor=cast.irina)

    assert Task.objects.get(pk=task.pk).requester == cast.ana


def edit(cast, person, **fields):
    values = {name: getattr(person, name) for name in ("name", "username", "email", "language")}
    return people.edit_person(person, **values | fields, actor=cast.irina)


def test_who_renames_themselves_leaves_the_address_that_was_changed_meanwhile(cast):
    as_loaded = User.objects.get(pk=cast.ana.pk)
    edit(cast, cast.ana, email="new@example.com")

    looks = {"language": "en", "theme": "", "density": "comfortable"}
    change_preferences(as_loaded, name="Ana Silva", **looks, actor=as_loaded)

    cast.ana.refresh_from_db()
    assert (cast.ana.name, cast.ana.email) == ("Ana Silva", "new@example.com")


def test_who_accepts_an_invitation_keeps_the_username_that_was_changed_meanwhile(cast):
    as_loaded = invite(cast)
    edit(cast, User.objects.get(pk=as_loaded.pk), username="nina.new")

    accept_invitation(as_loaded, name="Nina Newman", password="a b c d e f", language="en", actor=as_loaded)

    assert User.objects.get(pk=as_loaded.pk).username == "nina.new"
