"""Who writes what under which task."""

from board.demo import texts
from board.demo.drafts import DOING, TODO
from board.demo.plan import COMMENTS

MOST_A_TASK = 14


def deal(drafts, language, random):
    """Give each task its story's lines, as far as the work has come, then threads up to COMMENTS lines in all."""
    for draft in drafts:
        draft.lines.extend(draft.story.thread[: _how_far(draft)])
    left = COMMENTS - sum(len(draft.lines) for draft in drafts)
    pile = []
    while left:
        pile = pile or random.sample(texts.general(language).threads, len(texts.general(language).threads))
        draft = random.choice(drafts)
        if draft.story.restricted or len(draft.lines) >= MOST_A_TASK or set(pile[-1]) & set(draft.lines):
            continue
        lines = pile.pop()[:left]
        draft.lines.extend(lines)
        left -= len(lines)


def author(line, writers, before, random):
    """Return who of `writers` wrote `line`: of the right gender, and nobody answers themselves."""
    fitting = [person for person in writers if line.by_woman in (None, person.is_woman)]
    others = [person for person in fitting if person.username != before]
    return random.choice(others or fitting or writers).username


def _how_far(draft):
    lines = len(draft.story.thread)
    return {TODO: 1, DOING: max(1, lines - 1)}.get(draft.place, lines)
