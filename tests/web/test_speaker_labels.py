"""Who speakers are is looked up once for all pages, and anew as soon as it can have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spanveld.session import Study
from spanveld.session.importing import LabelUse, read_file
from spanveld.session.sources import Sources
from spanveld.web.pages.speakers import Labels
from tests.conftest import Addresses
from tests.session.samples import put, sample

TALK = "I: Hoe gaat het?\n\nR7: Goed, dank u.\n\nI: En in de nacht?\n\nR7: Dan ook.\n"


@pytest.fixture
def study(files: Addresses, tmp_path: Path) -> Iterator[Study]:
    with put(files(), sample()) as found:
        (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
        ann = found.as_("ann")
        ann.sources.bring_in(read_file(tmp_path / "talk.txt"))
        yield ann


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often the texts were looked through."""
    found: list[int] = []
    real = Sources.speakers

    def counted(self: Sources) -> list[LabelUse]:
        found.append(1)
        return real(self)

    monkeypatch.setattr(Sources, "speakers", counted)
    return found


def who(labels: Labels, study: Study) -> dict[str, str]:
    return {one.label: one.participant or one.role for one in labels.of(study)}


def test_reading_and_coding_do_not_look_through_the_texts_again(study: Study, looks: list[int]) -> None:
    labels = Labels()
    assert who(labels, study) == {"I": "interviewer", "R7": ""}
    passage = study.passages.code("night", 0, 5, codes=["tension/authorise"])
    study.sources.set_progress("night", "being_read")
    study.passages.remove(passage, with_codings=True)
    study.undo()
    assert who(labels, study) == {"I": "interviewer", "R7": ""}
    assert len(looks) == 1


@pytest.mark.parametrize("then", ["nothing", "coding", "undo"])
def test_a_speaker_who_is_named_is_known_at_once(study: Study, then: str) -> None:
    labels = Labels()
    assert who(labels, study)["R7"] == ""
    study.sources.map_speakers({"R7": "R1"})
    if then == "coding":
        study.passages.code("night", 0, 5, codes=["tension/authorise"])
    elif then == "undo":
        study.undo()
    assert who(labels, study)["R7"] == ("" if then == "undo" else "R1")
    assert who(labels, study)["R7"] == ("" if then == "undo" else "R1")


def _source_removed(study: Study, source: str) -> None:
    study.sources.remove(source, with_dependants=True)


def _words_corrected(study: Study, source: str) -> None:
    study.sources.correct(source, edits=[(TALK.index("R7"), TALK.index("R7") + 2, "R8")])


def _participant_added(study: Study, source: str) -> None:
    study.participants.add("R7")


@pytest.mark.parametrize("change", [_source_removed, _words_corrected, _participant_added])
def test_whatever_changes_texts_or_people_is_seen(study: Study, change: Any) -> None:
    labels = Labels()
    labels.of(study)
    source = next(line.source for line in study.pages.home().sources if line.source not in ("night", "notes"))
    change(study, source)
    assert list(labels.of(study)) == study.sources.speakers()
