"""What an assessment rests on: the findings of its dimension with their passages, what was linked, and whether that is as it was."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.model.records import AGREED, STANCES
from spanveld.store.quotes import QuotedPassage, quoted_passages
from spanveld.store.records import Reader
from spanveld.views.judgements import StaleChange, Weighed

__all__ = ["Key", "Links", "Material", "basis_of", "find_row", "in_lists", "stale_changes"]

Key = tuple[int | None, int | None, int | None, int]
"""Case, sub-case, wave and dimension by their numbers; a case left out is the only one."""
Subject = tuple[str, int]
Links = Mapping[Subject, Mapping[str, tuple[str, ...]]]
"""What was weighed: subject -> stance -> who weighed it so."""


@dataclass
class Material:
    """What views of judgements read, each table once."""

    reader: Reader
    _quotes: dict[int, QuotedPassage] = field(default_factory=dict)

    @cached_property
    def only_case(self) -> int | None:
        """The study's only case."""
        cases = list(self.reader.names("case"))
        return cases[0] if len(cases) == 1 else None

    def key(self, row: Any) -> Key:
        """What an assessment or judgement is about."""
        case = self.only_case if row.case_id is None else row.case_id
        return case, row.sub_case_id, row.wave_id, row.dimension_id

    @cached_property
    def judgements(self) -> Mapping[Key, list[Any]]:
        """The judgements by what they are about."""
        found: dict[Key, list[Any]] = defaultdict(list)
        for row in self.reader.rows("judgement"):
            found[self.key(row)].append(row)
        return found

    @cached_property
    def _links(self) -> Mapping[tuple[Any, ...], list[Any]]:
        found: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for row in self.reader.rows("judgement_evidence"):
            found[self.key(row), row.sub_dimension, row.assessor_id, row.round].append(row)
        return found

    def links(self, judgement: Any) -> list[tuple[Subject, str]]:
        """What is linked to a judgement, with its stance."""
        place = (self.key(judgement), judgement.sub_dimension, judgement.assessor_id, judgement.round)
        return [((row.subject_kind, row.subject_id), row.stance) for row in self._links.get(place, ())]

    @cached_property
    def finding_rows(self) -> Mapping[int, Any]:
        """The findings by number, in their order."""
        rows = sorted(
            self.reader.rows("finding"),
            key=lambda row: (row.position is None, row.position or 0, natural(row.identifier)),
        )
        return {row.id: row for row in rows}

    @cached_property
    def _ties(self) -> Mapping[int, list[tuple[int, str]]]:
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for row in self.reader.rows("evidence"):
            found[row.finding_id].append((row.passage_id, row.stance))
        return found

    def quoted(self, numbers: Iterable[int]) -> Mapping[int, QuotedPassage]:
        """Passages with their words, each read once."""
        if lacking := set(numbers) - set(self._quotes):
            self._quotes |= quoted_passages(self.reader.connection, self.reader.study_id, lacking)
        return self._quotes

    def findings(self, key: Key) -> Iterator[tuple[Any, list[tuple[int, str]]]]:
        """The findings of a dimension in its case, sub-case and wave, each with its evidence there (passage, stance).

        A finding whose evidence is all of other waves or sub-cases is left out; one without any stays.
        """
        case, sub_case, wave, dimension = key
        rows = [
            row
            for row in self.finding_rows.values()
            if row.dimension_id == dimension
            and (self.only_case if row.case_id is None else row.case_id) == case
            and (sub_case is None or row.sub_case_id in (None, sub_case))
        ]
        quotes = self.quoted(number for row in rows for number, _ in self._ties.get(row.id, ()))
        theme = self.reader.names("sub_case").get(sub_case, "") if sub_case is not None else ""
        moment = self.reader.names("wave").get(wave, "") if wave is not None else ""
        for row in rows:
            ties = self._ties.get(row.id, [])
            here = [
                (number, stance)
                for number, stance in ties
                if (not theme or theme in quotes[number].mark.sub_cases)
                and (not moment or quotes[number].mark.wave == moment)
            ]
            if here or not ties:
                yield row, here

    def agreed(self, key: Key) -> dict[str, Any]:
        """The agreed judgements by sub-dimension."""
        return {row.sub_dimension: row for row in self.judgements.get(key, ()) if row.round == AGREED or row.agreed}

    # ------------------------------------------------------------------ as shown
    def passage(self, number: int, stance: str, by: tuple[str, ...] = ()) -> Weighed:
        """A passage as it is shown."""
        quoted = self.quoted([number])[number]
        mark = quoted.mark
        where = {"start": mark.start, "end": mark.end, "by": by}
        return Weighed("passage", mark.passage, quoted.quote, mark.source, mark.voices, stance, **where)  # type: ignore[arg-type]

    def finding(
        self, row: Any, stance: str, ties: Iterable[tuple[int, str]], label: str, by: tuple[str, ...] = ()
    ) -> Weighed:
        """A finding as it is shown, with its passages."""
        inside = [self.passage(number, towards) for number, towards in ties]
        inside.sort(key=lambda one: (STANCES.index(one.stance), natural(one.source), one.start or 0))
        voices = tuple(sorted({voice for one in inside for voice in one.voices}, key=natural))
        return Weighed(
            "finding", row.identifier, row.statement, "", voices, stance, label=label, by=by, passages=tuple(inside)
        )


