"""The people of the tests: Ana and Boris in Legal, Vera in Sales, Oleg in IT, and Irina, who administers."""

from functools import cache

import pytest
from django.conf import settings
from django.dispatch import receiver
from django.test import Client
from django.test.client import ClientHandler
from django.test.signals import setting_changed

from board.actions.request_types import add_request_type
from board.actions.tasks import create_task
from board.models import Department, Role, User

PASSWORD = "correct horse battery"


class Cast:
    def __init__(self):
        self.legal = Department.objects.create(name="Legal", code="LEG", email="legal@example.com")
        self.sales = Department.objects.create(name="Sales", code="SAL", email="sales@example.com")
        self.it = Department.objects.create(name="IT", code="IT", email="it@example.com")
        self.todo, self.doing, self.done = self.legal.columns.all()
        self.ana = self.person("ana", "Ana Lima", self.legal)
        self.boris = self.person("boris", "Boris Orlov", self.legal, role=Role.COORDINATOR)
        self.vera = self.person("vera", "Vera Smirnova", self.sales)
        self.oleg = self.person("oleg", "Oleg Petrov", self.it)
        self.irina = self.person("irina", "Irina Admin", None, is_admin=True)

    def person(self, username, name, department, **fields):
        return User.objects.create_user(
            username, f"{username}@example.com", PASSWORD, name=name, department=department, **fields
        )

    def task(self, title="Check the contract", *, column=None, actor=None, **fields):
        """Return a new task at the top of `column` (the first of Legal), made by Ana through the action."""
        column = column or self.todo
        return create_task(column, title=title, actor=actor or self.ana, **fields)

    def request_type(self, name="Check a contract", *, department=None, actor=None, **fields):
        """Return something more that `department` (Legal) offers, made by Boris through the action."""
        return add_request_type(department or self.legal, name_en=name, **fields, actor=actor or self.boris)

    def client(self, user, **headers):
        """Return a browser in which `user` has signed in; `headers` as in `HTTP_HX_REQUEST="true"`."""
        client = self.visitor(**headers)
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    def visitor(self, **headers):
        """Return a browser in which nobody has signed in."""
        return visitor(**headers)

    def htmx(self, user):
        """Return the same with what HTMX sends."""
        return self.client(user, HTTP_HX_REQUEST="true")


@pytest.fixture
def cast(db):
    return Cast()


def visitor(**headers):
    """Return a browser on the site as it is set up now, in which nobody has signed in."""
    client = Client(**headers)
    client.handler = _site()
    return client


@cache
def _site():
    # One for all browsers: to set a site up reads every static file.
    return ClientHandler(enforce_csrf_checks=False)


@receiver(setting_changed)
def _set_the_site_up_anew(**_change):
    _site.cache_clear()
