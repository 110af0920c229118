from django.db import models
from django.utils.translation import gettext_lazy as _

from .names import one_line

MOST = 20
QUERY_LIMIT = 2000


class SavedFilter(models.Model):
    """What one person looks at on one board again and again, under a name of their own."""

    user = models.ForeignKey("board.User", models.CASCADE, related_name="saved_filters")
    department = models.ForeignKey("board.Department", models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60, validators=[one_line])
    # As it stands in the address, in the order of queries.filters.KEYS.
    query = models.CharField(max_length=QUERY_LIMIT)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["user", "department", "name"], name="saved_filter_name_once"),
            models.CheckConstraint(condition=~models.Q(query=""), name="saved_filter_asks_something"),
        ]

    def __str__(self):
        return self.name
