"""Names of people and departments: one order on every database."""

import re

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# Everything below a space, DEL, and the marks that reverse or break a line.
CONTROL = "\x00-\x1f\x7f\u0085\u2028\u2029\u202a-\u202e\u2066-\u2069"

KEY_LENGTH = 200

one_line = RegexValidator(
    re.compile(f"[{CONTROL}]"), _("Write it on one line, without control characters."), inverse_match=True
)


def sort_key(name):
    """Return what `name` is ordered and compared by: casefolded, with ё as е, at most KEY_LENGTH characters."""
    # A letter can become three when its case is folded: "ΐ".
    return " ".join(name.casefold().replace("ё", "е").split())[:KEY_LENGTH]


class Named(models.Model):
    """A row with a `name` that is listed in the order of its stored key."""

    name = models.CharField(_("name"), max_length=100, validators=[one_line])
    name_key = models.CharField(max_length=KEY_LENGTH, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, update_fields=None, **kwargs):
        self.name_key = sort_key(self.name)
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "name_key"}
        super().save(*args, update_fields=update_fields, **kwargs)
