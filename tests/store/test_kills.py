"""A process that is killed at any moment leaves a study that opens, with every acknowledged change in it and at most one more."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from random import Random

import psycopg
import pytest

from spanveld.formats.study_folder import write_folder
from spanveld.model.errors import Refused
from spanveld.model.records import Coding
from spanveld.session import load_study, open_study
from spanveld.store.database import NoStudy
from tests.pg import PrivateServer
from tests.session.samples import put, sample
from tests.store.children import CODES, Nursery
from tests.strategies import as_seen, same

MANY = pytest.mark.long
FOREVER = 10**6


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    with Nursery() as started:
        yield started


@pytest.fixture(scope="module")
def durable() -> Iterator[PrivateServer]:
    """A server that has each commit on disk before it answers."""
    server = PrivateServer(durable=True).start()
    yield server
    server.stop()


def kill(pid: int) -> None:
    """Kill a process, which may have ended already."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def kill_at_random(nursery: Nursery, rng: Random, pid: int, seconds: float) -> list[str]:
    """Kill a child within so many seconds of its start or of its first change; gives what it had acknowledged."""
    said: list[str] = []
    if rng.random() < 0.7:
        said.append(next(nursery.said(), "error it ended by itself"))
    time.sleep(rng.uniform(0, seconds))
    kill(pid)
    said += nursery.said()
    return said


def check_coding(address: str, prefix: str, said: list[str], entries: int) -> int:
    """Open the study after a kill; gives how many changes it took up of those made under this prefix."""
    assert said == [f"done {number}" for number in range(len(said))]
    with open_study(address) as study:
        health = study.doctor()
        assert health.problems == ()
        codes = {
            passage.passage: [f"{code.layer}/{code.code}" for code in passage.codes]
            for passage in study.sources.open("night").passages
            if passage.passage.startswith(f"{prefix}.")
        }
    made = sum(len(each) for each in codes.values())
    expected = {f"{prefix}.{number}": list(CODES if number + 1 < made else CODES[:1]) for number in range(0, made, 2)}
    assert codes == expected
    assert len(said) <= made <= len(said) + 1
    assert health.entries == entries + made
    return made


def kill_coders(nursery: Nursery, address: str, kills: int, seed: int) -> int:
    """Kill a coder so many times in one study; gives how many of its changes had been acknowledged."""
    rng, entries, acknowledged = Random(seed), 1, 0
    for number in range(kills):
        pid = nursery.start(what="code", address=address, coder="ann", prefix=f"k{number}", times=FOREVER)
        said = kill_at_random(nursery, rng, pid, 0.06)
        entries += check_coding(address, f"k{number}", said, entries)
        acknowledged += len(said)
    return acknowledged


@pytest.mark.parametrize(("kills", "seed"), [(30, 1), *(pytest.param(100, seed, marks=MANY) for seed in range(2, 13))])
def test_a_coder_who_is_killed_loses_nothing_that_was_acknowledged(
    nursery: Nursery, tmp_path: Path, kills: int, seed: int
) -> None:
    address = str(tmp_path / "study.spanveld")
    put(address, sample(), "ann").close()
    assert kill_coders(nursery, address, kills, seed) > kills // 2


def folder_of(tmp_path: Path, name: str, title: str) -> Path:
    write_folder(tmp_path / name, replace(sample(), title=title))
    return tmp_path / name


def duration_of(nursery: Nursery, tmp_path: Path, folder: Path) -> float:
    """How long a load takes here and now."""
    began = time.monotonic()
    nursery.start(what="load", address=str(tmp_path / "first.spanveld"), folder=str(folder), replace=False)
    assert list(nursery.said()) == ["done 0"]
    return time.monotonic() - began


@pytest.mark.parametrize(("kills", "seed"), [(10, 1), *(pytest.param(60, seed, marks=MANY) for seed in range(2, 13))])
def test_a_load_that_is_killed_is_there_as_a_whole_or_can_be_made_again(
    nursery: Nursery, tmp_path: Path, kills: int, seed: int
) -> None:
    folder, rng = folder_of(tmp_path, "folder", "De leeszaal"), Random(seed)
    duration, whole = duration_of(nursery, tmp_path, folder), 0
    for number in range(kills):
        address = str(tmp_path / f"study{number}.spanveld")
        pid = nursery.start(what="load", address=address, folder=str(folder), replace=False)
        time.sleep(rng.uniform(0, duration))
        kill(pid)
        acknowledged = list(nursery.said()) == ["done 0"]
        there = has_content(address)
        assert there or not acknowledged
        whole += there
        if there:
            with pytest.raises(Refused, match="exists already"):
                load_study(address, folder)
        else:
            load_study(address, folder).study.close()
        with open_study(address) as study:
            assert same(study.content(), as_seen(sample()))
            assert study.doctor().problems == ()
            assert len(study.journal().entries) == 1
    assert whole < kills


