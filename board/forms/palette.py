from django import forms


class PaletteForm(forms.Form):
    """What is typed into the palette."""

    q = forms.CharField(max_length=200, required=False)
