"""Rows to look at, and forms whose every write is an action."""

import copy

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import models
from django.forms import DateInput
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from board.admin.widgets import RowSelect, could_be_key
from board.errors import Refused


def mark(name, words):
    """Return a list column that says yes where the field `name` is set, and nothing elsewhere."""

    @admin.display(description=words, ordering=name)
    def column(row):
        return _("Yes") if getattr(row, name) else ""

    return column


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and what can be done to them; nothing is added, changed or deleted around an action."""

    change_form_template = "admin/row.html"
    list_per_page = 50

    def get_object(self, request, object_id, from_field=None):
        # Django looks for a field without a name where an address says `_to_field=`.
        return super().get_object(request, object_id, from_field or None)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        raise PermissionDenied

    def delete_model(self, request, obj):
        raise PermissionDenied

    def delete_queryset(self, request, queryset):
        raise PermissionDenied

    def get_urls(self):
        # The pattern without a name would send every address below a row to its form.
        return [
            pattern for pattern in super().get_urls() if pattern.name and not pattern.name.endswith("_delete")
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        # Related rows are reached from the menu: their pages do not open as windows that hand something back.
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_tools(self, request, original):
        """Return the (words, address) of what can be done to `original` beside changing its fields."""
        return []

    def changelist_view(self, request, extra_context=None):
        if not all(map(could_be_key, request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))):
            raise BadRequest
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**title, **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        tools = self.get_tools(request, self.get_row(request, object_id))
        return super().change_view(request, object_id, form_url, {"tools": tools, **(extra_context or {})})

    def get_row(self, request, pk):
        """Return the row with the key `pk`, as it stands in an address. Raises Http404."""
        row = self.get_object(request, unquote(str(pk)))
        if row is None:
            raise Http404
        return row

    def address(self, page, *args):
        """Return where a page of these rows is, e.g. `change` or a page that a subclass adds."""
        return reverse(f"admin:board_{self.opts.model_name}_{page}", args=args)

    def confirm(self, request, row, *, title, text, submit, act, done, after=""):
        """Say what is about to happen to `row`; a POST does it by calling `act`, and goes back with the words `done`.

        `after` is where it goes then, where that is not the page of the row.
        """
        refused = ""
        if request.method == "POST":
            try:
                act()
            except Refused as refusal:
                refused = refusal.message
            else:
                self.log_change(request, row, title)
                self.message_user(request, done, messages.SUCCESS)
                return redirect(after or self.address("change", row.pk))
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "row": row,
            "text": text,
            "submit": submit,
            "refused": refused,
            "back": self.address("change", row.pk),
        }
        return TemplateResponse(request, "admin/confirm.html", context, status=409 if refused else 200)

    def act_on_each(self, request, queryset, act, done):
        """Call `act` for each row; say `done(how many)`, and for each refused row why."""
        count = 0
        for row in queryset:
            try:
                act(row)
            except Refused as refusal:
                self.message_user(request, f"{row}: {refusal.message}", messages.WARNING)
            else:
                count += 1
        if count:
            self.message_user(request, done(count), messages.SUCCESS)


class ActionAdmin(ReadOnlyAdmin):
    """Changes rows through `act`, which calls the actions; a refusal comes back in the form with what was typed."""

    # The browser's own picker: it needs no script, and follows the reader's language and theme.
    formfield_overrides = {models.DateField: {"widget": DateInput(format="%Y-%m-%d", attrs={"type": "date"})}}

    def act(self, request, original, form):
        """Do what the valid `form` says to `original` (None: add) and return the row. May raise Refused."""
        raise NotImplementedError

    def has_change_permission(self, request, obj=None):
        return self.admin_site.has_permission(request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        original = self._get_original(request, object_id)
        fieldsets = self.get_fieldsets(request, original)
        form_class = self.get_form(
            request, original, change=bool(original), fields=flatten_fieldsets(fieldsets)
        )
        # A form writes into its instance before the rules have spoken.
        form = form_class(request.POST if request.method == "POST" else None, instance=copy.copy(original))
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    row = self.act(request, original, form)
                except Refused as refusal:
                    form.add_error(None, refusal.message)
                    status = 409
                else:
                    return self._done(request, row, form, is_new=original is None)
        return self._show(request, original, form, fieldsets, status, extra_context)

    def _get_original(self, request, object_id):
        if object_id is not None:
            return self.get_row(request, object_id)
        if not self.has_add_permission(request):
            raise Http404
        return None

    def _done(self, request, row, form, *, is_new):
        change = self.construct_change_message(request, form, [], is_new)
        if is_new:
            self.log_addition(request, row, change)
        else:
            self.log_change(request, row, change)
        # Django's own sentences agree with a noun of one gender.
        self.message_user(request, _("Saved: %(row)s") % {"row": row}, messages.SUCCESS)
        if "_continue" in request.POST:
            return redirect(self.address("change", row.pk))
        if "_addanother" in request.POST:
            return redirect(self.address("add"))
        return self.response_post_save_change(request, row)

    def _show(self, request, original, form, fieldsets, status, extra_context):
        admin_form = helpers.AdminForm(
            form, list(fieldsets), {}, self.get_readonly_fields(request, original), model_admin=self
        )
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(self.opts.verbose_name) if original else _("Add"),
            "subtitle": str(original) if original else None,
            "adminform": admin_form,
            "errors": helpers.AdminErrorList(form, []),
            "object_id": original and original.pk,
            "original": original,
            "is_popup": False,
            "media": self.media + admin_form.media,
            "inline_admin_formsets": [],
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        response = self.render_change_form(
            request, context, add=not original, change=bool(original), obj=original
        )
        response.status_code = status
        return response
