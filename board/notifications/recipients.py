"""Who hears of an activity, and how: a set of people, each with the strongest reason."""

import operator
from collections import defaultdict
from functools import reduce
from types import SimpleNamespace
from typing import NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import JSONObject

from board import prepared
from board.models import Comment, Delivery, Mention, Notification, Preference, Reason, User, Watch
from board.models.notification import DEFAULTS, GROUPS
from board.models.task_access import who_leads, who_sees
from board.notifications.events import Circle, rules_of

STRENGTH = {reason: place for place, reason in enumerate(Reason)}


class Hearer(NamedTuple):
    """One person who should hear of one activity."""

    user: int
    reason: Reason
    delivery: Delivery


def recipients(activity):
    """Return the Hearers of `activity`, in one statement or none.

    Never its actor, who has muted the task, who is inactive or may not see the task or the internal comment.
    """
    rules = rules_of(activity)
    if not rules:
        return []
    circles = tuple(sorted({rule.circle for rule in rules}))
    task = activity.task
    shape = circles, task.is_restricted, task.department.is_open
    parent = activity.comment.parent_id if Circle.THREAD in circles else None
    of_task = (
        task.pk,
        task.department_id,
        task.requesting_department_id,
        task.requester_id,
        task.assignee_id,
    )
    of_activity = (activity.actor_id, activity.comment_id, parent, activity.internal_to_id)
    person = activity.data.get("person_id", 0)
    rows = prepared.rows(_people, shape, (*of_task, *of_activity, person))
    names = ("pk", "preferences_", *circles)
    return [_hearer(dict(zip(names, row, strict=True)), rules) for row in rows]


def _people(circles, is_restricted, is_open, *ids):
    """Return (id, what they have chosen, whether they belong to each of `circles`) of who hears of it."""
    activity = _alike(is_restricted, is_open, *ids)
    conditions = [_condition(circle, activity) for circle in circles]
    belongs = reduce(operator.or_, conditions)
    muted = Watch.objects.filter(task=activity.task_id, is_muted=True).values("user")
    return (
        User.objects.order_by()
        .filter(belongs, who_sees(activity.task), _reads(activity))
        .exclude(pk__in=muted)
        .exclude(pk=activity.actor_id or 0)
        .values_list(
            *("pk", chosen_by(OuterRef("pk"))),
            *(ExpressionWrapper(condition, BooleanField()) for condition in conditions),
        )
    )


def _alike(is_restricted, is_open, *ids):
    """Return what stands for all activities of which the conditions say the same."""
    task, department, asking, requester, assignee, actor, comment, parent, internal, person = ids
    return SimpleNamespace(
        task_id=task,
        task=SimpleNamespace(
            pk=task,
            department_id=department,
            department=SimpleNamespace(is_open=is_open),
            requesting_department_id=asking,
            requester_id=requester,
            assignee_id=assignee,
            is_restricted=is_restricted,
        ),
        actor_id=actor,
        comment_id=comment,
        comment=SimpleNamespace(parent_id=parent),
        internal_to_id=internal,
        data={"person_id": person},
    )


def chosen_by(person):
    """Return an expression: what `person` and the site have chosen, for `delivery_of`."""
    rows = Preference.objects.filter(Q(user=person) | Q(user=None)).order_by()
    return ArraySubquery(rows.values(json=JSONObject(own="user", group="group", delivery="delivery")))


def delivery_of(reason, chosen, *, at_once=True):
    """Return how somebody hears of something for this reason; `chosen` is what `chosen_by` gave."""
    group = GROUPS[reason]
    site = {row["group"]: row["delivery"] for row in chosen if row["own"] is None}
    own = {row["group"]: row["delivery"] for row in chosen if row["own"] is not None}
    delivery = Delivery(own.get(group) or site.get(group) or DEFAULTS[group])
    return Delivery.DIGEST if delivery == Delivery.NOW and not at_once else delivery


def _hearer(person, rules):
    rule = min((rule for rule in rules if person[rule.circle]), key=lambda rule: STRENGTH[rule.reason])
    delivery = delivery_of(rule.reason, person["preferences_"], at_once=rule.at_once)
    return Hearer(person["pk"], rule.reason, delivery)


