"""A file of tasks, read and checked against the board that they are meant for. Nothing is written here."""

import csv
import datetime
import io
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext as _

from board.models import Column, Department, Kind, Label, Priority, User
from board.models.names import one_line, sort_key
from board.models.task import TEXT_LIMIT, TITLE_LIMIT

# What a heading may say, in either language, whatever the language of who imports.
HEADINGS = {
    "title": ("title", "task", "название", "заголовок", "задача"),
    "description": ("description", "описание"),
    "column": ("column", "колонка", "столбец"),
    "assignee": (
        "assignee",
        "assignee's e-mail",
        "assignee e-mail",
        "assignee email",
        "исполнитель",
        "почта исполнителя",
    ),
    "priority": ("priority", "приоритет"),
    "date": ("date", "due", "wanted on", "дата", "срок"),
    "labels": ("labels", "label", "метки", "метка"),
    "requesting_department": (
        "requesting_department",
        "requesting department",
        "отдел-заказчик",
        "отдел заказчика",
    ),
    "requester": (
        "requester",
        "requester's e-mail",
        "requester e-mail",
        "requester email",
        "заказчик",
        "почта заказчика",
    ),
}
# What a request does not have before the department has accepted it.
AFTER_ACCEPTING = {"column", "assignee", "labels"}
PRIORITIES = {
    Priority.LOW: ("low", "низкий", "0"),
    Priority.NORMAL: ("normal", "обычный", "средний", "1"),
    Priority.HIGH: ("high", "высокий", "2"),
    Priority.URGENT: ("urgent", "срочный", "срочно", "3"),
}
LABEL_LIMIT = Label._meta.get_field("name").max_length


class BadFile(Exception):
    """The file as a whole cannot be read; the words say why."""


@dataclass
class Row:
    """One task to be. `labels` are names; some may not be on the board yet.

    With a `requester` it is a request of that person's department, and stands in no column yet.
    """

    line: int
    title: str
    column: Column | None = None
    description: str = ""
    assignee: object = None
    priority: int = Priority.NORMAL
    wanted_on: datetime.date | None = None
    labels: tuple = ()
    requester: object = None


@dataclass
class Plan:
    """What a file would bring: `rows` in its order, `problems` as (line, reason), and labels that are not there yet."""

    rows: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    new_labels: list = field(default_factory=list)


def read(content, department):
    """Return the Plan for `content` (the bytes of a CSV file) on the board of `department`. Raises BadFile."""
    records = _records(_decode(content))
    try:
        headings = _headings(next(records)[1])
    except StopIteration:
        raise BadFile(_("The file is empty."))
    reader = _RowReader(department)
    plan = Plan(new_labels=reader.new_labels)
    for line, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            if len(cells) > len(headings):
                raise ValidationError(_("There are more cells than headings."))
            filled = {name: cell.strip() for name, cell in zip(headings, cells, strict=False)}
            plan.rows.append(reader.row(line, filled))
        except ValidationError as error:
            plan.problems += [(line, message) for message in error.messages]
    if not (plan.rows or plan.problems):
        raise BadFile(_("There is no task in the file."))
    return plan


def _decode(content):
    for encoding in ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(_("The file is neither UTF-8 nor Windows-1251."))


