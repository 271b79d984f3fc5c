"""Files into a study: found, read, shown, and brought in one by one, so that one bad file stops no other.

for path in files_in(["interviews"]):
    arrival = study.sources.read(path)                       what is in it; Refused, with the file's name, where that is nothing
    incoming = study.sources.plan(arrival, Choices(...))     what would come in
    brought = study.sources.bring_in(arrival, Choices(...))
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from spanveld.actions.import_choices import Choices
from spanveld.actions.importing import BroughtIn
from spanveld.formats.sources.parts import Reading, Unreadable
from spanveld.formats.sources.reading import BY_RULE, ENDINGS, OLD, SurveyColumns, read_source
from spanveld.formats.sources.speaker_labels import key
from spanveld.formats.sources.survey import NoOpenQuestion
from spanveld.model.errors import N_, Refused, SpanveldError, Translate, why
from spanveld.model.names import natural
from spanveld.views.importing import ColumnIn, LabelUse, SpeakerIn

__all__ = [
    "Arrival",
    "BroughtIn",
    "Choices",
    "ColumnIn",
    "LabelUse",
    "NotRead",
    "SpeakerIn",
    "SurveyColumns",
    "files_in",
    "passed_over",
    "read_as_likely",
    "read_file",
]


class NotRead(Refused):
    """A file from which no source can be made; the message names the file and says why."""

    def __init__(self, file: Path, reason: SpanveldError) -> None:
        super().__init__(N_("{file} cannot be read: {reason}"), file=file)
        self.reason = reason

    def text(self, translate: Translate = lambda message: message) -> str:
        """The whole message, its reason in the reader's language too."""
        return translate(self.message).format(**self.values, reason=self.reason.text(translate))


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that was read: its path, its bytes, and what is in it."""

    path: Path
    data: bytes
    reading: Reading

    def has_speaker(self, label: str) -> bool:
        """Whether somebody goes by this label in the file, in whatever spelling."""
        spoken = [turn.label for turn in self.reading.turns] + [answer.label for answer in self.reading.answers]
        return key(label) in map(key, spoken)


def files_in(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The files at these paths, folders opened up, in natural order; each once.

    In folders, hidden files, the lock files of office programs and files of other kinds (``passed_over``) are left out; one of an old
    kind is given, so that its reader says what to do, and so is a file that is named itself. Refused where a path leads to nothing.
    """
    seen = set()
    for given in map(Path, paths):
        if not given.exists():
            raise Refused(N_("There is no file or folder {path}."), path=given)
        for path in _inside(given, of_kind=True) if given.is_dir() else [given]:
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield path


def passed_over(paths: Iterable[str | Path]) -> list[Path]:
    """The files in these folders that are of no kind that can be read, such as pictures and recordings."""
    folders = [path for path in map(Path, paths) if path.is_dir()]
    return list(dict.fromkeys(path for folder in folders for path in _inside(folder, of_kind=False)))


def _inside(folder: Path, *, of_kind: bool) -> list[Path]:
    """The files in a folder and its folders that may be read, or the others."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            ending = Path(name).suffix.lower()
            if not name.startswith((".", "~$")) and (ending in ENDINGS or ending in OLD) is of_kind:
                found.append(Path(place) / name)
    return sorted(found, key=lambda path: natural(str(path)))


def read_as_likely(path: str | Path) -> Arrival:
    """Read a file; of a table in which no column looks like an open question, the one in which most was written is taken for it.

    For who can choose among the columns afterwards; NotRead where no source can be made of it.
    """
    try:
        return read_file(path)
    except NotRead as error:
        if not isinstance(error.reason, NoOpenQuestion) or not error.reason.likeliest:
            raise
        return read_file(path, SurveyColumns((error.reason.likeliest,)))


def read_file(path: str | Path, survey: SurveyColumns = BY_RULE) -> Arrival:
    """Read a file; NotRead where no source can be made of it."""
    path = Path(path)
    try:
        reading = read_source(path, survey)
        return Arrival(path, path.read_bytes(), reading)
    except Unreadable as error:
        raise NotRead(path, error) from error
    except OSError as error:
        raise NotRead(path, Unreadable(N_("the system says: {problem}."), problem=why(error))) from error
