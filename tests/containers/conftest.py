"""The image is built once; each module's system has volumes of its own and is removed at its end."""

import os

import pytest

from tests.containers import engine
from tests.containers.releases import newer_image
from tests.containers.systems import IMAGE, System, build, copy_sources


def pytest_collection_modifyitems(items):
    here = [item for item in items if "containers" in item.path.parts]
    for item in here:
        item.add_marker("long")
        # One worker runs all of them: the engine is one, and two systems at once would wait for each other.
        item.add_marker(pytest.mark.xdist_group("containers"))


@pytest.fixture(scope="session", autouse=True)
def _engine():
    if reason := engine.missing():
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"CI tests containers too, and {reason}")
        pytest.skip(reason)


@pytest.fixture(scope="session")
def sources(tmp_path_factory, _engine):
    """A copy of the sources that a test may build from."""
    return copy_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def image(sources):
    """The name of the image built from the sources as they are."""
    build(IMAGE, sources, BUILD_ID="tested")
    return IMAGE


@pytest.fixture(scope="session")
def newer(sources, image, tmp_path_factory):
    """The name of an image with one migration more."""
    return newer_image(sources, tmp_path_factory.mktemp("newer") / "sources", "handoff:newer")


@pytest.fixture(scope="module")
def new_system(request, tmp_path_factory, image):
    """Return a function that makes a system on empty volumes; all are removed at the end of the module."""
    made = []

    def make(*files, **settings):
        module = request.module.__name__.rpartition(".test_")[2].replace("_", "-")
        name = f"{module}-{os.getpid()}-{len(made)}"
        system = System(tmp_path_factory.mktemp(module), name, *files, **settings)
        made.append(system)
        system.prepare()
        return system

    yield make
    for system in made:
        system.remove()


@pytest.fixture(scope="module")
def system(new_system):
    """One running system for the tests of a module: each leaves it as it found it."""
    system = new_system()
    system.up()
    return system
