"""A board to look at: departments, people and their work of the last months, in either language."""

# Everybody of the demo signs in with this.
PASSWORD = "handoff"  # noqa: S105 - it is printed at the start, and the demo refuses a board that is in use
LOGINS = ("ana", "boris", "vera", "oleg", "irina")
LANGUAGES = ("en", "ru")
