import secrets

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .department import Color
from .names import Named, one_line

# An enum makes a new list of them each time.
_COLORS = Color.values


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    COORDINATOR = "coordinator", _("Coordinator")


class Theme(models.TextChoices):
    SYSTEM = "", _("As the device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class Density(models.TextChoices):
    """How much room the pages leave around what they show."""

    COMFORTABLE = "comfortable", _("Comfortable")
    COMPACT = "compact", _("Compact")


class UserManager(BaseUserManager.from_queryset(models.QuerySet)):
    def get_queryset(self):
        return super().get_queryset().select_related("department")

    def create_user(self, username, email, password=None, **fields):
        """Create an account; without a password nobody can sign in to it until one is set."""
        fields.setdefault("name", username)
        user = self.model(username=username, email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username, email, password=None, **fields):
        """Create an administrator, for `manage.py createsuperuser`; there are no superusers."""
        return self.create_user(username, email, password, is_admin=True, **fields)

    def active(self):
        return self.filter(is_active=True)

    def for_request(self):
        """Load with the reader what every rule asks about them, in the same statement."""
        coordinators = User.objects.filter(
            department=models.OuterRef("department"), role=Role.COORDINATOR, is_active=True
        )
        return self.annotate(has_coordinator=models.Exists(coordinators))

    def get_by_natural_key(self, username):
        return self.get(username__iexact=username)


class User(Named, AbstractBaseUser):
    """A person. An administrator is one with `is_admin`; there are no superusers, groups or permissions."""

    # The abstract field says "name" as of a thing, which is another word in Russian.
    name = models.CharField(pgettext_lazy("person", "name"), max_length=100, validators=[one_line])
    username = models.CharField(
        _("username"),
        max_length=40,
        unique=True,
        error_messages={"unique": _("Another person has this username.")},
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]*\Z",
                _("Use small letters a to z, digits, dots, hyphens and underscores."),
            )
        ],
    )
    email = models.EmailField(_("e-mail"))
    department = models.ForeignKey(
        "board.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name=_("department"),
    )
    role = models.CharField(_("role"), max_length=11, choices=Role, default=Role.MEMBER)
    is_active = models.BooleanField(_("active"), default=True)
    is_admin = models.BooleanField(_("administrator"), default=False)
    language = models.CharField(_("language"), max_length=2, blank=True, default="")
    theme = models.CharField(_("theme"), max_length=5, choices=Theme, blank=True, default=Theme.SYSTEM)
    density = models.CharField(
        _("density"),
        max_length=11,
        choices=Density,
        default=Density.COMFORTABLE,
        db_default=Density.COMFORTABLE,
    )
    # Whether single keys do something; those with Ctrl or Alt always do.
    has_shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True, db_default=True)
    # Empty: that of the department.
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, default="", db_default="")
    # By the person's own clock, on their working days.
    digest_hour = models.PositiveSmallIntegerField(
        _("hour of the digest"), default=8, db_default=8, validators=[MaxValueValidator(23)]
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    # Part of every invitation that is sent; a new one makes the links of earlier mails worthless.
    invitation_nonce = models.CharField(max_length=32, blank=True, default="", editable=False)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Another person has this e-mail address."),
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="user_role_known"),
        ]

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name.split()[0] if self.name else self.username

    @property
    def initials(self):
        """One or two capital letters that stand for the person on an avatar."""
        words = self.name.split() or [self.username]
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def color(self):
        return _COLORS[self.pk % len(_COLORS)]

    @cached_property
    def leads_department(self):
        """Whether this person has a coordinator's rights: by role, or where no active coordinator is left."""
        if not self.department_id or not self.is_active:
            return False
        if self.role == Role.COORDINATOR:
            return True
        if hasattr(self, "has_coordinator"):
            return not self.has_coordinator
        return not User.objects.filter(
            department=self.department_id, role=Role.COORDINATOR, is_active=True
        ).exists()

    def leads(self, department_id):
        """Whether this person has a coordinator's rights on that department's board."""
        return self.is_active and (
            self.is_admin or (self.department_id == department_id and self.leads_department)
        )

    @property
    def zone(self):
        """The name of the time zone in which this person reads times."""
        return self.time_zone or (self.department.time_zone if self.department else settings.TIME_ZONE)

    @property
    def is_invited(self):
        """Whether the invitation still waits: no password has been set since."""
        return self.invited_at is not None and not self.has_usable_password()

    def renew_invitation(self):
        self.invitation_nonce = secrets.token_hex(16)
        self.invited_at = timezone.now()

    # What Django's admin asks: the board's own tables, and nothing else.

    @property
    def is_staff(self):
        return self.is_active and self.is_admin

    def has_module_perms(self, app_label):
        return self.is_staff and app_label == "board"

    def has_perm(self, permission, obj=None):
        return self.is_staff and permission.startswith("board.")

    def has_perms(self, permissions, obj=None):
        return all(self.has_perm(permission, obj) for permission in permissions)
