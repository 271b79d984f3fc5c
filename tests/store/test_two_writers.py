"""Two people code one study at the same time, each in a process of their own: nothing is lost, nothing doubled, nobody is turned away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.formats.study_folder import write_folder
from spanveld.session import open_study
from tests.session.samples import assert_sound, put, sample
from tests.store.children import CODES, Nursery

TIMES = 300
"""Changes of each: as many new passages as codings."""


@pytest.fixture(scope="module")
def both() -> Iterator[tuple[Nursery, Nursery]]:
    with Nursery() as first, Nursery() as second:
        yield first, second


def test_two_processes_that_write_one_study_lose_and_double_nothing(
    address: str, both: tuple[Nursery, Nursery]
) -> None:
    put(address, sample()).close()
    for nursery, coder in zip(both, ("ann", "ben"), strict=True):
        nursery.start(what="code", address=address, coder=coder, prefix=coder, times=TIMES)
    expected = [f"done {number}" for number in range(TIMES)]
    assert [list(nursery.said()) for nursery in both] == [expected, expected]
    with open_study(address) as study:
        for coder in ("ann", "ben"):
            passages = [p for p in study.sources.open("night").passages if p.passage.startswith(f"{coder}.")]
            assert sorted(p.passage for p in passages) == sorted(f"{coder}.{number}" for number in range(0, TIMES, 2))
            assert {p.coder for p in passages} == {coder}
            assert {tuple(f"{code.layer}/{code.code}" for code in p.codes) for p in passages} == {CODES}
        history = study.journal()
        assert history.problems == ()
        assert Counter(entry.actor for entry in history.entries if entry.action != "load") == {
            "ann": TIMES,
            "ben": TIMES,
        }
        assert_sound(study)


def test_somebody_who_does_and_undoes_things_meanwhile_neither_breaks_nor_is_broken(
    address: str, both: tuple[Nursery, Nursery]
) -> None:
    put(address, sample()).close()
    writer, undoer = both
    writer.start(what="code", address=address, coder="ann", prefix="ann", times=100)
    undoer.start(what="undo", address=address, coder="ben", times=60)
    assert list(writer.said()) == [f"done {number}" for number in range(100)]
    assert list(undoer.said()) == [f"done {number}" for number in range(60)]
    with open_study(address, coder="ann") as study:
        assert len(study.content().records["passage"]) == len(sample().records["passage"]) + 50
        assert len(study.content().records["memo"]) == len(sample().records["memo"])
        assert Counter(entry.actor for entry in study.journal().entries[1:]) == {"ann": 100, "ben": 120}
        assert_sound(study)
        assert study.undo().action == "add coding"
        assert_sound(study)


@pytest.mark.parametrize("attempt", range(6))
def test_of_two_who_load_the_same_new_study_one_does_and_the_other_is_told(
    address: str, both: tuple[Nursery, Nursery], tmp_path: Path, attempt: int
) -> None:
    write_folder(tmp_path / "folder", sample())
    for nursery in both:
        nursery.start(what="load", address=address, folder=str(tmp_path / "folder"), replace=False)
    said = sorted(line for nursery in both for line in nursery.said())
    assert said[0] == "done 0"
    assert said[1].startswith(("error Refused", "error StoreError"))
    assert "exists already" in said[1] or "holds the study 'room' already" in said[1]
    with open_study(address) as study:
        assert len(study.journal().entries) == 1
        assert_sound(study)
