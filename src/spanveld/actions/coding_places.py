"""Coding many places at once, as a search found them: looked at first, then marked as one change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from spanveld.actions.lookup import actor_id, code_named
from spanveld.actions.passages import check_exclusive, current_text
from spanveld.actions.things import fresh_identifier
from spanveld.language.paragraphs import paragraph_at, sentence_at
from spanveld.model.errors import N_, Refused
from spanveld.model.text import checksum, span_of
from spanveld.store.work import Work, now
from spanveld.views.searching import Place

__all__ = ["AROUND", "Around", "CodingPlan", "PlannedPassage", "code_places", "plan_places"]

Around = Literal["word", "sentence", "paragraph", "turn"]
AROUND: tuple[Around, ...] = get_args(Around)
"""How much is marked around each place."""
MOST = 20_000
"""Passages that are made in one step."""


@dataclass(frozen=True, slots=True)
class PlannedPassage:
    """What would be marked, for how many of the places; ``passage``: the one of the actor that holds it and carries the codes already."""

    source: str
    start: int
    end: int
    quote: str
    places: int
    passage: str = ""


@dataclass(frozen=True, slots=True)
class CodingPlan:
    """What coding these places makes (``new``), and what is left out because the actor coded it so before (``coded``)."""

    codes: tuple[str, ...]
    around: str
    new: tuple[PlannedPassage, ...]
    coded: tuple[PlannedPassage, ...]


def plan_places(work: Work, places: Iterable[Place], codes: Sequence[str], *, around: str = "word") -> CodingPlan:
    """What would be marked; nothing is written. Refused where a text is no longer the version that the places are of."""
    if around not in AROUND:
        raise Refused(N_("'{around}' is not one of: {known}."), around=around, known=", ".join(AROUND))
    if not codes:
        raise Refused(N_("Say which codes the passages get."))
    coder = actor_id(work)
    wanted = {int(code_named(work, code)["id"]) for code in codes}
    by_source: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_source[place.source].append(place)
    new: list[PlannedPassage] = []
    coded: list[PlannedPassage] = []
    for source, its in by_source.items():
        text, body = current_text(work, source)
        if any(place.version != text["version"] for place in its):
            raise Refused(
                N_("The text of source '{source}' was corrected since this was found; search again."), source=source
            )
        spans: dict[tuple[int, int], int] = defaultdict(int)
        turns = sorted(work.values("turn", "start", "end", text_id=text["id"])) if around == "turn" else []
        for place in its:
            span_of(body, place.start, place.end)
            spans[_around(body, place.start, place.end, around, turns)] += 1
        known = _coded(work, text["id"], coder, wanted)
        for (start, end), count in sorted(spans.items()):
            name = next((name for first, last, name in known if first <= start and end <= last), "")
            planned = PlannedPassage(source, start, end, body[start:end], count, name)
            (coded if name else new).append(planned)
    if len(new) > MOST:
        raise Refused(N_("These are {count} passages; at most {most} are made in one step."), count=len(new), most=MOST)
    return CodingPlan(tuple(dict.fromkeys(codes)), around, tuple(new), tuple(coded))


def code_places(
    work: Work,
    places: Iterable[Place],
    codes: Sequence[str],
    *,
    around: str = "word",
    expected: CodingPlan | None = None,
) -> CodingPlan:
    """Mark the places with codes, as one change; gives what was marked.

    Refused where ``expected``, the plan that a person saw, is no longer what would happen.
    """
    plan = plan_places(work, places, codes, around=around)
    if expected is not None and expected != plan:
        raise Refused(N_("The study has changed since this was planned; nothing was coded. Look at it again."))
    if not plan.new:
        return plan
    coder = actor_id(work)
    wanted = [int(code_named(work, code)["id"]) for code in plan.codes]
    made = _mark(work, plan, coder)
    moment = now()[:19] + "Z"
    values = {"coder_id": None, "created": moment}
    work.insert_all("coding", [{"passage_id": one, "code_id": code, **values} for one in made for code in wanted])
    check_exclusive(work, made[0])
    sources = dict.fromkeys(f"source:{planned.source}" for planned in plan.new)
    work.record("code found places", [*sources, *(f"code:{code}" for code in plan.codes)])
    return plan


def _mark(work: Work, plan: CodingPlan, coder: int) -> list[int]:
    """The passages, with their places; gives their numbers."""
    made: list[int] = []
    texts = {source: current_text(work, source) for source in dict.fromkeys(planned.source for planned in plan.new)}
    for planned in plan.new:
        text, body = texts[planned.source]
        number = work.take("passage")
        row = {"id": number, "identifier": fresh_identifier(work, "passage", number), "source_id": text["source_id"]}
        work.insert("passage", **row, coder_id=coder, voiced="turns")
        proof = checksum(body, planned.start, planned.end)
        place = {"start": planned.start, "end": planned.end, "checksum": proof, "fate": "coded"}
        work.insert("anchor", text_id=text["id"], passage_id=number, **place)
        made.append(number)
    return made


def _around(body: str, start: int, end: int, around: str, turns: Sequence[tuple[int, int]]) -> tuple[int, int]:
    if around == "word":
        return start, end
    if around == "sentence":
        return sentence_at(body, start, end)
    if around == "turn":
        inside = [(first, last) for first, last in turns if first <= start and end <= last]
        if inside:
            return max(inside, key=lambda turn: (turn[0], -turn[1]))
    return paragraph_at(body, start, end)


def _coded(work: Work, text_id: int, coder: int, wanted: set[int]) -> list[tuple[int, int, str]]:
    """Where the coder's passages lie that carry all these codes by this coder, and what they are called."""
    places = {
        passage: (start, end)
        for passage, start, end in work.values("anchor", "passage_id", "start", "end", text_id=text_id)
    }
    if not places:
        return []
    names = dict(work.values("passage", "id", "identifier", id=sorted(places), coder_id=coder))
    carried: dict[int, set[int]] = defaultdict(set)
    if names:
        for passage, code, by in work.values("coding", "passage_id", "code_id", "coder_id", passage_id=sorted(names)):
            if by is None or by == coder:
                carried[passage].add(code)
    return sorted((*places[number], names[number]) for number, codes in carried.items() if wanted <= codes)
