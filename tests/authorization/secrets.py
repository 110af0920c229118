"""Restricted requests full of words that stand nowhere else, in every state, and all that they are linked to."""

from django.db import connection

from board.actions.agreement import accept_task, cancel_task, confirm_task, decline_task
from board.actions.archive import archive_task
from board.actions.comments import add_comment
from board.actions.departments import set_reading
from board.actions.duplicates import decline_as_duplicate
from board.actions.hops import ask_task, hand_off_task
from board.actions.links import add_blocker, add_child
from board.actions.moves import deliver_task
from board.actions.sharing import give_access
from board.actions.task_fields import promise_task
from board.actions.waiting import wait_for
from board.actions.watches import watch_task
from board.models import Role

WORDS = (
    *("Zanzibar", "Quetzal", "Kumquat", "Tamarind", "Obsidian", "Marzipan"),
    *("Papyrus", "Vermouth", "Flamingo", "Saffron", "Wolfram", "Basalt"),
)
(TITLE, DESCRIPTION, COMMENT, REPLY, INTERNAL, POINT, RESULT, HOP, WAITING, PROMISE, DECLINED, CANCELLED) = (
    WORDS
)
FIRST_NUMBER = 731_000
# The title of a restricted task of Sales itself, which its coordinator sees.
WHOLE = "Malachite"


class Secrets:
    """Vera of Sales asked IT, which handed it off to Legal, whose board is open for reading."""

    def __init__(self, cast):
        self.cast = cast
        self.petr = cast.person("petr", "Petr", cast.sales, role=Role.COORDINATOR)
        self.maria = cast.person("maria", "Maria", cast.sales)
        self.rita = cast.person("rita", "Rita", cast.it, role=Role.COORDINATOR)
        self.guest = cast.person("nobody", "Nobody", None)
        with connection.cursor() as cursor:
            # Numbers that no colour, key or count looks like. A sequence does not go back with its transaction.
            cursor.execute(
                "SELECT setval(sequence, greatest(nextval(sequence), %s))"
                " FROM pg_get_serial_sequence('board_task', 'id') AS sequence",
                [FIRST_NUMBER],
            )
        set_reading(cast.legal, is_open=True, actor=cast.boris)
        self.tasks = self.in_every_state()
        self.neighbours = self._link_to_others()
        # Those who may see none of it: of the owner, of who asked, of who had it, and of none.
        self.blind = {
            "member": cast.ana,
            "asking member": self.maria,
            "asking coordinator": self.petr,
            "former coordinator": self.rita,
            "former watcher": cast.oleg,
            "stranger": self.guest,
        }

    def in_every_state(self):
        """Return one more secret for each state."""
        cast, states = self.cast, ("submitted", "accepted", "delivered", "closed", "archived")
        tasks = {state: self._ask() for state in (*states, "declined", "cancelled")}
        for state in states[1:]:
            accept_task(tasks[state], actor=cast.boris)
            self._talk(tasks[state])
        for state in states[2:]:
            deliver_task(tasks[state], result=RESULT, actor=cast.boris)
        for state in states[3:]:
            confirm_task(tasks[state], actor=cast.vera)
        archive_task(tasks["archived"], actor=cast.boris)
        decline_task(tasks["declined"], reason=DECLINED, actor=cast.boris)
        cancel_task(tasks["cancelled"], reason=CANCELLED, actor=cast.vera)
        return tasks

    def _ask(self):
        cast = self.cast
        task = ask_task(
            cast.it,
            title=TITLE,
            description=DESCRIPTION,
            checklist=[POINT],
            is_restricted=True,
            actor=cast.vera,
        )
        watch_task(task, actor=cast.oleg)
        hand_off_task(task, department=cast.legal, reason=HOP, actor=self.rita)
        return task

    def _talk(self, task):
        """Say something in each of the ways there are; everybody who is blind had a part in it before."""
        cast = self.cast
        root = add_comment(task, text=COMMENT, actor=cast.vera)
        add_comment(task, text=REPLY, parent=root, actor=cast.boris)
        add_comment(task, text=INTERNAL, internal=True, actor=cast.boris)
        promise_task(task, promised_on=cast.legal.today(), actor=cast.boris)
        promise_task(task, promised_on=None, reason=PROMISE, actor=cast.boris)
        wait_for(task, on="requester", note=WAITING, actor=cast.boris)

    def _link_to_others(self):
        """Return tasks that the blind may see, each linked to a secret in another way."""
        cast, secret = self.cast, self.tasks["accepted"]
        waits = cast.task("Waits for it")
        add_blocker(waits, blocker=secret, actor=cast.boris)
        before = cast.task("Has to be done before")
        add_blocker(secret, blocker=before, actor=cast.boris)
        twice = ask_task(cast.legal, title="Asked twice", actor=cast.vera)
        decline_as_duplicate(twice, original=secret, actor=cast.boris)
        whole = cast.task("The whole", column=cast.sales.columns.first(), actor=cast.vera)
        add_child(whole, child=secret, actor=cast.irina)
        part = ask_task(cast.it, title="A part", actor=cast.vera)
        hidden = cast.task(WHOLE, column=cast.sales.columns.first(), actor=cast.vera, is_restricted=True)
        add_child(hidden, child=part, actor=cast.vera)
        give_access(part, person=self.guest, actor=cast.vera)
        self.whole = hidden
        return [waits, before, twice, whole, part]
