"""Who heard of what, whatever happened: never who did it, never who may not see it, never the muted, never twice."""

from django.db.models import Count, Exists, F, OuterRef, Q

from board.models import Notification, Task, User, Watch


def latest():
    """Return the id of the newest notification, 0 where there is none."""
    return Notification.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def unfit_since(pk):
    """Return {sentence: ids of the notifications newer than `pk` that break it}, empty where all is well."""
    new = Notification.objects.filter(pk__gt=pk).order_by("pk")
    muted = Watch.objects.filter(task=OuterRef("task"), user=OuterRef("user"), is_muted=True)
    others = Q(activity__internal_to__isnull=False) & ~Q(activity__internal_to=F("user__department"))
    unfit = {
        "nobody hears of what they did": new.filter(user=F("activity__actor")),
        "nobody inactive hears": new.filter(user__is_active=False),
        "nobody hears of what they have muted": new.filter(Exists(muted)),
        "nobody hears what is internal to others": new.filter(others, user__is_admin=False),
    }
    found = {sentence: list(rows.values_list("pk", flat=True)) for sentence, rows in unfit.items()}
    found["nobody hears of what they may not see"] = [
        pk
        for user in User.objects.filter(pk__in=new.values("user"))
        for pk in new.filter(user=user)
        .exclude(task__in=Task.objects.visible_to(user))
        .values_list("pk", flat=True)
    ]
    twice = new.values("user", "activity").order_by().annotate(number=Count("pk")).filter(number__gt=1)
    found["nobody hears of one thing twice"] = list(twice.values_list("user", "activity"))
    return {sentence: rows for sentence, rows in found.items() if rows}
