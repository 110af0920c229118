"""Bring tasks in from a CSV file."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from board.actions.imports import KnownFile, import_tasks
from board.errors import Refused
from board.imports import BadFile, read
from board.models import Department, Role, User
from board.queries.imports import earlier_import

SHOWN_ROWS = 20
BAR = 30


class Command(BaseCommand):
    help = (
        "Bring tasks in from a CSV file with headings, in English or Russian and in any order: title, description, "
        "column, assignee (an e-mail), priority, date, labels. Only the title must be there. A row with "
        "requesting_department (a code or a name) and requester (an e-mail) is a request of that department and goes "
        "to the inbox. All rows or none."
    )

    def add_arguments(self, parser):
        parser.add_argument("code", help="the department's code, e.g. LEG")
        parser.add_argument("file", type=Path, help="UTF-8 or Windows-1251, with commas or semicolons")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen and write nothing")
        parser.add_argument(
            "--again", action="store_true", help="also where this very file was brought in before"
        )
        parser.add_argument(
            "--as",
            dest="username",
            help="who asks for the tasks; may be left out where the department has exactly one active coordinator",
        )

    def handle(self, *, code, file, dry_run, again, username, **options):
        department = Department.objects.current().filter(code=code.upper()).first()
        if department is None:
            raise CommandError(_("There is no open department with the code %(code)s.") % {"code": code})
        actor = _actor(department, username)
        content = _content(file)
        try:
            before = earlier_import(department, content)
            if before and not again:
                raise KnownFile(before)
            plan = read(content, department)
            self._refuse_problems(plan)
            if dry_run:
                self._show(plan, actor)
                return
            tasks = import_tasks(
                department, content=content, again=again, progress=self._progress(len(plan.rows)), actor=actor
            )
        except KnownFile as error:
            raise CommandError(
                _("%(reason)s To bring it in once more, say --again.") % {"reason": error.message}
            )
        except (BadFile, Refused) as error:
            raise CommandError(str(error))
        self._say_done(tasks)

    def _say_done(self, tasks):
        requests = sum(task.is_request for task in tasks)
        if own := len(tasks) - requests:
            words = ngettext(
                "%(count)d task is on the board now.", "%(count)d tasks are on the board now.", own
            )
            self.stdout.write(words % {"count": own})
        if requests:
            words = ngettext(
                "%(count)d request is in the inbox now.", "%(count)d requests are in the inbox now.", requests
            )
            self.stdout.write(words % {"count": requests})

    def _refuse_problems(self, plan):
        for line, reason in plan.problems:
            self.stderr.write(_("Line %(line)d: %(reason)s") % {"line": line, "reason": reason})
        if plan.problems:
            lines = len({line for line, _reason in plan.problems})
            raise CommandError(
                ngettext(
                    "%(count)d row is wrong, and nothing was brought in.",
                    "%(count)d rows are wrong, and nothing was brought in.",
                    lines,
                )
                % {"count": lines}
            )

    def _show(self, plan, actor):
        for row in plan.rows[:SHOWN_ROWS]:
            cells = [str(row.line), _place(row), row.title]
            cells += [
                str(cell)
                for cell in (row.assignee, row.requester, row.wanted_on, ", ".join(row.labels))
                if cell
            ]
            self.stdout.write(" | ".join(cells))
        if len(plan.rows) > SHOWN_ROWS:
            more = len(plan.rows) - SHOWN_ROWS
            self.stdout.write(
                ngettext("… and %(count)d more", "… and %(count)d more", more) % {"count": more}
            )
        self.stdout.write("")
        for column, count in Counter(_place(row) for row in plan.rows).items():
            self.stdout.write(_("%(column)s: %(count)d") % {"column": column, "count": count})
        if plan.new_labels:
            self.stdout.write(_("New labels: %(names)s") % {"names": ", ".join(plan.new_labels)})
        requests = sum(bool(row.requester) for row in plan.rows)
        if own := len(plan.rows) - requests:
            words = ngettext(
                "%(count)d task would be asked for by %(person)s. Nothing was written.",
                "%(count)d tasks would be asked for by %(person)s. Nothing was written.",
                own,
            )
            self.stdout.write(words % {"count": own, "person": actor.name})
        if requests:
            words = ngettext(
                "%(count)d request would be in the inbox. Nothing was written.",
                "%(count)d requests would be in the inbox. Nothing was written.",
                requests,
            )
            self.stdout.write(words % {"count": requests})

    def _progress(self, total):
        if not self.stderr.isatty():
            return None

        def show(done):
            filled = BAR * done // total
            self.stderr.write(
                f"\r[{'█' * filled}{'·' * (BAR - filled)}] {done}/{total}", style_func=str, ending=""
            )
            if done == total:
                self.stderr.write("", style_func=str)

        return show


def _place(row):
    return row.column.name if row.column else _("Inbox")


def _actor(department, username):
    if username:
        actor = User.objects.active().filter(username=username).first()
        if actor is None or not (actor.is_admin or actor.department_id == department.pk):
            raise CommandError(
                _("%(username)s is no active member of %(department)s and no administrator.")
                % {"username": username, "department": department}
            )
        return actor
    coordinators = list(department.members.filter(is_active=True, role=Role.COORDINATOR))
    if len(coordinators) != 1:
        raise CommandError(
            _("Say who asks for the tasks with --as. Coordinators: %(usernames)s.")
            % {"usernames": ", ".join(person.username for person in coordinators) or "–"}
        )
    return coordinators[0]


def _content(file):
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(reason)s") % {"file": file, "reason": error.strerror}
        )
