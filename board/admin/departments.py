from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from board.actions import departments as actions
from board.actions.holidays import set_working_time
from board.admin.base import ActionAdmin, mark
from board.admin.site import site
from board.forms.time_zones import time_zones
from board.forms.working_time import HolidaysForm
from board.models import Department, Task, User
from board.models.department import Weekday, monday_to_friday
from board.models.names import sort_key
from board.models.task import OPEN

SHOWN_MEMBERS = 50


class DepartmentForm(HolidaysForm, forms.ModelForm):
    working_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Working days"),
        choices=Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=monday_to_friday,
    )
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), choices=time_zones, initial=timezone.get_default_timezone_name
    )

    class Meta:
        model = Department
        fields = ["name", "code", "email", "color", "working_days", "time_zone", "closes_after", "is_open"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.show_holidays(self.instance)

    def clean_name(self):
        name = self.cleaned_data["name"]
        if self._others().filter(name_key=sort_key(name)).exists():
            raise forms.ValidationError(_("Another department has this name."))
        return name

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self._others().filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Another department has this e-mail address."))
        return email

    def _others(self):
        return Department.objects.exclude(pk=self.instance.pk)


@admin.register(Department, site=site)
class DepartmentAdmin(ActionAdmin):
    form = DepartmentForm
    change_form_template = "admin/department_form.html"
    list_display = [
        "name",
        "code",
        "color_name",
        "members_now",
        "open_tasks_now",
        mark("is_open", gettext_lazy("open for reading")),
        mark("closed_at", gettext_lazy("closed")),
    ]
    list_filter = ["is_open", ("closed_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "name_key", "code", "email"]

    def has_add_permission(self, request):
        return self.admin_site.has_permission(request)

    def get_queryset(self, request):
        members = User.objects.filter(is_active=True, department=OuterRef("pk")).select_related(None)
        tasks = Task.objects.filter(state__in=OPEN, archived_at=None, department=OuterRef("pk"))
        return super().get_queryset(request).annotate(member_count=_count(members), open_count=_count(tasks))

    def get_search_results(self, request, queryset, search_term):
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request, obj=None):
        return ["code"] if obj else []

    def get_fields(self, request, obj=None):
        return [*DepartmentForm.Meta.fields, *HolidaysForm.base_fields]

    @admin.display(description=gettext_lazy("colour"), ordering="color")
    def color_name(self, department):
        return format_html(
            '<span class="swatch department--{}"></span>{}', department.color, department.get_color_display()
        )

    @admin.display(description=gettext_lazy("members"), ordering="member_count")
    def members_now(self, department):
        return department.member_count

    @admin.display(description=gettext_lazy("open tasks"), ordering="open_count")
    def open_tasks_now(self, department):
        return department.open_count

    @transaction.atomic
    def act(self, request, original, form):
        data = form.cleaned_data
        days = {name: data.pop(name) for name in ("closes_after", *HolidaysForm.base_fields)}
        department, is_open = original, data.pop("is_open")
        if original:
            actions.edit_department(original, **data, actor=request.user)
            actions.set_reading(original, is_open=is_open, actor=request.user)
        else:
            department = actions.create_department(**data, is_open=is_open, actor=request.user)
        set_working_time(department, working_days=data["working_days"], **days, actor=request.user)
        return department

    def get_tools(self, request, original):
        tools = [(_("Board"), reverse("board", args=[original.code]))]
        if original.closed_at is None:
            tools.append((_("Close the department"), self.address("close", original.pk)))
        return tools

    def change_view(self, request, object_id, form_url="", extra_context=None):
        department = self.get_row(request, object_id)
        members = department.members.order_by("-is_active", "name_key")
        extra = {
            "members": members[:SHOWN_MEMBERS],
            "columns": department.columns.order_by("position"),
            "all_members": f"{reverse('admin:board_user_changelist')}?department__id__exact={department.pk}",
        }
        return super().change_view(request, object_id, form_url, {**extra, **(extra_context or {})})

    def get_urls(self):
        close = self.admin_site.admin_view(self.close)
        return [path("<int:pk>/close/", close, name="board_department_close"), *super().get_urls()]

    def close(self, request, pk):
        department = self.get_row(request, pk)
        return self.confirm(
            request,
            department,
            title=_("Close %(department)s") % {"department": department},
            text=[
                _("Its board is kept with everything on it, for those who may see it. Nobody new can join."),
                _("This is only possible while the department owns no open task and has no active member."),
                *_what_it_asked(department),
            ],
            submit=_("Close the department"),
            act=lambda: actions.close_department(department, actor=request.user),
            done=_("%(department)s is closed.") % {"department": department},
        )


def _count(rows):
    """Count `rows` of each row apart: two joins would multiply each other."""
    counted = rows.order_by().values("department").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


def _what_it_asked(department):
    """Return what becomes of what `department` has asked of others: it hinders nobody from closing it."""
    count = Task.objects.requests().filter(requesting_department=department, state__in=OPEN).count()
    if count:
        yield ngettext(
            "%(count)d request to others is still open. It stays with who asked, else with the administrators.",
            "%(count)d requests to others are still open. They stay with who asked, else with the administrators.",
            count,
        ) % {"count": count}
