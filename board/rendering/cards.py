"""The cards of a column as HTML, with as few elements and bytes as can be: a board has hundreds of them.

A template takes forty times as long for the same (docs/adr/018-cards-without-a-template.md). Whatever is not a number
or a name out of this program goes through `escape`. Of the elements without a meaning, `i` and `b` have the shortest
names.
"""

from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _


def cards_html(cards, *, may_work):
    """Return `cards` (queries.cards.Card) as the items of a list; with what works on them where one `may_work`."""
    # What many cards say is translated once.
    restricted, blocked, move = _("Restricted"), _("Blocked by another task"), escape(_("Move…"))

    def card_html(card):
        number = card.id
        return "".join(
            [
                f'<li class=task-card id=task-{number} data-card="{number}">',
                f"<b class=task-card__number>#{number}</b>",
                _asker(card) if card.asker else "",
                _priority(card) if card.priority else "",
                _sign("task-card__lock", restricted) if card.is_restricted else "",
                f"<a class=task-card__title href={card.url}>{escape(card.title)}</a>",
                _labels(card.labels) if card.labels else "",
                _due(card) if card.due else "",
                _sign(f"task-card__turn task-card__turn--{card.turn}", card.turn_label) if card.turn else "",
                _sign("task-card__blocked", blocked) if card.is_blocked else "",
                _comments(card) if card.comment_count else "",
                _checklist(card) if card.checklist_count else "",
                _assignee(card) if card.assignee else "",
                _tools(number, card.url, move) if may_work else "",
                "</li>",
            ]
        )

    return mark_safe("".join([card_html(card) for card in cards]))


def _sign(classes, meaning, text=""):
    """Return something that is seen, and what it means for those who do not see it or do not know it."""
    return f'<i class="{classes}" role=img title="{escape(meaning)}">{escape(text)}</i>'


def _asker(card):
    return _sign(f"department department--{card.asker_color}", card.asker_label, card.asker)


def _priority(card):
    return f'<b class="priority priority--{card.priority}">{escape(card.priority_label)}</b>'


def _labels(labels):
    each = [f'<b class="label label--{color}">{escape(name)}</b>' for name, color in labels]
    return f"<span class=task-card__labels>{''.join(each)}</span>"


def _due(card):
    classes = f'"due due--{card.due_class}"' if card.due_class else "due"
    return f"<b class={classes}>{escape(card.due)}</b>"


def _comments(card):
    return _sign("count count--comments", card.comment_label, str(card.comment_count))


def _checklist(card):
    complete = " count--complete" if card.checklist_done == card.checklist_count else ""
    progress = f"{card.checklist_done}/{card.checklist_count}"
    return _sign(f"count count--checklist{complete}", card.checklist_label, progress)


def _assignee(card):
    return _sign(f"avatar avatar--{card.color}", card.assignee, card.initials)


def _tools(number, url, move):
    """Return the link to where the card can be moved without dragging, and what chooses it among several."""
    return (
        f'<a class=task-card__move href={url}move/ aria-label="{move} #{number}"></a>'
        f"<input type=checkbox form=bulk name=tasks value={number} aria-label=#{number}>"
    )
