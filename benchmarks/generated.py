"""The studies that are measured: generated, loaded, and without statistics as well."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import ours
from benchmarks.corpus import SIZES, generate
from benchmarks.study_folder import write_study_folder

__all__ = ["Generated", "generated"]


@dataclass(frozen=True, slots=True)
class Generated:
    """A study folder of one size, and where the databases made of it belong."""

    size: str
    place: Path
    manifest: dict[str, Any]

    @property
    def folder(self) -> Path:
        """The study folder."""
        return self.place / "study"

    def file(self, whose: str) -> Path:
        """Where the study is that ``ours`` or ``limit`` makes of the folder."""
        return self.place / f"{whose}.spanveld"

    @property
    def unanalysed(self) -> Path:
        """Where our study is without statistics, once ``forget_statistics`` made it."""
        return self.place / "unanalysed.spanveld"

    def forget_statistics(self) -> None:
        """Copy our study as one that was never analysed."""
        ours.never_analysed(self.file("ours"), self.unanalysed)


def generated(size: str, place: Path) -> Generated:
    """Generate the corpus and the study folder of a size inside ``place``, which is emptied first."""
    if place.exists():
        shutil.rmtree(place)
    manifest = generate(SIZES[size], place / "corpus")
    study = Generated(size, place, manifest)
    write_study_folder(place / "corpus", study.folder)
    shutil.rmtree(place / "corpus")
    return study
