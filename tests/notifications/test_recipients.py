"""Who hears of what: every event, with a person for every relation to the task."""

import pytest

from board.actions.comments import add_comment
from board.actions.people import deactivate_person
from board.actions.tasks import create_task, create_tasks
from board.models import Mail, Notification, User
from board.models.mail import MailKind
from tests.notifications.events import (
    accepted,
    access_given,
    archived,
    asked,
    asked_naming_people,
    assigned,
    assigned_to_oneself,
    cancelled,
    checklist_begun,
    checklist_done,
    closed_by_itself,
    comment_before_anybody_is_assigned,
    comment_edited_to_name_one_more,
    comment_naming_people,
    comment_on_a_task_of_ones_own,
    confirmed,
    declined,
    declined_as_duplicate,
    delivered,
    delivered_by_a_member,
    description_edited_to_name_someone,
    handed_off,
    handed_off_to_a_third,
    internal_comment,
    internal_comment_of_who_asked,
    labelled,
    moved_to_another_kind,
    moved_within_a_kind,
    no_longer_blocked,
    own_task_assigned_at_once,
    own_task_finished,
    promised,
    reopened,
    reply,
    result,
    resumed,
    resumed_for_nobody,
    returned,
    returned_by_their_coordinator,
    returned_to_nobody,
    shared_comment,
    taken_back,
    unassigned,
    waits_for_others,
    waits_for_who_asked,
)

WATCHERS = {"lena": "watching digest", "tim": "watching digest", "gleb": "watching digest"}
BY_THE_WAY = {"ana": "assigned digest", "vera": "requester digest", **WATCHERS}


HEARD = [
    (asked, {"boris": "inbox now"}),
    (asked_naming_people, {"boris": "inbox now", "ana": "mentioned now"}),
    (accepted, {"vera": "requester now", "mila": "assigned now"}),
    (declined, {"vera": "requester now"}),
    (declined_as_duplicate, {"vera": "requester now"}),
    (handed_off, {"rita": "inbox now", "vera": "requester now", **WATCHERS, "ana": "watching digest"}),
    (
        handed_off_to_a_third,
        {
            "hilda": "inbox now",
            "vera": "requester now",
            "sam": "inbox now",
            **WATCHERS,
            "ana": "watching digest",
        },
    ),
    (delivered, {"vera": "move now", **WATCHERS}),
    (delivered_by_a_member, {"vera": "move now", **WATCHERS, "ana": "watching digest"}),
    (result, {"vera": "requester now"}),
    (confirmed, {"ana": "assigned digest", **WATCHERS}),
    (closed_by_itself, BY_THE_WAY),
    (returned, {"ana": "move now", **WATCHERS}),
    (returned_by_their_coordinator, {"ana": "move now", "vera": "requester now", **WATCHERS}),
    (returned_to_nobody, {"boris": "inbox now", "ana": "watching digest", **WATCHERS}),
    (reopened, {"ana": "move now", **WATCHERS}),
    (cancelled, {"ana": "assigned now", **WATCHERS}),
    (taken_back, BY_THE_WAY),
    (promised, {"vera": "requester now", **WATCHERS}),
    (waits_for_who_asked, {"vera": "move now"}),
    (waits_for_others, {}),
    (resumed, {"ana": "move now"}),
    (resumed_for_nobody, {"boris": "inbox now"}),
    (assigned, {"mila": "assigned now"}),
    (assigned_to_oneself, {}),
    (unassigned, {"ana": "assigned digest"}),
    (moved_to_another_kind, BY_THE_WAY),
    (moved_within_a_kind, {}),
    (labelled, {}),
    (archived, {}),
    (checklist_done, BY_THE_WAY),
    (checklist_begun, {}),
    (shared_comment, {"ana": "assigned now", "vera": "requester now", **WATCHERS}),
    (
        comment_before_anybody_is_assigned,
        {"boris": "inbox now", "ana": "watching digest", **WATCHERS},
    ),
    (comment_on_a_task_of_ones_own, {"ana": "requester now"}),
    (
        comment_naming_people,
        {
            "ana": "assigned now",
            "vera": "requester now",
            "boris": "mentioned now",
            "uma": "mentioned now",
            **WATCHERS,
        },
    ),
    (reply, {"ana": "assigned now", "vera": "requester now", "uma": "thread now", **WATCHERS}),
    (internal_comment, {"ana": "assigned now", "boris": "mentioned now"}),
    (internal_comment_of_who_asked, {"vera": "requester now", "tim": "watching digest"}),
    (comment_edited_to_name_one_more, {"uma": "mentioned now", "boris": "mentioned now"}),
    (description_edited_to_name_someone, {"boris": "mentioned now"}),
    (access_given, {"rita": "granted now"}),
    (no_longer_blocked, {"ana": "assigned now"}),
    (own_task_assigned_at_once, {"mila": "assigned now"}),
    (own_task_finished, {"mila": "assigned digest"}),
]


