"""A backup is made while others work: it holds one moment of the study, whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.model.records import Passage
from spanveld.session import Study, open_study
from tests.session.samples import assert_sound, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


@pytest.fixture
def a_writer_at_work(study: Study, address: str) -> Iterator[threading.Event]:
    """Somebody else marks passages, one after the other; the event says that the first is in."""
    begun, enough, broken = threading.Event(), threading.Event(), []

    def work() -> None:
        try:
            with open_study(address, coder="ben") as other:
                while not enough.is_set():
                    other.passages.add("notes", 0, 7, codes=["aspect/cold"])
                    begun.set()
        except BaseException as error:
            broken.append(error)
            begun.set()

    writer = threading.Thread(target=work)
    writer.start()
    yield begun
    enough.set()
    writer.join(60)
    assert broken == []


def test_a_backup_beside_a_writer_holds_one_moment_of_the_study(
    study: Study, a_writer_at_work: threading.Event, tmp_path: Path
) -> None:
    assert a_writer_at_work.wait(30)
    heads = []
    for number in range(3):
        place = tmp_path / f"copy{number}.spanveld"
        earliest = len(study.journal().entries)
        study.backup(place)
        latest = len(study.journal().entries)
        with open_study(place) as copy:
            entries = copy.journal().entries
            heads.append(copy.journal().head)
            assert earliest <= len(entries) <= latest
            assert len(copy.content().of(Passage)) == 5 + sum(entry.action == "add passage" for entry in entries)
            assert_sound(copy)
    assert all(study.journal(head=head).problems == () for head in heads)


def test_a_backup_waits_for_no_change_under_way_and_holds_nothing_of_it(study: Study, tmp_path: Path) -> None:
    before, head = study.content(), study.journal().head
    with study._store.writing("ann") as work:
        work.update("study", 0, title="Half gedaan")
        study.backup(tmp_path / "copy.spanveld")
    with open_study(tmp_path / "copy.spanveld", coder="ann") as copy:
        assert copy.content() == before
        assert copy.journal().head == head
        assert_sound(copy)
