"""Icons from the one sprite that the assets are built with."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
@cache
def icon(name):
    """Return Lucide's icon `name` as decoration; what it means must stand beside it in words.

    The name is written out in the template, since the sprite holds the names that are found there.
    """
    sprite = static("icons.svg")
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite, name)
