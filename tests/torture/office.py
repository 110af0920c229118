"""The people who change tasks while everything fails, as a process of the board does it.

`python -m tests.torture.office COMMAND N`: `open` makes the people and the tasks for N mails, `work` writes them.
The names say what becomes of a person's mails; those who lose access do so before their mails are due.
"""

import os
import sys
import time

import django

RETRY_SECONDS = 0.2
TASKS_EACH = 3
# Of twenty people each.
KINDS = {3: "left", 5: "hidden", 7: "refused", 9: "taken"}
A_DAY = 24 * 3600
# So many mails of one transaction are written as the many of an import are; the others one by one.
BUNCH = 9


def open_office(number):
    """Make the people and tasks; those who will lose access are told of something that waits a day."""
    from django.conf import settings
    from django.contrib.auth.hashers import make_password

    from board.actions.comments import add_comment
    from board.actions.sharing import give_access
    from board.actions.task_fields import assign_task
    from board.actions.tasks import create_tasks
    from board.models import Department, Role, User

    settings.MAIL_HOLD = A_DAY
    legal = Department.objects.create(name="Legal", code="LEG", email="legal@example.com", is_open=False)
    sales = Department.objects.create(name="Sales", code="SAL", email="sales@example.com")
    boris = User.objects.create_user("boris", "boris@example.com", department=legal, role=Role.COORDINATOR)
    User.objects.create_user("irina", "irina@example.com", is_admin=True)
    password = make_password("correct horse battery")
    people = []
    for place in range(number // TASKS_EACH):
        name = f"{KINDS.get(place % 20, 'person')}{place}"
        department = sales if name.startswith("taken") else legal
        fields = {"name": name, "name_key": name, "email": f"{name}@example.com", "password": password}
        people.append(User(username=name, department=department, **fields))
    User.objects.bulk_create(people, batch_size=1000)

    column = legal.columns.first()
    tasks = iter(create_tasks(column, titles=[f"Check {n}" for n in range(number)], actor=boris))
    for person in people:
        for task in [next(tasks) for _task in range(TASKS_EACH)]:
            kind = person.username.rstrip("0123456789")
            if kind == "left":
                assign_task(task, assignee=person, actor=boris)
            elif kind == "hidden":
                add_comment(task, text=f"@{person.username}, look", actor=boris)
            elif kind == "taken":
                give_access(task, person=person, actor=boris)


def work(number):
    """Give everybody who keeps their access the tasks that nobody has, and take it from the others meanwhile."""
    from board.models import Task, User

    boris, irina = User.objects.get(username="boris"), User.objects.get(username="irina")
    people = list(User.objects.filter(username__regex="^(person|refused)").order_by("pk"))
    losers = list(User.objects.filter(username__regex="^(left|hidden|taken)").order_by("pk"))
    free = iter(Task.objects.filter(assignee=None, notifications__isnull=True).order_by("pk"))
    jobs = [(next(free), person) for _turn in range(TASKS_EACH) for person in people]
    while jobs:
        bunch, jobs = jobs[:BUNCH], jobs[BUNCH:]
        insist(assign_many, bunch, actor=boris)
        if jobs:
            insist(assign_one, *jobs.pop(0), actor=boris)
        if losers:
            insist(take_access_from, losers.pop(), actor=irina)


def assign_one(task, person, *, actor):
    from board.actions.task_fields import assign_task

    assign_task(task, assignee=person, actor=actor)


def assign_many(pairs, *, actor):
    """Do what `assign_task` does, in one transaction for many tasks."""
    from django.db import transaction

    from board.models import Activity, Task, Verb
    from board.notifications.notices import tell

    with transaction.atomic():
        for task, person in pairs:
            if Task.objects.filter(pk=task.pk, assignee=None).update(assignee=person):
                task.assignee = person
                fields = {"task": task, "department": task.department, "version": 1, "actor": actor}
                data = {"person": person.name, "person_id": person.pk}
                tell(Activity.objects.create(verb=Verb.ASSIGNED, data=data, **fields))


def take_access_from(person, *, actor):
    """End what `person` may see, and let the mails about it be due."""
    from django.db import transaction
    from django.db.models.functions import Now

    from board.actions.people import deactivate_person
    from board.actions.sharing import restrict_task, take_access
    from board.models import Mail, Task, User

    with transaction.atomic():
        if person.username.startswith("left") and User.objects.get(pk=person.pk).is_active:
            deactivate_person(person, actor=actor)
        for task in Task.objects.filter(notifications__user=person).distinct():
            if person.username.startswith("hidden"):
                restrict_task(task, is_restricted=True, actor=actor)
            elif person.username.startswith("taken") and task.watches.filter(user=person).exists():
                take_access(task, person=person, actor=actor)
                restrict_task(task, is_restricted=True, actor=actor)
        Mail.objects.filter(user=person).update(due_at=Now())


def insist(action, *arguments, **options):
    """Do it, and again while the database is away; every change of the board is one transaction."""
    from django.db import InterfaceError, OperationalError, connection

    while True:
        try:
            return action(*arguments, **options)
        except (OperationalError, InterfaceError):
            connection.close()
            time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    {"open": open_office, "work": work}[sys.argv[1]](int(sys.argv[2]))
