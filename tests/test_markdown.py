"""Markdown: nothing but harmless HTML comes out, and no text takes long."""

import gc
import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.markdown import render
from board.models.task import TEXT_LIMIT

TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {("a", "href"), ("a", "title"), ("a", "rel"), ("ol", "start")}
PIECES = [
    *(
        "<script>",
        "</script>",
        "<img src=x onerror=a()>",
        "<a href='javascript:a()' data-hx-get=/>",
        "<!--",
        "<svg/onload=a>",
    ),
    *(
        "[a](",
        "](javascript:a())",
        "](JaVaScRiPt&colon;a())",
        "](data:text/html,a)",
        "](vbscript:a)",
        "](//a.b 'on=\"')",
        "](",
    ),
    *(
        "[a]: javascript:a()\n",
        "[a][a]",
        "![a](http://a.b/c.png)",
        "<javascript:a()>",
        "<http://a.b>",
        "http://a.b",
        "\x00",
    ),
    *(
        "*",
        "_",
        "**",
        "~~",
        "`",
        "```\n",
        '```a" onload=a\n',
        "> ",
        "- ",
        "1. ",
        "# ",
        "|",
        "|-|\n",
        "\n",
        "\n\n",
        "    ",
        "\\",
    ),
    *(
        "&#x6A;",
        "&lt;",
        "&amp;",
        "\u202e",
        "\t",
        "{",
        "}",
        "(",
        ")",
        "<",
        ">",
        '"',
        "'",
        "style=a",
        " data-a=b ",
        " id=a class=b ",
    ),
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40).map("".join)


class Reader(HTMLParser):
    """Keeps the tags and attributes of some HTML."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]


def assert_harmless(html):
    seen = Reader(html)
    assert seen.tags <= TAGS
    assert {(tag, name) for tag, name, _value in seen.attributes} <= ATTRIBUTES
    links = [re.sub(r"[\x00-\x20]", "", value) for _tag, name, value in seen.attributes if name == "href"]
    # What has no scheme stays on this site, or leads to another over http.
    schemes = {
        found[1].lower()
        for link in links
        if (found := re.match(r"([a-z][a-z0-9+.-]*):", link, re.IGNORECASE))
    }
    assert schemes <= {"http", "https", "mailto"}
    assert [value for _tag, name, value in seen.attributes if name == "rel"] == [
        "noopener nofollow"
    ] * html.count("<a ")


@pytest.mark.parametrize("examples", [400, pytest.param(8_000, marks=pytest.mark.long)])
def test_only_harmless_html_comes_out(examples):
    @settings(max_examples=examples, derandomize=True, deadline=None, database=None)
    @given(TEXTS)
    def attempt(text):
        assert_harmless(render(text))

    attempt()


def test_the_check_itself_sees_harm():
    for harm in (
        "<script>",
        "<p onclick=a>",
        "<p data-hx-get=a>",
        '<a href="javascript:a" rel="noopener nofollow">',
        '<a href="b">',
    ):
        with pytest.raises(AssertionError):
            assert_harmless(harm)


def test_what_people_write_comes_out_as_meant():
    html = render("# Hi\n\n**b** [a](https://a.b) `c`\n\n- [x](mailto:a@b.c)\n\n|a|\n|-|\n|b|")

    assert Reader(html).tags == {
        "h1",
        "p",
        "strong",
        "a",
        "code",
        "ul",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }


def repeated(piece, end=""):
    return lambda length: (piece * (length // len(piece) + 1))[: length - len(end)] + end


HOSTILE = {
    "brackets": repeated("["),
    "closed brackets": lambda length: "[" * (length // 2) + "]" * (length // 2),
    "links in links": repeated("[a](b"),
    "open links": repeated("[a]("),
    "parentheses of a link": lambda length: "[a](" + "(" * (length - 4),
    "images": repeated("!["),
    "stars": repeated("*"),
    "stars apart": repeated("a**b"),
    "emphasis in turn": repeated("*a _b "),
    "strikes": repeated("~~a "),
    "backticks": repeated("`"),
    "backticks of all lengths": lambda length: " ".join("`" * n for n in range(1, int((2 * length) ** 0.5)))[
        :length
    ],
    "quotes": repeated("> "),
    "quotes anew": repeated("> a\n>> b\n"),
    "lists": repeated("- "),
    "deep lists": lambda length: "".join(" " * (2 * n) + "- a\n" for n in range(int(length**0.5)))[:length],
    "numbers": repeated("1. a\n"),
    "a wide table": lambda length: (
        f"{'|a' * (length // 6)}|\n{'|-' * (length // 6)}|\n{'|a' * (length // 6)}|"
    ),
    "a long table": lambda length: "|a|b|\n|-|-|\n" + "|a|b|\n" * (length // 6),
    "a table of holes": lambda length: f"{'|a' * 60}|\n{'|-' * 60}|\n" + "|\n" * ((length - 300) // 2),
    "pipes": repeated("|"),
    "entities": repeated("&amp"),
    "angles": repeated("<"),
    "comments": repeated("<!--"),
    "references": lambda length: "".join(f"[{n}]: b\n" for n in range(length // 9)),
    "references used": lambda length: "[a]: b\n" + "[a]" * ((length - 7) // 3),
    "backslashes": repeated("\\"),
    "headings": repeated("#"),
    "line breaks": repeated("\n"),
    "underlined": repeated("a\n=\n"),
    "fences": repeated("```\n~~~\n"),
    "spaces": repeated(" ", "a"),
    "letters": repeated("ё"),
}
SOON = 0.5  # seconds of CPU that nobody notices, whatever the ratio
TRIES = 5


def seconds(text):
    """Return the CPU time of rendering `text` once, without what collecting the garbage of all tests takes."""
    gc.disable()
    start = time.process_time()
    render(text)
    taken = time.process_time() - start
    gc.enable()
    return taken


@pytest.mark.parametrize("kind", HOSTILE)
def test_twice_the_text_takes_at_most_three_times_as_long(kind):
    """Measured beyond what a form takes, where a square would show; the best of some tries counts."""
    usual, double = HOSTILE[kind](TEXT_LIMIT), HOSTILE[kind](2 * TEXT_LIMIT)
    short, long = [], []

    for _ in range(TRIES):
        short.append(seconds(usual))
        long.append(seconds(double))
        if min(short) < 1 and (min(long) < SOON or min(long) <= 3 * min(short)):
            return

    pytest.fail(f"{min(short):.2f} s for {TEXT_LIMIT} characters, {min(long):.2f} s for twice as many")


def test_a_table_does_not_grow_out_of_proportion():
    assert len(render(HOSTILE["a table of holes"](TEXT_LIMIT))) < 10 * TEXT_LIMIT
