"""The volume with the static files: collected for this build, shared with those before it."""

import json
import os
import subprocess
import sys
import time

import psutil
import pytest

from config.embedded import BASE

COLLECT = {"COLLECTSTATIC_ON_START": "true"}
MONTHS = 90 * 24 * 3600
# In place of collectstatic, which takes seconds; one test below has the real one.
ONE_FILE = """
import os, pathlib, sys, time

folder, says = pathlib.Path(os.environ["STATIC_ROOT"]), os.environ["SAYS"]
(folder / "css").mkdir(parents=True)
(folder / "css" / f"app.{says}.css").write_text(says)
if os.environ.get("PAUSES"):
    print("half of it", file=sys.stderr, flush=True)
    time.sleep(60)
(folder / "staticfiles.json").write_text('{"paths": {"css/app.css": "css/app.%s.css"}}' % says)
sys.exit(int(os.environ.get("FAILS", "0")))
"""


def stamp(container):
    return (container.static / ".build").read_text().splitlines()[0]


def test_a_fresh_volume_gets_everything(container):
    (container.static / "staticfiles.json").unlink()

    first = container.start(**COLLECT, BUILD_ID="first")
    files = {path: path.stat().st_mtime_ns for path in container.static.rglob("*.css")}
    second = container.start(**COLLECT, BUILD_ID="first")

    manifest = json.loads((container.static / "staticfiles.json").read_text())["paths"]
    assert (first.code, second.code, first.printed) == (0, 0, "READY")
    assert (container.static / manifest["css/app.css"]).exists()
    assert "static_collected" in first.events and "static_current" in second.events
    assert files and files == {path: path.stat().st_mtime_ns for path in files}
    assert stamp(container) == "first"
    assert not (container.static / ".fresh").exists()


@pytest.mark.parametrize("value", ["false", None])
def test_without_the_flag_nothing_is_collected(container, value):
    start = container.start(COLLECTSTATIC_ON_START=value)

    assert (start.code, start.printed) == (0, "READY")
    assert [path.name for path in container.static.iterdir()] == ["staticfiles.json"]


def test_an_empty_volume_is_a_warning_to_what_shows_pages(container):
    (container.static / "staticfiles.json").unlink()

    web, worker = container.start(), container.start("sh", "-c", ": celery worker", WAIT_FOR_DB="false")

    assert (web.code, web.line("static_missing")["level"]) == (0, "warning")
    assert "static_missing" not in worker.events


def test_a_volume_of_another_build_is_a_warning(container):
    (container.static / ".build").write_text("older\ndigest\n")

    start = container.start(BUILD_ID="newer")

    assert (start.code, start.printed) == (0, "READY")
    assert start.line("static_stale")["level"] == "warning"


def test_a_volume_that_cannot_be_written(container, mounted):
    folder = mounted("ro")

    on = container.start(**COLLECT, STATIC_ROOT=folder)
    off = container.start(STATIC_ROOT=folder)

    assert (on.code, on.printed) == (73, "")
    assert on.line("fatal")["reason"] == "static_not_writable"
    assert (off.code, off.printed) == (0, "READY")
    assert off.line("static_not_writable")["level"] == "warning"


def test_a_volume_that_is_not_there(container):
    assert container.start(**COLLECT, STATIC_ROOT=container.folder / "nothing").code == 73


@pytest.fixture
def quick(container):
    """A container whose `manage.py collectstatic` collects one file, named by SAYS."""
    container.with_manage(ONE_FILE)
    return container


def collect(quick, build, **environment):
    return quick.start(**COLLECT, BUILD_ID=build, SAYS=build, **environment)


def test_what_another_build_needs_stays_until_nobody_needed_it_for_long(quick):
    assert [collect(quick, build).code for build in ("one", "two")] == [0, 0]
    one = quick.static / "css" / "app.one.css"
    assert one.exists()

    long_ago = time.time() - MONTHS
    os.utime(one, (long_ago, long_ago))
    collect(quick, "three")

    assert not one.exists()
    assert (quick.static / "css" / "app.two.css").exists()


