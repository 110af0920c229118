"""What the people of the sign-in hint have seen already, so that the rest is new to them."""

from collections import defaultdict

from board.demo import LOGINS
from board.models import Visit


def make_visits(rows, chance):
    """Let them have seen most tasks of their department, some of these before the last changes."""
    activities = defaultdict(list)
    for activity in rows.activities:
        activities[activity.task_id].append(activity)
    visits = []
    for user in (rows.people[name] for name in LOGINS):
        own = [
            task for task in rows.tasks if task.department_id == user.department_id and not task.is_restricted
        ]
        for task in own:
            if chance.random() < 0.8:
                seen = activities[task.pk][-1 - (chance.random() < 0.25 and len(activities[task.pk]) // 2)]
                visits.append(Visit(task=task, user=user, activity=seen))
    Visit.objects.bulk_create(visits)
