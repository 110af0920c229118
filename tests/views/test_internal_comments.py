"""What one department keeps to itself under a task that it shares with another."""

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task
from board.actions.comments import add_comment, delete_comment, edit_comment
from board.actions.hops import ask_task, hand_off_task
from board.actions.sharing import give_access
from board.actions.waiting import wait_for
from board.errors import Refused
from board.models import Task, Turn, Verb
from board.queries.search import search_tasks
from tests.input.markup import fields_of

OURS, THEIRS, SHARED = "Kept by Legal", "Kept by Sales", "Said to all"


@pytest.fixture
def asked(cast):
    """Return a task that Vera of Sales asked of Legal, with a comment of each kind; Oleg of IT is a guest."""
    task = ask_task(cast.legal, title="Check the contract", actor=cast.vera)
    give_access(task, person=cast.oleg, actor=cast.boris)
    task.ours = add_comment(task, text=OURS, actor=cast.ana, internal=True)
    task.theirs = add_comment(task, text=THEIRS, actor=cast.vera, internal=True)
    task.shared = add_comment(task, text=SHARED, actor=cast.boris)
    return task


READERS = {
    "ana": {OURS, SHARED},
    "boris": {OURS, SHARED},
    "vera": {THEIRS, SHARED},
    "oleg": {SHARED},
    "irina": {OURS, THEIRS, SHARED},
}


@pytest.mark.parametrize("name", READERS)
def test_everybody_reads_what_is_theirs_to_read(cast, asked, name):
    person, client = getattr(cast, name), cast.client(getattr(cast, name))

    for address in ("task", "task_panel"):
        html = client.get(reverse(address, args=[asked.pk])).content.decode()
        assert {text for text in (OURS, THEIRS, SHARED) if text in html} == READERS[name]
        assert html.count("wrote a comment") == len(READERS[name])
    for comment, text in ((asked.ours, OURS), (asked.theirs, THEIRS), (asked.shared, SHARED)):
        for address, wanted in (("comment", 302), ("comment_reply", 200)):
            answer = client.get(reverse(address, args=[comment.pk]))
            assert answer.status_code == (wanted if text in READERS[name] else 404), (address, text)
        found = search_tasks(person, text).tasks
        assert (asked in found) == (text in READERS[name])


def test_an_internal_comment_of_others_cannot_be_answered_changed_or_deleted(cast, asked):
    for client in (cast.htmx(cast.vera), cast.htmx(cast.oleg)):
        for address in ("comment_reply", "comment_edit", "comment_delete"):
            answer = client.post(reverse(address, args=[asked.ours.pk]), {"text": "Mine", "version": 1})
            assert answer.status_code == 404
    client = cast.htmx(cast.ana)
    assert client.post(reverse("comment_reply", args=[asked.ours.pk]), {"text": "Mine"}).status_code == 204


def test_only_what_is_shared_is_counted_and_new(cast, asked):
    asked.refresh_from_db()
    assert asked.comment_count == 1
    client = cast.client(cast.boris)
    client.post(reverse("task_seen", args=[asked.pk]), {"activity": asked.activities.last().pk})

    reply = add_comment(asked, text="Ours again", parent=asked.ours, actor=cast.ana)
    add_comment(asked, text="All again", actor=cast.vera)

    assert "1 new since your last visit" in client.get(reverse("task", args=[asked.pk])).content.decode()
    delete_comment(reply, actor=cast.ana)
    asked.refresh_from_db()
    assert asked.comment_count == 2


def test_what_others_keep_leaves_no_trace_in_what_one_has_seen(cast, asked):
    client, seen = cast.htmx(cast.vera), reverse("task_seen", args=[asked.pk])
    latest = asked.activities.last()
    hidden = add_comment(asked, text="Ours again", actor=cast.ana, internal=True).activities.get()

    assert client.post(seen, {"activity": latest.pk}).status_code == 204
    assert 'id="seen"' not in client.get(reverse("task", args=[asked.pk])).content.decode()
    assert client.post(seen, {"activity": hidden.pk}).status_code == 409


