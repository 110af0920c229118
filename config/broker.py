"""Redis as Celery's broker, on which a worker that could not acknowledge a job does not become deaf."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kombu.transport import redis


class QoS(redis.QoS):
    """What a worker has taken and not acknowledged; with as many as it has children it takes no more.

    kombu counts a job for ever whose acknowledgement Redis did not answer, and for one that runs or ends when the
    connection is lost it asks a connection that is gone, which ends the worker. Such jobs come again after the
    visibility timeout, which does no harm.
    """

    def ack(self, delivery_tag: str) -> None:
        with self._done_with(delivery_tag):
            if self._is_connected():
                super().ack(delivery_tag)

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        with self._done_with(delivery_tag):
            if self._is_connected():
                super().reject(delivery_tag, requeue)

    def restore_unacked(self, client: Any = None) -> None:
        if self._is_connected():
            super().restore_unacked(client)
        else:
            self._delivered.clear()

    @contextmanager
    def _done_with(self, delivery_tag: str) -> Iterator[None]:
        try:
            yield
        finally:
            self._quick_ack(delivery_tag)

    def _is_connected(self) -> bool:
        """Whether the channel has the connection still that it was made for."""
        transport = self.channel.connection
        return transport is not None and transport.client is not None


class Channel(redis.Channel):
    QoS: Any = QoS


class Transport(redis.Transport):
    Channel: Any = Channel
