"""What was typed, or came from elsewhere, as it can stand in a mail."""

import re

from board.models.names import CONTROL

_NOT_ON_A_LINE = re.compile(f"[{CONTROL}\x80-\x9f]")
# Marks that nobody sees; those that join letters and emoji stay.
_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u2060\ufeff\ufff9-\ufffb]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_NOT_IN_A_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
LENGTH = 300


def one_line(text, length=LENGTH):
    """Return `text` as one line without signs that nobody sees, cut after a word to at most `length` characters."""
    words = " ".join(_NOT_ON_A_LINE.sub(" ", _UNSEEN.sub("", str(text))).split())
    return words if len(words) <= length else shortened(words, length)


def header(text, length):
    """Return `text` as the value of a header: what looks like an encoded word in it is text."""
    # The joiner, which nobody sees, makes it none, and has the whole value encoded once.
    return one_line(text, length).replace("=?", "=\u2060?")


def shortened(text, length):
    """Return the beginning of `text`, of at most `length` characters, that ends with a word where there is one."""
    start = text[: length - 1]
    words = start.rsplit(None, 1)[0]
    return (words if len(words) > length // 2 else start).rstrip() + "…"


def lines(text):
    """Return a whole part of a mail with one kind of line end, and no other control characters but tabs.

    What Django and the mail server take for the end of a line must be the same: lines have a limit.
    """
    return _NOT_IN_A_TEXT.sub("", _LINE_ENDS.sub("\n", text))
