"""What is typed after an @."""

from django import forms

WORDS_LIMIT = 60


class PeopleForm(forms.Form):
    """Whatever is sent is an answer: what is no beginning of a name finds nobody."""

    q = forms.CharField(required=False, max_length=WORDS_LIMIT)
    readers = forms.CharField(required=False)

    @classmethod
    def read(cls, data):
        """Return the typed beginning of a name, and whether the text is internal."""
        form = cls(data)
        form.is_valid()
        return form.cleaned_data.get("q", "\N{REPLACEMENT CHARACTER}"), form.cleaned_data.get(
            "readers"
        ) == "internal"
