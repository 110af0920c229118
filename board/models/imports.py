from django.db import models
from django.utils.translation import gettext_lazy as _


class Import(models.Model):
    """A file of tasks that was brought in, so that the same one is not brought in twice unawares."""

    department = models.ForeignKey("board.Department", models.PROTECT, related_name="imports")
    actor = models.ForeignKey("board.User", models.PROTECT, related_name="imports")
    sha256 = models.CharField(max_length=64)
    task_count = models.PositiveIntegerField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["department", "sha256"], name="import_by_file")]

    def __str__(self):
        return f"{self.department} {self.sha256[:12]}"
