"""The browser of the browser tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Where the session's first process has found it: its workers inherit it. Empty: there is none.
FOUND = "HANDOFF_TEST_CHROMIUM"
ADVICE = (
    "There is no Chromium here. Install it (Debian: `apt install chromium`; elsewhere"
    " `.venv/bin/python -m playwright install chromium`), or name one in the variable CHROMIUM."
)


def find() -> str:
    """Return the path of a Chromium, having tried to fetch Playwright's own, or "" where there is none."""
    if FOUND not in os.environ:
        os.environ[FOUND] = _installed() or _playwright_own() or _fetched()
    return os.environ[FOUND]


def _installed() -> str:
    candidates = [os.environ.get("CHROMIUM", ""), *NAMES]
    return next((path for path in map(shutil.which, filter(None, candidates)) if path), "")


def _playwright_own() -> str:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def _fetched() -> str:
    print("Fetching Playwright's Chromium …", flush=True)
    try:
        subprocess.run(
            [sys.executable, "-m", "playwright", "install", "chromium"],
            check=True,
            timeout=300,
            capture_output=True,
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return _playwright_own()
