"""``study.at`` and ``study.as_of``: the study as it was after an entry of its journal, or on a date."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from spanveld.actions.erasing_scope import MARKERS
from spanveld.formats.study_folder import write_folder
from spanveld.model.study import StudyContent
from spanveld.store.past import moment_of, past_of
from spanveld.store.past_rows import laid_out

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["at", "content_as_of", "marker_of", "zipped"]


@contextmanager
def at(study: Study, when: int | str) -> Iterator[Study]:
    """The study as it was, in memory: to be looked at; what is changed in it is gone with it, as is its journal."""
    store = study._store
    with store.reading() as connection:
        past = past_of(connection, store.study_id, moment_of(connection, store.study_id, when))
        with laid_out(store, connection, past, marker=marker_of(study.language)) as then:
            opened = type(study)(then)
            opened._viewer = study.viewer
            yield opened


def content_as_of(study: Study, when: int | str) -> StudyContent:
    """Everything of the study as it was."""
    with at(study, when) as then:
        return then.content()


def zipped(study: Study, when: int | str) -> tuple[str, bytes]:
    """Name and bytes of an archive that holds the study folder of the study as it was."""
    content = content_as_of(study, when)
    with study._store.reading() as connection:
        sequence = moment_of(connection, study._store.study_id, when)
    name = f"{content.id}-{sequence}"
    with TemporaryDirectory(prefix="spanveld-") as place:
        folder = Path(place) / name
        write_folder(folder, content)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(path for path in folder.rglob("*") if path.is_file()):
                archive.write(file, f"{name}/{file.relative_to(folder).as_posix()}")
    return f"{name}.zip", packed.getvalue()


def marker_of(language: str) -> str:
    """What stands where words were erased."""
    return MARKERS.get(language, "[erased]")
