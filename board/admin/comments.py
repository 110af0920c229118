from django.contrib import admin
from django.contrib.postgres.search import SearchQuery
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from board.actions.comments import delete_comment
from board.admin.base import ReadOnlyAdmin, mark
from board.admin.site import site
from board.models import Comment, User

LATEST = 500


class AuthorFilter(admin.SimpleListFilter):
    """Offers who wrote of late, and whom the address names: all people would be a list of thousands."""

    title = gettext_lazy("author")
    parameter_name = "author"

    def lookups(self, request, model_admin):
        authors = set(Comment.objects.order_by("-id").values_list("author", flat=True)[:LATEST])
        people = User.objects.filter(pk__in=authors).values_list("pk", "name")
        return [(str(pk), name) for pk, name in people]

    def queryset(self, request, queryset):
        chosen = self.value()
        return queryset.filter(author=chosen) if chosen and chosen in dict(self.lookup_choices) else queryset


@admin.register(Comment, site=site)
class CommentAdmin(ReadOnlyAdmin):
    """What people wrote is theirs: it can be read and deleted here, and not edited."""

    list_display = [
        "excerpt",
        "task_number",
        "author",
        "internal_to",
        "created_at",
        mark("deleted_at", gettext_lazy("deleted")),
    ]
    list_filter = [
        ("deleted_at", admin.EmptyFieldListFilter),
        AuthorFilter,
        "internal_to",
        "task__department",
    ]
    list_select_related = ["task__department", "author", "internal_to"]
    search_fields = ["text"]
    search_help_text = gettext_lazy("Words of the comment, or the number of its task.")
    fields = ["task_number", "author", "internal_to", "text", "created_at", "edited_at", "deleted_at"]
    readonly_fields = ["task_number"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .defer("html", "search", "task__description", "task__description_html", "task__search")
        )

    def get_search_results(self, request, queryset, search_term):
        number = search_term.strip().removeprefix("#")
        if number.isdecimal() and len(number) < 19:
            return queryset.filter(task=number), False
        if search_term.strip():
            queryset = queryset.filter(
                search=SearchQuery(search_term, config="russian", search_type="websearch")
            )
        return queryset, False

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment):
        return Truncator(comment.text).chars(90) or _("(deleted)")

    @admin.display(description=gettext_lazy("task"), ordering="task")
    def task_number(self, comment):
        return format_html(
            '<a href="{}">#{}</a>',
            reverse("admin:board_task_change", args=[comment.task_id]),
            comment.task_id,
        )

    def get_tools(self, request, original):
        return [] if original.deleted_at else [(_("Delete the comment"), self.address("remove", original.pk))]

    def get_urls(self):
        remove = self.admin_site.admin_view(self.remove)
        return [path("<int:pk>/remove/", remove, name="board_comment_remove"), *super().get_urls()]

    def remove(self, request, pk):
        comment = self.get_row(request, pk)
        return self.confirm(
            request,
            comment,
            title=_("Delete a comment by %(author)s") % {"author": comment.author},
            text=[
                Truncator(comment.text).chars(300),
                _("Its text is gone for good. Its place stays, and so do the replies to it."),
            ],
            submit=_("Delete the comment"),
            act=lambda: delete_comment(comment, actor=request.user),
            done=_("The comment is deleted."),
        )
