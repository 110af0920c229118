"""What the rules say no with."""


class Refused(Exception):
    """A rule says no; `message` is a translated sentence for the reader, and nothing has been changed."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


class Conflict(Refused):
    """Someone else changed the same text first; `theirs` maps field names to what stands there now."""

    def __init__(self, message, *, theirs, version):
        super().__init__(message)
        self.theirs = theirs
        self.version = version
