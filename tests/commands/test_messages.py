"""`manage.py messages`: what it finds, what it keeps, and what it calls a fault."""

import gettext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from board.management import catalog

CODE = """
from django.utils.translation import gettext as _
from django.utils.translation import gettext as _now, gettext_lazy, ngettext, npgettext, pgettext

def words(count):
    # Translators: on the button
    _("Save")
    _now("To do")
    gettext_lazy("one "
                 "sentence")
    ngettext("%(count)d card", "%(count)d cards", count)
    pgettext("month", "May")
    npgettext("of paper", "%d sheet", "%d sheets", count)
    not_ours("left out")
"""
TEMPLATE = """{% load i18n %}
    <p title="{% translate "Close" %}">It's {{ name|default:_("nobody") }}</p>
  {% blocktranslate trimmed with name=task.title %}
      Move
      {{ name }} by 100%
  {% endblocktranslate %}
{% blocktranslate count n=cards %}{{ n }} card{% plural %}{{ n }} cards{% endblocktranslate %}
{% translate "May" context "verb" %}
{# Translators: a word of praise #}
{% translate "Fine" %}
"""


def found(source, ending):
    return {(context, ids) for _line, ids, _notes, context in catalog.messages_in(source, ending)}


def test_python_is_read_by_what_a_file_imports():
    assert found(CODE, ".py") == {
        (None, "Save"),
        (None, "To do"),
        (None, "one sentence"),
        (None, ("%(count)d card", "%(count)d cards")),
        ("month", "May"),
        ("of paper", ("%d sheet", "%d sheets")),
    }


def test_a_template_is_read_as_django_reads_it():
    assert found(TEMPLATE, ".html") == {
        (None, "Close"),
        (None, "nobody"),
        (None, "Move %(name)s by 100%%"),
        (None, ("%(n)s card", "%(n)s cards")),
        ("verb", "May"),
        (None, "Fine"),
    }


@pytest.mark.parametrize(
    ("source", "ending", "note"), [(CODE, ".py", "on the button"), (TEMPLATE, ".html", "a word of praise")]
)
def test_notes_for_translators_come_along(source, ending, note):
    notes = [notes for _line, _ids, notes, _context in catalog.messages_in(source, ending) if notes]
    assert notes == [[note]]


@pytest.fixture
def site(tmp_path, settings):
    """A small site of its own, with one module and one template."""
    (tmp_path / "board").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "board" / "words.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(TEMPLATE)
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


def messages(**options):
    output = StringIO()
    call_command("messages", stdout=output, **options)
    return output.getvalue()


def translate(**words):
    """Write translations into the catalogue; every other message is translated by itself."""
    path = catalog.path_of("ru")
    held = catalog.read(path, "ru")
    for message in held:
        if not message.id:
            continue
        if message.pluralizable:
            message.string = (message.id[1],) * 3
        else:
            message.string = words.get(message.id, message.id)
    catalog.write(held, path)


def test_the_first_run_writes_everything_to_translate(site):
    assert "12 messages, 12 to translate" in messages()

    text = catalog.path_of("ru").read_text()
    assert '#: board/words.py\nmsgid "To do"' in text
    assert '#, python-format\nmsgid "%(count)d card"\nmsgid_plural "%(count)d cards"\nmsgstr[0] ""' in text
    assert 'msgstr[2] ""' in text


def test_a_run_keeps_translations_and_drops_what_is_gone(site):
    messages()
    translate(Save="Сохранить")
    (site / "board" / "words.py").write_text(CODE.replace("To do", "To be done"))

    messages()

    text = catalog.path_of("ru").read_text()
    assert 'msgid "Save"\nmsgstr "Сохранить"' in text
    assert 'msgid "To be done"\nmsgstr ""' in text
    assert '"To do"' not in text


def test_a_second_run_changes_nothing(site):
    messages()
    translate(Save="Сохранить")
    messages()
    before = catalog.path_of("ru").read_text()
    messages()
    assert catalog.path_of("ru").read_text() == before


def test_the_compiled_form_speaks_russian(site):
    messages()
    translate(Save="Сохранить")
    messages(compile=True)

    with catalog.path_of("ru", "mo").open("rb") as file:
        russian = gettext.GNUTranslations(file)

    assert russian.gettext("Save") == "Сохранить"
    assert russian.ngettext("%(n)s card", "%(n)s cards", 5) == "%(n)s cards"
    assert russian.pgettext("month", "May") == "May"


def test_compiling_before_the_first_run_leaves_an_empty_catalogue(site):
    messages(compile=True)
    with catalog.path_of("ru", "mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Save") == "Save"


def test_check_is_content_with_a_complete_catalogue(site):
    messages()
    translate()
    assert messages(check=True) == ""


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('msgid "Save"\nmsgstr "Save"', 'msgid "Save"\nmsgstr ""', "missing: 'Save'"),
        ('msgid "Save"', '#, fuzzy\nmsgid "Save"', "fuzzy: 'Save'"),
        ('msgid "Save"\nmsgstr "Save"', "", "not in the catalogue: 'Save'"),
        ('msgid "Save"', 'msgid "Keep"\nmsgstr "Keep"\n\nmsgid "Save"', "no longer in the sources: 'Keep'"),
        ('msgid "Save"', '#~ msgid "Keep"\n#~ msgstr "Keep"\n\nmsgid "Save"', "obsolete: 'Keep'"),
        ('msgstr[2] "%(n)s cards"', 'msgstr[2] ""', "a plural form is missing: '%(n)s card'"),
        ('msgstr[0] "%(n)s cards"', 'msgstr[0] "%(m)s cards"', "other placeholders: '%(n)s card'"),
        ('msgstr "Move %(name)s by', 'msgstr "Move by', "other placeholders: 'Move %(name)s by 100%%'"),
    ],
)
def test_check_names_each_fault(site, before, after, fault):
    messages()
    translate()
    path = catalog.path_of("ru")
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after))

    with pytest.raises(CommandError, match="messages") as error:
        messages(check=True)
    assert fault in str(error.value).splitlines()
