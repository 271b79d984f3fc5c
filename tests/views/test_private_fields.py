"""Which fields of a study are looked through for names."""

from __future__ import annotations

from pathlib import Path

import pytest

from spanveld.model.kinds import KINDS
from spanveld.store.schema import CONTENT_TABLES
from spanveld.views.private_fields import identifiers, in_words, private_fields
from tests.session.samples import put, sample


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("sources/interview_jan-de-vries.txt", "Interview Jan de Vries"),
        ("originals/Karin Jansen.docx", "Karin Jansen"),
        ("2024.05 GGD-overleg.vtt", "2024 05 GGD Overleg"),
        ("R4", "R4"),
    ],
)
def test_file_names_and_identifiers_are_read_as_words_with_capitals(name: str, words: str) -> None:
    assert in_words(name) == words


def test_every_private_column_that_holds_something_is_given_once(tmp_path: Path) -> None:
    with put(str(tmp_path / "s.spanveld"), sample(), "ann") as study, study._reader() as reader:
        fields = list(private_fields(reader))
        found = {(item.table, item.column) for item in fields}
        assert len({(item.table, item.key, item.column) for item in fields}) == len(fields)
        for kind in KINDS.values():
            for column in kind.columns:
                stored = column.private and column.name in CONTENT_TABLES[kind.name].c
                filled = stored and any(
                    getattr(row, column.name) and (kind.name != "code" or row.origin == "study")
                    for row in reader.rows(kind.name)
                )
                assert ((kind.name, column.name) in found) == (filled and kind.name not in ("coder", "layer"))
        assert ("study", "title") in found


def test_identifiers_of_coders_and_layers_are_not_given(tmp_path: Path) -> None:
    with put(str(tmp_path / "s.spanveld"), sample(), "ann") as study, study._reader() as reader:
        found = set(identifiers(reader))
        assert {("source", "night"), ("code", "frost"), ("summary", "kou"), ("participant", "R1")} <= found
        assert not {kind for kind, _ in found} & {"coder", "layer"}
