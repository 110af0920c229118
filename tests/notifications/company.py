"""A request between Sales and Legal, and one person for each relation that somebody can have to it."""

import pytest

from board.actions.agreement import accept_task
from board.actions.comments import add_comment
from board.actions.hops import ask_task
from board.actions.sharing import give_access
from board.actions.watches import mute_task, watch_task
from board.models import Mail, Notification, Role


class Company:
    """Vera in Sales has asked Legal, and Ana has accepted."""

    def __init__(self, cast):
        self.cast = cast
        self.ana, self.boris, self.vera, self.irina, self.oleg = (
            cast.ana,
            cast.boris,
            cast.vera,
            cast.irina,
            cast.oleg,
        )
        for name, department, role in [
            ("lena", cast.legal, Role.MEMBER),  # watches at the owner's
            ("nick", cast.legal, Role.MEMBER),  # has muted it
            ("mila", cast.legal, Role.MEMBER),  # works there, and has nothing to do with it
            ("sam", cast.sales, Role.COORDINATOR),
            ("tim", cast.sales, Role.MEMBER),  # watches at the asking side
            ("uma", cast.sales, Role.MEMBER),
            ("rita", cast.it, Role.COORDINATOR),
            ("gleb", cast.it, Role.MEMBER),  # was given access
            ("zoe", cast.sales, Role.MEMBER),  # watched, and has left
        ]:
            setattr(self, name, cast.person(name, name.title(), department, role=role))
        self.task = self.asked()

    def asked(self):
        """Return a request that Ana has accepted, with those who follow it."""
        task = ask_task(self.cast.legal, title="Check the contract", actor=self.vera)
        for person in (self.lena, self.tim, self.zoe):
            watch_task(task, actor=person)
        mute_task(task, actor=self.nick)
        give_access(task, person=self.gleb, actor=self.vera)
        accept_task(task, assignee=self.ana, actor=self.boris)
        type(self.zoe).objects.filter(pk=self.zoe.pk).update(is_active=False)
        self.forget()
        return task

    def comment(self, text="Done?", *, author=None, **fields):
        return add_comment(self.task, text=text, actor=author or self.mila, **fields)

    @staticmethod
    def forget():
        """Have nobody have heard of anything yet."""
        Notification.objects.all().delete()
        Mail.objects.all().delete()

    @staticmethod
    def heard():
        """Return who has heard of what since, {username: "reason delivery"}; the strongest of several activities."""
        rows = Notification.objects.order_by("id").values_list("user__username", "reason", "delivery")
        found = {}
        for name, reason, delivery in rows:
            found.setdefault(name, f"{reason} {delivery}")
        return found


@pytest.fixture
def company(cast):
    return Company(cast)
