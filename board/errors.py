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


class SomeRefused(Refused):
    """Of several changes some were refused, so none was made; `message` is a list of sentences."""


class Strangers(Refused):
    """Somebody is named who cannot see the task: `people`, to whom the writer `may_give` access or not."""

    def __init__(self, message, *, people, may_give):
        super().__init__(message)
        self.people = people
        self.may_give = may_give
