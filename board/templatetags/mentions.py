"""People who are named in a text, under the names that they have now."""

from django import template
from django.utils.safestring import mark_safe

from board import markdown

register = template.Library()


@register.filter
def named(html, names):
    """Return `html` (of `markdown.render`) with `names` (of `queries.mentions.people_around`) in it."""
    return mark_safe(markdown.with_names(html, names))
