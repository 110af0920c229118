"""A restricted request: three people work on it, and nobody else finds a trace of it, until one is let in."""

import pytest
from playwright.sync_api import expect

from board.actions.agreement import accept_task
from board.actions.hops import ask_task
from tests.browser.people import ask, check_history, check_move, in_each_way, sit_down

TITLE = "Settle with Zephyr"
HISTORY = {
    "en": [
        "Vera Smirnova asked Legal for this",
        "Boris Orlov accepted this",
        "Boris Orlov assigned this to Ana Lima",
        "Ana Lima wrote a comment",
        "Vera Smirnova gave access to Oleg Petrov",
        "Vera Smirnova took access away from Oleg Petrov",
    ],
    "ru": [
        "Vera Smirnova: задача поставлена отделу «Legal»",
        "Boris Orlov: задача принята",
        "Boris Orlov: теперь исполнитель — Ana Lima",
        "Ana Lima: новый комментарий",
        "Vera Smirnova: доступ получает Oleg Petrov",
        "Vera Smirnova: доступ теряет Oleg Petrov",
    ],
}
NO_SUCH_TASK = {
    "en": "There is no task #{} that you may see.",
    "ru": "Нет доступной вам задачи #{}.",
}
NOT_HERE = {
    "en": "You can no longer see this",
    "ru": "У вас больше нет к этому доступа",
}
NOTHING = 999_999
READ = """addresses => Promise.all(addresses.map(async (address) => {
  const answer = await fetch(address);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [answer.status, page.body.textContent];
}))"""


@pytest.fixture
def plain(cast):
    """A request of the same two departments that their members see."""
    task = ask_task(cast.legal, title="Check the lease", actor=cast.vera)
    accept_task(task, assignee=cast.ana, actor=cast.boris)
    return task


@pytest.fixture
def outsiders(cast):
    """A colleague of who asks, one of the owner's who is not given it, and one of a third department."""
    valentin = cast.person("valentin", "Valentin Sidorov", cast.sales)
    return valentin, cast.person("lev", "Lev Adler", cast.legal), cast.oleg


@in_each_way
def test_nobody_finds_a_trace_of_it_and_one_is_let_in(browse, cast, plain, outsiders, language, kind, faults):
    faults.expect("404 GET", "422 POST")
    vera, boris, ana = sit_down(browse, kind, language, cast.vera, cast.boris, cast.ana)
    valentin, lev, oleg = sit_down(browse, kind, language, *outsiders)
    for person in (vera, valentin, lev, oleg):
        person.open("/boards/")
    before = {person: read_everything(person) for person in (valentin, lev, oleg)}

    task = ask(vera, "Legal", TITLE, restricted=True)
    check_move(task, cast.legal, (vera, "asked"), (vera, "outbox"), (boris, "inbox"))
    expect(boris.at("#inbox-count")).to_have_text("1")
    for person in (valentin, lev, oleg):
        check_no_trace(person, task, before[person])

    boris.answer(task, "accept")
    boris.choose(f"#slot-line-{task.pk} select", "Ana Lima")
    boris.press(f"#slot-line-{task.pk} .button--primary")
    expect(boris.at(f"#line-{task.pk}")).to_have_count(0)
    check_move(task, cast.ana, (vera, "asked"), (ana, "assigned"), (boris, "task"), (ana, "task"))
    name_vera(ana)
    vera.open(f"/tasks/{task.pk}/")
    expect(vera.at("#thread .prose")).to_contain_text("Vera Smirnova")
    for person in (valentin, lev, oleg):
        check_no_trace(person, task, before[person])
    check_that_it_cannot_be_named(lev, plain, task)

    let_in(vera, cast.oleg)
    check_move(task, cast.ana, (oleg, "task"))
    search(oleg)
    expect(oleg.at(".result__title")).to_contain_text(TITLE)
    oleg.open(f"/tasks/{task.pk}/")
    oleg.write("#new-comment-text", "Is there news?")

    vera.press("form[action$='/take/'] button")
    expect(vera.at("form[action$='/take/']")).to_have_count(0)
    check_that_it_is_gone(oleg)
    check_no_trace(oleg, task, before[oleg])
    check_history(vera, task, HISTORY[language])


def read_everything(person):
    """Return {address: what the page says} of every page that could tell of a task."""
    board = f"/boards/{person.user.department.code}/"
    addresses = ["/", "/boards/", board, f"{board}inbox/", f"{board}outbox/?show=all", f"{board}archive/"]
    pages = _read(person, [*addresses, "/search/?q=Zephyr"])
    assert {status for status, _text in pages.values()} == {200}
    return pages


def check_no_trace(person, task, before):
    """Expect all pages to be as they were before there was `task`, and its addresses to be those of nothing."""
    assert read_everything(person) == before
    paths = ["", "panel/", "people/?q=v", "comments/", "accept/", "access/"]
    nothing = f"/tasks/{NOTHING}/"
    answers = _read(person, [nothing, *(f"/tasks/{task.pk}/{path}" for path in paths)])
    assert answers[nothing][0] == 404
    assert {*answers.values()} == {answers[nothing]}


def check_that_it_cannot_be_named(lev, plain, task):
    """Lev says that it blocks another task: it reads as if there were no such number."""
    lev.open(f"/tasks/{plain.pk}/blockers/")
    for number in (task.pk, NOTHING):
        lev.write("main input[name=blocker]", str(number))
        lev.press("main form .button--primary")
        expect(lev.at(".field__errors")).to_have_text(NO_SUCH_TASK[lev.language].format(number))


def name_vera(ana):
    """Ana names who asked; her colleague is offered as one who does not see it."""
    ana.write("#new-comment-text", "@v")
    expect(ana.at("[role=option]")).to_have_count(2)
    expect(ana.at("[role=group] .suggestion__username")).to_have_text(["@valentin"])
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.at("#thread .mention")).to_have_text("Vera Smirnova")


def let_in(vera, user):
    vera.press("#open-access")
    vera.choose("#slot-access select", user.name)
    vera.press("#slot-access .button--primary")
    expect(vera.at("form[action$='/take/']")).to_be_visible()


def search(person):
    person.open("/search/")
    person.write("#id_q", "Zephyr")
    person.page.keyboard.press("Enter")


def check_that_it_is_gone(oleg):
    """Oleg has it open and writes: he is told, and keeps what he wrote."""
    expect(oleg.at("#main .empty__title")).to_have_text(NOT_HERE[oleg.language])
    expect(oleg.at("#main textarea")).to_have_value("Is there news?")


def _read(person, addresses):
    """Return {address: (status, text)} as the browser of `person` gets them."""
    answers = person.page.evaluate(READ, addresses)
    return {address: tuple(answer) for address, answer in zip(addresses, answers, strict=True)}
