"""What many tests need: the shared reading material, both kinds of databases, and how long Hypothesis searches."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.session.samples")

from tests.pg import PrivateServer  # noqa: E402
from tests.ready import compile_once  # noqa: E402

SHARED = Path(__file__).parents[2] / "shared"

settings.register_profile(
    "default",
    deadline=None,
    max_examples=20,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True, print_blob=True, max_examples=12)
settings.register_profile("long", settings.get_profile("default"), max_examples=300)
settings.load_profile(os.environ.get("SPANVELD_HYPOTHESIS", "default"))

Addresses = Callable[[], str]
Places = Callable[[], tuple[str, str]]


WHOLE_ON_A_SERVER = ("cli", "promises", "store", "story")
"""Folders whose tests all run on PostgreSQL in the ordinary series."""
SAMPLED = 3
"""Of the other tests that run on both databases, the ordinary series has every so many on PostgreSQL; the longer one has all."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave most of what does not depend on the kind of database to the longer series; which, follows from the test's name."""
    for item in items:
        folder = item.nodeid.split("/")[1]
        if (
            item.get_closest_marker("postgres")
            and folder not in WHOLE_ON_A_SERVER
            and crc32(item.nodeid.encode()) % SAMPLED
        ):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared reading material; where it must be present, its absence is a failure."""
    if SHARED.is_dir():
        return SHARED
    reason = f"there is no folder {SHARED}, which holds the case of the thesis"
    if os.environ.get("CI") or os.environ.get("SPANVELD_REQUIRE_SHARED") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _compile_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PrivateServer]:
    """A private PostgreSQL server, one for each process that runs tests."""
    server = PrivateServer().start()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def addresses(request: pytest.FixtureRequest) -> Iterator[Addresses]:
    """Gives the address of a place for a fresh study each time it is called, on either kind of database."""
    if request.param == "sqlite":
        yield from sqlite_addresses()
    else:
        yield from postgres_addresses(request.getfixturevalue("postgres"))


@pytest.fixture
def address(addresses: Addresses) -> str:
    """The address of a place for one fresh study, on either kind of database."""
    return addresses()


@pytest.fixture
def places(addresses: Addresses) -> Places:
    """Gives the address and the identifier of a fresh study each time it is called; on a server they share one database."""
    numbers, shared_database = count(1), addresses()

    def place() -> tuple[str, str]:
        identifier = f"s{next(numbers)}"
        return (f"{shared_database}?study={identifier}" if "://" in shared_database else addresses()), identifier

    return place


@pytest.fixture
def files() -> Iterator[Addresses]:
    """Gives the path of a fresh study file each time it is called."""
    yield from sqlite_addresses()


def sqlite_addresses() -> Iterator[Addresses]:
    folder, numbers = Path(tempfile.mkdtemp(prefix="spanveld-")), count(1)
    yield lambda: str(folder / f"study{next(numbers)}.spanveld")
    shutil.rmtree(folder)


def postgres_addresses(server: PrivateServer) -> Iterator[Addresses]:
    made: list[str] = []

    def fresh() -> str:
        made.append(server.idle_database())
        return server.url(made[-1])

    yield fresh
    for name in made:
        server.give_back(name)
