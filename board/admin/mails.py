from django.contrib import admin

from board.admin.base import ReadOnlyAdmin
from board.admin.site import site
from board.models import Mail


@admin.register(Mail, site=site)
class MailAdmin(ReadOnlyAdmin):
    """The outbox: what is due, sent or failed. What a mail says is never stored."""

    list_display = ["kind", "user", "state", "due_at", "sent_at", "attempts", "error"]
    list_filter = ["state", "kind"]
    list_select_related = ["user"]
    search_fields = ["user__name", "user__email", "error"]
    fields = ["kind", "user", "state", "due_at", "sent_at", "attempts", "error", "created_at"]
