from django import forms
from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.actions import request_types as actions
from board.admin.base import ActionAdmin, mark
from board.admin.site import site
from board.forms.request_types import RequestTypeForm
from board.models import Department, RequestType


class RequestTypeAdminForm(RequestTypeForm, forms.ModelForm):
    """The same fields as on the department's settings page, with the department and whether it is offered."""

    class Meta:
        model = RequestType
        fields = ["department", *actions.FIELDS, "is_offered"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "department" in self.fields:
            self.fields["department"].queryset = Department.objects.current()
            self.fields["department"].label = _("Department")


@admin.register(RequestType, site=site)
class RequestTypeAdmin(ActionAdmin):
    """What departments offer. None is removed here: a department's settings remove those that no task has."""

    form = RequestTypeAdminForm
    list_display = [
        "name",
        "department_name",
        "priority",
        mark("is_restricted", gettext_lazy("restricted")),
        "wanted_after",
        mark("is_offered", gettext_lazy("offered")),
    ]
    list_filter = ["is_offered", "department"]
    list_select_related = ["department"]
    search_fields = ["name_en", "name_ru"]
    ordering = ["department__name_key", "position", "id"]

    def has_add_permission(self, request):
        return self.admin_site.has_permission(request)

    def get_readonly_fields(self, request, obj=None):
        return ["department_name"] if obj else []

    def get_fields(self, request, obj=None):
        fields = [*actions.FIELDS]
        return ["department_name", *fields, "is_offered"] if obj else ["department", *fields]

    @admin.display(description=gettext_lazy("name"))
    def name(self, request_type):
        return request_type.name

    @admin.display(description=gettext_lazy("department"), ordering="department__name_key")
    def department_name(self, request_type):
        return request_type.department

    @transaction.atomic
    def act(self, request, original, form):
        data = form.cleaned_data
        fields = {name: data[name] for name in actions.FIELDS}
        if original is None:
            return actions.add_request_type(data["department"], **fields, actor=request.user)
        actions.edit_request_type(original, **fields, actor=request.user)
        if "is_offered" in form.changed_data:
            actions.offer_request_type(original, is_offered=data["is_offered"], actor=request.user)
        return original

    def get_tools(self, request, original):
        return [(_("Settings of the department"), reverse("board_settings", args=[original.department.code]))]