def _reads(activity):
    """Who may read the line itself."""
    if activity.internal_to_id is None:
        return Q()
    return Q(department=activity.internal_to_id) | Q(is_admin=True)


def _condition(circle, activity):
    """Return who belongs to `circle` of the task of `activity`, as a condition on people."""
    task = activity.task
    match circle:
        case Circle.REQUESTER:
            has_left = Exists(User.objects.filter(pk=task.requester_id, is_active=False))
            return Q(pk=task.requester_id) | (who_leads(task.requesting_department_id) & Q(has_left))
        case Circle.ASSIGNEE:
            return Q(pk=task.assignee_id or 0)
        case Circle.STAND_INS:
            return Q(pk__in=[]) if task.assignee_id else who_leads(task.department_id)
        case Circle.COORDINATORS:
            return who_leads(task.department_id)
        case Circle.ASKING_COORDINATORS:
            return who_leads(task.requesting_department_id)
        case Circle.MENTIONED:
            return Q(pk__in=_named(activity).values("user"))
        case Circle.THREAD:
            root = activity.comment.parent_id or activity.comment_id
            thread = Comment.objects.live().filter(Q(pk=root) | Q(parent=root))
            return Q(pk__in=thread.order_by().values("author"))
        case Circle.CONCERNED:
            return Q(pk=activity.data.get("person_id", 0))
    return Q(pk__in=Watch.objects.filter(task=task.pk, is_muted=False).values("user"))


def _named(activity):
    """Return the mentions in the comment or the description that nobody has been told of yet."""
    told = Notification.objects.filter(task=activity.task_id, reason=Reason.MENTIONED, user=OuterRef("user"))
    # In a description, what was told came without a comment.
    told = told.filter(activity__comment=activity.comment_id)
    named = Mention.objects.order_by().filter(task=activity.task_id, comment=activity.comment_id)
    return named.exclude(Exists(told))


def recipients_of_each(activities):
    """Return {activity: Hearers} of the same verb on several tasks of one board, in three statements at most.

    For circles that see the task whatever it is: its assignee, who is named in its description, its coordinators.
    """
    rules = rules_of(activities[0])
    if not rules:
        return {}
    tasks = {activity.task_id: activity.task for activity in activities}
    circles = _circles_of_each(tasks, {rule.circle for rule in rules})
    people = {person for groups in circles.values() for group in groups.values() for person in group}
    if not people:
        return {}
    listens = (
        User.objects.active().order_by().filter(pk__in=people).annotate(chosen=chosen_by(OuterRef("pk")))
    )
    chosen = dict(listens.values_list("pk", "chosen"))
    chosen.pop(activities[0].actor_id, None)
    muted = set(
        Watch.objects.filter(task__in=tasks, user__in=chosen, is_muted=True).values_list("task", "user")
    )
    hearers = defaultdict(list)
    for activity in activities:
        reasons = {}
        for rule in sorted(rules, key=lambda rule: STRENGTH[rule.reason]):
            for person in circles[activity.task_id].get(rule.circle, ()):
                if person in chosen and (activity.task_id, person) not in muted:
                    reasons.setdefault(person, rule)
        for person, rule in reasons.items():
            delivery = delivery_of(rule.reason, chosen[person], at_once=rule.at_once)
            hearers[activity].append(Hearer(person, rule.reason, delivery))
    return hearers


def _circles_of_each(tasks, wanted):
    """Return {task's id: {circle: ids of people}}."""
    circles = {pk: {Circle.ASSIGNEE: {task.assignee_id} - {None}} for pk, task in tasks.items()}
    if Circle.MENTIONED in wanted:
        for pk, user in Mention.objects.filter(task__in=tasks, comment=None).values_list("task", "user"):
            circles[pk].setdefault(Circle.MENTIONED, set()).add(user)
    if Circle.COORDINATORS in wanted:
        board = next(iter(tasks.values())).department_id
        leads = set(User.objects.active().order_by().filter(who_leads(board)).values_list("pk", flat=True))
        for groups in circles.values():
            groups[Circle.COORDINATORS] = leads
    return circles