def test_a_reply_has_the_audience_of_its_root(cast, asked):
    reply = add_comment(asked, text="Also ours", parent=asked.ours, actor=cast.boris)
    answer = add_comment(asked, text="To all", parent=asked.shared, actor=cast.ana, internal=True)

    assert (reply.internal_to, answer.internal_to) == (cast.legal, None)
    assert reply.activities.get().internal_to == cast.legal


def test_every_line_of_history_about_it_is_as_internal(cast, asked):
    edit_comment(asked.ours, text="Changed", version=1, actor=cast.ana)
    delete_comment(asked.ours, actor=cast.ana)

    lines = asked.activities.filter(comment=asked.ours)
    assert [line.verb for line in lines] == ["commented", "comment_edited", "comment_deleted"]
    assert {line.internal_to for line in lines} == {cast.legal}


@pytest.mark.parametrize("name", ["oleg", "irina"])
def test_who_is_on_neither_side_writes_for_all(cast, asked, name):
    person = getattr(cast, name)
    client, address = cast.client(person), reverse("comment_add", args=[asked.pk])

    with pytest.raises(Refused, match="one of the two departments"):
        add_comment(asked, text="Psst", actor=person, internal=True)
    assert 'value="internal"' not in client.get(address).content.decode()
    assert client.post(address, {"text": "Psst", "readers": "internal"}).status_code == 409
    assert client.post(address, {"text": "Hello"}).status_code == 302
    assert asked.comments.last().internal_to is None


def test_in_ones_own_task_there_is_nothing_internal(cast):
    task = cast.task()
    client, address = cast.client(cast.ana), reverse("comment_add", args=[task.pk])

    assert 'value="internal"' not in client.get(address).content.decode()
    answer = client.post(address, {"text": "A long text", "readers": "internal"})
    assert answer.status_code == 409
    assert "A long text" in answer.content.decode()
    assert not task.comments.exists()


def test_what_was_meant_for_ones_own_is_refused_after_the_task_has_gone(cast, asked):
    seen = Task.objects.get(pk=asked.pk)
    hand_off_task(asked, department=cast.it, reason="Theirs", actor=cast.boris)

    with pytest.raises(Refused, match="Another department has this task now"):
        add_comment(seen, text="Psst", actor=cast.ana, internal=True)
    with pytest.raises(Refused, match="one of the two departments"):
        add_comment(Task.objects.get(pk=asked.pk), text="Psst", actor=cast.ana, internal=True)


def test_after_a_hand_off_the_words_of_the_former_owner_stay_with_its_people(cast, asked):
    hand_off_task(asked, department=cast.it, reason="Theirs", actor=cast.boris)

    html = cast.client(cast.ana).get(reverse("task", args=[asked.pk])).content.decode()
    assert OURS in html
    assert 'value="internal"' not in html
    assert OURS not in cast.client(cast.oleg).get(reverse("task", args=[asked.pk])).content.decode()
    assert 'value="internal"' in cast.client(cast.oleg).get(reverse("task", args=[asked.pk])).content.decode()


def test_who_changes_department_leaves_its_words_behind_even_their_own(cast, asked):
    cast.vera.department = cast.it
    cast.vera.save(update_fields=["department"])
    client = cast.client(cast.vera)

    html = client.get(reverse("task", args=[asked.pk])).content.decode()

    assert THEIRS not in html and SHARED in html
    assert client.get(reverse("comment_edit", args=[asked.theirs.pk])).status_code == 404


def test_it_is_labelled_and_the_composer_says_who_reads(cast, asked):
    html = cast.client(cast.boris).get(reverse("task", args=[asked.pk])).content.decode()

    assert "Internal to Legal" in html
    assert "Seen by Legal, Sales, and 1 person with access" in html
    assert "Only Legal sees this" in html
    reply = cast.client(cast.boris).get(reverse("comment_reply", args=[asked.ours.pk])).content.decode()
    assert "Only Legal sees this" in reply and "Seen by" not in reply
    assert "None" not in reply


