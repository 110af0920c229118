"""Two people move cards at random over a network that loses a tenth of what they ask: both end with what is so."""

import random
import time

import pytest
from playwright.sync_api import expect

from board.models import Task
from tests.browser.follow import hears

CARDS = 12
LOST, LATENCY = 0.1, 300  # of all requests; milliseconds
SECONDS = 60
STEPS = ("ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight")


class Player:
    """A person at a board, whose network is bad."""

    def __init__(self, page, chance):
        self.page, self.chance = page, chance
        self.lost_moves = 0
        page.goto("/boards/LEG/")
        hears(page)
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        slow = {"offline": False, "latency": LATENCY, "downloadThroughput": -1, "uploadThroughput": -1}
        network.send("Network.emulateNetworkConditions", slow)
        page.route(lambda url: "/static/" not in url, self._lose_some)

    def move(self):
        link = self.page.locator(f"#task-{self.chance.choice(self.cards())} .task-card__title")
        try:
            link.focus(timeout=1000)
        except Exception:  # it has just changed columns
            return
        self.page.keyboard.press(f"Alt+{self.chance.choice(STEPS)}")

    def cards(self):
        return [card for column in self.columns().values() for card in column]

    def columns(self):
        """Return {column's id: ids of the cards} as they stand on the screen."""
        return self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("section[data-column]")].map((column) => [
                column.dataset.column,
                [...column.querySelectorAll("[data-card]")].map((card) => card.dataset.card),
            ]))"""
        )

    def _lose_some(self, route):
        if self.chance.random() < LOST:
            self.lost_moves += route.request.method == "POST"
            route.abort()
        else:
            route.continue_()


def in_the_database(cast):
    columns = {str(column.pk): [] for column in cast.legal.columns.all()}
    for column in (cast.todo, cast.doing, cast.done):
        order = ("-finished_at", "-id") if column.is_done else ("position",)
        tasks = Task.objects.on_board().filter(column=column).order_by(*order)
        columns[str(column.pk)] = [str(pk) for pk in tasks.values_list("pk", flat=True)]
    return columns


@pytest.mark.parametrize("moves", [25, pytest.param(200, marks=pytest.mark.long)])
def test_two_who_move_at_random_end_with_what_is_so(browse, cast, faults, moves):
    # A lost request, a neighbour that has just gone, and two at once on one row.
    faults.allow("net::ERR_FAILED", "409 POST", "422 POST", "htmx:error: Failed to fetch")
    for number in range(CARDS):
        cast.task(f"Card {number}")
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    players = [
        Player(browse(person), random.Random(seed + n)) for n, person in enumerate((cast.ana, cast.boris))
    ]
    for _move in range(moves):
        for player in players:
            player.move()

    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        if all(player.columns() == in_the_database(cast) for player in players):
            break
        players[0].page.wait_for_timeout(200)
    for player in players:
        assert player.columns() == in_the_database(cast), seed
        # No move was lost without a word.
        if player.lost_moves:
            expect(player.page.locator("#toasts [data-toast]").first).to_be_attached()
    assert sorted(players[0].cards()) == sorted(str(pk) for pk in Task.objects.values_list("pk", flat=True))
