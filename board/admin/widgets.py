from django.contrib.admin.widgets import AutocompleteSelect


class RowSelect(AutocompleteSelect):
    """Finds a row by what is typed; shown again, it bears a value that is no row's key."""

    def optgroups(self, name, value, attrs=None):
        # Django looks the values up as they came, and breaks on what no id can be.
        return super().optgroups(name, [key for key in value if could_be_key(str(key))], attrs)


def could_be_key(text):
    """Whether `text` can be looked up as an id at all."""
    return text.isascii() and text.isdecimal() and len(text) < 19