def test_a_form_holds_what_it_sends_and_no_more(cast, asked):
    client = cast.htmx(cast.ana)
    own = add_comment(asked, text="Mine", actor=cast.ana)
    fields = {
        ("comment_add", asked): {"readers", "text"},
        ("comment_reply", own): {"text"},
        ("comment_edit", own): {"text", "version"},
    }

    for (name, row), wanted in fields.items():
        html = client.get(reverse(name, args=[row.pk])).content.decode()
        assert set(fields_of(html)) - {"csrfmiddlewaretoken", "preview"} == wanted
        assert "None" not in html


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"is_restricted": False}, "Seen by Legal and Sales"),
        ({"is_restricted": True}, "Seen by the requester, the assignee and the coordinators of Legal"),
    ],
)
def test_the_composer_says_of_every_task_who_reads(cast, fields, words):
    task = ask_task(cast.legal, title="Check", actor=cast.vera, **fields)

    html = cast.client(cast.vera).get(reverse("task", args=[task.pk])).content.decode()

    assert f">{words}<" in html


def test_the_composer_counts_a_requester_who_works_elsewhere_now(cast):
    task = ask_task(cast.legal, title="Check", actor=cast.vera)
    cast.vera.department = cast.it
    cast.vera.save(update_fields=["department"])

    html = cast.client(cast.boris).get(reverse("task", args=[task.pk])).content.decode()

    assert "Seen by Legal, Sales, and 1 person with access" in html


def test_switching_keeps_the_text_and_a_preview_the_choice(cast, asked):
    address = reverse("comment_add", args=[asked.pk])
    answer = cast.htmx(cast.ana).post(address, {"text": "**Hm**", "readers": "internal", "preview": "1"})

    html = answer.content.decode()
    assert "<strong>Hm</strong>" in html and "**Hm**</textarea>" in html
    assert html.index('value="internal"') < html.index("checked")
    assert not asked.comments.filter(text="**Hm**").exists()


@pytest.mark.parametrize(
    ("name", "internal", "resumes"),
    [
        ("vera", False, True),
        ("mila", False, True),
        ("vera", True, False),
        ("ana", False, False),
        ("oleg", False, False),
        ("irina", False, False),
    ],
)
def test_the_requesting_side_ends_the_waiting_by_a_shared_answer(cast, asked, name, internal, resumes):
    cast.mila = cast.person("mila", "Mila", cast.sales)
    accept_task(asked, actor=cast.boris)
    wait_for(asked, on="requester", note="Which draft?", actor=cast.ana)
    data = {"text": "The second", "readers": "internal" if internal else "shared"}

    answer = cast.htmx(getattr(cast, name)).post(reverse("comment_add", args=[asked.pk]), data)

    asked.refresh_from_db()
    assert answer.status_code == 204
    assert (asked.turn == Turn.OWNER) is resumes
    assert ("does not wait any more" in answer.headers["HX-Trigger"]) is resumes
    assert asked.activities.filter(verb=Verb.RESUMED).exists() is resumes


def test_a_reply_is_an_answer_too_and_the_toast_says_so(cast, asked):
    accept_task(asked, actor=cast.boris)
    wait_for(asked, on="requester", note="Which draft?", actor=cast.ana)
    address = reverse("comment_reply", args=[asked.shared.pk])

    answer = cast.htmx(cast.vera).post(address, {"text": "The second"})

    assert "Your reply is there. The task does not wait any more." in answer.headers["HX-Trigger"]


def test_waiting_on_a_third_party_goes_on(cast, asked):
    accept_task(asked, actor=cast.boris)
    wait_for(asked, on="third", note="The court", actor=cast.ana)

    add_comment(asked, text="Any news?", actor=cast.vera)

    asked.refresh_from_db()
    assert asked.turn == Turn.THIRD


def test_an_administrator_reads_all_in_the_panel(cast, asked):
    html = cast.client(cast.irina).get(reverse("admin:board_comment_changelist")).content.decode()

    assert all(text in html for text in (OURS, THEIRS, SHARED))
    detail = cast.client(cast.irina).get(reverse("admin:board_comment_change", args=[asked.ours.pk]))
    assert "Legal" in detail.content.decode()
