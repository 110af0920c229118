"""Which words of a text are a name: where people can see it, and in linear time."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from board.markdown import marked_in, names_in, render, with_names

ANNA = {"anna": 17}
MARK = '<span class="mention">17</span>'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@anna", ["anna"]),
        ("Hello @anna, and @Oleg.", ["anna", "Oleg"]),
        ("(@anna) [@oleg] “@vera” '@boris' —@irina", ["anna", "oleg", "vera", "boris", "irina"]),
        ("Привет,@anna!", ["anna"]),
        ("@anna... @oleg-", ["anna", "oleg"]),
        ("@anna.petrova- @a_b-c.d", ["anna.petrova", "a_b-c.d"]),
        ("_@anna_ **@oleg** ~~@vera~~", ["anna", "oleg", "vera"]),
        (
            "> @anna\n\n- @oleg\n\n# @vera\n\n|@boris|\n|-|\n|@irina|",
            ["anna", "oleg", "vera", "boris", "irina"],
        ),
        ("word\n@anna", ["anna"]),
        ("@anna @ANNA @anna", ["anna", "ANNA"]),
        ("@42", ["42"]),
    ],
)
def test_a_name_stands_after_an_at(text, names):
    assert names_in(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "`@anna`",
        "```\n@anna\n```",
        "    @anna",
        "``` @anna\n```",
        "[@anna](https://a.b)",
        "[**@anna**](https://a.b)",
        "[a](https://a.b/@anna '@anna')",
        "[a]: https://a.b/@anna '@anna'\n\n[a]",
        "<https://a.b/@anna>",
        "<a@anna.com>",
        "https://a.b/@anna and https://a.b/?to=(@anna)",
        "anna@anna.com, a.b@anna, a+@anna, a-@anna, **a**@anna",
        "@anna@anna.com @anna.b@c",
        r"\@anna",
        "&#64;anna",
        "@",
        "@@anna",
        "@-anna @.anna @_anna",
        "@аня @annaю",
        "@ſtas @\u212aelvin",
    ],
)
def test_nothing_else_is_one(text):
    assert names_in(text) == []
    assert marked_in(render(text, {"anna": 17, "b": 18, "com": 19, "kelvin": 20, "stas": 21})) == set()


def test_only_who_is_known_is_marked_whatever_the_case():
    html = render("@Anna and @nobody and @anna_", ANNA)

    assert html == f"<p>{MARK} and @nobody and @anna_</p>\n"
    assert render("@Anna") == "<p>@Anna</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        MARK,
        f"`{MARK}`",
        f"**{MARK}**",
        f"[{MARK}](https://a.b)",
        f"[a](https://a.b '{MARK}')",
        MARK.replace("<", "&lt;"),
        MARK.replace('"', "&quot;"),
        f"<!-- {MARK} -->",
        f"|{MARK}|\n|-|\n|{MARK}|",
        "\x00-17; 0123456789abcdef-17;",
    ],
)
def test_a_mark_that_someone_writes_is_no_mark(text):
    html = render(text, ANNA)

    assert marked_in(html) == set()
    assert with_names(html, {17: "Anna Petrova"}) == html


def test_the_name_comes_as_it_is_given():
    assert with_names(f"<p>{MARK}</p>", {17: "&lt;b&gt;"}) == '<p><span class="mention">&lt;b&gt;</span></p>'


PIECES = [
    "@anna",
    "@",
    "anna",
    "`",
    "```\n",
    "[",
    "](",
    ")",
    "<",
    ">",
    "https://",
    "\n",
    "    ",
    "*",
    "_",
    "~~",
    "\\",
]
TEXTS = st.lists(
    st.sampled_from([*PIECES, " ", ".", "-", "@b", "x@", "&#64;", MARK]) | st.text(max_size=4), max_size=30
)


@pytest.mark.parametrize("examples", [400, pytest.param(8_000, marks=pytest.mark.long)])
def test_whatever_is_written_a_mark_is_a_name_and_in_no_code_or_link(examples):
    @settings(max_examples=examples, derandomize=True, deadline=None, database=None)
    @given(TEXTS.map("".join))
    def attempt(text):
        html = render(text, ANNA)
        bare = re.sub(r"<(code|pre|a)\b.*?</\1>", "", html, flags=re.DOTALL)
        assert bare.count(MARK) == html.count(MARK) == html.count("<span")
        assert (17 in marked_in(html)) == ("anna" in [name.lower() for name in names_in(text)])
        # The marks apart, a name changes nothing of the text.
        assert html.replace(MARK, "@anna").lower() == render(text).lower()

    attempt()


@pytest.mark.parametrize("examples", [200, pytest.param(4_000, marks=pytest.mark.long)])
def test_code_and_escapes_never_name_anybody(examples):
    @settings(max_examples=examples, derandomize=True, deadline=None, database=None)
    @given(TEXTS.map("".join))
    def attempt(text):
        fence = "~" * 60
        assert names_in(f"{fence}\n{text}\n{fence}") == []
        assert (
            names_in(text.replace("\\", "").replace("@", "\\@").replace("`", "").replace("    ", " ")) == []
        )

    attempt()


HOSTILE = [
    "@",
    "@a",
    "@a.",
    "@a-",
    "a@",
    "a.",
    "a:",
    "a://",
    "@a@",
    "*@a*",
    "_@a",
    " @a",
    "\\@",
    "[@a",
    "`@a",
]
SOON, TRIES = 0.5, 5


@pytest.mark.parametrize("piece", HOSTILE)
def test_twice_the_names_take_at_most_three_times_as_long(piece):
    # A text has 20,000 characters at most.
    usual, double = piece * (10_000 // len(piece)), piece * (20_000 // len(piece))
    short, long = [], []

    for _ in range(TRIES):
        for text, taken in ((usual, short), (double, long)):
            start = time.process_time()
            names_in(text)
            render(text, {"a": 1})
            taken.append(time.process_time() - start)
        if min(long) < SOON or min(long) <= 3 * min(short):
            return

    pytest.fail(f"{min(short):.2f} s for {len(usual)} characters, {min(long):.2f} s for twice as many")


@pytest.mark.parametrize("end", ["", "ю", "@", "."])
def test_one_long_name_takes_no_time(end):
    start = time.process_time()
    names_in("@" + "a" * 20_000 + end)
    assert time.process_time() - start < SOON
