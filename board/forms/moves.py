from django import forms
from django.utils.translation import gettext_lazy as _

from board.actions.moves import BOTTOM
from board.forms.fields import NumberField
from board.models import Column, Task

TOP, BELOW, UP, DOWN, END = "top", "below", "up", "down", "bottom"


class MoveTaskForm(forms.Form):
    """Where a task goes. A drag names the card above (`after`); the menu names a place in words."""

    column = NumberField(label=_("Column"))
    place = forms.ChoiceField(
        label=_("Place"),
        required=False,
        choices=[
            (TOP, _("At the top")),
            (END, _("At the bottom")),
            (UP, _("One up in its column")),
            (DOWN, _("One down in its column")),
        ],
    )
    after = NumberField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, task, user, **kwargs):
        super().__init__(*args, initial={"column": task.column_id, "place": TOP}, **kwargs)
        self.task, self.user = task, user
        # Whether it is a column of this board is the action's to say, under its lock.
        self.fields["column"].widget = forms.Select(choices=self._columns)

    def clean(self):
        data = super().clean()
        column, place, after = data.get("column"), data.get("place") or TOP, data.pop("after", None)
        data.pop("place", None)
        if column is None:
            return data
        if after:
            data["after"] = after
        elif place == END:
            data["after"] = BOTTOM
        elif place in (UP, DOWN) and column == self.task.column_id and self.task.position is not None:
            data["after"] = self._one(place)
        else:
            data["after"] = None
        return data

    def _columns(self):
        return (
            Column.objects.filter(department=self.task.department_id)
            .order_by("position")
            .values_list("pk", "name")
        )

    def _one(self, place):
        """Return the id of the card to stand below after one step, or None for the top."""
        cards = Task.objects.visible_to(self.user).filter(column=self.task.column_id).exclude(pk=self.task.pk)
        if place == DOWN:
            below = (
                cards.filter(position__gt=self.task.position)
                .order_by("position")
                .values_list("pk", flat=True)
            )
            return below.first() or BOTTOM
        above = (
            cards.filter(position__lt=self.task.position).order_by("-position").values_list("pk", flat=True)
        )
        return next(iter(above[1:2]), None)
