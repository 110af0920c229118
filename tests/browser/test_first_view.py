"""What the first view of a board of 200 cards costs."""

from board.actions.checklist import add_items
from board.actions.labels import add_label
from board.actions.tasks import create_tasks

CARDS = 200
KILOBYTES, REQUESTS, NODES = 90, 7, 4_000


def test_the_first_view_of_200_cards_is_small(browse, cast):
    labels = [add_label(cast.legal, name=name, color="red", actor=cast.boris) for name in ("Lease", "Court")]
    titles = [
        f"Look at the contract number {number} with the landlord in Bremen" for number in range(CARDS // 2)
    ]
    for column in (cast.todo, cast.doing):
        tasks = create_tasks(column, titles=titles, actor=cast.ana, assignee=cast.boris, labels=labels)
    add_items(tasks[0], texts=["One", "Two"], actor=cast.ana)
    page = browse(cast.ana)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes, urls_of = {}, {}
    network.on(
        "Network.responseReceived",
        lambda event: urls_of.update({event["requestId"]: event["response"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )

    page.goto("/boards/LEG/", wait_until="networkidle")

    urls = {number: url for number, url in urls_of.items() if not url.startswith("data:") and is_view(url)}
    listed = {url: sizes[number] for number, url in urls.items()}
    assert page.locator(".task-card").count() == CARDS
    assert page.evaluate("document.querySelectorAll('*').length") <= NODES
    cost = f"{sum(listed.values())} bytes in {len(listed)} requests: {listed}"
    assert len(listed) <= REQUESTS, cost
    assert sum(listed.values()) <= KILOBYTES * 1024, cost


def is_view(url):
    """Whether it is a part of the view, and not the stream that begins when all is drawn."""
    return "/events/" not in url and "/live/since/" not in url


def test_what_a_browser_has_already_is_not_sent_again(browse, cast):
    page = browse(cast.ana)
    page.goto("/boards/LEG/")
    asked = []
    page.on("response", lambda response: asked.append(response))

    page.goto("/boards/", wait_until="networkidle")

    static = [response for response in asked if "/static/" in response.url]
    assert all("max-age=315360000" in response.headers["cache-control"] for response in static)
    sent = page.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.transferSize).map((one) => one.name)"
    )
    assert [url for url in sent if is_view(url)] == []


def test_a_board_that_is_unchanged_is_not_sent_again(browse, cast):
    cast.task("Look at the lease")
    page = browse(cast.ana)
    page.goto("/boards/LEG/", wait_until="networkidle")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    urls, sizes = {}, {}
    network.on(
        "Network.responseReceived",
        lambda event: urls.update({event["requestId"]: event["response"]["url"]}),
    )
    network.on(
        "Network.loadingFinished",
        lambda event: sizes.update({urls[event["requestId"]]: event["encodedDataLength"]}),
    )

    page.goto("/boards/LEG/", wait_until="networkidle")

    assert page.locator(".task-card").count() == 1
    assert sum(sizes.values()) <= 1024, sizes
