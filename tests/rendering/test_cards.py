"""A card is written without a template: nothing but `escape` keeps its words from being markup."""

from html.parser import HTMLParser

from board.queries.cards import Card
from board.rendering.cards import cards_html

EVIL = "\"'><img src=x onerror=alert(1)>&"
FULL = {
    "id": 7,
    "url": "/tasks/7/",
    "is_restricted": True,
    "is_blocked": True,
    "comment_count": 3,
    "checklist_count": 2,
    "checklist_done": 2,
    "color": "red",
    "asker_color": "blue",
    "priority": "urgent",
    "due_class": "overdue",
    "turn": "third",
}
# Every field that holds words: of people, or of a translation.
WORDS = ["title", "assignee", "initials", "asker", "asker_label", "priority_label", "due", "turn_label"]
WORDS += ["comment_label", "checklist_label"]


class Markup(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.said = set(), set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.said += [value for _name, value in attrs]

    def handle_data(self, data):
        self.said.append(data)


def test_no_word_of_a_card_is_markup():
    card = Card(**FULL, labels=[(EVIL, "red"), (EVIL, "blue")], **{name: f"{name} {EVIL}" for name in WORDS})

    html = Markup()
    html.feed(cards_html([card], may_work=True))

    assert html.tags == {"li", "span", "b", "i", "a", "input"}
    assert html.attributes == {
        *("class", "id", "data-card", "role", "title", "href", "aria-label", "type", "form", "name", "value")
    }
    for name in WORDS:
        assert f"{name} {EVIL}" in html.said, name
    assert html.said.count(EVIL) == 2


def test_a_card_without_anything_is_a_number_and_a_title():
    fields = {"comment_count": 0, "comment_label": "", "checklist_count": 0, "checklist_done": 0}
    card = Card(id=7, title="Sign", url="/tasks/7/", is_restricted=False, checklist_label="", **fields)

    assert cards_html([card], may_work=False) == (
        '<li class=task-card id=task-7 data-card="7"><b class=task-card__number>#7</b>'
        "<a class=task-card__title href=/tasks/7/>Sign</a></li>"
    )
