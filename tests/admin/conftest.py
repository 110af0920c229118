from tests.notifications.peer import peer
from tests.notifications.rows import mail

__all__ = ["mail", "peer"]