def find_row(reader: Reader, assessment: str) -> Any:
    """The row of an assessment; NotFound where there is none of that name."""
    for row in reader.rows("assessment"):
        if row.identifier == assessment:
            return row
    raise NotFound(N_("There is no assessment '{name}' in this study."), name=assessment)


def in_lists(
    material: Material, key: Key, links: Links, kinds: Mapping[str, str]
) -> tuple[tuple[Weighed, ...], tuple[Weighed, ...], tuple[Weighed, ...]]:
    """What speaks for, what against, and what nobody weighed yet. ``kinds``: kind of finding -> its label.

    A subject that some take for support and others for contradiction stands in both.
    """
    here = list(material.findings(key))
    ties = {row.id: its for row, its in here}
    sides: tuple[list[Weighed], list[Weighed]] = ([], [])
    for (kind, number), stances in links.items():
        for stance, by in stances.items():
            side = sides[0 if stance == STANCES[0] else 1]
            if kind == "passage":
                side.append(material.passage(number, stance, by))
            elif number in material.finding_rows:
                row = material.finding_rows[number]
                side.append(material.finding(row, stance, ties.get(number, ()), kinds.get(row.kind, row.kind), by))
    rest = []
    for row, its in here:
        if ("finding", row.id) not in links:
            unweighed = [(number, stance) for number, stance in its if ("passage", number) not in links]
            if unweighed or not its:
                rest.append(material.finding(row, "", unweighed, kinds.get(row.kind, row.kind)))
    place = {row.identifier: at for at, row in enumerate(material.finding_rows.values())}
    supports, against = (tuple(sorted(side, key=lambda one: _order(one, place))) for side in sides)
    return supports, against, tuple(rest)


def _order(one: Weighed, place: Mapping[str, int]) -> tuple[Any, ...]:
    at = place.get(one.identifier, 0) if one.subject_kind == "finding" else 0
    return one.subject_kind != "finding", at, natural(one.source), one.start or 0, natural(one.identifier)


def basis_of(reader: Reader, assessment: str) -> tuple[str, ...]:
    """What an assessment rests on, a line each: findings, their evidence, and what is linked to the agreed judgement."""
    material = Material(reader)
    return _basis(material, material.key(find_row(reader, assessment)))


def _basis(material: Material, key: Key) -> tuple[str, ...]:
    lines = []
    for row, ties in material.findings(key):
        lines.append(f"finding:{row.identifier} - {_digest('finding', row.identifier, row.statement)}")
        for number, stance in ties:
            lines.append(
                f"{_passage(material, number)[0]} finding:{row.identifier} {stance} {_passage(material, number)[1]}"
            )
    for part, judgement in material.agreed(key).items():
        for (kind, number), stance in material.links(judgement):
            if kind == "passage":
                name, digest = _passage(material, number)
            else:
                row = material.finding_rows[number]
                name = f"finding:{row.identifier}"
                digest = _digest("finding", row.identifier, row.statement)
            lines.append(f"{name} judgement:{part} {stance} {digest}")
    return tuple(sorted(lines, key=natural))


def _passage(material: Material, number: int) -> tuple[str, str]:
    quoted = material.quoted([number])[number]
    name = quoted.mark.passage
    return f"passage:{name}", "-" if quoted.doubt else _digest("passage", name, quoted.quote)


def _digest(kind: str, name: str, words: str) -> str:
    """Enough to see that words changed, too little to tell what they were."""
    return hashlib.sha256(f"{kind}:{name}\n{words}".encode()).hexdigest()[:8]


def stale_changes(material: Material, row: Any) -> tuple[StaleChange, ...]:
    """What came, went and changed since an assessment was closed; nothing of one that is open."""
    if row.phase != "closed":
        return ()
    then = _by_place(json.loads(row.basis) if row.basis else ())
    now = _by_place(_basis(material, material.key(row)))
    words = {f"finding:{one.identifier}": one.statement for one in material.finding_rows.values()}
    words |= {f"passage:{one.mark.passage}": one.quote for one in material._quotes.values()}
    found: dict[tuple[str, str, str], StaleChange] = {}
    for place in sorted({*then, *now}, key=lambda place: (natural(place[0]), natural(place[1]))):
        if then.get(place) == now.get(place):
            continue
        change = "came" if place not in then else "went" if place not in now else "changed"
        subject, on = place
        finding = on.removeprefix("finding:") if on.startswith("finding:") else ""
        found.setdefault((change, subject, finding), StaleChange(change, subject, finding, words.get(subject, "")))
    return tuple(found.values())


def _by_place(lines: Iterable[str]) -> dict[tuple[str, str], str]:
    """(subject, what it bears on) -> stance and digest."""
    found = {}
    for line in lines:
        subject, on, rest = line.split(" ", 2)
        found[subject, on] = rest
    return found
