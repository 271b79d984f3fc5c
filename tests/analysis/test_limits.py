"""The limits of a study follow from its figures, and say no more than they do."""

from __future__ import annotations

from typing import Any

from spanveld.analysis.evidence import Ground, TopVoice
from spanveld.analysis.limits import LIMITS, Facts, Limit, RowFacts, limits
from spanveld.model.marks import Person

BROAD = Ground(("R1", "R2", "R3"), ("a", "b"), ("document", "interview"), TopVoice("R1", 2, 6), 6, 0, 0)


def row(finding: str = "F1", *, contrary: int = 1, waves: tuple[str, ...] = ("W1", "W2"), **ground: Any) -> RowFacts:
    """A finding; without values one that rests on broad ground."""
    known = {name: getattr(BROAD, name) for name in BROAD.__slots__}
    return RowFacts(finding, Ground(**{**known, **ground}), contrary, frozenset(waves))


def facts(**values: Any) -> Facts:
    """The figures of a study without limits, but for these."""
    people = tuple(
        Person(f"R{n}", "", level, (party,), ()) for n, (level, party) in enumerate((("a", "X"), ("b", "Y")))
    )
    known: dict[str, Any] = {
        "respondents": people,
        "unheard": (),
        "source_kinds": {"interview": 6, "document": 4},
        "passages": 10,
        "hedged": 0,
        "voiceless": 0,
        "rows": (row(),),
        "waves": {"W1": 3, "W2": 3},
        "dimensions": {"one": 6, "two": 5},
        "sources": 6,
        "uncoded": (),
        "coders": 2,
        "coded_sources": 6,
        "double_coded": 6,
        "incomplete": 0,
        "doubts": 0,
        "left_out": 0,
    }
    return Facts(**{**known, **values})


def found(**values: Any) -> dict[str, Limit]:
    return {limit.kind: limit for limit in limits(facts(**values))}


def test_a_broad_and_doubly_coded_study_has_no_limits() -> None:
    assert limits(facts()) == ()


def test_most_respondents_of_one_party_are_told_with_how_many_others_there_are() -> None:
    people = [Person(f"R{n}", "", "", ("X",) if n < 7 else ("Y",), ()) for n in range(10)]
    assert found(respondents=people) == {"one_party": Limit("one_party", 7, 10, ("X",))}


def test_a_small_rest_of_people_is_not_told_where_groups_must_have_three() -> None:
    people = [Person(f"R{n}", "", "", ("X",) if n < 8 else ("Y",), ()) for n in range(10)]
    assert limits(facts(respondents=people), smallest=3) == ()
    assert limits(facts(respondents=people[:8]), smallest=3) == (Limit("one_party", 8, 8, ("X",)),)


def test_findings_are_told_by_how_many_respondents_they_rest_on() -> None:
    rows = [row(f"F{count}", respondents=("R1", "R2", "R3")[:count], top_voice=None) for count in range(4)]
    rows.append(row("F9", passages=0, respondents=(), top_voice=None))
    limits = found(rows=rows)
    assert {kind: limit.findings for kind, limit in limits.items()} == {
        "no_support": ("F9",),
        "no_voice": ("F0",),
        "one_voice": ("F1",),
        "two_voices": ("F2",),
    }
    assert limits["one_voice"].all == 5


def test_one_voice_in_half_of_the_passages_is_told_only_where_others_speak_too() -> None:
    assert "half_one_voice" in found(rows=[row(top_voice=TopVoice("R1", 3, 6))])
    assert "half_one_voice" not in found(rows=[row(top_voice=TopVoice("R1", 6, 6), respondents=("R1", "R2"))])
    assert "half_one_voice" not in found(rows=[row(top_voice=TopVoice("R1", 2, 3))])


def test_findings_without_contrary_evidence_are_told_where_they_have_support() -> None:
    rows = [row("F1", contrary=0), row("F2"), row("F3", contrary=0, passages=0)]
    assert found(rows=rows)["no_contrary"].findings == ("F1",)


def test_a_dimension_with_less_than_half_of_the_evidence_is_thin() -> None:
    assert found(dimensions={"one": 10, "two": 4})["thin_dimension"] == Limit("thin_dimension", 4, 10, ("two",))
    assert "thin_dimension" not in found(dimensions={"one": 10, "two": 5})


def test_a_study_without_findings_has_no_limits_of_findings() -> None:
    assert found(rows=(), dimensions={"one": -1, "two": -1}) == {}


def test_findings_of_one_wave_are_told_for_each_wave_of_a_study_with_several() -> None:
    rows = [row("F1", waves=("W1",)), row("F2", waves=("W2",)), row("F3")]
    waves = [limit for limit in limits(facts(rows=rows)) if limit.kind == "one_wave"]
    assert [(limit.names, limit.findings) for limit in waves] == [(("W1",), ("F1",)), (("W2",), ("F2",))]
    assert "one_wave" not in found(rows=rows, waves={"W1": 3})


def test_a_second_coder_on_some_sources_is_told_with_how_many() -> None:
    assert found(double_coded=2)["double_coded"] == Limit("double_coded", 2, 6)
    assert "one_coder" in found(coders=1, double_coded=0)


def test_limits_are_told_in_a_fixed_order() -> None:
    everything = limits(facts(hedged=3, voiceless=2, unheard=("Z",), coders=1, doubts=1, left_out=1, uncoded=("S",)))
    kinds = [limit.kind for limit in everything]
    assert kinds == sorted(kinds, key=LIMITS.index)
    assert len(kinds) == 7
