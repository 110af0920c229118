"""Forms as `{{ form|crispy }}` shows them."""

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.forms import formset_factory
from django.template import engines


class Swatches(forms.RadioSelect):
    pass


class Sample(forms.Form):
    name = forms.CharField(max_length=3, help_text="Short.")
    agreed = forms.BooleanField(required=False)
    color = forms.ChoiceField(choices=[("red", "Red"), ("teal", "Teal")], widget=Swatches)
    kind = forms.ChoiceField(
        choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Pick one."
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=3)

    def clean(self):
        raise forms.ValidationError("All of <it> is wrong.")


@pytest.fixture
def page():
    return as_crispy_form(Sample({"name": "long name", "color": "teal", "version": 3}))


def test_what_is_wrong_with_a_field_is_tied_to_it(page):
    assert 'aria-describedby="id_name_helptext id_name_error"' in page
    assert 'id="id_name_helptext"' in page
    assert 'id="id_name_error"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_typed_is_kept(page):
    assert 'value="long name"' in page


def test_what_is_wrong_with_the_whole_form_is_announced_and_escaped(page):
    assert 'role="alert"' in page
    assert "<li>All of &lt;it&gt; is wrong.</li>" in page


def test_a_group_of_choices_has_a_legend_and_names_its_notes(page):
    assert '<legend class="field__label">Kind</legend>' in page
    assert 'aria-describedby="id_kind_helptext id_kind_error"' in page


def test_colours_are_chosen_from_colours(page):
    assert '<span class="label label--teal">Teal</span>' in page
    assert page.count('class="swatch"') == 2


def test_a_hidden_field_has_no_label(page):
    assert 'name="version"' in page
    assert ">Version<" not in page


def test_a_formset_keeps_what_it_needs_to_be_read_back():
    page = as_crispy_form(formset_factory(Sample, extra=2)())
    assert 'name="form-TOTAL_FORMS" value="2"' in page
    assert 'name="form-1-name"' in page


def test_an_icon_is_decoration_from_the_one_sprite():
    icon = engines["django"].from_string('{% load icons %}{% icon "lock" %}').render()
    assert icon.startswith('<svg class="icon" aria-hidden="true"><use href="/static/icons')
    assert icon.endswith('.svg#lock"/></svg>')
