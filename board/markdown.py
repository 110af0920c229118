"""Markdown that people write, as HTML that is safe to show. Rendered at writing, stored with RENDERER."""

import re
import secrets
from importlib import import_module

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Goes up when the same text would render otherwise; rows with an older one are rendered anew.
RENDERER = 2

# Cells that a table's short rows are filled up with: the library's 65,536 make 600 kB of HTML out of 20 kB of text.
# The module by its name: the package has a function that hides it.
import_module("markdown_it.rules_block.table").MAX_AUTOCOMPLETED_CELLS = 2000

_parser = (
    MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True, "maxNesting": 20})
    .enable(["table", "strikethrough"])
    .disable(["image", "html_block", "html_inline"])
)

_TAGS = {
    *("p", "br", "hr", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href", "title"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow",
    generic_attribute_prefixes=set(),
)


# An address on the web is passed over whole, an e-mail address by what stands before its @. The name is taken in one
# piece (*+): what follows it decides once, and no text takes long.
_NAMED = re.compile(
    r"(?<![\w+.-])\w[\w+.-]*+://\S*+"
    r"|(?<![\w.@+/=&%#$^~\\-])@(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*+)(?![\w@])"
)
_MARKED = re.compile(r'<span class="mention">(\d+)</span>')


def render(text, people=None):
    """Return `text` (Markdown, at most 20,000 characters) as clean HTML without scripts, styles, images or data.

    A name of `people` ({username in small letters: id of the person}) is marked with that id, see `with_names`.
    """
    if not text:
        return ""
    # Unknown to whoever wrote the text. The mark itself comes after the cleaning, which leaves no <span>.
    secret = secrets.token_hex(8)
    html = _cleaner.clean(_parser.render(text, {"people": people or {}, "secret": secret}))
    return re.sub(rf"{secret}-(\d+);", r'<span class="mention">\1</span>', html)


def names_in(text):
    """Return the usernames after an @ in `text` (Markdown), as they are written, each once, in their order.

    None of those in code, links and addresses; a dot or hyphen at the end belongs to the sentence.
    """
    if "@" not in text:
        return []
    lines = [token.children for token in _parser.parse(text) if token.type == "inline"]
    return list(dict.fromkeys(token.content for line in lines for token in line if token.type == "mention"))


def marked_in(html):
    """Return the ids of the people who are marked in `html` (of `render`)."""
    return {int(number) for number in _MARKED.findall(html)}


def with_names(html, names):
    """Return `html` (of `render`) with what `names` ({id: HTML}) has for each person who is marked in it."""
    return _MARKED.sub(lambda mark: f'<span class="mention">{names.get(int(mark[1]), "")}</span>', html)


def _find_names(state):
    """Have the names in the text between tags, code and links be tokens of their own."""
    for block in state.tokens:
        if block.type == "inline" and "@" in block.content:
            block.children = list(_split(block.children))


def _split(tokens):
    links, before = 0, ""
    for token in tokens:
        links += (token.type == "link_open") - (token.type == "link_close")
        if token.type == "text" and not links and "@" in token.content:
            yield from _names_and_text(token, before)
        else:
            yield token
        if token.content:
            before = token.content[-1]
        elif token.type in ("softbreak", "hardbreak"):
            before = ""


def _names_and_text(token, before):
    text, end = before + token.content, len(before)
    for found in _NAMED.finditer(text, len(before)):
        name = (found["name"] or "").rstrip(".-")
        if not name:
            continue
        start, stop = found.start(), found.start() + 1 + len(name)
        yield _text(text[end:start], token)
        yield Token("mention", "", 0, content=name, level=token.level)
        end = stop
    yield _text(text[end:], token)


def _text(content, like):
    return Token("text", "", 0, content=content, level=like.level)


def _render_name(renderer, tokens, index, options, env):
    name = tokens[index].content
    person = env["people"].get(name.lower())
    return f"@{name}" if person is None else f"{env['secret']}-{person};"


# Before what is escaped becomes text: \@name names nobody.
_parser.core.ruler.after("inline", "mention", _find_names)
_parser.add_render_rule("mention", _render_name)
