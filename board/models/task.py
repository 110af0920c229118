from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .column import Kind
from .names import one_line
from .task_access import TaskQuerySet

TITLE_LIMIT = 200
TEXT_LIMIT = 20_000
NOTE_LIMIT = 300


class State(models.TextChoices):
    """What the two departments agreed; the column is the owner's private workflow."""

    SUBMITTED = "submitted", _("Submitted")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class Turn(models.TextChoices):
    """Whose move it is."""

    OWNER = "owner", _("The owner’s move")
    REQUESTER = "requester", _("The requester’s move")
    THIRD = "third", _("A third party’s move")
    NOBODY = "nobody", _("Nobody’s move")


class Waiting(models.TextChoices):
    """On whom an accepted task waits, while the owner's clock stands still."""

    REQUESTER = "requester", _("On the requester")
    THIRD = "third", _("On a third party")


WITHOUT_COLUMN = [State.SUBMITTED, State.DECLINED, State.CANCELLED]
OPEN = [State.SUBMITTED, State.ACCEPTED, State.DELIVERED]
FINISHED = [State.DELIVERED, State.CLOSED]
# What holds up the tasks that it blocks, and can be held up itself.
UNFINISHED = [State.SUBMITTED, State.ACCEPTED]
# What one's own department never has.
ASKED_OF_ANOTHER = [State.SUBMITTED, State.DECLINED, State.DELIVERED]
ARCHIVABLE = [State.CLOSED, State.DECLINED, State.CANCELLED]


class Priority(models.IntegerChoices):
    LOW = 0, _("Low")
    NORMAL = 1, _("Normal")
    HIGH = 2, _("High")
    URGENT = 3, _("Urgent")


