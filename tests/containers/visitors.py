"""Load: people who go on asking whatever happens."""

import threading
import time

from tests.containers.systems import visit


class Visitors:
    """Visitors who ask for pages one after the other until they are stopped."""

    def __init__(self, address, path="/accounts/login/", count=4):
        self.address, self.path = address, path
        self.answers = []
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._visit) for _ in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _visit(self):
        while not self._stop.is_set():
            status, body = visit(self.address + self.path)
            self.answers.append((status, body))
            if status != 200:
                time.sleep(0.1)
