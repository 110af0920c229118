"""Markdown that people write, as HTML that is safe to show. Rendered at writing, stored with RENDERER."""

from importlib import import_module

import nh3
from markdown_it import MarkdownIt

# Goes up when the same text would render otherwise; rows with an older one are rendered anew.
RENDERER = 1

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


def render(text):
    """Return `text` (Markdown, at most 20,000 characters) as clean HTML without scripts, styles, images or data."""
    return _cleaner.clean(_parser.render(text)) if text else ""
