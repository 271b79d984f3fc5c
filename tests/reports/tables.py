"""Findings tables made by hand, so that a test can say exactly what a row rests on."""

from __future__ import annotations

from typing import Any

from spanveld.analysis.evidence import Ground, TopVoice
from spanveld.model.marks import Person
from spanveld.views.findings import FindingRow, FindingsTable, FindingsTables, Quoted, Stance
from spanveld.views.overview import Overview, UnheardParty
from spanveld.views.theory import Dimension, KindLabel

__all__ = ["PEOPLE", "overview", "quote", "row", "stance", "tables"]

KINDS = (KindLabel("risk", "risk", "risks"), KindLabel("verdict", "verdict", "verdicts"))
PEOPLE = {
    "R1": Person("R1", "alderman", "board", ("GEM",), ("municipality",)),
    "R2": Person("R2", "reader", "staff", ("LIB",), ("library",)),
    "R10": Person("R10", "director", "director", ("GEM", "LIB"), ("library", "municipality")),
    "ANNA": Person("ANNA", "guide", "staff", (), ()),
    "FN": Person("FN", "", "observer", (), ()),
    "FN2": Person("FN2", "", "observer", (), ()),
}


def quote(passage: str, *voices: str, text: str = "Some words.", **values: Any) -> Quoted:
    """A passage with its voices."""
    known = {"source": "S1", "source_title": "First talk", "source_kind": "interview", "start": 0, "end": len(text)}
    known |= {"hedged": False, "note": "", "doubt": False}
    return Quoted(passage=passage, quote=text, voices=voices, **{**known, **values})


def stance(passages: int, *voices: str, quoted: tuple[Quoted, ...] = ()) -> Stance:
    """The passages of a stance; those not quoted only count."""
    return Stance(passages, voices, quoted)


def row(
    finding: str, support: Stance, *, against: Stance | None = None, qualifies: Stance | None = None, **values: Any
) -> FindingRow:
    """A row; what it rests on follows from its support unless it is given."""
    respondents = tuple(voice for voice in support.voices if not PEOPLE[voice].is_observer)
    top = TopVoice(support.voices[0], support.passages, support.passages) if support.voices else None
    ground = {
        "respondents": respondents,
        "party_kinds": ("municipality",) if respondents else (),
        "source_kinds": ("interview",) if support.passages else (),
        "top_voice": top,
        "passages": support.passages,
        "hedged": 0,
        "voiceless": 0,
    } | values.pop("ground", {})
    known = {
        "kind": "risk",
        "label": "risk",
        "plural": "risks",
        "statement": f"Statement of {finding}.",
        "sub_case": "",
        "effect": "",
    }
    nothing = Stance(0, ())
    stances = {"supports": support, "qualifies": qualifies or nothing, "contradicts": against or nothing}
    return FindingRow(finding, **{**known, **values}, stances=stances, ground=Ground(**ground))


def tables(
    *rows: FindingRow, language: str = "en", kinds: tuple[KindLabel, ...] = KINDS, **filters: str
) -> FindingsTables:
    """The rows as the table of one dimension, and a second dimension without any."""
    first = FindingsTable(Dimension("light", 1, "light in the room", kinds), rows)
    second = FindingsTable(Dimension("quiet", 2, "quiet", kinds), ())
    return FindingsTables("room", "The reading room", language, (first, second), PEOPLE, filters)


def overview(*unheard: UnheardParty, doubts: tuple[str, ...] = (), language: str = "en") -> Overview:
    """A study at a glance with this in it."""
    names = (
        "case",
        "sub_case",
        "wave",
        "coder",
        "party",
        "participant",
        "source",
        "passage",
        "coding",
        "finding",
        "evidence",
        "memo",
    )
    counts = dict.fromkeys(names, 1)
    return Overview("room", "The reading room", language, ("five 1.0.0",), counts, {}, 0, (), unheard, doubts)
