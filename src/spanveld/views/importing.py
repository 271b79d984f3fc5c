"""What would come in with a file, and who the labels in transcripts are."""

from __future__ import annotations

from dataclasses import dataclass

from spanveld.model.errors import Remark

__all__ = ["ColumnIn", "Incoming", "LabelUse", "SpeakerIn"]


@dataclass(frozen=True, slots=True)
class SpeakerIn:
    """A label in a file: who it would be (empty: nobody known), and how many turns and words are that person's.

    ``new``: a participant would be made for it.
    """

    label: str
    participant: str
    role: str
    turns: int
    words: int
    new: bool = False


@dataclass(frozen=True, slots=True)
class ColumnIn:
    """A column of a survey: its letter, its question, and what it is taken for: open, closed, names (of respondents) or left (out)."""

    letter: str
    name: str
    use: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """What would come in.

    ``source`` is empty where the next free number would be its name; ``double_of`` names a source that has the same text or file
    already, in which case nothing comes in.
    """

    name: str
    source: str
    kind: str
    title: str
    date: str
    format: str
    encoding: str
    characters: int
    words: int
    speakers: tuple[SpeakerIn, ...]
    participants: tuple[str, ...]
    time_marks: int
    comments: int
    highlights: int
    answers: int
    columns: tuple[ColumnIn, ...]
    remarks: tuple[Remark, ...]
    first_lines: tuple[str, ...]
    double_of: str


@dataclass(frozen=True, slots=True)
class LabelUse:
    """A label as it stands in texts: who it is (empty where nobody said so), how many turns it begins, and in which sources.

    ``participant`` lists several where the label is another person in each text, like ``R``.
    """

    label: str
    participant: str
    role: str
    turns: int
    sources: tuple[str, ...]