def has_content(address: str) -> bool:
    """Whether a study is there whole; where it is not, it holds nothing at all."""
    try:
        study = open_study(address)
    except NoStudy:
        return False
    with study:
        content = study.content()
        assert study.doctor().problems == ()
        if study.journal().entries:
            assert same(content, as_seen(sample()))
            return True
        assert not any(content.records.values())
        return False


@pytest.mark.parametrize(("kills", "seed"), [(7, 1), *(pytest.param(40, seed, marks=MANY) for seed in range(2, 13))])
def test_a_load_that_replaces_a_study_and_is_killed_leaves_the_old_or_the_new_one(
    nursery: Nursery, tmp_path: Path, kills: int, seed: int
) -> None:
    rng = Random(seed)
    old, new = folder_of(tmp_path, "old", "Oud"), folder_of(tmp_path, "new", "Nieuw")
    duration = duration_of(nursery, tmp_path, old)
    base = tmp_path / "first.spanveld"
    for number in range(kills):
        place = tmp_path / f"place{number}"
        place.mkdir()
        shutil.copy(base, place / "study.spanveld")
        pid = nursery.start(what="load", address=str(place / "study.spanveld"), folder=str(new), replace=True)
        time.sleep(rng.uniform(0, duration * 1.3))
        kill(pid)
        acknowledged = list(nursery.said()) == ["done 0"]
        with open_study(place / "study.spanveld", coder="ann") as study:
            content = study.content()
            assert study.doctor().problems == ()
            assert content.title in (("Nieuw",) if acknowledged else ("Oud", "Nieuw"))
            assert same(replace(content, title="De leeszaal"), as_seen(sample(), "ann"))
            assert len(study.journal().entries) == (1 if content.title == "Oud" else 2)
        for copy in place.glob("study.before-load-*.spanveld"):
            with open_study(copy) as kept:
                assert kept.content().title == "Oud"
                assert kept.doctor().problems == ()
        if content.title == "Nieuw":
            assert list(place.glob("study.before-load-*.spanveld"))


@pytest.mark.postgres
@pytest.mark.parametrize(("kills", "seed"), [(5, 1), pytest.param(100, 2, marks=MANY)])
def test_a_coder_of_a_server_who_is_killed_loses_nothing_that_was_acknowledged(
    nursery: Nursery, durable: PrivateServer, kills: int, seed: int
) -> None:
    address = durable.url(durable.new_database())
    put(address, sample(), "ann").close()
    assert kill_coders(nursery, address, kills, seed) > kills // 2


@pytest.mark.postgres
@pytest.mark.parametrize(("kills", "seed"), [(2, 1), pytest.param(12, 2, marks=MANY)])
def test_a_server_process_that_is_killed_loses_nothing_that_was_acknowledged(
    nursery: Nursery, durable: PrivateServer, kills: int, seed: int
) -> None:
    """The server then starts anew by itself; whoever was at work is told, and no traceback."""
    rng, database = Random(seed), durable.new_database()
    address, entries = durable.url(database), 1
    put(address, sample(), "ann").close()
    for number in range(kills):
        nursery.start(what="code", address=address, coder="ann", prefix=f"s{number}", times=FOREVER)
        said = [next(nursery.said())]
        time.sleep(rng.uniform(0, 0.06))
        with durable.admin() as admin, pytest.raises(psycopg.OperationalError):  # this connection falls with the others  # noqa: PT012 - the query fails whenever the server has noticed
            query = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
            (found,) = admin.execute(query, [database]).fetchall()
            kill(found[0])
            while admin.execute("SELECT 1"):
                time.sleep(0.01)
        said += nursery.said()
        assert said[-1].startswith("error StoreError")
        durable.wait_until_ready()
        entries += check_coding(address, f"s{number}", said[:-1], entries)


def test_the_checks_of_these_tests_would_see_a_change_that_went_lost(tmp_path: Path) -> None:
    address = str(tmp_path / "study.spanveld")
    with put(address, sample(), "ann") as study:
        study.passages.add("night", 0, 5, passage="k.0", codes=[CODES[0]])
    assert check_coding(address, "k", [], 1) == check_coding(address, "k", ["done 0"], 1) == 1
    with pytest.raises(AssertionError):
        check_coding(address, "k", ["done 0", "done 1"], 1)
    with open_study(address) as study:
        assert any(coding.passage == "k.0" for coding in study.content().of(Coding))
