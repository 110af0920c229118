"""What people, scripts and attackers put into a field."""

from urllib.parse import quote_plus

from hypothesis import strategies as st

NOTHING = ["", " ", "\t", "\n\r\n", "\u3000", "\u200b", "\ufeff"]
CONTROLS = [
    "\x00",
    "a\x00b",
    "\x1b[31m",
    "\x7f",
    "a\x85b",
    "\u2028",
    "\u202egnp.exe",
    "\u2066x\u2069",
    "\ud800",
    "a\udfffb",
]
LETTERS = [
    "Привет, ёж",
    "🏴\u200d☠️",
    "e" + "\u0301" * 300,
    "ﬃ" * 60,
    "ΐ" * 100,
    "İ" * 100,
    "ß" * 200,
    "\U0010ffff",
]
LONG = ["a" * 201, "й" * 20_001, "x" * 300_000, "\n".join("ab"), "\n".join(["line"] * 150), "w " * 9_000]
NUMBERS = [
    "0",
    "-1",
    "1",
    "007",
    " 7 ",
    "+5",
    "1.5",
    "1e3",
    "1e400",
    "NaN",
    "Infinity",
    "0x1f",
    "1_000",
    "١٢٣",
    "²",
    "½",
]
HUGE = [
    "32768",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 30,
    "-" + "9" * 30,
    "9" * 5_000,
]
DATES = [
    "2026-02-30",
    "2026-13-01",
    "0000-00-00",
    "0226-01-01",
    "99999-01-01",
    "2026-11-27",
    "27.11.2026",
    "2026-11-27T10:00",
]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 }}{% csrf_token %}",
    "%(name)s %d %",
    "[a](javascript:alert(1))",
    "[" * 900,
    "> " * 900 + "x",
    "*_" * 4_000,
    "`" * 5_000,
    "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|a" * 2_000,
    "- " * 500 + "x",
    "&#0;&#xD800;&amp;",
]
QUERIES = [
    "'",
    '"',
    "\\",
    "a & | !b :*",
    "%",
    "_",
    "#",
    "-",
    "or",
    '"a b',
    "'; DROP TABLE board_task; --",
    "../../etc/passwd",
]
CHOICES = [
    "todo",
    "done",
    "true",
    "false",
    "on",
    "None",
    "null",
    "[]",
    "{}",
    "en",
    "ru",
    "xx",
    "dark",
    "red",
    "__all__",
    "pk",
]
ADDRESSES = [
    "https://evil.example/",
    "//evil.example",
    "javascript:alert(1)",
    "/boards/LEG/",
    "/\\evil.example",
    "http://[",
    "a@b",
]

STRANGE = [
    *NOTHING,
    *CONTROLS,
    *LETTERS,
    *LONG,
    *NUMBERS,
    *HUGE,
    *DATES,
    *MARKUP,
    *QUERIES,
    *CHOICES,
    *ADDRESSES,
]


def values(ids):
    """Return a strategy for one value of a field; `ids` are those of rows that are there, one's own and others'."""
    anything = st.text(st.characters(), max_size=30)  # lone surrogates too
    return st.one_of(st.sampled_from(STRANGE), st.sampled_from([str(pk) for pk in ids]), anything)


def encode(pairs):
    """Return a query string or body; a lone surrogate goes out as the bytes that are no UTF-8."""
    return "&".join(f"{_quote(name)}={_quote(value)}" for name, value in pairs)


def is_plain(value):
    """Whether a person could have typed `value` on purpose, so that it must not be lost."""
    return value.isprintable() and value == value.strip() != ""


def _quote(text):
    return quote_plus(text.encode("utf-8", "surrogatepass"))
