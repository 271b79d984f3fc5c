"""The findings tables: a table a dimension, a row a finding, with what supports, qualifies and contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from spanveld.analysis.evidence import Ground, cited, count_passages, ground_of
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework_names import resolve
from spanveld.model.marks import Mark, Person
from spanveld.model.names import natural
from spanveld.model.records import STANCES
from spanveld.store.marks import marks, people, sources, texts_of
from spanveld.store.records import Reader
from spanveld.views.theory import Dimension, dimensions_of

__all__ = ["RELATIONS", "FindingRow", "FindingsTable", "FindingsTables", "Quoted", "Stance", "findings_tables"]


RELATIONS = {
    ("responds_to", True): N_("responds to"),
    ("responds_to", False): N_("is responded to by"),
    ("reinforces", True): N_("reinforces"),
    ("reinforces", False): N_("is reinforced by"),
    ("weakens", True): N_("weakens"),
    ("weakens", False): N_("is weakened by"),
    ("matches", True): N_("matches"),
    ("matches", False): N_("is matched by"),
}
"""How a finding bears on another, seen from either side."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage behind a row: its words, where they stand, and whose they are. ``doubt``: its place was lost in a correction."""

    passage: str
    source: str
    source_title: str
    source_kind: str
    start: int | None
    end: int | None
    quote: str
    voices: tuple[str, ...]
    hedged: bool
    note: str
    doubt: bool


