from django import forms
from django.contrib import admin
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.actions import absences as actions
from board.admin.base import ActionAdmin
from board.admin.site import site
from board.forms.absences import AbsenceDays
from board.forms.task_fields import DayField
from board.models import Absence

TIMES = {"now": gettext_lazy("now"), "later": gettext_lazy("to come"), "over": gettext_lazy("over")}


class TimeFilter(admin.SimpleListFilter):
    title = gettext_lazy("time")
    parameter_name = "time"

    def lookups(self, request, model_admin):
        return list(TIMES.items())

    def queryset(self, request, queryset):
        today = timezone.localdate()
        chosen = {
            "now": {"first_day__lte": today, "last_day__gte": today},
            "later": {"first_day__gt": today},
            "over": {"last_day__lt": today},
        }
        return queryset.filter(**chosen.get(self.value(), {}))


class AbsenceForm(AbsenceDays, forms.ModelForm):
    first_day = DayField(label=gettext_lazy("First day away"))
    last_day = DayField(label=gettext_lazy("Last day away"))

    class Meta:
        model = Absence
        fields = ["user", "first_day", "last_day", "substitute"]
        labels = {"user": gettext_lazy("Person")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["first_day"].required = self.fields["last_day"].required = True

    def clean(self):
        data = super().clean()
        person = data.get("user") or (self.instance.user_id and self.instance.user)
        if person and data.get("substitute") == person:
            self.add_error("substitute", _("Nobody stands in for themselves. Choose someone else."))
        return data


@admin.register(Absence, site=site)
class AbsenceAdmin(ActionAdmin):
    """When people are away: they say so themselves, and an administrator can for them."""

    form = AbsenceForm
    list_display = ["person", "first_day", "last_day", "substitute"]
    list_filter = [TimeFilter, "user__department"]
    list_select_related = ["user", "substitute"]
    search_fields = ["user__name", "user__name_key", "user__username"]
    autocomplete_fields = ["user", "substitute"]
    ordering = ["-first_day", "-id"]

    def has_add_permission(self, request):
        return self.admin_site.has_permission(request)

    def get_fields(self, request, obj=None):
        fields = AbsenceForm.Meta.fields
        return ["person", *fields[1:]] if obj else fields

    def get_readonly_fields(self, request, obj=None):
        return ["person"] if obj else []

    @admin.display(description=gettext_lazy("person"), ordering="user__name_key")
    def person(self, absence):
        return absence.user

    def act(self, request, original, form):
        data = dict(form.cleaned_data)
        person = data.pop("user", None)
        if original is None:
            return actions.add_absence(person, **data, actor=request.user)
        return actions.change_absence(original, **data, actor=request.user)

    def get_tools(self, request, original):
        is_over = original.last_day < timezone.localdate()
        return [] if is_over else [(_("End the absence"), self.address("end", original.pk))]

    def get_urls(self):
        end = self.admin_site.admin_view(self.end)
        return [path("<int:pk>/end/", end, name="board_absence_end"), *super().get_urls()]

    def end(self, request, pk):
        absence = self.get_row(request, pk)
        return self.confirm(
            request,
            absence,
            title=_("End the absence of %(person)s") % {"person": absence.user},
            text=[
                _("Yesterday becomes its last day. One of which no day has passed is removed."),
                str(absence),
            ],
            submit=_("End the absence"),
            act=lambda: actions.end_absence(absence, actor=request.user),
            done=_("%(person)s is not away any more.") % {"person": absence.user},
            after=self.address("changelist"),
        )
