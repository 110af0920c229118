from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Count, Exists, OuterRef
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from board.actions import people as actions
from board.actions.preferences import choose_shortcuts
from board.admin.base import ActionAdmin, mark
from board.admin.site import site
from board.models import Task, User
from board.models.task import OPEN

STATUSES = {
    "active": gettext_lazy("active"),
    "invited": gettext_lazy("invited"),
    "inactive": gettext_lazy("inactive"),
}


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return list(STATUSES.items())

    def queryset(self, request, queryset):
        if self.value() == "inactive":
            return queryset.filter(is_active=False)
        waiting = {"invited_at__isnull": False, "password__startswith": UNUSABLE_PASSWORD_PREFIX}
        if self.value() == "invited":
            return queryset.filter(is_active=True, **waiting)
        return queryset.filter(is_active=True).exclude(**waiting) if self.value() == "active" else queryset


class PersonForm(forms.ModelForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        choices=[("", gettext_lazy("As the browser")), *settings.LANGUAGES],
        required=False,
    )

    class Meta:
        model = User
        fields = ["name", "username", "email", "department", "role", "is_admin", "language", "has_shortcuts"]
        help_texts = {
            "has_shortcuts": gettext_lazy("Single keys act on the board’s pages, such as C for a new task."),
            "is_admin": gettext_lazy("Sees every board and every task, and this panel."),
            "role": gettext_lazy(
                "A coordinator arranges the board of the department and sees its restricted tasks."
            ),
        }


