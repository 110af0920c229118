"""What the addresses of My work, an inbox, an outbox and the notifications say."""

from django import forms

from board.forms.fields import NumberField
from board.queries.mywork import SECTIONS
from board.queries.outbox import SHOWN


class _AddressForm(forms.Form):
    """Parts of an address; what makes no sense counts as left out."""

    after = NumberField(required=False)

    def value(self, name):
        self.is_valid()
        return self.cleaned_data.get(name) or None


class InboxPageForm(_AddressForm):
    """After which task a page of an inbox begins."""


class OutboxPageForm(_AddressForm):
    """Which part of an outbox is shown, only what the reader asked or all, and after which task."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWN])
    mine = forms.BooleanField(required=False)

    def chosen(self):
        """Return how to read the outbox, for `queries.outbox.outbox`."""
        return {
            "shown": self.value("show") or SHOWN[0],
            "mine": bool(self.value("mine")),
            "before": self.value("after"),
        }


class MyWorkPageForm(_AddressForm):
    """Which one section is shown at length, and after which of its rows."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SECTIONS])


class NotificationsPageForm(_AddressForm):
    """Whether what was read is shown too, and after which notification a page begins."""

    all = forms.BooleanField(required=False)

    def chosen(self):
        """Return how to read them, for `queries.notifications.heard_by`."""
        return {"everything": bool(self.value("all")), "before": self.value("after")}


class ReadForm(forms.Form):
    """Up to which notification something was read, and of which task, where not of all."""

    latest = NumberField()
    task = NumberField(required=False)
