"""The board and the plain office side by side: whatever happens, happens in both, and both are compared."""

from board.actions.columns import add_column
from board.actions.departments import set_reading
from board.actions.hops import ask_task
from board.actions.people import activate_person, change_department, deactivate_person
from board.errors import Refused
from board.models import Activity, Department, Role, Task, User
from tests.agreement import comparison, deeds, heard, verbs
from tests.agreement.office import Office, Person
from tests.agreement.office import Task as Plain
from tests.cast import Cast


class Board:
    NAMES = ("ana", "boris", "lena", "vera", "petr", "maria", "oleg", "rita", "igor", "irina", "gleb")

    def __init__(self):
        cast = Cast()
        for name, department, role in [
            ("lena", cast.legal, Role.MEMBER),
            ("petr", cast.sales, Role.COORDINATOR),
            ("maria", cast.sales, Role.MEMBER),
            ("rita", cast.it, Role.COORDINATOR),
            ("igor", cast.it, Role.MEMBER),
            ("gleb", None, Role.MEMBER),
        ]:
            cast.person(name, name.title(), department, role=role)
        for department in (cast.legal, cast.sales, cast.it):
            add_column(department, name="Review", kind="doing", wip_limit=None, actor=cast.irina)
            add_column(department, name="Filed", kind="done", wip_limit=None, actor=cast.irina)
        self.irina, self.tasks, self.heard = cast.irina, [], heard.latest()
        self.office = Office(
            people={user.username: self._plain(user) for user in User.objects.all()},
            columns={
                department.code: list(department.columns.order_by("position").values_list("name", "kind"))
                for department in Department.objects.all()
            },
        )

    def ask(self, name, code):
        asker, since = self.office.people[name], self._latest()
        if not asker.is_active:
            return
        try:
            task = ask_task(Department.objects.get(code=code), title="Words", actor=deeds.person(name))
        except Refused:
            assert asker.department is None
            return
        is_own = asker.department == code
        plain = Plain("Words", code, asker.department, name, "accepted" if is_own else "submitted")
        plain.watchers[name] = False
        if is_own:
            plain.column = self.office.first_column(code, "todo")
        else:
            plain.hops.append(code)
        self.office.tasks.append(plain)
        self.tasks.append(task)
        assert deeds.lines_since(since) == [(task.pk, "created" if is_own else "asked")]
        self._compare()

    def attempt(self, number, verb, name, said):
        """Have `name` try it, and return what the office says of it."""
        task, plain = self.tasks[number], self.office.tasks[number]
        passed, since = plain.passed, self._read(task).turn_since
        told = verbs.attempt(self.office, plain, verb, name, said)
        found = deeds.attempt(task.pk, verb, verbs.VERBS[verb].right, name, said)

        wanted = [(task.pk, line) for line in told] if isinstance(told, list) else told
        assert found == wanted, (verb, name, said, plain)
        assert (self._read(task).turn_since != since) == (plain.passed != passed), "whose move since when"
        # What did not happen changes nobody's rights, as long as it left the tasks as they were.
        self._compare(rights=isinstance(told, list))
        return told

    def who_may(self, number, verb, said):
        """Return who could do it in the office, so that it makes a difference."""
        may = []
        for name in self.NAMES:
            trial = self.office.tasks[number].copy()
            told = verbs.attempt(self.office, trial, verb, name, said)
            if isinstance(told, list) and (told or verb == "watch"):
                may.append(name)
        return may

    def change_department(self, name, code, role):
        person = self.office.people[name]
        left = self._leave_open_tasks(name) if code != person.department else []
        person.department, person.role, since = code, role, self._latest()
        change_department(
            User.objects.get(username=name),
            department=Department.objects.filter(code=code).first(),
            role=role,
            actor=self.irina,
        )
        assert sorted(deeds.lines_since(since)) == [(pk, "unassigned") for pk in left]
        self._compare()

    def leave_or_return(self, name):
        person, since = self.office.people[name], self._latest()
        if person.is_admin:
            return
        left = self._leave_open_tasks(name) if person.is_active else []
        (deactivate_person if person.is_active else activate_person)(
            User.objects.get(username=name), actor=self.irina
        )
        person.is_active = not person.is_active
        assert sorted(deeds.lines_since(since)) == [(pk, "unassigned") for pk in left]
        self._compare()

    def open_or_close(self, code):
        self.office.open_boards ^= {code}
        set_reading(
            Department.objects.get(code=code), is_open=code in self.office.open_boards, actor=self.irina
        )
        self._compare()

    def _leave_open_tasks(self, name):
        left = []
        for task, plain in zip(self.tasks, self.office.tasks, strict=True):
            if plain.assignee == name and plain.state in verbs.OPEN:
                plain.assignee = None
                left.append(task.pk)
        return left

    def _compare(self, *, rights=True):
        if (now := heard.latest()) > self.heard:
            assert heard.unfit_since(self.heard) == {}
            self.heard = now
        assert comparison.found() == comparison.told(self.office)
        if rights:
            assert comparison.rights_found() == comparison.rights_told(self.office)
            assert comparison.readers_found() == comparison.readers_told(self.office)

    @staticmethod
    def _plain(user):
        code = user.department.code if user.department else None
        return Person(user.username, code, user.role, user.is_admin)

    @staticmethod
    def _read(task):
        return Task.objects.get(pk=task.pk)

    @staticmethod
    def _latest():
        return Activity.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
