"""Searching finds what the reader may see by all of the words, in the forms of both languages, in two statements."""

import pytest

from board.actions.comments import add_comment, delete_comment
from board.actions.sharing import restrict_task
from board.actions.task_fields import assign_task
from board.queries import search as searching
from board.queries.accounts import who_is_signed_in
from board.queries.search import search_tasks

pytestmark = pytest.mark.django_db


def found(reader, words, **page):
    return search_tasks(reader, words, **page).tasks


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Settle the contracts", "contract settled"),
        ("Продлить договоры аренды", "договор аренда"),
        ("Check the lease of the office", '"lease of the office"'),
        ("Check the lease", "lease -office"),
        ("Check the lease", "office or lease"),
    ],
)
def test_words_are_found_in_either_language_whatever_their_form(cast, title, words):
    task = cast.task(title)
    cast.task("Order chairs for the office")

    assert task in found(cast.ana, words) and len(found(cast.ana, words)) <= 2


def test_all_words_must_stand_in_the_task_or_in_one_comment(cast):
    titled = cast.task("Lease of the warehouse")
    described = cast.task("Check it", description="The lease of the warehouse ends")
    discussed = cast.task("Ask them")
    add_comment(discussed, text="Is it the lease of the warehouse?", actor=cast.boris)
    scattered = cast.task("Lease")
    add_comment(scattered, text="Which warehouse?", actor=cast.boris)

    assert set(found(cast.ana, "lease warehouse")) == {titled, described, discussed}


def test_a_title_counts_for_more_than_a_comment_and_what_is_newer_comes_first(cast):
    discussed = cast.task("Ask them")
    add_comment(discussed, text="The lease", actor=cast.boris)
    older, newer = cast.task("Lease"), cast.task("Lease")
    latest = cast.task("Ask again")
    add_comment(latest, text="The lease", actor=cast.boris)

    assert found(cast.ana, "lease") == [newer, older, latest, discussed]


@pytest.mark.parametrize("written", ["{}", "#{}"])
def test_a_number_finds_its_task_before_all_others_and_once(cast, written):
    task = cast.task("Check the lease")
    words = written.format(task.pk)
    other = cast.task(f"As in {task.pk}")
    add_comment(task, text=f"This is {task.pk}", actor=cast.boris)

    assert found(cast.ana, words) == [task, other]


def test_what_the_reader_may_not_see_is_not_found(cast):
    task = cast.task("A dismissal", actor=cast.boris)
    add_comment(task, text="It is urgent", actor=cast.boris)
    assert found(cast.ana, "dismissal") == found(cast.ana, "urgent") == [task]

    restrict_task(task, is_restricted=True, actor=cast.boris)

    for words in ("dismissal", "urgent", str(task.pk)):
        assert found(cast.ana, words) == found(cast.vera, words) == []
        assert found(cast.boris, words) == found(cast.irina, words) == [task]


def test_a_comment_that_is_deleted_is_not_found(cast):
    task = cast.task()
    comment = add_comment(task, text="It is urgent", actor=cast.ana)
    delete_comment(comment, actor=cast.ana)

    assert found(cast.ana, "urgent") == []


def test_a_person_narrows_it_to_what_is_assigned_to_them(cast):
    mine, theirs = cast.task("Check the lease"), cast.task("Check the lease")
    other = cast.task("Order chairs")
    assign_task(mine, assignee=cast.ana, actor=cast.ana)
    assign_task(other, assignee=cast.ana, actor=cast.ana)
    assign_task(theirs, assignee=cast.boris, actor=cast.ana)

    assert found(cast.ana, "@Ana") == [other, mine]
    assert found(cast.ana, "lease @ana") == [mine]
    assert found(cast.ana, "@nobody lease") == []


def test_it_has_pages(cast, monkeypatch):
    monkeypatch.setattr(searching, "PAGE", 2)
    tasks = [cast.task("Check the lease") for _ in range(5)][::-1]

    pages = [search_tasks(cast.ana, "lease", page=number) for number in (1, 2, 3, 4)]
    assert [page.tasks for page in pages] == [tasks[:2], tasks[2:4], tasks[4:], []]
    assert [page.has_more for page in pages] == [True, True, False, False]


def test_it_takes_two_statements_however_much_is_found(cast, count_statements):
    for number in range(8):
        add_comment(cast.task("Check the lease"), text=f"The lease, {number}", actor=cast.ana)

    reader = who_is_signed_in(cast.ana.pk)
    with count_statements(2):
        assert len(found(reader, "lease")) == 8