@pytest.mark.parametrize(("event", "heard"), HEARD, ids=[event.__name__ for event, _heard in HEARD])
def test_exactly_those_hear_of_it_with_the_strongest_reason(company, event, heard):
    event(company)

    assert company.heard() == heard


def test_whoever_is_named_still_is_told_once(company):
    comment_edited_to_name_one_more(company)

    assert Notification.objects.filter(user=company.uma).count() == 1


def test_the_address_of_a_department_hears_what_comes_to_it(company):
    asked(company)
    assert list(Mail.objects.filter(kind=MailKind.DEPARTMENT).values_list("department__code", flat=True)) == [
        "LEG"
    ]

    company.forget()
    handed_off(company)
    assert list(Mail.objects.filter(kind=MailKind.DEPARTMENT).values_list("department__code", flat=True)) == [
        "IT"
    ]


def test_a_department_without_a_coordinator_hears_with_all_its_members(company):
    User.objects.filter(pk=company.boris.pk).update(role="member")

    asked(company)

    assert set(company.heard()) == {"ana", "boris", "lena", "nick", "mila"}


def test_after_who_asked_has_left_their_coordinators_hear(company):
    deactivate_person(company.vera, actor=company.irina)

    delivered(company)

    assert company.heard() == {"sam": "move now", **WATCHERS}


def test_of_a_restricted_task_only_those_hear_who_may_see_it(company):
    type(company.task).objects.filter(pk=company.task.pk).update(is_restricted=True)

    shared_comment(company)

    assert company.heard() == {"ana": "assigned now", "vera": "requester now", "gleb": "watching digest"}


def test_what_a_leaver_had_comes_to_the_coordinators_in_one_mail(company):
    more = [
        create_task(company.cast.todo, title="Own", assignee=company.ana, actor=company.mila)
        for _more in "ab"
    ]
    company.forget()

    deactivate_person(company.ana, actor=company.irina)

    told = Notification.objects.filter(user=company.boris)
    assert {notification.task_id for notification in told} == {company.task.pk, *(task.pk for task in more)}
    assert Mail.objects.filter(user=company.boris).count() == 1
    assert set(company.heard()) == {"boris"}


def test_pasted_tasks_tell_those_they_are_given_to_in_one_mail(company, count_statements):
    def paste(number):
        company.forget()
        with count_statements(at_most=25) as counted:
            titles = [f"Task {place}" for place in range(number)]
            create_tasks(company.cast.todo, titles=titles, assignee=company.mila, actor=company.boris)
        assert Notification.objects.filter(user=company.mila).count() == number
        assert Mail.objects.count() == 1
        return counted.number

    assert paste(2) == paste(40)


def test_a_task_that_is_made_alone_is_told_in_the_mail_about_it_that_waits(company):
    company.forget()
    task = create_tasks(company.cast.todo, titles=["One"], assignee=company.mila, actor=company.boris)[0]
    mail = Mail.objects.get()
    assert (mail.kind, mail.user, mail.task) == ("task", company.mila, task)

    add_comment(task, text="At once, please", actor=company.boris)

    assert mail.notifications.count() == 2


def test_several_changes_to_one_task_make_one_mail_until_it_is_taken(company):
    shared_comment(company)
    shared_comment(company)
    mail = Mail.objects.get(user=company.ana)
    assert mail.notifications.count() == 2

    Mail.objects.filter(pk=mail.pk).update(attempts=1)
    shared_comment(company)

    assert Mail.objects.filter(user=company.ana).count() == 2


def test_telling_people_costs_the_same_however_many_they_are(company, count_statements):
    """Of a change's statements at most five are about who hears of it; three it is."""

    def comment():
        with count_statements(at_most=30) as counted:
            company.comment()
        return counted.number

    few = comment()
    for number in range(60):
        person = company.cast.person(f"reader{number}", f"Reader {number}", company.cast.legal)
        company.task.watches.create(user=person, reason="chosen")
    User.objects.filter(username__startswith="reader").first().preferences.create(
        group="watched", delivery="now"
    )

    assert comment() == few
