"""Django's sessions in the database; every request reads one, by a statement that is built once."""

from django.contrib.sessions.backends import db

from board.queries.accounts import session_data


class SessionStore(db.SessionStore):
    """The engine of `django.contrib.sessions`."""

    def load(self):
        """Return what the session holds, {} where it has expired or is not known."""
        data = session_data(self.session_key)
        if data is None:
            self._session_key = None
            return {}
        return self.decode(data)
