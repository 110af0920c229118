"""Run a command, and again when a source changes: `python -m config.reload FOLDER,FOLDER COMMAND …`."""

import logging
import shlex
import sys

import watchfiles

SECONDS_TO_END = 3


def main(folders: str, *command: str) -> None:
    # It announces the signal that ends it as a warning.
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    watchfiles.run_process(
        *folders.split(","), target=shlex.join(command), target_type="command", sigint_timeout=SECONDS_TO_END
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
