"""The translations: what the sources ask for, what a catalogue holds, and where the two differ.

Babel instead of GNU gettext, so that no machine has to install anything.
"""

import ast
import io
import os
import re
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import templatize

SOURCES = {".py": ("board", "config"), ".html": ("templates",), ".txt": ("templates",)}
# What stands where in a call of Django's functions: "c" marks the context.
ARGUMENTS = {
    "gettext": (1,),
    "gettext_noop": (1,),
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
ARGUMENTS |= {f"{name}_lazy": places for name, places in ARGUMENTS.items() if name != "gettext_noop"}
NOTE_FOR_TRANSLATORS = "Translators:"
# No dates and no names: the file changes only where the words do.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural_forms}\\n"

"""
PLACEHOLDER = re.compile(r"%\(\w+\)[sdif]|%[sdif]|\{\w*\}")


def path_of(language, ending="po"):
    return Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / f"django.{ending}"


def from_sources(base):
    """Return a catalogue without translations of everything that the sources below `base` ask for."""
    catalog = Catalog(charset="utf-8")
    for path in _source_files(base):
        name = path.relative_to(base).as_posix()
        for line, ids, notes, context in messages_in(path.read_text(), path.suffix, name):
            catalog.add(ids, None, [(name, line)], auto_comments=notes, context=context)
    return catalog


def messages_in(source, ending, name="source"):
    """Yield (line, ids, notes, context) of each translatable string in a `.py` file or a template."""
    keywords = {"_": (1,), **ARGUMENTS}
    if ending == ".py":
        keywords = ARGUMENTS | _aliases(source)
    else:
        source = _as_python(source, name)
    lines = io.BytesIO(source.encode())
    options = {"encoding": "utf-8"}
    yield from extract("python", lines, keywords, [NOTE_FOR_TRANSLATORS], options, strip_comment_tags=True)


def read(path, language):
    """Return the catalogue in the file at `path`, an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language, charset="utf-8")


def update(catalog, wanted):
    """Make `catalog` hold exactly the messages of `wanted`, with the translations that it has already."""
    # Guesses by likeness are left out: a wrong sentence is worse than a missing one.
    catalog.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()


def write(catalog, path):
    body = io.BytesIO()
    write_po(body, catalog, width=110, omit_header=True, include_lineno=False, sort_by_file=True)
    header = HEADER.format(language=catalog.locale, plural_forms=catalog.plural_forms)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(header + body.getvalue().decode().lstrip("\n"))


def compile_to(catalog, path):
    """Write the form that Django loads; several processes may do so at once."""
    body = io.BytesIO()
    write_mo(body, catalog)
    if path.exists() and path.read_bytes() == body.getvalue():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_bytes(body.getvalue())
    draft.replace(path)


def faults(catalog, wanted):
    """Return what is wrong with `catalog`, a line each: nothing where all of `wanted` is translated well."""
    found = {_key(message): message for message in catalog if message.id}
    needed = {_key(message): message for message in wanted if message.id}
    lines = [f"not in the catalogue: {_words(needed[key])}" for key in needed if key not in found]
    lines += [f"no longer in the sources: {_words(found[key])}" for key in found if key not in needed]
    lines += [f"obsolete: {_words(message)}" for message in catalog.obsolete.values()]
    for key, message in found.items():
        if key in needed:
            lines += [f"{fault}: {_words(message)}" for fault in _faults_of(message, catalog.num_plurals)]
    return lines


def _faults_of(message, plurals):
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    wanted_forms = plurals if message.pluralizable else 1
    if message.fuzzy:
        yield "fuzzy"
    if not any(forms):
        yield "missing"
        return
    if len(forms) != wanted_forms or not all(forms):
        yield "a plural form is missing"
    # The plural names everything: the English singular may say "one task" without its number.
    expected = _placeholders(message.id[1] if message.pluralizable else message.id)
    if any(_placeholders(form) != expected for form in forms if form):
        yield "other placeholders"


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text.replace("%%", "")))


def _key(message):
    return message.context, message.id


def _words(message):
    text = message.id[0] if message.pluralizable else message.id
    return f"{message.context}: {text!r}" if message.context else repr(text)


def _source_files(base):
    for ending, folders in SOURCES.items():
        for folder in folders:
            yield from sorted(
                path for path in (base / folder).rglob(f"*{ending}") if "migrations" not in path.parts
            )


def _aliases(source):
    """Return what each of Django's functions is called in this file, by its imports."""
    imports = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    return {name.asname or name.name: ARGUMENTS[name.name] for name in names if name.name in ARGUMENTS}


def _as_python(source, name):
    # Django blanks everything else out in place; without the indentation each line is Python by itself.
    return "\n".join(line.strip() for line in templatize(source, origin=name).splitlines())
