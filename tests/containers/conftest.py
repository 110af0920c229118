"""The image is built once, and one system serves all tests that leave it as they found it.

The others have systems of their own, which are removed at the end of their module.
"""

import os
from pathlib import Path

import pytest

from tests.containers import engine
from tests.containers.engine import docker
from tests.containers.releases import filled, newer_image
from tests.containers.systems import IMAGE, System, build, copy_sources

FOLDER = Path(__file__).parent


# Before pytest leaves out what is not asked for by `-m`.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if FOLDER in item.path.parents:
            item.add_marker("long")
    # The system that several of them share runs to the end once it is up: it need not run beside the others.
    items.sort(key=lambda item: "shared" in item.fixturenames)


@pytest.fixture(scope="session", autouse=True)
def _engine():
    if reason := engine.missing():
        engine.leave_out(reason)


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


@pytest.fixture(scope="session")
def dev_image(sources, image):
    """The name of the image with what development needs."""
    build("handoff:tested-dev", sources, target="dev")
    return "handoff:tested-dev"


@pytest.fixture(scope="module")
def new_system(request, tmp_path_factory, image):
    """Return a function that makes a system on empty volumes; all are removed at the end of the module."""
    made = []

    def make(*files, **settings):
        module = request.module.__name__.rpartition(".test_")[2].replace("_", "-")
        system = System(
            tmp_path_factory.mktemp(module), f"{module}-{os.getpid()}-{len(made)}", *files, **settings
        )
        made.append(system)
        system.prepare()
        return system

    yield make
    for system in made:
        system.remove()


@pytest.fixture(scope="session")
def shared(tmp_path_factory, image):
    """One running system with the demo in it, for all tests that leave it as they found it."""
    system = System(tmp_path_factory.mktemp("shared"), f"shared-{os.getpid()}")
    try:
        system.prepare()
        system.up()
        filled(system)
        yield system
    finally:
        system.remove()


@pytest.fixture(scope="session")
def clone(tmp_path_factory, image):
    """A clone with the .env of the instructions; only the port and the image's name are ours."""
    folder = copy_sources(tmp_path_factory.mktemp("clone"))
    system = System(folder, f"clone-{os.getpid()}", HANDOFF_IMAGE="handoff:clone")
    text = (folder / ".env.example").read_text()
    (folder / ".env").write_text(
        text + "".join(f"{name}={value}\n" for name, value in system.settings.items())
    )
    try:
        yield system
    finally:
        system.remove()
        docker("image", "rm", "handoff:clone", check=False)