@admin.register(User, site=site)
class PersonAdmin(ActionAdmin):
    form = PersonForm
    list_display = [
        "name",
        "username",
        "email",
        "department",
        "role",
        "status",
        mark("is_admin", gettext_lazy("administrator")),
    ]
    list_filter = [StatusFilter, "role", "is_admin", "department"]
    search_fields = ["name", "name_key", "username", "email"]
    autocomplete_fields = ["department"]
    actions = ["resend_invitations"]
    fields = PersonForm.Meta.fields

    def get_fields(self, request, obj=None):
        return [name for name in super().get_fields(request, obj) if obj or name != "has_shortcuts"]

    def has_add_permission(self, request):
        return self.admin_site.has_permission(request)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("department")

    def get_search_results(self, request, queryset, search_term):
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(is_active=True)
            department = request.GET.get("department", "")
            if department.isdecimal() and len(department) < 19:
                queryset = queryset.filter(department=department)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=gettext_lazy("status"))
    def status(self, person):
        if not person.is_active:
            return STATUSES["inactive"]
        return STATUSES["invited"] if person.is_invited else STATUSES["active"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        if obj:
            form.base_fields["department"].help_text = _what_leaving_does(obj)
        else:
            form.base_fields["email"].help_text = _("An invitation to choose a password goes there.")
        return form

    @transaction.atomic
    def act(self, request, original, form):
        data = form.cleaned_data
        has_shortcuts = data.pop("has_shortcuts", True)
        if original is None:
            return actions.invite_person(**data, actor=request.user)
        changes = {name: data[name] for name in form.changed_data if name in data}
        actions.change_account(original, changes=changes, actor=request.user)
        if "has_shortcuts" in form.changed_data:
            choose_shortcuts(original, has_shortcuts=has_shortcuts, actor=request.user)
        return User.objects.get(pk=original.pk)

    @admin.action(description=gettext_lazy("Send the invitation again"))
    def resend_invitations(self, request, queryset):
        self.act_on_each(
            request,
            queryset,
            lambda person: actions.resend_invitation(person, actor=request.user),
            lambda count: (
                ngettext(
                    "%(count)d invitation is on its way.", "%(count)d invitations are on their way.", count
                )
                % {"count": count}
            ),
        )

    def get_tools(self, request, original):
        if not original.is_active:
            pages = [(_("Activate"), "activate")]
        elif original.is_invited:
            pages = [(_("Send the invitation again"), "resend"), (_("Deactivate"), "deactivate")]
        else:
            pages = [(_("Send a password reset"), "reset"), (_("Deactivate"), "deactivate")]
        return [(words, self.address(page, original.pk)) for words, page in pages]

    def get_urls(self):
        pages = [
            path(
                f"<int:pk>/{page}/",
                self.admin_site.admin_view(getattr(self, page)),
                name=f"board_user_{page}",
            )
            for page in ("resend", "reset", "deactivate", "activate")
        ]
        return pages + super().get_urls()

    def resend(self, request, pk):
        person = self.get_row(request, pk)
        return self.confirm(
            request,
            person,
            title=_("Send %(person)s the invitation again") % {"person": person},
            text=[
                _("A new invitation goes to %(email)s. The links of earlier ones stop working.")
                % {"email": person.email}
            ],
            submit=_("Send the invitation again"),
            act=lambda: actions.resend_invitation(person, actor=request.user),
            done=_("The invitation is on its way to %(email)s.") % {"email": person.email},
        )

    def reset(self, request, pk):
        person = self.get_row(request, pk)
        return self.confirm(
            request,
            person,
            title=_("Send %(person)s a password reset") % {"person": person},
            text=[
                _("A link goes to %(email)s, with which a new password can be set within an hour.")
                % {"email": person.email},
                _("Until then the old password goes on working."),
            ],
            submit=_("Send a password reset"),
            act=lambda: actions.send_password_reset(person, actor=request.user),
            done=_("The link is on its way to %(email)s.") % {"email": person.email},
        )

    def deactivate(self, request, pk):
        person = self.get_row(request, pk)
        return self.confirm(
            request,
            person,
            title=_("Deactivate %(person)s") % {"person": person},
            text=[
                _what_leaving_does(person),
                *_who_takes_over(person),
                _("They are signed out everywhere at once, and get no more mail from here."),
                _("Their tasks, comments and history stay under their name. You can activate them again."),
            ],
            submit=_("Deactivate"),
            act=lambda: actions.deactivate_person(person, actor=request.user),
            done=_("%(person)s is inactive now.") % {"person": person},
        )

    def activate(self, request, pk):
        person = self.get_row(request, pk)
        text = [_("They can sign in again with their password. Tasks are not assigned back.")]
        if person.is_invited:
            text = [
                _("They had never set a password: a new invitation goes to %(email)s.")
                % {"email": person.email}
            ]
        return self.confirm(
            request,
            person,
            title=_("Activate %(person)s") % {"person": person},
            text=text,
            submit=_("Activate"),
            act=lambda: actions.activate_person(person, actor=request.user),
            done=_("%(person)s is active again.") % {"person": person},
        )


def _what_leaving_does(person):
    count = Task.objects.assigned_and_open(person).count()
    if not count:
        return _("No open task is assigned to them.")
    return ngettext(
        "%(count)d open task is assigned to them and becomes unassigned when they leave the department.",
        "%(count)d open tasks are assigned to them and become unassigned when they leave the department.",
        count,
    ) % {"count": count}


def _who_takes_over(person):
    """Return a sentence for each department in whose name `person` asked for something that is still open."""
    others = User.objects.active().exclude(pk=person.pk).filter(department=OuterRef("requesting_department"))
    asked = (
        Task.objects.requests()
        .filter(requester=person, state__in=OPEN)
        .order_by()
        .values("requesting_department__name", has_others=Exists(others))
        .annotate(count=Count("pk"))
        .order_by("requesting_department__name_key")
    )
    for row in asked:
        yield (_of_coordinators(row) if row["has_others"] else _of_administrators(row)) % {
            "count": row["count"],
            "department": row["requesting_department__name"],
        }


def _of_coordinators(row):
    return ngettext(
        "%(count)d open request of theirs passes to the coordinators of %(department)s.",
        "%(count)d open requests of theirs pass to the coordinators of %(department)s.",
        row["count"],
    )


def _of_administrators(row):
    return ngettext(
        "%(count)d open request of theirs passes to the administrators: nobody else is in %(department)s.",
        "%(count)d open requests of theirs pass to the administrators: nobody else is in %(department)s.",
        row["count"],
    )