@dataclass(frozen=True, slots=True)
class Stance:
    """The passages of one stance towards a finding; ``quoted`` only where a view was asked with its passages."""

    passages: int
    voices: tuple[str, ...]
    quoted: tuple[Quoted, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """``{"passages": N, "voices": [...]}``."""
        return {"passages": self.passages, "voices": list(self.voices)}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with its evidence by stance, and what its support rests on. ``label`` and ``plural`` name its kind."""

    finding: str
    kind: str
    label: str
    plural: str
    statement: str
    sub_case: str
    effect: str
    stances: Mapping[str, Stance]
    ground: Ground

    def as_json(self) -> dict[str, Any]:
        """The row as ``table --format json`` prints it."""
        top, ground = self.ground.top_voice, self.ground
        helpers = {
            "voices": len(ground.respondents),
            "party_kinds": list(ground.party_kinds),
            "source_kinds": list(ground.source_kinds),
            "top_voice": None if top is None else {"voice": top.voice, "passages": top.passages, "of": top.of},
            "hedged": {"passages": ground.hedged, "of": ground.passages},
            "voiceless": ground.voiceless,
        }
        row = {"finding": self.finding, "kind": self.kind, "statement": self.statement, "sub_case": self.sub_case}
        return {**row, **{stance: self.stances[stance].as_json() for stance in STANCES}, "helpers": helpers}


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """The findings on one dimension in the order of their position."""

    dimension: Dimension
    rows: tuple[FindingRow, ...]

    def as_json(self) -> dict[str, Any]:
        """``{"dimension": ID, "rows": [...]}``."""
        return {"dimension": self.dimension.dimension, "rows": [row.as_json() for row in self.rows]}


@dataclass(frozen=True, slots=True)
class FindingsTables:
    """All tables asked for; ``people`` by identifier, for citations. ``filters`` says which sub-case and wave were asked for."""

    study: str
    title: str
    language: str
    tables: tuple[FindingsTable, ...]
    people: Mapping[str, Person]
    filters: Mapping[str, str]

    def as_json(self) -> dict[str, Any]:
        """``{"study": ID, "tables": [...]}``."""
        return {"study": self.study, "tables": [table.as_json() for table in self.tables]}


@dataclass(frozen=True, slots=True)
class _Tie:
    """A passage's number, its stance, and the researcher's note on it."""

    passage: int
    stance: str
    note: str


def findings_tables(
    reader: Reader,
    *,
    study: str,
    title: str,
    language: str,
    dimension: str = "",
    sub_case: str = "",
    wave: str = "",
    with_passages: bool | Literal["places"] = False,
) -> FindingsTables:
    """The findings tables of a study; NotFound for a dimension, sub-case or wave that it does not have.

    With ``sub_case`` or ``wave`` only evidence of that sub-case or wave counts; findings of another sub-case are left out.
    ``with_passages``: "places" brings them without their words, and reads no text.
    """
    dimensions = _chosen(reader, dimension, language)
    for kind, name in (("sub_case", sub_case), ("wave", wave)):
        if name and name not in reader.names(kind).values():
            known = ", ".join(sorted(reader.names(kind).values(), key=natural)) or "-"
            raise NotFound(
                N_("There is no {kind} '{name}' in this study; known are: {known}."),
                kind=kind.replace("_", "-"),
                name=name,
                known=known,
            )
    connection, study_id = reader.connection, reader.study_id
    everyone = people(connection, study_id)
    placed = {
        number: mark
        for number, mark in marks(connection, study_id, "evidence").items()
        if (not sub_case or sub_case in mark.sub_cases) and (not wave or wave == mark.wave)
    }
    quotes = _quotes(reader, placed, with_words=with_passages != "places") if with_passages else {}
    ties: dict[int, list[_Tie]] = defaultdict(list)
    for row in reader.rows("evidence"):
        if row.passage_id in placed:
            ties[row.finding_id].append(_Tie(row.passage_id, row.stance, row.note))
    names = reader.names("sub_case")
    by_dimension: dict[int, list[FindingRow]] = defaultdict(list)
    findings = sorted(
        reader.rows("finding"), key=lambda row: (row.position is None, row.position or 0, natural(row.identifier))
    )
    judged = {item.code_id: item for item in dimensions}
    for row in findings:
        own = names.get(row.sub_case_id, "")
        if row.dimension_id in judged and not (sub_case and own and own != sub_case):
            its = judged[row.dimension_id]
            by_dimension[row.dimension_id].append(_row(row, own, its, ties[row.id], placed, everyone, quotes))
    tables = tuple(FindingsTable(item, tuple(by_dimension[item.code_id])) for item in dimensions)
    filters = {name: value for name, value in (("sub_case", sub_case), ("wave", wave)) if value}
    return FindingsTables(study, title, language, tables, everyone, filters)


def _chosen(reader: Reader, dimension: str, language: str) -> list[Dimension]:
    dimensions = dimensions_of(reader, language)
    if not dimension:
        return dimensions
    offered: dict[str, list[str]] = defaultdict(list)
    numbers = {}
    for item in dimensions:
        code = reader.code_rows[item.code_id]
        framework = reader.frameworks.get(reader.layer_rows[code.layer_id].framework_id)
        owner = framework.id if framework else ""
        offered[owner].append(code.identifier)
        numbers[owner, code.identifier] = item
    found = resolve(dimension, offered)
    return [numbers[found.framework, found.name]]


def _row(
    row: Any,
    sub_case: str,
    dimension: Dimension,
    ties: Sequence[_Tie],
    placed: Mapping[int, Mark],
    everyone: Mapping[str, Person],
    quotes: Mapping[int, Quoted],
) -> FindingRow:
    stances = {}
    for stance in STANCES:
        chosen = [tie for tie in ties if tie.stance == stance]
        its = [placed[tie.passage] for tie in chosen]
        quoted = [
            replace(quotes[tie.passage], note=tie.note) if tie.note else quotes[tie.passage]
            for tie in chosen
            if tie.passage in quotes
        ]
        quoted.sort(key=lambda item: (natural(item.source), item.start or 0, natural(item.passage)))
        stances[stance] = Stance(count_passages(its), cited(its), tuple(quoted))
    support = [placed[tie.passage] for tie in ties if tie.stance == STANCES[0]]
    kind = dimension.kind(row.kind)
    ground = ground_of(support, everyone)
    return FindingRow(
        row.identifier, row.kind, kind.label, kind.plural, row.statement, sub_case, row.effect, stances, ground
    )


def _quotes(reader: Reader, placed: Mapping[int, Mark], *, with_words: bool) -> dict[int, Quoted]:
    """The words of passages by their number, read a text at a time."""
    known = {source.source: source for source in sources(reader.connection, reader.study_id).values()}
    in_doubt = any(mark.start is None for mark in placed.values())
    lost = {row.id: row.doubt for row in reader.rows("passage") if row.doubt} if in_doubt else {}
    by_source: dict[str, list[int]] = defaultdict(list)
    for number, mark in placed.items():
        by_source[mark.source].append(number)
    found = {}
    for name, numbers in by_source.items():
        source = known[name]
        body = texts_of(reader.connection, reader.study_id, [source.text_id])[source.text_id] if with_words else ""
        for number in numbers:
            mark = placed[number]
            quote = lost.get(number, "") if mark.start is None else body[mark.start : mark.end]
            where = (source.source, source.title, source.kind, mark.start, mark.end)
            found[number] = Quoted(mark.passage, *where, quote, mark.voices, mark.hedged, "", mark.start is None)
    return found
