"""Statements that differ in nothing but their values are built once: Django builds one for longer than it is answered.

For the few that every page asks; all others are built where they are needed.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import NoneType

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BigIntegerField, BooleanField, Func, Q, Value, prefetch_related_objects
from django.db.models.query import ModelIterable

# No id and no text that is asked for looks like these; the days are of the year 1.
_NUMBER, _TEXT = -(7 * 10**15), "\x01value %d"


@dataclass(frozen=True)
class Reader:
    """What the conditions of `models.task_access` ask about a person; for all people of whom `rights` are the same."""

    is_active: bool
    is_admin: bool
    leads_department: bool
    pk: int
    department_id: int | None


def rights(reader):
    """Return what decides the shape of a condition on what `reader` may do: the first values of a Reader."""
    return reader.is_active, reader.is_admin, reader.leads_department


def rows(build, shape, values):
    """Return the rows of the queryset `build(*shape, *values)`, a `values_list`, which is built once for each shape.

    `values` are numbers, texts, days, or lists of numbers for `one_of`, and `build` does nothing but put them into
    conditions: what it decides, it decides by `shape`. A number may be None, which is a shape of its own.
    """
    return _built(build, shape, tuple(type(value) for value in values)).rows(values)


def instances(build, shape, values):
    """Return the instances that such a queryset finds, with all that it selects, annotates and prefetches."""
    return _built(build, shape, tuple(type(value) for value in values)).instances(values)


def one_of(column, numbers):
    """Return the condition that `column` is one of `numbers`, which are one value, however many there are."""
    return Q(_OneOf(column, Value(numbers, output_field=ArrayField(BigIntegerField()))))


class _OneOf(Func):
    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()


@lru_cache(maxsize=500)
def _built(build, shape, kinds):
    marks = [_mark(kind, number) for number, kind in enumerate(kinds)]
    return _Statement(build(*shape, *marks), marks)


def _mark(kind, number):
    marks = {
        int: _NUMBER - number,
        str: _TEXT % number,
        date: date(1, 1, 1 + number),
        list: [_NUMBER - number],
        NoneType: None,
    }
    return marks[kind]


class _Statement:
    """A queryset as a statement, in which `marks` stand for the values."""

    def __init__(self, queryset, marks):
        self.compiler = queryset.query.get_compiler(connection=connection)
        self.prefetched = queryset._prefetch_related_lookups
        try:
            self.sql, self.parameters = self.compiler.as_sql()
        except EmptyResultSet:
            # It finds nothing, whatever the values are.
            self.sql = None
            return
        self.places = [
            (place, number)
            for place, parameter in enumerate(self.parameters)
            for number, mark in enumerate(marks)
            if mark is not None and parameter == mark
        ]
        read = [selected[0] for selected in self.compiler.select[: self.compiler.col_count]]
        self.converters = self.compiler.get_converters(read)

    def rows(self, values):
        if self.sql is None:
            return []
        filled = list(self.parameters)
        for place, number in self.places:
            filled[place] = values[number]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, filled)
            found = cursor.fetchall()
        return [self._converted(row) for row in found] if self.converters else found

    def instances(self, values):
        found = list(ModelIterable(_Found(self.compiler, self.rows(values)))) if self.sql else []
        prefetch_related_objects(found, *self.prefetched)
        return found

    def _converted(self, row):
        values = list(row)
        for place, (functions, expression) in self.converters.items():
            for function in functions:
                values[place] = function(values[place], expression, connection)
        return tuple(values)


class _Found:
    """Rows in the place of a queryset, its query and its compiler, as far as `ModelIterable` asks them."""

    db, _known_related_objects = "default", {}

    def __init__(self, compiler, rows):
        self.query, self.rows = self, rows
        self.select, self.klass_info = compiler.select, compiler.klass_info
        self.annotation_col_map = compiler.annotation_col_map

    def get_compiler(self, **_using):
        return self

    def execute_sql(self, **_how):
        return self.rows

    def results_iter(self, rows):
        return rows
