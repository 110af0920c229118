"""Bring the virtual environment and the front-end packages up to their lock files. Needs a bare Python 3.11.

`python config/install.py [FOLDER]`: FOLDER is the virtual environment's, `.venv` unless said.
Nothing is done twice: each step leaves the hash of what it installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
# npm for machines without one, as a Python package.
NPM_REQUIREMENTS = BASE / "requirements" / "npm.txt"


class CannotInstall(Exception):
    """The words say what is missing and what to do about it."""


def main(venv: Path) -> int:
    try:
        install_python_packages(venv)
        install_front_end_packages(venv)
    except CannotInstall as reason:
        print(reason, file=sys.stderr)
        return 69
    except KeyboardInterrupt:
        print("\nInterrupted; the next start goes on from here.", file=sys.stderr)
        return 130
    return 0


def install_python_packages(venv: Path) -> None:
    """Make the virtual environment what requirements/dev.txt says."""
    requirements = BASE / "requirements" / "dev.txt"
    stamp, wanted = venv / ".installed", _digest(requirements)
    # Asking it costs a moment, and without PYTHON= any Python that was good enough once still is.
    if not (stamp.exists() and not os.environ.get("PYTHON")) and not _is_usable(venv):
        _create(venv)
    if _read(stamp) == wanted:
        return
    _pip(venv, requirements, "Installing the Python packages")
    stamp.write_text(wanted)


def install_front_end_packages(venv: Path) -> None:
    """Make node_modules what package-lock.json says."""
    lock = BASE / "package-lock.json"
    stamp, wanted = BASE / "node_modules" / ".installed", _digest(BASE / "package.json", lock)
    if _read(stamp) == wanted:
        return
    npm = _npm(venv)
    path = f"{npm.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    # The system's certificates as well: companies' proxies have their own.
    environment = os.environ | {"NODE_USE_SYSTEM_CA": "1", "PATH": path}
    command: list[str | Path] = [npm, "ci", "--ignore-scripts", "--loglevel=error", "--no-update-notifier"]
    _run("Installing the front-end packages", command, environment)
    stamp.write_text(wanted)


def _npm(venv: Path) -> Path:
    if found := shutil.which("npm"):
        return Path(found)
    npm = venv / "bin" / "npm"
    if not npm.exists():
        _pip(venv, NPM_REQUIREMENTS, "Installing npm, which this machine has not")
    return npm


def _is_usable(venv: Path) -> bool:
    """Tell whether the virtual environment is whole, and of the Python that PYTHON asks for."""
    check = "import sys, pip; print(sys.version_info[:2])"
    try:
        result = subprocess.run([venv / "bin" / "python", "-c", check], capture_output=True, text=True)
    except OSError:
        return False
    wanted = str(sys.version_info[:2])
    return result.returncode == 0 and (result.stdout.strip() == wanted or not os.environ.get("PYTHON"))


def _create(venv: Path) -> None:
    if venv.exists():
        shutil.rmtree(venv)
    label = f"Creating {os.path.relpath(venv, BASE)} with Python {sys.version.split()[0]}"
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise CannotInstall(
            f"This Python {version} has no pip and cannot make a virtual environment."
            f" On Debian and Ubuntu: apt install python{version}-venv"
        ) from None
    _run(label, [sys.executable, "-m", "venv", venv], os.environ)


def _pip(venv: Path, requirements: Path, label: str) -> None:
    command: list[str | Path] = [
        venv / "bin" / "python",
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
    ]
    command += ["--require-hashes", "--no-input", "--requirement", requirements]
    _run(label, command, os.environ)


def _run(label: str, command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    print(f"{label} …", flush=True)
    started = time.monotonic()
    result = subprocess.run(
        command, cwd=BASE, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    )
    if result.returncode:
        raise CannotInstall(f"{result.stdout.strip()}\n{label} failed; the reason stands above.".strip())
    print(f"  done in {time.monotonic() - started:.0f} s", flush=True)


def _digest(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Handoff needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    sys.exit(main((BASE / (sys.argv[1] if len(sys.argv) > 1 else ".venv")).absolute()))
