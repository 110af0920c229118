import datetime
import io

import pytest
from django.core.management import CommandError, call_command

from board.models import Activity, Import, Label, Priority, State, Task

FULL = (
    "title,description,column,assignee,priority,date,labels\n"
    'Check the contract,"Two\nlines",doing,ANA@example.com,high,2026-12-31,"urgent, new"\n'
    "Second,,,,,,\n"
)


@pytest.fixture
def bring(cast, tmp_path):
    """Return a function that brings text in to Legal and returns what the command wrote, as (out, errors)."""

    def run(text, *options, encoding="utf-8"):
        path = tmp_path / "tasks.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        out, errors = io.StringIO(), io.StringIO()
        try:
            call_command("import_tasks", "LEG", str(path), *options, stdout=out, stderr=errors)
        except CommandError as error:
            errors.write(str(error))
        return out.getvalue(), errors.getvalue()

    return run


def titles(column):
    return list(column.tasks.order_by("position").values_list("title", flat=True))


def test_every_field_arrives_and_history_says_who(cast, bring):
    assert "2 tasks are on the board now." in bring(FULL)[0]

    task = cast.doing.tasks.get()
    assert (task.description, task.description_html) == ("Two\nlines", "<p>Two<br>\nlines</p>\n")
    assert (task.assignee, task.requester, task.priority) == (cast.ana, cast.boris, Priority.HIGH)
    assert task.wanted_on == datetime.date(2026, 12, 31)
    assert sorted(task.labels.values_list("name", flat=True)) == ["new", "urgent"]
    assert task.activities.get().sentence() == "Boris Orlov created this in Doing"
    assert {watch.user for watch in task.watches.all()} == {cast.ana, cast.boris}
    assert titles(cast.todo) == ["Second"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_russian_headings_in_any_order_with_semicolons(cast, bring, encoding):
    bring("Срок;Приоритет;Название\r\n31.12.2026;срочный;Проверить договор\r\n", encoding=encoding)

    task = Task.objects.get()
    assert (task.title, task.priority) == ("Проверить договор", Priority.URGENT)
    assert task.wanted_on == datetime.date(2026, 12, 31)


def test_the_file_keeps_its_order_above_what_is_there_across_batches(cast, bring, monkeypatch):
    monkeypatch.setattr("board.actions.imports.BATCH", 2)
    cast.task("Old")
    bring("title\na\nb\nc\nd\ne\n")

    assert titles(cast.todo) == ["a", "b", "c", "d", "e", "Old"]


def test_a_done_column_takes_tasks_as_closed(cast, bring):
    bring("title,column\nOver,Done\n")
    assert Task.objects.get().state == State.CLOSED


def test_a_dry_run_says_what_would_happen_and_writes_nothing(cast, bring):
    out, errors = bring(FULL, "--dry-run")

    assert "2 | Doing | Check the contract | Ana Lima | 2026-12-31 | urgent, new" in out
    assert "New labels: urgent, new" in out
    assert "2 tasks would be asked for by Boris Orlov. Nothing was written." in out
    assert not errors
    assert not Task.objects.exists()
    assert not Label.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",To do,,,", "The title is empty."),
        ("x" * 201 + ",,,,", "The title is longer than 200 characters."),
        ("a\0b,,,,", "Write it on one line, without control characters."),
        ("a,Nowhere,,,", "There is no column “Nowhere” on this board."),
        (
            "a,,vera@example.com,,",
            "“vera@example.com” is the address of nobody who works in this department.",
        ),
        ("a,,,huge,", "“huge” is no priority."),
        ("a,,,,30.02.2026", "“30.02.2026” is no date."),
        ("a,,,,,x", "There are more cells than headings."),
    ],
)
def test_a_bad_row_is_named_with_its_line_and_keeps_the_good_ones_out(cast, bring, row, reason):
    errors = bring(f'title,column,assignee,priority,date\n"Two\nlines",,,,\ngood,,,,\n{row}\n')[1]

    assert f"Line 5: {reason}" in errors
    assert not Task.objects.exists()


def test_every_bad_row_is_named(cast, bring):
    errors = bring("title,priority\n,high\nb,huge\nc,\n")[1]

    assert "Line 2: The title is empty." in errors
    assert "Line 3: “huge” is no priority" in errors
    assert "2 rows are wrong, and nothing was brought in." in errors


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"title\n", "There is no task in the file."),
        (b"name,wat\na,b\n", "“name” is not a known heading."),
        (b"column\nTo do\n", "There is no heading “title”."),
        (b"title,title\na,b\n", "“title” is there twice."),
        (b"title\n\x98\xff\n", "neither UTF-8 nor Windows-1251"),
        (b'title\n"open\n', "Line 2 cannot be read"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(cast, bring, content, reason):
    assert reason in bring(content)[1]
    assert not Task.objects.exists()


def test_the_same_file_comes_in_once_unless_told(cast, bring):
    bring("title\na\n")
    assert "Boris Orlov brought in this file on" in bring("title\na\n")[1]
    assert "say --again" in bring("title\na\n", "--dry-run")[1]
    assert Task.objects.count() == 1

    bring("title\na\n", "--again")
    assert Task.objects.count() == 2


def test_who_asks_must_be_said_where_the_department_does_not_say_it(cast, bring):
    cast.person("bella", "Bella", cast.legal, role="coordinator")
    assert "Say who asks for the tasks with --as. Coordinators: bella, boris." in bring("title\na\n")[1]
    assert "vera is no active member" in bring("title\na\n", "--as", "vera")[1]
    assert not Task.objects.exists()

    bring("title\na\n", "--as", "irina")
    assert Task.objects.get().requester == cast.irina


def test_the_number_of_statements_does_not_grow_with_the_rows(cast, bring, count_statements):
    few, many = ("title,labels\n" + "".join(f"task {n},red\n" for n in range(size)) for size in (2, 200))
    with count_statements(at_most=40) as first:
        bring(few)
    with count_statements(at_most=40) as second:
        bring(many)

    assert second.number <= first.number
    assert Activity.objects.count() == 202
