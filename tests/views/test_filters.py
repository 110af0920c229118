"""A board shows what its address asks for, and nothing else; what it does not know it says."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from board.actions.labels import add_label
from board.actions.moves import deliver_task, move_task
from board.actions.waiting import wait_for
from board.models import Priority
from board.queries import board as queries


def board(cast, query, user=None):
    page = cast.client(user or cast.ana).get(f"/boards/LEG/?{query}")
    assert page.status_code == 200
    return page


def titles(cast, query, user=None):
    """Return the titles that the board of Legal shows."""
    page = board(cast, query, user).content.decode()
    return {unescape(title) for title in re.findall(r"task-card__title [^>]*>([^<]*)<", page)}


def asked(cast, title, **fields):
    task = ask_task(cast.legal, title=title, actor=cast.vera, **fields)
    accept_task(task, assignee=None, promised_on=None, actor=cast.boris)
    return task


def test_by_who_does_it(cast):
    cast.task("mine", assignee=cast.ana)
    cast.task("his", assignee=cast.boris)
    cast.task("free")

    assert titles(cast, "assignee=me") == {"mine"}
    assert titles(cast, "assignee=nobody") == {"free"}
    assert titles(cast, f"assignee={cast.boris.pk}") == {"his"}


def test_by_labels_of_which_a_card_has_all(cast):
    one, two = (add_label(cast.legal, name=name, color="blue", actor=cast.boris) for name in ("One", "Two"))
    cast.task("both", labels=[one, two])
    cast.task("first", labels=[one])
    cast.task("none")

    assert titles(cast, f"label={one.pk}") == {"both", "first"}
    assert titles(cast, f"label={one.pk}&label={two.pk}") == {"both"}


def test_by_priority(cast):
    for priority in Priority:
        cast.task(priority.name, priority=priority)

    for priority in Priority:
        assert titles(cast, f"priority={priority.name.lower()}") == {priority.name}


def test_by_the_day_that_a_card_shows(cast):
    today = cast.legal.today()
    sunday = today + timedelta(days=6 - today.weekday())
    cast.task("late", promised_on=today - timedelta(days=1), wanted_on=today + timedelta(days=30))
    cast.task("wish is late", wanted_on=today - timedelta(days=1))
    cast.task("today", promised_on=today)
    cast.task("sunday", wanted_on=sunday)
    cast.task("later", promised_on=sunday + timedelta(days=1), wanted_on=today)
    cast.task("never")
    done = cast.task("done", promised_on=today - timedelta(days=1))
    move_task(done, column=cast.done.pk, after=None, actor=cast.ana)

    assert titles(cast, "due=overdue") == {"late", "wish is late"}
    assert titles(cast, "due=today") == {"today"} | ({"sunday"} if sunday == today else set())
    assert titles(cast, "due=week") == {"today", "sunday"}
    assert titles(cast, "due=none") == {"never"}


def test_a_week_of_people_who_begin_on_sunday_ends_on_saturday(cast):
    cast.legal.working_days = [7, 1, 2, 3, 4]
    cast.legal.save()
    today = cast.legal.today()
    saturday = today + timedelta(days=(5 - today.weekday()) % 7)
    cast.task("saturday", promised_on=saturday)
    cast.task("sunday", promised_on=saturday + timedelta(days=1))

    assert titles(cast, "due=week") == {"saturday"}


def test_by_who_asked_and_whose_move_it_is(cast):
    cast.task("our own")
    asked(cast, "theirs")
    wait_for(asked(cast, "waits"), on="requester", note="The lease", actor=cast.ana)
    wait_for(asked(cast, "notary"), on="third", note="The notary", actor=cast.ana)
    deliver_task(asked(cast, "delivered"), actor=cast.ana)

    assert titles(cast, "from=SAL") == {"theirs", "waits", "notary", "delivered"}
    assert titles(cast, f"requester={cast.vera.pk}") == {"theirs", "waits", "notary", "delivered"}
    assert titles(cast, "requester=me") == {"our own"}
    assert titles(cast, "turn=owner") == {"our own", "theirs"}
    assert titles(cast, "turn=requester") == {"waits", "delivered"}
    assert titles(cast, "turn=third") == {"notary"}


def test_by_words_in_either_language_or_a_number(cast):
    lease = cast.task("Check the LEASE of the office")
    cast.task("Проверить ДОГОВОР аренды")
    cast.task(f"Mentions {lease.pk}")
    cast.task("50% of it")

    assert titles(cast, "q=office lease") == {"Check the LEASE of the office"}
    assert titles(cast, "q=договор") == {"Проверить ДОГОВОР аренды"}
    assert titles(cast, f"q=%23{lease.pk}") == {"Check the LEASE of the office"}
    assert titles(cast, f"q={lease.pk}") == {"Check the LEASE of the office", f"Mentions {lease.pk}"}
    assert titles(cast, "q=%25") == {"50% of it"}
    assert titles(cast, "q=nowhere") == set()


def test_several_filters_narrow_one_another_and_each_can_be_taken_off(cast):
    label = add_label(cast.legal, name="Lease", color="blue", actor=cast.boris)
    cast.task("right", assignee=cast.ana, labels=[label])
    cast.task("wrong", assignee=cast.ana)

    page = board(cast, f"assignee=me&label={label.pk}")
    html = page.content.decode()

    assert titles(cast, f"assignee=me&label={label.pk}") == {"right"}
    assert f'href="/boards/LEG/?label={label.pk}"' in html and 'href="/boards/LEG/?assignee=me"' in html
    assert 'aria-label="Remove the filter: Assigned to me"' in html
    assert "Clear all" in html and "1 of 2 open" in html


def test_a_column_counts_both_and_its_limit_counts_all(cast):
    cast.todo.wip_limit = 1
    cast.todo.save(update_fields=["wip_limit"])
    cast.task("mine", assignee=cast.ana)
    cast.task("his", assignee=cast.boris)

    html = board(cast, "assignee=me").content.decode()

    assert '<span class="column__count">1 of 2</span>' in html
    assert "Over the limit" in html


def test_a_column_fetches_itself_again_with_the_filter(cast, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(5):
        cast.task(f"mine {number}", assignee=cast.ana)
    cast.task("the other one", assignee=cast.boris)
    column = reverse("column", args=["LEG", cast.todo.pk])

    html = board(cast, "assignee=me").content.decode()
    more = cast.htmx(cast.ana).get(f"{column}?assignee=me&shown=4").content.decode()

    assert f'hx-get="{column}?assignee=me"' in html
    assert f'hx-get="{column}?assignee=me&amp;shown=4"' in html  # Show more
    assert f'hx-get="{column}?assignee=me&amp;shown=4"' in more and "4 of" not in more
    assert "mine 1" in more and "mine 0" not in more and "the other one" not in more


def test_an_empty_result_says_what_to_do(cast):
    cast.task("his", assignee=cast.boris)

    html = board(cast, "assignee=me").content.decode()

    assert "Nothing on this board fits. Remove a filter, or clear all of them." in html
    assert "Nothing here fits the filter." in html


@pytest.mark.parametrize(
    "query",
    [
        *("assignee=999999", "assignee=x", "label=999999", "label=x", "priority=9", "due=never"),
        *("requester=999999", "from=NONE", "turn=mine", f"label={9**30}", f"q={'x' * 300}"),
    ],
)
def test_what_it_does_not_know_it_leaves_out_and_says_so(cast, query):
    cast.task("his", assignee=cast.boris)

    page = board(cast, query)

    assert titles(cast, query) == {"his"}
    assert page.context["filters"].unknown == [query[:202]]
    assert "This board does not know" in page.content.decode()


def test_a_label_and_people_of_elsewhere_are_not_known(cast):
    label = add_label(cast.sales, name="Secret label", color="blue", actor=cast.irina)
    hidden = cast.task("Hidden", is_restricted=True, actor=cast.boris, assignee=cast.boris)
    restricted = asked(cast, "Restricted", is_restricted=True)

    for query in (f"label={label.pk}", f"assignee={cast.oleg.pk}", f"requester={cast.vera.pk}", "from=SAL"):
        html = board(cast, query).content.decode()
        assert "This board does not know" in html
        assert "Secret label" not in html and "Vera" not in html and "Sales" not in html
    assert titles(cast, f"requester={cast.vera.pk}", cast.boris) == {"Restricted"}
    assert titles(cast, f"q=%23{hidden.pk}") == titles(cast, f"q={restricted.pk}") == set()
    assert "0 of 0 open" in board(cast, f"q=%23{hidden.pk}").content.decode()


def test_the_form_offers_nothing_of_what_is_restricted(cast):
    asked(cast, "Restricted", is_restricted=True)
    add_label(cast.legal, name="Lease", color="blue", actor=cast.boris)
    address = reverse("board_filters", args=["LEG"])

    mine = cast.htmx(cast.ana).get(address).content.decode()
    his = cast.htmx(cast.boris).get(address).content.decode()

    assert "Vera Smirnova" not in mine and "Sales" not in mine and "Lease" in mine
    assert "Vera Smirnova" in his and "Sales" in his


def test_who_only_reads_a_board_knows_of_what_stands_on_its_cards(cast):
    seen, unseen = (
        add_label(cast.legal, name=name, color="blue", actor=cast.boris) for name in ("Seen", "Unseen")
    )
    cast.task("open", labels=[seen], assignee=cast.ana)
    cast.task("hidden", labels=[unseen], assignee=cast.boris, is_restricted=True, actor=cast.boris)
    cast.legal.is_open = True
    cast.legal.save(update_fields=["is_open"])

    form = cast.htmx(cast.oleg).get(reverse("board_filters", args=["LEG"])).content.decode()

    assert "Seen" in form and "Ana Lima" in form
    assert "Unseen" not in form and "Boris Orlov" not in form
    assert titles(cast, f"label={seen.pk}&assignee={cast.ana.pk}", cast.oleg) == {"open"}
    for query in (f"label={unseen.pk}", f"assignee={cast.boris.pk}"):
        assert board(cast, query, cast.oleg).context["filters"].unknown == [query]


def test_the_form_says_what_is_chosen(cast):
    label = add_label(cast.legal, name="Lease", color="blue", actor=cast.boris)

    page = cast.client(cast.ana).get(
        reverse("board_filters", args=["LEG"]), {"assignee": "me", "label": label.pk, "q": "lease"}
    )

    assert page.context["form"].initial["label"] == [str(label.pk)]
    assert 'value="lease"' in page.content.decode()
    assert '<option value="me" selected>' in page.content.decode()


def test_a_filter_costs_three_statements_at_most(cast, count_statements):
    label = add_label(cast.legal, name="Lease", color="blue", actor=cast.boris)
    asked(cast, "theirs")
    client = cast.client(cast.ana)
    with count_statements(at_most=8) as plain:
        client.get("/boards/LEG/")

    query = (
        f"assignee={cast.boris.pk}&label={label.pk}&requester={cast.vera.pk}&from=SAL&due=week&q=a&turn=owner"
    )
    with count_statements(at_most=plain.number + 3) as filtered:
        assert not client.get(f"/boards/LEG/?{query}").context["filters"].unknown

    assert filtered.number <= plain.number + 3
    with count_statements(at_most=plain.number):
        client.get("/boards/LEG/?assignee=me&due=overdue&turn=third")
