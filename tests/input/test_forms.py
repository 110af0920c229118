"""Every address that takes a form, with everything that one could send."""

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from board.models import Delivery, Group
from tests.authorization.table import ADDRESSES
from tests.consistency import broken
from tests.input.markup import fields_of, words_of
from tests.input.values import encode, is_plain, values

POSTED = sorted(
    name for name, address in ADDRESSES.items() if "POST" in address.methods and address.who("normal")
)
HEARING = dict.fromkeys(Group.values, Delivery.values) | {
    "digest_hour": ["8"],
    "time_zone": ["", "Asia/Tokyo"],
}
# The fields where no page of the same address shows a form.
UNSEEN = {
    "admin:board_absence_changelist": {"action": [""], "_selected_action": [""]},
    "admin:board_comment_changelist": {"action": ["remove_all"], "_selected_action": [""]},
    "admin:board_department_changelist": {"action": [""], "_selected_action": [""]},
    "admin:board_mail_changelist": {"action": [""], "_selected_action": [""]},
    "admin:board_preference_changelist": {"action": [""], "_selected_action": [""]},
    "admin:board_requesttype_changelist": {"action": [""], "_selected_action": [""]},
    "admin:board_task_changelist": {"action": ["archive_all", "restore_all"], "_selected_action": [""]},
    "admin:board_user_changelist": {"action": ["resend_invitations"], "_selected_action": [""]},
    "board_bulk": {"assignee": [""]},
    "board_reading": {"is_open": ["true", "false"]},
    "checklist_order": {"steps": ["-1", "1"]},
    "checklist_tick": {"is_done": ["1", "0"]},
    "column_order": {"to": ["left", "right"]},
    "density": {"density": ["comfortable", "compact"], "next": ["/"]},
    "inbox_bulk": {"assignee": [""], "promised_on": [""]},
    "notifications_read": {"latest": [""], "task": [""], "next": ["/notifications/"]},
    "request_type_offer": {"is_offered": ["true", "false"]},
    "request_type_order": {"to": ["up", "down"]},
    "settings_notifications": HEARING,
    "settings_shortcuts": {"has_shortcuts": ["on"]},
    "set_language": {"language": ["en", "ru"], "next": ["/"]},
    "task_seen": {"activity": [""]},
    "task_undo": {"activity": [""]},
    "task_watch": {"choice": ["watch", "mute", "leave"]},
    "theme": {"theme": ["dark", "light", ""], "next": ["/"]},
}
# A button alone; or, for `setup`, gone as soon as there is anybody.
NOTHING_TO_FILL_IN = {
    "absence_end",
    "account_logout",
    "admin:app_list",
    "admin:board_absence_end",
    "admin:board_absence_history",
    "admin:board_comment_history",
    "admin:board_comment_remove",
    "admin:board_department_close",
    "admin:board_department_history",
    "admin:board_mail_again",
    "admin:board_mail_cancel",
    "admin:board_mail_history",
    "admin:board_mail_resend",
    "admin:board_mail_test",
    "admin:board_preference_history",
    "admin:board_requesttype_history",
    "admin:board_task_archive",
    "admin:board_task_history",
    "admin:board_task_restore",
    "admin:board_user_activate",
    "admin:board_user_deactivate",
    "admin:board_user_history",
    "admin:board_user_resend",
    "admin:board_user_reset",
    "admin:index",
    "checklist_remove",
    "settings_defaults",
    "setup",
    "task_access_take",
    "task_archive",
    "task_link_remove",
    "task_confirm",
    "task_restore",
    "task_resume",
    "task_take_back",
    "unsubscribe",
    "filter_remove",
}
WORDS = {"title", "titles", "text", "texts", "description", "name"}
FEW, MANY = 6, 40


def form_at(walk, name):
    """Return {field: values that the page offers} of the form at an address."""
    fields = UNSEEN.get(name, {})
    if "GET" in ADDRESSES[name].methods:
        with walk.browser(name) as browser:
            fields = fields_of(browser.get(walk.path(name)).content.decode()) | fields
    return fields


def bodies(fields, ids):
    """Return a strategy for what is sent: [(field, value)], fields left out, repeated, unknown or strange."""
    strange = values(ids)

    def one(name, offered):
        usual = st.sampled_from(offered).map(lambda value: [(name, value)])
        odd = strange.map(lambda value: [(name, value)])
        several = st.lists(strange, min_size=2, max_size=3).map(
            lambda found: [(name, value) for value in found]
        )
        return st.one_of(usual, usual, odd, odd, several, st.just([]))

    unknown = st.tuples(
        st.sampled_from(["actor", "department", "is_admin", "id", "position", "x[]"]), strange
    )
    parts = [one(name, offered) for name, offered in fields.items()] + [st.lists(unknown, max_size=1)]
    return st.tuples(*parts).map(lambda lists: [pair for pairs in lists for pair in pairs])


def send(browser, path, pairs, *, htmx, with_file):
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    if with_file and pairs:
        data = {}
        for name, value in pairs:
            data.setdefault(name, []).append(value.encode("utf-8", "replace").decode())
        data[pairs[0][0]] = SimpleUploadedFile("a\u202e.svg", b"<svg onload=alert(1)>\x00")
        return browser.post(path, data, **headers)
    return browser.post(path, encode(pairs), content_type="application/x-www-form-urlencoded", **headers)


def assert_it_is_an_answer(answer, pairs, *, htmx, name, with_file=False):
    assert answer.status_code in {200, 204, 302, 400, 404, 409, 410, 422, 429}, answer.status_code
    text = answer.content.decode()
    if answer.status_code >= 400:
        assert len(words_of(text)) > 10, "no words say what is wrong"
        is_fragment = not name.startswith(("admin:", "account_", "invitation", "settings", "setup"))
        assert not (htmx and is_fragment and "<html" in text), "a page inside a page"
    if answer.status_code == 422:
        assert "field__errors" in text or "errorlist" in text
    if answer.status_code in (409, 422) and "<form" in text and not with_file:
        typed = dict(pairs)
        lost = [
            field
            for field, value in typed.items()
            if field in WORDS and is_plain(value) and value not in html.unescape(text)
        ]
        assert lost == [], "what was typed is gone"
    assert broken() == {}


@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", POSTED)
def test_a_form_answers_whatever_is_sent(walk, name, examples):
    fields = form_at(walk, name)

    @settings(
        max_examples=examples,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[
            Phase.generate
        ],  # to make a failing one smaller takes minutes, and the values are short as they are
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(
        pairs=bodies(fields, walk.others), htmx=st.booleans(), with_file=st.sampled_from([False] * 5 + [True])
    )
    def attempt(pairs, htmx, with_file):
        with walk.browser(name) as browser:
            answer = send(browser, walk.path(name), pairs, htmx=htmx, with_file=with_file)
            assert_it_is_an_answer(answer, pairs, htmx=htmx, name=name, with_file=with_file)

    attempt()


def test_the_fields_of_every_form_are_known(walk):
    """A form whose fields are not found would be tested with nothing."""
    found = {name for name in POSTED if form_at(walk, name)}

    assert set(POSTED) - found == NOTHING_TO_FILL_IN