def _records(text):
    """Yield (number of the first line, cells); the lines of a text in quotes count too."""
    first = text.split("\n", 1)[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise BadFile(_("Line %(line)d cannot be read: %(error)s.") % {"line": line, "error": error})
        yield line, cells
        line = reader.line_num + 1


def _headings(cells):
    meanings = {word: name for name, words in HEADINGS.items() for word in words}
    headings = []
    for cell in cells:
        name = meanings.get(cell.strip().casefold())
        if name is None:
            raise BadFile(
                _("“%(heading)s” is not a known heading. Known are: %(known)s.")
                % {"heading": cell.strip()[:40], "known": ", ".join(HEADINGS)}
            )
        if name in headings:
            raise BadFile(_("“%(heading)s” is there twice.") % {"heading": cell.strip()})
        headings.append(name)
    if "title" not in headings:
        raise BadFile(_("There is no heading “title”."))
    return headings


class _RowReader:
    """Reads rows against one board, each of whose tables is loaded once."""

    def __init__(self, department):
        self.department = department
        columns = list(department.columns.order_by("position"))
        self.first = next(column for column in columns if column.kind == Kind.TODO)
        self.columns = {column.name.casefold(): column for column in columns}
        self.people = {
            person.email.casefold(): person for person in department.members.filter(is_active=True)
        }
        self.labels = {label.name.casefold(): label.name for label in department.labels.all()}
        self.priorities = {word: priority for priority, words in PRIORITIES.items() for word in words}
        self.new_labels = []

    def row(self, line, cells):
        """Return the Row that `cells` ({name: text}) say. Raises ValidationError with every reason why not."""
        problems, values = [], {}
        for name in HEADINGS:
            try:
                if cells.get(name) or name == "title":
                    values |= getattr(self, f"_{name}")(cells.get(name, ""))
            except ValidationError as error:
                problems += error.messages
        if not problems:
            problems = list(self._faults_of_request(values))
        if problems:
            raise ValidationError(problems)
        values.pop("requesting_department", None)
        if "requester" not in values:
            values.setdefault("column", self.first)
        return Row(line=line, **values)

    @cached_property
    def departments(self):
        """Map the code and the name of each department to it."""
        departments = Department.objects.current()
        return {name: each for each in departments for name in (each.code.casefold(), each.name_key)}

    @cached_property
    def everybody(self):
        return {person.email.casefold(): person for person in User.objects.active()}

    def _faults_of_request(self, values):
        department, requester = values.get("requesting_department"), values.get("requester")
        if bool(department) != bool(requester):
            yield _("Name both the requesting department and the requester, or neither.")
        elif department and requester.department_id != department.pk:
            names = {"person": requester, "department": department}
            yield _("%(person)s does not work in %(department)s.") % names
        elif department and AFTER_ACCEPTING & values.keys():
            yield _("A request starts in the inbox: leave column, assignee and labels empty.")

    def _requesting_department(self, text):
        department = self.departments.get(text.casefold()) or self.departments.get(sort_key(text))
        if department is None:
            raise ValidationError(_("There is no open department “%(name)s”.") % {"name": text[:60]})
        if department == self.department:
            raise ValidationError(
                _("The board is this department’s own: leave the requesting department empty.")
            )
        return {"requesting_department": department}

    def _requester(self, text):
        person = self.everybody.get(text.casefold())
        if person is None:
            raise ValidationError(_("“%(email)s” is the address of nobody here.") % {"email": text[:80]})
        return {"requester": person}

    def _title(self, text):
        if not text:
            raise ValidationError(_("The title is empty."))
        _refuse_long(text, TITLE_LIMIT, _("The title is longer than %(limit)d characters."))
        one_line(text)
        return {"title": text}

    def _description(self, text):
        _refuse_long(text, TEXT_LIMIT, _("The description is longer than %(limit)d characters."))
        ProhibitNullCharactersValidator()(text)
        return {"description": text.replace("\r\n", "\n")}

    def _column(self, text):
        column = self.columns.get(text.casefold())
        if column is None:
            raise ValidationError(_("There is no column “%(name)s” on this board.") % {"name": text[:60]})
        return {"column": column}

    def _assignee(self, text):
        person = self.people.get(text.casefold())
        if person is None:
            raise ValidationError(
                _("“%(email)s” is the address of nobody who works in this department.") % {"email": text[:80]}
            )
        return {"assignee": person}

    def _priority(self, text):
        priority = self.priorities.get(text.casefold())
        if priority is None:
            raise ValidationError(
                _("“%(text)s” is no priority. Write low, normal, high or urgent.") % {"text": text[:40]}
            )
        return {"priority": priority}

    def _date(self, text):
        for shape in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return {"wanted_on": datetime.datetime.strptime(text, shape).date()}  # noqa: DTZ007
            except ValueError:
                continue
        raise ValidationError(
            _("“%(text)s” is no date. Write it as 2026-12-31 or 31.12.2026.") % {"text": text[:40]}
        )

    def _labels(self, text):
        names = {}
        for name in (part.strip() for part in text.replace(";", ",").split(",")):
            if name:
                _refuse_long(name, LABEL_LIMIT, _("A label is longer than %(limit)d characters."))
                one_line(name)
                names[name.casefold()] = name
        for key, name in names.items():
            if key not in self.labels:
                self.labels[key] = name
                self.new_labels.append(name)
        return {"labels": tuple(self.labels[key] for key in names)}


def _refuse_long(text, limit, message):
    if len(text) > limit:
        raise ValidationError(message % {"limit": limit})
