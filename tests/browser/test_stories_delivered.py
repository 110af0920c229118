"""Sales asks Legal: accepted, delivered, returned, delivered again and confirmed, each at a browser of their own."""

from playwright.sync_api import expect

from board.models import State
from tests.browser.people import ask, check_history, check_move, in_each_way, in_words, sit_down, soon

HISTORY = {
    "en": [
        "Vera Smirnova asked Legal for this",
        "Boris Orlov accepted this and promised it for {day}",
        "Boris Orlov assigned this to Ana Lima",
        "Ana Lima moved this from To do to Doing",
        "Ana Lima delivered this: from Doing to Done",
        "Ana Lima wrote down the result",
        "Vera Smirnova returned this to Doing: Page 4 is missing",
        "Ana Lima delivered this: from Doing to Done",
        "Ana Lima wrote down the result",
        "Vera Smirnova confirmed this",
    ],
    "ru": [
        "Vera Smirnova: задача поставлена отделу «Legal»",
        "Boris Orlov: задача принята и обещана к {day}",
        "Boris Orlov: теперь исполнитель — Ana Lima",
        "Ana Lima: задача перемещена из «To do» в «Doing»",
        "Ana Lima: задача сдана, из «Doing» в «Done»",
        "Ana Lima: записан результат",
        "Vera Smirnova: задача возвращена в колонку «Doing». Page 4 is missing",
        "Ana Lima: задача сдана, из «Doing» в «Done»",
        "Ana Lima: записан результат",
        "Vera Smirnova: выполнение подтверждено",
    ],
}
ACCEPTED = {"en": "Accepted", "ru": "Принята"}
PROMISED = {"en": "Promised: ", "ru": "Обещано: "}
DELIVERED = {"en": "Legal has delivered this.", "ru": "Сдал отдел «Legal»."}
CLOSED = {"en": "Closed", "ru": "Закрыта"}


@in_each_way
def test_asked_accepted_delivered_returned_delivered_and_confirmed(browse, cast, language, kind):
    vera, boris, ana = sit_down(browse, kind, language, cast.vera, cast.boris, cast.ana)
    cast.task("Another matter", column=cast.doing)
    for person in (vera, boris, ana):
        person.page.goto("/")
        expect(person.at("html")).to_have_attribute("lang", language)

    task = ask(vera, "Legal", "Check the lease")
    # Without a reload.
    expect(boris.at("#inbox-count")).to_have_text("1")
    boris.open("/boards/LEG/inbox/")
    expect(boris.at("#inbox-count")).to_have_text("1")
    check_move(task, cast.legal, (vera, "asked"), (boris, "inbox"))

    day = accept(boris, task)
    check_move(task, cast.ana, (vera, "outbox"), (ana, "assigned"), (boris, "task"))
    row = vera.at(f"#line-{task.pk}")
    expect(row).to_contain_text(ACCEPTED[language])
    expect(row).to_contain_text(PROMISED[language])

    deliver_on_the_board(ana, cast, task)
    check_move(task, cast.vera, (vera, "waiting"), (ana, "task"), (boris, "task"))
    expect(vera.at(f"#line-{task.pk}")).to_contain_text(DELIVERED[language])

    give_back(vera, task)
    check_move(task, cast.ana, (vera, "asked"), (ana, "assigned"))
    ana.open("/boards/LEG/")
    expect(ana.at(f"#column-{cast.doing.pk}-cards .task-card__title")).to_have_text(
        ["Check the lease", "Another matter"]
    )

    deliver_on_its_page(ana, task)
    check_move(task, cast.vera, (ana, "task"), (vera, "waiting"))

    vera.press(f"#line-{task.pk} form button")
    expect(vera.at(f"#line-{task.pk}")).to_have_count(0)
    words = [sentence.format(day=in_words(day, language)) for sentence in HISTORY[language]]
    for person in (vera, ana, boris):
        check_history(person, task, words)
        expect(person.at(f"#task-{task.pk}-turn")).to_have_text(CLOSED[language])
        expect(person.at(".task")).to_contain_text("It is fine now")
    task.refresh_from_db()
    assert (task.state, task.column, task.promised_on) == (State.CLOSED, cast.done, day)


def accept(boris, task):
    boris.open("/boards/LEG/inbox/")
    boris.answer(task, "accept")
    slot, day = f"#slot-line-{task.pk}", soon()
    boris.write_day(f"{slot} input[type=date]", day)
    boris.choose(f"{slot} select", "Ana Lima")
    boris.press(f"{slot} .button--primary")
    expect(boris.at(f"#line-{task.pk}")).to_have_count(0)
    expect(boris.at("#inbox-count")).to_be_empty()
    return day


def deliver_on_the_board(ana, cast, task):
    ana.open("/boards/LEG/")
    for column in (cast.doing, cast.done):
        ana.move(task, column)
    ana.press("#toasts [data-offer]")
    ana.write("#popover textarea", "It is fine")
    ana.press("#popover .button--primary")
    expect(ana.at("#popover")).to_be_hidden()


def give_back(vera, task):
    vera.press(f"#open-return-{task.pk}")
    vera.write(f"#slot-line-{task.pk} textarea", "Page 4 is missing")
    vera.press(f"#slot-line-{task.pk} .button--primary")
    expect(vera.at(f"#line-{task.pk}")).to_have_count(0)


def deliver_on_its_page(ana, task):
    ana.open(f"/tasks/{task.pk}/")
    ana.press("#open-deliver")
    ana.write("#slot-steps textarea", "It is fine now")
    ana.press("#slot-steps .button--primary")
    expect(ana.at("#slot-steps form")).to_have_count(0)
