"""When something was, for people and for programs."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def moment(value, classes=""):
    """Return the datetime `value` as <time>: its day and time in the reader's zone and language."""
    here = timezone.localtime(value)
    words = date_format(here, "SHORT_DATETIME_FORMAT")
    if classes:
        return format_html('<time class="{}" datetime="{}">{}</time>', classes, here.isoformat(), words)
    return format_html('<time datetime="{}">{}</time>', here.isoformat(), words)
