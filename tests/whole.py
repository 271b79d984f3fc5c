"""Whether a study is whole: sound in itself, and the same after a journey through a study folder."""

from __future__ import annotations

from pathlib import Path

from spanveld.formats.study_folder import read_folder
from spanveld.session import Study
from tests.session.samples import put

__all__ = ["assert_whole"]


def assert_whole(study: Study, folder: Path) -> None:
    """``doctor`` finds nothing, and the folder that is saved, loaded and saved again is the same to the byte.

    ``folder`` does not exist yet; the study is saved there, and what else is needed comes beside it.
    """
    assert study.doctor().sound
    study.save(folder)
    beside = folder.with_name(f"{folder.name}-again")
    with put(f"{beside}.spanveld", read_folder(folder).content, study.viewer) as again:
        assert again.doctor().sound
        again.save(beside)
        assert {name: len(rows) for name, rows in again.content().records.items()} == {
            name: len(rows) for name, rows in study.content().records.items()
        }
    assert contents(beside) == contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
