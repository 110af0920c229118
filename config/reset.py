"""`make reset`: delete the local board with all its data."""

import shutil
import sys

from config import processes
from config.embedded import Servers, var_folder
from config.run import already_running


def main() -> int:
    var = var_folder()
    lock = processes.try_lock(var / "run.lock")
    if not lock:
        print(already_running(var / "run.lock") + " Stop it first.", file=sys.stderr)
        return 1
    processes.stop(processes.left_behind(var), seconds=3)
    servers = Servers(var)
    with servers.lease.change() as unused:
        if not unused:
            print("Another command is using the local database. Stop it first.", file=sys.stderr)
            return 1
        servers.switch_off()
        for path in var.iterdir():
            if path.name not in KEPT:
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    print("The local board is gone. `make run` starts a new one.")
    return 0


# Locks that we hold, and what tests and the front end have of their own.
KEPT = {"run.lock", "change.lock", "users.lock", "test"}

if __name__ == "__main__":
    sys.exit(main())
