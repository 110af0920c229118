"""A board with a card of each kind, and what can be done to it."""

import datetime

from board.actions import (
    agreement,
    checklist,
    columns,
    comments,
    departments,
    hops,
    labels,
    links,
    moves,
    people,
    waiting,
)
from board.actions.archive import archive_task
from board.models import Role, Waiting

DAY = datetime.date(2026, 12, 1)


class World:
    """Legal's board, open for reading, with a card of each kind, and one of IT's that waits for one of Legal's."""

    def __init__(self, cast):
        self.cast = cast
        self.lena = cast.person("lena", "Lena Koch", cast.legal)
        cast.person("petr", "Petr Frolov", cast.sales, role=Role.COORDINATOR)
        departments.set_reading(cast.legal, is_open=True, actor=cast.irina)
        self.label = labels.add_label(cast.legal, name="Lease", color="red", actor=cast.boris)
        self.spare = columns.add_column(cast.legal, name="Spare", kind="doing", wip_limit=1, actor=cast.boris)
        self.plain = cast.task("Plain", assignee=cast.ana, labels=[self.label])
        self.other = cast.task("Other", column=cast.doing)
        self.secret = cast.task("Secret", actor=cast.boris, assignee=cast.ana, is_restricted=True)
        self.over = cast.task("Over", column=cast.done, assignee=self.lena)
        self.hidden = cast.task("Hidden", column=cast.done)
        archive_task(self.hidden, actor=cast.boris)
        checklist.add_items(self.plain, texts=["One", "Two"], actor=cast.ana)
        self.point = self.plain.checklist.first()
        self.comment = comments.add_comment(self.plain, text="Words", actor=cast.ana)
        self.asked = self.ask("Asked")
        self.request = self.accepted("Request")
        self.waiting = self.accepted("Waiting")
        waiting.wait_for(self.waiting, on=Waiting.REQUESTER, note="A paper", actor=cast.boris)
        self.delivered = self.accepted("Delivered")
        moves.deliver_task(self.delivered, actor=cast.boris)
        # Vera asks, and once she has left, her coordinator Petr sees it.
        self.private = self.accepted("Private", is_restricted=True)
        self.theirs = cast.task("Theirs", column=cast.it.columns.first(), actor=cast.oleg)
        links.add_blocker(self.theirs, blocker=self.plain, actor=cast.irina)

    def ask(self, title, **fields):
        return hops.ask_task(self.cast.legal, title=title, actor=self.cast.vera, **fields)

    def accepted(self, title, **fields):
        task = self.ask(title, **fields)
        agreement.accept_task(task, actor=self.cast.boris)
        return task

    def rename(self, person):
        people.edit_person(
            person,
            name="Other Name",
            username=person.username,
            email=person.email,
            language="",
            actor=self.cast.irina,
        )

    def edit(self, department, **changes):
        names = ("name", "email", "color", "working_days", "time_zone")
        values = {name: getattr(department, name) for name in names} | changes
        departments.edit_department(department, **values, actor=self.cast.irina)

    def edit_column(self, **changes):
        values = {name: getattr(self.spare, name) for name in ("name", "kind", "wip_limit")} | changes
        columns.edit_column(self.spare, **values, actor=self.cast.boris)

    def put_into_spare(self):
        for task in (self.plain, self.request):
            moves.move_task(task, column=self.spare.pk, after=None, actor=self.cast.boris)
