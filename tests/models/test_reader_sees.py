"""The rule of who sees a task, asked of many people at once, is the rule."""

from itertools import product

from board.models import Department, Notification, Role, Task, User, Watch
from board.models.task_access import reader_sees


def test_pairs_of_people_and_tasks_agree_with_what_each_sees(cast):
    cast.person("bella", "Bella", cast.legal)
    cast.person("stas", "Stas", cast.sales, role=Role.COORDINATOR)
    cast.person("sveta", "Sveta", cast.sales)
    cast.person("gone", "Gone", cast.legal, is_active=False, role=Role.COORDINATOR)
    left = cast.person("left", "Left", cast.sales, is_active=False)
    cast.person("loose", "Loose", None)
    people = [*User.objects.all()]
    tasks = []
    for restricted, requester, granted, assignee in product(
        (False, True), (cast.vera, left, cast.ana), (None, cast.oleg), (None, cast.ana)
    ):
        task = cast.task(actor=cast.boris, assignee=assignee)
        asking = requester.department
        Task.objects.filter(pk=task.pk).update(
            is_restricted=restricted, requester=requester, requesting_department=asking
        )
        if granted:
            Watch.objects.create(task=task, user=granted, granted=True, reason="granted")
        tasks.append(task)
    Notification.objects.all().delete()
    Notification.objects.bulk_create(
        Notification(
            user=person, task=task, reason="watching", delivery="app", reminder="today", day="2026-12-02"
        )
        for person, task in product(people, tasks)
    )

    seen = []
    for is_open, boris_leads in product((False, True), (False, True)):
        Department.objects.filter(pk=cast.legal.pk).update(is_open=is_open)
        role = Role.COORDINATOR if boris_leads else Role.MEMBER
        User.objects.filter(pk=cast.boris.pk).update(role=role)
        pairs = set(Notification.objects.filter(reader_sees()).order_by().values_list("user", "task"))
        one_by_one = {
            (person.pk, task)
            for person in User.objects.all()
            for task in Task.objects.visible_to(person).values_list("pk", flat=True)
        }
        assert pairs == one_by_one
        seen.append(len(pairs))
    assert len(set(seen)) == 4
