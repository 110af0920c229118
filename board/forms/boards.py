"""What the addresses of a board say."""

from django import forms

from board.forms.fields import NumberField


class ExpandedColumnForm(forms.Form):
    """Of which column more is shown."""

    column = NumberField(required=False)
    shown = NumberField(required=False)

    def expanded(self):
        """Return {column's id: cards to show}, empty where the address says nothing sensible."""
        if not self.is_valid() or not all(self.cleaned_data.values()):
            return {}
        return {self.cleaned_data["column"]: self.cleaned_data["shown"]}

    def shown_cards(self):
        return self.cleaned_data["shown"] if self.is_valid() else None


class ArchivePageForm(forms.Form):
    """Where a page of the archive begins."""

    after = NumberField(required=False)

    def before(self):
        """Return the id of the last task of the page before, or None."""
        return self.cleaned_data["after"] if self.is_valid() else None