class Task(models.Model):
    """One piece of work; its id is its number for life, whichever department has it."""

    title = models.CharField(_("title"), max_length=TITLE_LIMIT, validators=[one_line])
    description = models.TextField(_("description"), max_length=TEXT_LIMIT, blank=True, default="")
    description_html = models.TextField(blank=True, default="", editable=False)
    renderer = models.PositiveSmallIntegerField(default=0, editable=False)
    # Moves with every edit of title or description; an edit that carries an older one has lost a race.
    version = models.PositiveIntegerField(default=1, editable=False)

    department = models.ForeignKey(
        "board.Department", models.PROTECT, related_name="tasks", verbose_name=_("department")
    )
    column = models.ForeignKey(
        "board.Column", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name=_("column")
    )
    # The column's kind, held equal by a composite foreign key, so that the database can check state against column.
    column_kind = models.CharField(max_length=5, choices=Kind, null=True, editable=False)
    # The order within the column; none where there is no order: finished and archived tasks.
    position = models.BigIntegerField(null=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.ACCEPTED)

    requester = models.ForeignKey(
        "board.User", models.PROTECT, related_name="requested_tasks", verbose_name=_("requester")
    )
    requesting_department = models.ForeignKey(
        "board.Department",
        models.PROTECT,
        related_name="requested_tasks",
        verbose_name=_("requesting department"),
    )
    assignee = models.ForeignKey(
        "board.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_tasks",
        verbose_name=_("assignee"),
    )
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    labels = models.ManyToManyField("board.Label", blank=True, related_name="tasks", verbose_name=_("labels"))
    wanted_on = models.DateField(_("wanted on"), null=True, blank=True)
    promised_on = models.DateField(_("promised on"), null=True, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    request_type = models.ForeignKey(
        "board.RequestType",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("request type"),
    )

    # Empty: it does not wait.
    waiting_on = models.CharField(
        _("waiting"), max_length=9, choices=Waiting, blank=True, default="", db_default=""
    )
    waiting_note = models.CharField(
        _("what for"), max_length=NOTE_LIMIT, blank=True, default="", db_default=""
    )
    # When the move came to whom it is with now.
    turn_since = models.DateTimeField(default=timezone.now, db_default=Now(), editable=False)
    result = models.TextField(_("result"), max_length=TEXT_LIMIT, blank=True, default="", db_default="")
    result_html = models.TextField(blank=True, default="", db_default="", editable=False)

    comment_count = models.PositiveIntegerField(default=0, editable=False)
    checklist_count = models.PositiveIntegerField(default=0, editable=False)
    checklist_done = models.PositiveIntegerField(default=0, editable=False)

    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)
    archived_at = models.DateTimeField(_("archived at"), null=True, blank=True, editable=False)
    search = models.GeneratedField(
        expression=SearchVector("title", weight="A", config="russian")
        + SearchVector("description", weight="B", config="russian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # The id of who had it when this very object was locked.
    assignee_before: int | None = None
    # The id of the change just made to this very object, where it can be undone.
    undoable: int | None = None

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["column", "position"],
                condition=models.Q(archived_at=None, position__isnull=False),
                name="task_open_by_column",
            ),
            models.Index(
                fields=["column", "-finished_at", "-id"],
                condition=models.Q(archived_at=None, finished_at__isnull=False),
                name="task_done_by_column",
            ),
            models.Index(
                fields=["department", "-archived_at", "-id"],
                condition=models.Q(archived_at__isnull=False),
                name="task_archived",
            ),
            models.Index(fields=["assignee", "state"], name="task_by_assignee"),
            models.Index(fields=["requester", "state"], name="task_by_requester"),
            models.Index(
                fields=["department", "id"], condition=models.Q(state=State.SUBMITTED), name="task_inbox"
            ),
            models.Index(
                fields=["requesting_department", "-id"],
                condition=~models.Q(requesting_department=models.F("department")),
                name="task_outbox",
            ),
            models.Index(
                fields=["requesting_department", "-id"],
                condition=models.Q(state__in=OPEN) & ~models.Q(requesting_department=models.F("department")),
                name="task_asked_open",
            ),
            models.Index(
                fields=["turn_since"], condition=models.Q(state=State.DELIVERED), name="task_to_confirm"
            ),
            # Of which the clock reminds.
            models.Index(
                fields=["department", "promised_on"],
                condition=models.Q(state=State.ACCEPTED, promised_on__isnull=False),
                name="task_promised",
            ),
            # Who sees which of them is asked for each column of a board.
            models.Index(
                fields=["column"],
                condition=models.Q(archived_at=None, is_restricted=True),
                name="task_restricted_by_column",
            ),
            GinIndex(fields=["search"], name="task_search"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["column", "position"],
                name="task_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(condition=~models.Q(title=""), name="task_has_title"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="task_state_known"),
            models.CheckConstraint(
                condition=models.Q(priority__in=Priority.values), name="task_priority_known"
            ),
            models.CheckConstraint(
                name="task_state_fits_column",
                condition=models.Q(state__in=WITHOUT_COLUMN, column=None, column_kind=None)
                | models.Q(
                    state=State.ACCEPTED, column__isnull=False, column_kind__in=[Kind.TODO, Kind.DOING]
                )
                | models.Q(state__in=FINISHED, column__isnull=False, column_kind=Kind.DONE),
            ),
            models.CheckConstraint(
                name="task_order_where_open",
                condition=models.Q(state=State.ACCEPTED, position__isnull=False)
                | (~models.Q(state=State.ACCEPTED) & models.Q(position=None)),
            ),
            models.CheckConstraint(
                name="task_finished_has_time",
                condition=~models.Q(state__in=FINISHED) | models.Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="task_asked_of_another",
                condition=~models.Q(state__in=ASKED_OF_ANOTHER)
                | ~models.Q(requesting_department=models.F("department")),
            ),
            models.CheckConstraint(
                name="task_waits_while_accepted",
                condition=models.Q(waiting_on="", waiting_note="")
                | models.Q(waiting_on__in=Waiting.values, state=State.ACCEPTED),
            ),
            models.CheckConstraint(
                name="task_archived_is_over",
                condition=models.Q(archived_at=None) | models.Q(state__in=ARCHIVABLE),
            ),
            models.CheckConstraint(
                name="task_checklist_counts",
                condition=models.Q(checklist_done__lte=models.F("checklist_count")),
            ),
        ]

    def __str__(self):
        return f"#{self.pk} {self.title}"

    @property
    def is_open(self):
        return self.state in OPEN

    @property
    def is_request(self):
        """Whether one department asked another for it."""
        return self.requesting_department_id != self.department_id

    @property
    def turn(self):
        """Whose move it is."""
        if self.state == State.DELIVERED:
            return Turn.REQUESTER
        if self.state not in OPEN:
            return Turn.NOBODY
        return Turn(self.waiting_on) if self.waiting_on else Turn.OWNER
