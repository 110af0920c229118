from tests.notifications.peer import peer

__all__ = ["peer"]
