"""The passages behind a sentence of the audit as a question in the retrieval language, so that they can be looked at together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from spanveld.analysis.audit import Remark
from spanveld.analysis.ground_helpers import INFERRED
from spanveld.query.tree import Node, Not, Term, Value, some
from spanveld.views.asked_for import ANY, in_sub_case, one_of, written

__all__ = ["query_of", "tied_query"]


def query_of(remark: Remark, finding: str, *, voiced: bool, coded_sub_cases: bool) -> str:
    """What finds exactly the passages of a remark on a finding; empty where no question does, or where it is about no single finding.

    ``voiced``: some of what supports it has a voice. ``coded_sub_cases``: the study has codes of sub-cases.
    """
    if not finding or remark.rule in _NOT_TO_BE_ASKED:
        return ""
    if remark.rule in ("spoken_against", "outweighed"):
        return written(_tied(finding, "contradicts"))
    if remark.rule == "no_contrary" and remark.count:
        return written(some([_tied(finding, "qualifies"), _tied(finding, "contradicts")]))
    condition = _CONDITIONS.get(remark.rule) if remark.rule != "few_voices" or voiced else None
    if remark.rule == "one_sub_case":
        return written(_tied(finding, "supports"), in_sub_case(remark.names[0], coded_too=coded_sub_cases))
    return written(_tied(finding, "supports"), condition(remark) if condition else None)


def tied_query(finding: str, stance: str) -> str:
    """What finds the passages of a stance towards a finding; empty where it is about no single finding."""
    return written(_tied(finding, stance)) if finding else ""


_NOT_TO_BE_ASKED = ("silent_party", "absent_party")
"""They rest on the words by which texts speak of a party, of which no field asks."""
_CONDITIONS: Mapping[str, Callable[[Remark], Node]] = {
    "few_voices": lambda _: Term(("voice",), (ANY,)),
    "hedged": lambda _: Term(("hedged",), ()),
    "lost_place": lambda _: Term(("doubt",), ()),
    "own_inference": lambda _: one_of("basis", *INFERRED),
    "voiceless": lambda _: Not(Term(("voice",), (ANY,))),
    "one_voice": lambda remark: one_of("voice", *remark.names),
    "one_organisation": lambda remark: one_of("party", *remark.names),
    "one_party_kind": lambda remark: one_of("party.kind", *remark.names),
    "one_level": lambda remark: one_of("level", *remark.names),
    "one_source": lambda remark: one_of("source", *remark.names),
    "one_source_kind": lambda remark: one_of("source.kind", *remark.names),
    "no_outside_party": lambda remark: one_of("voice", *remark.names) if remark.names else Term(("voice",), (ANY,)),
}


def _tied(finding: str, stance: str) -> Term:
    term = one_of("finding", finding)
    assert isinstance(term, Term)
    return replace(term, by=Value(stance))
