"""What a mail tells about tasks, ready for its templates, in the language and time zone of the moment."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from urllib.parse import urljoin

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from board import markdown
from board.models import Reason, Turn, User, Verb
from board.notifications import cleaning
from board.notifications.envelope import address_of
from board.notifications.recipients import STRENGTH
from board.turns import turn_words, values_of

# A text with more HTML than this is told by its beginning: mail programs cut what is longer than about 100 kB.
MOST_HTML = 30_000
MOST_LETTERS = 2_000
EXCERPT = 160
LINES = 5
_LINK = re.compile(r'(<a [^>]*?\bhref=")([^"]*)(")')

_OF_A_COMMENT = {Verb.COMMENTED, Verb.COMMENT_EDITED}
_OF_A_RESULT = {Verb.DELIVERED, Verb.RESULT_WRITTEN}
_OF_A_REQUEST = {Verb.ASKED, Verb.CREATED, Verb.HANDED_OFF}


@dataclass
class Words:
    """What somebody wrote: as it was typed, and as clean HTML with the names of the mentioned."""

    text: str
    html: str


@dataclass
class Line:
    """One thing that was done: when, by whom and what, and why the reader hears of it."""

    sentence: str
    moment: str
    reason: str
    link: str
    words: Words | None = None
    excerpt: str = ""


@dataclass
class Entry:
    """One task and what is new about it. `facts` are short sentences: dates, and whose move it is."""

    number: int
    title: str
    sides: str
    link: str
    facts: list
    is_my_move: bool = False
    lines: list = field(default_factory=list)
    more: int = 0

    @property
    def name(self):
        return f"[#{self.number}] {self.title}"


def entry_of(task, reader, notices=(), *, names=None, whole=False):
    """Return the Entry of a `task` with its people and departments, with `names` (of `names_in`) in its texts.

    The texts are only begun, and of many lines only the last are there, unless it is to be the `whole`.
    """
    shown = notices if whole else notices[-LINES:]
    return Entry(
        number=task.pk,
        title=cleaning.one_line(task.title),
        sides=_sides(task),
        link=address_of("task", task.pk),
        facts=_facts(task, reader),
        is_my_move=turn_words(values_of(task), reader).is_mine,
        lines=_lines(shown, names or {}, whole=whole),
        more=len(notices) - len(shown),
    )


def entries_of(notices, reader):
    """Return the Entries of several tasks: those that most concern the reader first, then the latest."""
    by_task = {}
    for notice in notices:
        by_task.setdefault(notice.task, []).append(notice)
    names = names_in(notices)
    order = sorted(by_task.items(), key=lambda item: (_strength(item[1]), -item[1][-1].pk))
    return [entry_of(task, reader, theirs, names=names) for task, theirs in order]


def names_in(notices):
    """Return {id: name as HTML} of the people who are marked in the texts of `notices`, in one statement or none."""
    return names_marked_in(*(html for _text, html in map(_written, notices)))


def names_marked_in(*texts):
    """Return the same for `texts` (HTML)."""
    marked = set().union(*map(markdown.marked_in, texts))
    if not marked:
        return {}
    people = User.objects.filter(pk__in=marked).order_by().values_list("pk", "name")
    return {pk: escape(cleaning.one_line(name)) for pk, name in people}


def words_of(text, html, task, names):
    """Return the Words of what stands at `task`; a very long text by its beginning."""
    if len(html) > MOST_HTML or len(text) > MOST_HTML:
        text = cleaning.shortened(text, MOST_LETTERS)
        html = f"<p>{escape(text)}</p>".replace("\n", "<br>")
    page = address_of("task", task.pk)
    html = _LINK.sub(lambda link: link[1] + escape(urljoin(page, unescape(link[2]))) + link[3], html)
    return Words(text, mark_safe(markdown.with_names(html, names)))


def because(notices):
    """Return the strongest reason of `notices`, in words."""
    return Reason(min((notice.reason for notice in notices), key=STRENGTH.get)).label


def _strength(notices):
    return min(STRENGTH[notice.reason] for notice in notices)


def _sides(task):
    sides = (
        [task.requesting_department.name, task.department.name] if task.is_request else [task.department.name]
    )
    return " → ".join(cleaning.one_line(name) for name in sides)


def _facts(task, reader):
    facts = []
    if task.wanted_on:
        facts.append(_("Wanted on %(day)s") % {"day": date_format(task.wanted_on, "SHORT_DATE_FORMAT")})
    if task.promised_on:
        facts.append(_("Promised for %(day)s") % {"day": date_format(task.promised_on, "SHORT_DATE_FORMAT")})
    turn = turn_words(values_of(task), reader)
    if turn.turn == Turn.NOBODY:
        facts.append(str(task.get_state_display()))
    else:
        facts.append(f"{turn.move} ({turn.since})")
    return [cleaning.one_line(fact) for fact in facts]


def _lines(notices, names, *, whole):
    lines, told = [], set()
    for notice in notices:
        text, html = _written(notice)
        line = Line(
            sentence=cleaning.one_line(notice.sentence(), 1000),
            moment=_moment(notice),
            reason=Reason(notice.reason).label,
            link=_link(notice),
            excerpt=_beginning(html, names),
        )
        if whole and text and text not in told:
            line.words = words_of(text, html, notice.task, names)
        told.add(text)
        lines.append(line)
    return lines


def _beginning(html, names):
    return cleaning.one_line(unescape(strip_tags(markdown.with_names(html, names))), EXCERPT)


def _written(notice):
    """Return (Markdown, HTML) of what was written there, as it is now."""
    activity, task = notice.activity, notice.task
    if activity is None:
        return "", ""
    if activity.verb in _OF_A_COMMENT:
        return activity.comment.text, activity.comment.html
    if activity.verb in _OF_A_RESULT:
        return task.result, task.result_html
    is_named = notice.reason == Reason.MENTIONED
    if is_named or (activity.verb in _OF_A_REQUEST and notice.reason != Reason.REQUESTER):
        return task.description, task.description_html
    return "", ""


def _link(notice):
    activity = notice.activity
    if activity and activity.verb in _OF_A_COMMENT:
        return address_of("comment", activity.comment_id)
    return address_of("task", notice.task_id)


def _moment(notice):
    if notice.activity is None:
        return ""
    return date_format(timezone.localtime(notice.activity.created_at), "SHORT_DATETIME_FORMAT")
