"""Columns are kept while a study is open and renewed by the journal; whatever is done, they are what reading everything anew gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from spanveld.model.columns import Columns, Pairs
from spanveld.model.errors import Refused
from spanveld.query.words import Words
from spanveld.session import Study
from spanveld.store import columns as kept_columns
from spanveld.store.columns import KeptColumns
from spanveld.views.query_words import words_of
from tests.conftest import Addresses, Places
from tests.session.moves import LASTING, MOVES, Player
from tests.session.samples import put, sample
from tests.session.test_undo_of_anything import STEPS, prepare

HEAVY = settings(max_examples=settings().max_examples // 2)


def seen(study: Study, kept: KeptColumns) -> tuple[dict[str, Any], Words]:
    """What is kept, as plain values; of what hangs on a passage the order does not matter."""
    with study._reader() as reader:
        columns, words = kept.with_names(reader.connection, reader.study_id, lambda: words_of(reader))
    return {field.name: plain(getattr(columns, field.name)) for field in fields(Columns)}, words


def plain(value: Any) -> list[Any]:
    if isinstance(value, Pairs):
        assert (np.diff(value.passage) >= 0).all()
        return sorted(zip(*(array.tolist() for array in (value.passage, value.thing, value.by)), strict=True))
    return list(value.tolist())


@HEAVY
@given(steps=STEPS)
def test_after_any_actions_and_undo_the_kept_columns_are_those_of_a_fresh_reading(
    places: Places, steps: list[tuple[str, int]]
) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        prepare(study)
        kept = KeptColumns()
        seen(study, kept)
        for move, seed in [*steps, ("undo", 0), ("undo", 0), ("redo", 0)]:
            try:
                getattr(study, move)() if move in ("undo", "redo") else Player(study, seed).play(move)
            except Refused:
                continue
            assert seen(study, kept) == seen(study, KeptColumns()), move


@pytest.fixture(scope="module")
def shared_study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Study, KeptColumns]]:
    """A study in which each move is made and taken back, and what is kept of it all the while."""
    with put(str(tmp_path_factory.mktemp("kept") / "kept.spanveld"), sample(), "ann") as study:
        prepare(study)
        kept = KeptColumns()
        seen(study, kept)
        yield study, kept


@pytest.mark.parametrize("move", sorted(set(MOVES) - LASTING))
def test_each_action_and_its_undo_renew_what_is_kept(shared_study: tuple[Study, KeptColumns], move: str) -> None:
    study, kept = shared_study
    for seed in range(2):
        before = study.newest()
        with suppress(Refused):
            Player(study, seed).play(move)
        if study.newest() > before:
            assert seen(study, kept) == seen(study, KeptColumns())
            study.undo()
            assert seen(study, kept) == seen(study, KeptColumns())


def test_every_table_is_known_to_hang_on_passages_to_name_things_to_do_neither_or_to_ask_for_a_fresh_reading() -> None:
    from spanveld.store.schema import CONTENT_TABLES

    sets = (kept_columns.OF_PASSAGES, kept_columns.OF_NAMES, kept_columns.BESIDE)
    assert sum(map(len, sets)) == len(frozenset().union(*sets))
    moving = {"source", "text", "turn", "source_participants"}
    assert set(CONTENT_TABLES) - frozenset().union(*sets) == moving
    assert frozenset().union(*sets) - set(CONTENT_TABLES) <= {"study"}


def test_a_coding_reads_only_its_own_passage_anew(files: Addresses, monkeypatch: Any) -> None:
    asked: list[Any] = []
    read = kept_columns._read
    monkeypatch.setattr(kept_columns, "_read", lambda *given: asked.append(given[2]) or read(*given))
    with put(files(), sample(), "ann") as study:
        before = study.find("mood:cross").count
        study.codings.add("P2", "mood/cross")
        assert study.find("mood:cross").count == before + 1
        study.find("mood:cross")
        assert [None if only is None else len(only) for only in asked] == [None, 1]


def test_who_sees_less_than_is_kept_gets_the_study_as_it_sees_it(files: Addresses) -> None:
    with put(files(), sample(), "ann") as study, study._reader() as reader:
        count = len(study._store.columns.of(reader.connection, reader.study_id))
        with put(files(), sample(), "ann"):
            pass
        study.passages.add("night", 0, 3)
        assert study.find("source:*").count == count + 1
        assert len(study._store.columns.of(reader.connection, reader.study_id)) == count
        assert study.find("source:*").count == count + 1
