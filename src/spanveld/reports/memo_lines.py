"""What a memo is built of: lines with sentences, each of which knows what it rests on; and a table of bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from spanveld.views.board_memo_parts import Ground, MemoFacts, QuoteWarning

__all__ = ["NOTHING", "LeftOut", "Line", "Memo", "Piece", "Sentence", "Strip", "StripRow", "numbered"]

NOTHING = Ground((), ())

Kind = Literal["finding", "judgement", "proposition", "unheard", "quote", "words", "frame"]
"""What a sentence is: the first five state a finding and rest on passages; ``words``: the study's own, ``frame``: the program's."""
Role = Literal["part", "sub", "label", "text", "point", "more", "quote", "small"]
"""``more`` goes on with the point before it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence; ``own``: in the study's words."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the memo with its ground; ``number``: from 1 (0: the program's own)."""

    pieces: tuple[Piece, ...]
    kind: Kind = "frame"
    ground: Ground = NOTHING
    number: int = 0

    @property
    def text(self) -> str:
        """The whole sentence."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def states(self) -> bool:
        """Whether it states a finding, and so rests on passages."""
        return self.kind not in ("words", "frame")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What did not fit: a sort of thing (a message, or the label of a framework), about what (empty: all), and where it can be read."""

    what: str
    about: str
    where: Literal["report", "team"]
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, heading or item. ``lead``: the words that it begins with in bold; ``part``: which part it belongs to.

    ``rank``: the higher, the sooner it is left out where there is no room; 0: never. ``gone``: what is then said of it.
    """

    role: Role
    sentences: tuple[Sentence, ...]
    part: str
    lead: str = ""
    rank: int = 0
    gone: LeftOut | None = None

    @property
    def text(self) -> str:
        """All that it says."""
        said = " ".join(sentence.text for sentence in self.sentences)
        return f"{self.lead} {said}".strip()


@dataclass(frozen=True, slots=True)
class StripRow:
    """Where one thing stands among the bands: the places of the best one and of the ends of the interval; ``words`` instead of them."""

    label: str
    best: int | None
    low: int | None
    high: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A table of the bands of one scale, a row for each thing that was judged on it. ``here``: what stands for the best one."""

    caption: str
    bands: tuple[str, ...]
    rows: tuple[StripRow, ...]
    part: str
    here: str
    within: str
    rank: int = 0
    gone: LeftOut | None = None


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo in words. ``footer`` stands at the foot of every page; ``about``: what it is about, in one line.

    ``left_out``: what did not fit on two pages; ``lacks``: what the study does not have yet (messages); both told at its end.
    """

    title: str
    kicker: str
    about: str
    footer: str
    footer_label: str
    language: str
    study_language: str
    lines: tuple[Line | Strip, ...]
    left_out: tuple[LeftOut, ...]
    lacks: tuple[str, ...]
    facts: MemoFacts

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences in their order."""
        return (sentence for line in self.lines if isinstance(line, Line) for sentence in line.sentences)

    @property
    def warnings(self) -> list[QuoteWarning]:
        """Those of the quotes that stand in it."""
        quoted = {passage for one in self.sentences if one.kind == "quote" for passage, _ in one.ground.passages}
        return [warning for warning in self.facts.warnings if warning.passage in quoted]

    def as_json(self) -> dict[str, Any]:
        """Every sentence with what it rests on, and what is not told."""
        facts = self.facts
        return {
            "study": facts.study,
            "title": self.title,
            "language": self.language,
            "case": facts.case,
            "sub_case": facts.sub_case,
            "wave": facts.wave,
            "state": facts.state,
            "footer": self.footer,
            "sentences": [
                _sentence(line, each) for line in self.lines for each in getattr(line, "sentences", ()) if each.number
            ],
            "left_out": [
                {"what": each.what, "about": each.about, "where": each.where, "subjects": list(each.subjects)}
                for each in self.left_out
            ],
            "lacks": list(self.lacks),
            "not_told": [
                {"subject": each.subject, "label": each.label, "reason": each.reason} for each in facts.untold
            ],
            "quotes": [
                {
                    "passage": each.passage,
                    "source": each.source,
                    "role": each.role,
                    "people": each.people,
                    "alone": each.alone,
                }
                for each in self.warnings
            ],
        }


def _sentence(line: Line | Strip, sentence: Sentence) -> dict[str, Any]:
    return {
        "number": sentence.number,
        "part": line.part,
        "kind": sentence.kind,
        "text": sentence.text,
        "states_a_finding": sentence.states,
        "subjects": list(sentence.ground.subjects),
        "passages": [{"passage": passage, "stance": stance} for passage, stance in sentence.ground.passages],
    }


def numbered(lines: Sequence[Line | Strip]) -> tuple[Line | Strip, ...]:
    """The lines with their sentences numbered from 1, but for those that are the program's own."""
    count, found = 0, []
    for line in lines:
        if isinstance(line, Line):
            sentences = []
            for sentence in line.sentences:
                count += sentence.kind != "frame"
                sentences.append(replace(sentence, number=count) if sentence.kind != "frame" else sentence)
            line = replace(line, sentences=tuple(sentences))
        found.append(line)
    return tuple(found)
