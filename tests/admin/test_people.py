from django.urls import reverse

from board.actions.hops import ask_task
from board.models import User, Verb

FIELDS = {
    "name": "Nina New",
    "username": "nina",
    "email": "nina@example.com",
    "role": "member",
    "language": "ru",
}


def page(name, *args):
    return reverse(f"admin:board_user_{name}", args=args)


def fields_of(person, **changes):
    fields = {name: getattr(person, name) for name in FIELDS}
    return fields | {"department": person.department_id or ""} | changes


def test_adding_a_person_invites_them(cast):
    admin = cast.client(cast.irina)
    assert "An invitation to choose a password goes there." in admin.get(page("add")).content.decode()
    assert "An invitation" not in admin.get(page("change", cast.ana.pk)).content.decode()

    admin.post(page("add"), FIELDS | {"department": cast.legal.pk})

    nina = User.objects.get(username="nina")
    assert nina.is_invited
    assert nina.mails.get().kind == "invitation"


def test_a_wrong_field_comes_back_with_what_was_typed(cast):
    answer = cast.client(cast.irina).post(
        page("add"), FIELDS | {"email": "ANA@example.com", "username": "Нина"}
    )

    assert answer.status_code == 422
    assert "Another person has this e-mail address." in answer.content.decode()
    assert 'value="Нина"' in answer.content.decode()


def test_the_page_that_deactivates_says_first_what_it_does(cast):
    task = cast.task(assignee=cast.ana)
    admin = cast.client(cast.irina)

    assert "1 open task is assigned to them" in admin.get(page("deactivate", cast.ana.pk)).content.decode()
    task.refresh_from_db()
    assert task.assignee == cast.ana

    admin.post(page("deactivate", cast.ana.pk))
    task.refresh_from_db()
    cast.ana.refresh_from_db()
    assert (task.assignee, cast.ana.is_active) == (None, False)
    assert task.activities.last().verb == Verb.UNASSIGNED


def test_the_last_administrator_is_told_no_on_the_page(cast):
    answer = cast.client(cast.irina).post(page("deactivate", cast.irina.pk))

    assert answer.status_code == 409
    assert "You cannot do this to your own account." in answer.content.decode()


def test_taking_ones_own_administration_away_is_refused_and_nothing_is_half_done(cast):
    answer = cast.client(cast.irina).post(page("change", cast.irina.pk), fields_of(cast.irina, name="Other"))

    assert answer.status_code == 409
    assert 'value="Other"' in answer.content.decode()
    cast.irina.refresh_from_db()
    assert (cast.irina.name, cast.irina.is_admin) == ("Irina Admin", True)


def test_another_department_unassigns_in_the_same_step(cast):
    task = cast.task(assignee=cast.ana)
    cast.client(cast.irina).post(page("change", cast.ana.pk), fields_of(cast.ana, department=cast.sales.pk))

    task.refresh_from_db()
    cast.ana.refresh_from_db()
    assert (task.assignee, cast.ana.department) == (None, cast.sales)


def test_an_invitation_a_reset_and_activating_ask_first_and_then_do_it(cast):
    admin = cast.client(cast.irina)
    admin.post(page("add"), FIELDS | {"department": cast.legal.pk})
    nina = User.objects.get(username="nina")
    for name, person in (("resend", nina), ("reset", cast.ana)):
        assert admin.get(page(name, person.pk)).status_code == 200
        assert admin.post(page(name, person.pk)).status_code == 302
    assert nina.mails.count() == 2
    assert cast.ana.mails.get().kind == "password_reset"

    admin.post(page("deactivate", nina.pk))
    admin.post(page("activate", nina.pk))
    assert User.objects.get(pk=nina.pk).is_active
    assert nina.mails.filter(state="due").count() == 1


def test_invitations_are_sent_again_to_many_at_once_and_refusals_are_named(cast):
    admin = cast.client(cast.irina)
    admin.post(page("add"), FIELDS)
    nina = User.objects.get(username="nina")
    chosen = {"action": "resend_invitations", "_selected_action": [nina.pk, cast.ana.pk]}

    html = admin.post(page("changelist"), chosen, follow=True).content.decode()

    assert "1 invitation is on its way." in html
    assert "Ana Lima: This person has a password already." in html


def test_the_lists_filters_tell_invited_active_and_inactive_apart(cast):
    admin = cast.client(cast.irina)
    admin.post(page("add"), FIELDS)
    admin.post(page("deactivate", cast.ana.pk))
    names = {
        status: {
            p.username for p in admin.get(page("changelist"), {"status": status}).context["cl"].result_list
        }
        for status in ("active", "invited", "inactive")
    }

    assert names == {"active": {"boris", "vera", "oleg", "irina"}, "invited": {"nina"}, "inactive": {"ana"}}


def test_who_is_offered_for_a_task_works_in_its_department(cast):
    query = {"app_label": "board", "model_name": "task", "field_name": "assignee", "term": "o"}
    answer = cast.client(cast.irina).get(reverse("admin:autocomplete"), query | {"department": cast.legal.pk})

    assert [row["text"] for row in answer.json()["results"]] == ["Ana Lima", "Boris Orlov"]


def test_it_says_to_whom_the_requests_pass_of_a_person_who_leaves(cast):
    for title in ("One", "Two"):
        ask_task(cast.legal, title=title, actor=cast.vera)
    admin, address = cast.client(cast.irina), page("deactivate", cast.vera.pk)
    words = "2 open requests of theirs pass to the"
    assert f"{words} administrators: nobody else is in Sales." in admin.get(address).content.decode()

    cast.person("victor", "Victor", cast.sales)
    html = admin.get(address).content.decode()
    assert f"{words} coordinators of Sales." in html
    assert "No open task is assigned to them." in html


def test_single_keys_are_switched_off_for_a_person(cast):
    admin = cast.client(cast.irina)
    assert 'name="has_shortcuts"' in admin.get(page("change", cast.ana.pk)).content.decode()
    assert 'name="has_shortcuts"' not in admin.get(page("add")).content.decode()

    admin.post(page("change", cast.ana.pk), fields_of(cast.ana))
    cast.ana.refresh_from_db()
    assert not cast.ana.has_shortcuts

    admin.post(page("change", cast.ana.pk), fields_of(cast.ana, has_shortcuts="on"))
    cast.ana.refresh_from_db()
    assert cast.ana.has_shortcuts
