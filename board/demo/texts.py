"""What the demo's people write, from the files of one language.

In a thread "↳" begins a reply; "♀" and "♂" mark what only a woman or a man would say so (Russian verbs show it).
`{company}`, `{city}`, `{month}` and `{person}` stand for names that are the same throughout one task.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

REPLY, WOMAN, MAN = "↳ ", "♀ ", "♂ "


@dataclass(frozen=True)
class Line:
    """One comment of a thread, still with its places for names."""

    text: str
    is_reply: bool
    # None: either may say it.
    by_woman: bool | None


@dataclass(frozen=True)
class Story:
    """A task whose description, checklist and comments belong together."""

    title: str
    description: str = ""
    checklist: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    thread: tuple[Line, ...] = ()
    restricted: bool = False


@dataclass(frozen=True)
class DepartmentTexts:
    name: str
    columns: list[str]
    labels: list[tuple[str, str]]
    titles: list[str]
    stories: list[Story] = field(default_factory=list)


@dataclass(frozen=True)
class GeneralTexts:
    companies: list[str]
    cities: list[str]
    months: list[str]
    notes: list[str]
    threads: list[tuple[Line, ...]]


@cache
def general(language):
    words = _read(language, "general")
    return GeneralTexts(**words | {"threads": [_thread(lines) for lines in words["threads"]]})


@cache
def department(language, code):
    words = _read(language, code)
    stories = [_story(**story) for story in words.pop("stories")]
    return DepartmentTexts(**words, stories=stories)


@cache
def request_types(language):
    """Return {key: {"name", "text", "checklist": text}} of what departments offer."""
    return _read(language, "types")


@cache
def requests(language):
    """Return {key: {what: text}} of what departments ask of each other."""
    return _read(language, "requests")


def _story(*, description, thread, **words):
    return Story(description=description.strip(), thread=_thread(thread), **words)


def _thread(lines):
    return tuple(_line(text) for text in lines)


def _line(text):
    is_reply = text.startswith(REPLY)
    text = text.removeprefix(REPLY)
    by_woman = True if text.startswith(WOMAN) else False if text.startswith(MAN) else None
    return Line(text.removeprefix(WOMAN).removeprefix(MAN), is_reply, by_woman)


def _read(language, name):
    return tomllib.loads((Path(__file__).parent / language / f"{name}.toml").read_text())
