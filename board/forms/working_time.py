"""When a department works, as one fills it in."""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from board.models import Department, Holiday
from board.models.department import Weekday
from board.models.names import one_line

LINE = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?:\s+(?P<name>.*))?", re.ASCII)
YEARS = range(2000, 2100)
LONGEST_NAME = Holiday._meta.get_field("name").max_length
OUTDATED = _("The page is out of date. Load it again.")


class HolidaysField(forms.Field):
    """Days off as {day: name}, written one a line: the date, and after it what is celebrated."""

    LIMIT = 1000
    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def prepare_value(self, value):
        if not isinstance(value, dict):
            return value
        return "\n".join(f"{day.isoformat()} {name}".rstrip() for day, name in sorted(value.items()))

    def to_python(self, value):
        lines = [line.strip() for line in (value or "").splitlines()]
        days = {}
        for number, line in enumerate(lines, start=1):
            if not line:
                continue
            day, name = self._read(number, line)
            if day in days:
                raise ValidationError(_("Line %(line)d: this day stands there twice.") % {"line": number})
            days[day] = name
        if len(days) > self.LIMIT:
            raise ValidationError(_("At most %(limit)d at once, please.") % {"limit": self.LIMIT})
        return days

    def _read(self, number, line):
        found = LINE.fullmatch(line)
        day = found and _day(found["day"])
        if not day:
            raise ValidationError(
                _("Line %(line)d: begin it with a date such as 2027-01-01.") % {"line": number}
            )
        if day.year not in YEARS:
            raise ValidationError(_("The year must lie between 2000 and 2099."))
        name = found["name"] or ""
        one_line(name)
        if len(name) > LONGEST_NAME:
            raise ValidationError(
                _("Line %(line)d: the name is longer than %(limit)d characters.")
                % {"line": number, "limit": LONGEST_NAME}
            )
        return day, name


class SeenHolidaysField(HolidaysField):
    """What the form began with: a day that someone else has added meanwhile is not removed by who never saw it."""

    widget = forms.HiddenInput

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(OUTDATED)


class HolidaysForm(forms.Form):
    """The part of a form that lists the holidays of a department."""

    holidays = HolidaysField(
        label=_("Holidays"),
        required=False,
        help_text=_(
            "One a line: the date and, if you like, what is celebrated. For example: 2027-01-01 New Year."
        ),
    )
    seen_holidays = SeenHolidaysField(required=False)

    def show_holidays(self, department):
        """Begin with the holidays that `department` has now."""
        holidays = dict(department.holidays.values_list("day", "name"))
        self.fields["holidays"].initial = self.fields["seen_holidays"].initial = holidays


class WorkingTimeForm(HolidaysForm):
    field_order = ["working_days", "closes_after", "holidays", "seen_holidays"]

    working_days = forms.TypedMultipleChoiceField(
        label=_("Working days"),
        choices=Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one day of the week.")},
    )
    closes_after = Department._meta.get_field("closes_after").formfield(min_value=1, max_value=60)

    def __init__(self, *args, department, **kwargs):
        super().__init__(*args, **kwargs)
        self.show_holidays(department)
        self.fields["working_days"].initial = department.working_days
        self.fields["closes_after"].initial = department.closes_after


def _day(text):
    """Return the date that is written as 2027-01-07 or 7.1.2027, or None."""
    parts = text.split("-") if "-" in text else reversed(text.split("."))
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
