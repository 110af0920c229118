"""An office in plain Python: its people, its tasks, and who may do what. It uses nothing of the board's own code."""

from dataclasses import dataclass, field, replace


@dataclass
class Person:
    name: str
    department: str | None
    role: str = "member"
    is_admin: bool = False
    is_active: bool = True


@dataclass
class Task:
    title: str
    department: str
    asking: str
    requester: str
    state: str
    column: str | None = None
    assignee: str | None = None
    promised: str | None = None
    waiting: str = ""
    note: str = ""
    # How often the move has passed on; the clock of whose it is begins anew each time.
    passed: int = 0
    is_restricted: bool = False
    is_archived: bool = False
    # The departments that have had it, in turn; empty for what never left its own.
    hops: list[str] = field(default_factory=list)
    granted: set[str] = field(default_factory=set)
    # {who follows it: whether they have muted it}
    watchers: dict[str, bool] = field(default_factory=dict)

    def copy(self):
        return replace(self, hops=[*self.hops], granted={*self.granted}, watchers={**self.watchers})

    @property
    def is_request(self):
        return self.asking != self.department

    @property
    def turn(self):
        if self.state in ("submitted", "accepted"):
            return self.waiting or "owner"
        return "requester" if self.state == "delivered" else "nobody"


@dataclass
class Office:
    people: dict[str, Person]
    # {department: [(column, its kind)], in order}
    columns: dict[str, list[tuple[str, str]]]
    tasks: list[Task] = field(default_factory=list)
    open_boards: set[str] = field(default_factory=set)

    def kind(self, task):
        return dict(self.columns[task.department]).get(task.column)

    def first_column(self, department, *kinds):
        return next(name for kind in kinds for name, its in self.columns[department] if its == kind)

    def works_in(self, name, department):
        return self.people[name].is_active and self.people[name].department == department

    def leads(self, name, department):
        """Whether a person coordinates a department: as who does, or as a member where nobody does."""
        if not self.works_in(name, department):
            return False
        coordinators = [
            person.name
            for person in self.people.values()
            if person.is_active and person.department == department and person.role == "coordinator"
        ]
        return name in coordinators or not coordinators

    def may(self, name, right, task):
        person = self.people[name]
        return person.is_active and (person.is_admin or RIGHTS[right](self, name, task))

    def on_the_owners_side(self, name, task):
        if not self.works_in(name, task.department):
            return False
        return not task.is_restricted or task.assignee == name or self.leads(name, task.department)

    def on_the_asking_side(self, name, task):
        if name == task.requester:
            return True
        if not self.works_in(name, task.asking):
            return False
        # Who leaves passes the move to the coordinators, who then have to see what it is about.
        inherits = self.leads(name, task.asking) and not self.people[task.requester].is_active
        return not task.is_restricted or inherits

    def is_party(self, name, task):
        sides = self.on_the_owners_side(name, task) or self.on_the_asking_side(name, task)
        return sides or name in task.granted

    def sees(self, name, task):
        is_readable = task.department in self.open_boards and not task.is_restricted
        return is_readable or self.is_party(name, task)

    def may_edit(self, name, task):
        asks = name == task.requester and task.state == "submitted"
        return asks or self.on_the_owners_side(name, task)

    def decides_for_the_owner(self, name, task):
        return self.leads(name, task.department)

    def decides_for_who_asked(self, name, task):
        if name == task.requester:
            return True
        return self.leads(name, task.asking) and self.on_the_asking_side(name, task)

    def guards(self, name, task):
        return name == task.requester or self.leads(name, task.department)

    def may_share(self, name, task):
        works = self.works_in(name, task.department) and not task.is_restricted
        return works or self.guards(name, task)


RIGHTS = {
    "see": Office.sees,
    "comment": Office.is_party,
    "work": Office.on_the_owners_side,
    "edit": Office.may_edit,
    "led": Office.decides_for_the_owner,
    "requested": Office.decides_for_who_asked,
    "guard": Office.guards,
    "share": Office.may_share,
}
