"""How one hears of what: six groups, the hour of the digest, and the clock by which all times are shown."""

import re

import pytest

from board.actions.comments import add_comment
from board.actions.preferences import set_delivery, set_site_delivery
from board.models import Group, Notification, Preference, User

ADDRESS = "/settings/notifications/"
SITE = {
    "move": "now",
    "mentions": "now",
    "requests": "now",
    "assignments": "now",
    "watched": "digest",
    "inbox": "now",
}
FORM = SITE | {"digest_hour": "8", "time_zone": ""}


def save(cast, **changes):
    return cast.client(cast.ana).post(ADDRESS, FORM | changes)


def own(person):
    return dict(person.preferences.values_list("group", "delivery"))


def shown(cast, user):
    """Return {group: delivery} as the page has them checked."""
    html = cast.client(user).get("/settings/").content.decode()
    boxes = [tag for tag in re.findall(r"<input[^>]*>", html) if 'type="radio"' in tag and " checked" in tag]
    pairs = [(re.search(r'name="(\w+)"', tag)[1], re.search(r'value="(\w*)"', tag)[1]) for tag in boxes]
    return {name: value for name, value in pairs if name in SITE}


def test_who_has_not_chosen_hears_as_the_site_has_it(cast):
    assert shown(cast, cast.ana) == SITE

    set_site_delivery(Group.INBOX, "digest", actor=cast.irina)

    assert shown(cast, cast.ana) == SITE | {"inbox": "digest"}


def test_only_what_one_chooses_otherwise_is_ones_own(cast):
    answer = save(cast, move="digest", mentions="app")

    assert answer.url == "/settings/#notifications"
    assert own(cast.ana) == {"move": "digest", "mentions": "app"}
    set_site_delivery(Group.INBOX, "app", actor=cast.irina)
    assert shown(cast, cast.ana) == SITE | {"move": "digest", "mentions": "app", "inbox": "app"}
    assert own(cast.boris) == {}


def test_a_choice_is_kept_although_the_site_comes_to_the_same(cast):
    save(cast, move="app")
    set_site_delivery(Group.MOVE, "app", actor=cast.irina)
    save(cast, move="app")
    set_site_delivery(Group.MOVE, "now", actor=cast.irina)

    assert own(cast.ana) == {"move": "app"}


def test_what_was_chosen_counts_from_the_next_time_on(cast):
    task = cast.task(actor=cast.boris)
    add_comment(task, text="@ana one", actor=cast.boris)
    save(cast, mentions="app")
    add_comment(task, text="@ana two", actor=cast.boris)

    heard = Notification.objects.filter(user=cast.ana, reason="mentioned").order_by("pk")
    assert list(heard.values_list("delivery", flat=True)) == ["now", "app"]


def test_back_to_the_defaults_forgets_all_of_it_and_the_hour_stays(cast):
    browser = cast.client(cast.ana)
    assert "Back to the site’s defaults" not in browser.get("/settings/").content.decode()
    save(cast, move="app", digest_hour="17")
    set_delivery(cast.boris, Group.MOVE, "app", actor=cast.boris)
    assert "Back to the site’s defaults" in browser.get("/settings/").content.decode()

    browser.post("/settings/notifications/defaults/")

    assert own(cast.ana) == {} and own(cast.boris) == {"move": "app"}
    assert Preference.objects.filter(user=None).count() == 6
    assert User.objects.get(pk=cast.ana.pk).digest_hour == 17


def test_the_hour_and_the_words_about_it(cast):
    save(cast, digest_hour="17")

    html = cast.client(cast.ana).get("/settings/").content.decode()
    assert "The digest comes at 17:00 on working days" in html
    assert "2 minutes after something happens" in html
    assert "mail goes to who stands in for you" in html


def test_all_times_are_shown_by_ones_own_clock(cast):
    task = cast.task()
    before = cast.client(cast.ana).get(f"/tasks/{task.pk}/").content.decode()
    assert f'datetime="{task.created_at:%Y-%m-%dT%H:%M:%S}' in before

    save(cast, time_zone="Asia/Kathmandu")

    after = cast.client(cast.ana).get(f"/tasks/{task.pk}/").content.decode()
    assert "+05:45" in after and "+05:45" not in before
    type(cast.legal).objects.filter(pk=cast.legal.pk).update(time_zone="Asia/Tokyo")
    assert "+05:45" in cast.client(cast.ana).get(f"/tasks/{task.pk}/").content.decode()
    save(cast, time_zone="")
    assert "+09:00" in cast.client(cast.ana).get(f"/tasks/{task.pk}/").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"move": "never"},
        {"move": ""},
        {"digest_hour": "24"},
        {"digest_hour": "-1"},
        {"digest_hour": "x"},
        {"digest_hour": ""},
        {"time_zone": "Mars/Phobos"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "localtime"},
    ],
)
def test_a_wrong_choice_is_said_at_its_field_and_nothing_is_saved(cast, changes):
    answer = save(cast, **{"inbox": "app"} | changes)

    assert answer.status_code == 422
    assert answer.context["hearing"].errors.keys() == changes.keys()
    assert own(cast.ana) == {}
    assert save(cast, inbox="app").status_code == 302


def test_the_two_forms_of_the_page_leave_each_other_alone(cast):
    save(cast, move="app", digest_hour="17", time_zone="Asia/Tokyo")
    cast.client(cast.ana).post(
        "/settings/", {"name": "Ana Maria", "language": "en", "theme": "dark", "density": "compact"}
    )

    ana = User.objects.get(pk=cast.ana.pk)
    assert (ana.name, ana.digest_hour, ana.time_zone, own(ana)) == (
        "Ana Maria",
        17,
        "Asia/Tokyo",
        {"move": "app"},
    )
    save(cast, move="app")
    assert User.objects.get(pk=cast.ana.pk).theme == "dark"


def test_none_of_it_is_changed_by_reading(cast):
    save(cast, move="app")
    for address in (ADDRESS, "/settings/notifications/defaults/"):
        assert cast.client(cast.ana).get(address).status_code == 405
    assert own(cast.ana) == {"move": "app"}


def test_who_works_in_no_department_follows_the_sites_clock(cast):
    html = cast.client(cast.irina).get("/settings/").content.decode()

    assert ">As the site</option>" in html
    assert ">As the department: UTC</option>" in cast.client(cast.ana).get("/settings/").content.decode()