def test_what_was_needed_until_now_is_not_old_however_long_it_is_there(quick):
    collect(quick, "one")
    one = quick.static / "css" / "app.one.css"
    long_ago = time.time() - MONTHS
    os.utime(one, (long_ago, long_ago))

    collect(quick, "two")

    assert one.exists()


def test_a_collection_that_fails_changes_nothing_and_keeps_the_application_down(quick):
    collect(quick, "one")

    start = collect(quick, "two", FAILS="3")

    assert (start.code, start.printed) == (3, "")
    assert start.line("fatal")["reason"] == "collectstatic_failed"
    assert stamp(quick) == "one"
    assert "one" in (quick.static / "staticfiles.json").read_text()
    assert collect(quick, "two").code == 0
    assert stamp(quick) == "two"


@pytest.mark.parametrize(("build", "code"), [("one", 0), ("two", 3)])
def test_what_the_image_has_collected_for_the_same_build_is_copied(quick, build, code):
    var = quick.folder / "var"
    built = var / "static"
    (built / "css").mkdir(parents=True)
    (built / "css" / "app.built.css").write_text("built")
    (built / "staticfiles.json").write_text('{"paths": {"css/app.css": "css/app.built.css"}}')
    os.utime(built / "css" / "app.built.css", (0, 0))
    environment = quick.environment | {"VAR_DIR": str(var), "BUILD_ID": "one", "STATIC_ROOT": ""}
    subprocess.run(
        [sys.executable, BASE / "deploy/web/static_files.py", "--stamp"], env=environment, check=True
    )

    start = collect(quick, build, VAR_DIR=var, FAILS="3")

    assert start.code == code
    assert (quick.static / "css" / "app.built.css").exists() == (code == 0)
    # Nobody needs it once the next build is there; it stays for who still shows pages of this one.
    if code == 0:
        assert stamp(quick) == "one"
        assert collect(quick, "two").code == 0
        assert (quick.static / "css" / "app.built.css").exists()


def test_two_at_once_collect_once(quick):
    starts = [quick.begin(**COLLECT, BUILD_ID="one", SAYS="one") for _ in range(2)]

    assert [start.end().code for start in starts] == [0, 0]
    assert sorted(event for start in starts for event in start.events if event.startswith("static_")) == [
        "static_collected",
        "static_current",
    ]


@pytest.fixture
def half_way(quick):
    """A start that has collected half of what its build needs, after a build that is complete."""
    collect(quick, "one")
    start = quick.begin(**COLLECT, BUILD_ID="two", SAYS="two", PAUSES="yes")
    start.until("half of it")
    return start


def check_nothing_has_changed(quick):
    assert stamp(quick) == "one"
    assert "one" in (quick.static / "staticfiles.json").read_text()
    assert not (quick.static / "css" / "app.two.css").exists()
    # The next start takes up nothing of the half, and finds the lock free.
    assert collect(quick, "two").code == 0
    assert stamp(quick) == "two"
    assert not (quick.static / ".fresh").exists()


def test_term_while_collecting_ends_it_at_once_and_changes_nothing(quick, half_way):
    seconds = half_way.term()

    assert (half_way.code, half_way.printed) == (143, "")
    assert seconds < 1
    check_nothing_has_changed(quick)


def test_a_collection_that_the_kernel_kills_keeps_the_application_down(quick, half_way):
    # As it does where the memory is used up.
    [collecting] = [
        child
        for child in psutil.Process(half_way.process.pid).children(recursive=True)
        if "collectstatic" in child.cmdline()
    ]
    collecting.kill()

    assert (half_way.end().code, half_way.printed) == (137, "")
    assert half_way.line("fatal")["reason"] == "collectstatic_failed"
    check_nothing_has_changed(quick)


def test_a_container_that_is_killed_while_collecting_is_no_hindrance(quick, half_way):
    half_way.kill()

    check_nothing_has_changed(quick)
