"""What might stand for the names of a study, and what putting it there would change."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from spanveld.analysis.pseudonyms import KnownName, Proposal, names_in, proposals
from spanveld.analysis.replacing import Replacer, Rule
from spanveld.analysis.same_person import without_titles
from spanveld.analysis.stand_ins import INTERVIEWER, label_of
from spanveld.model.errors import N_, NotFound
from spanveld.model.names import natural
from spanveld.model.traces import could_be_anybody
from spanveld.store.records import Reader
from spanveld.views.private_fields import PrivateField, in_words, private_fields

__all__ = [
    "FieldPlan",
    "PassPlan",
    "Proposals",
    "Rule",
    "SourcePlan",
    "known_names",
    "pass_plan",
    "propose",
    "stand_ins_of",
]

NAMES = ("naam", "name", "voornaam", "achternaam", "first name", "last name", "surname")
"""Attributes of participants that hold their name."""


@dataclass(frozen=True, slots=True)
class Proposals:
    """The proposals of some sources, or all (``sources``), in the order in which their spellings first appear."""

    study: str
    language: str
    sources: tuple[str, ...]
    rows: tuple[Proposal, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class SourcePlan:
    """What a pass does to a source: how many places are replaced, how many passages hold one. ``text`` is its text now."""

    source: str
    places: int
    passages: int
    edits: tuple[tuple[int, int, str], ...] = field(repr=False)
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What a pass does to a field: how many places are replaced, and its value then."""

    of: PrivateField
    places: int
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PassPlan:
    """What a pass of pseudonyms does.

    ``sources`` are those that it marks as reviewed, also where nothing is replaced; ``unmarked`` are those that it leaves alone, as
    nothing was found in them and nobody named them. ``stand_ins``: how often each is put in. ``unused``: spellings that occur nowhere.
    """

    study: str
    language: str
    everywhere: bool
    sources: tuple[SourcePlan, ...]
    fields: tuple[FieldPlan, ...]
    stand_ins: Mapping[str, int]
    unused: tuple[str, ...]
    unmarked: tuple[str, ...]
    of_words: Callable[[str], str] = field(default=str, repr=False, compare=False)
    """What the pass makes of any text."""

    @property
    def places(self) -> int:
        """How many places in texts are replaced."""
        return sum(source.places for source in self.sources)

    def as_json(self) -> dict[str, Any]:
        """The counts and where they are; no texts."""
        return {
            "study": self.study,
            "everywhere": self.everywhere,
            "sources": [
                {"source": item.source, "places": item.places, "passages": item.passages} for item in self.sources
            ],
            "fields": [
                {"where": item.of.where, "field": item.of.column, "places": item.places} for item in self.fields
            ],
            "stand_ins": dict(self.stand_ins),
            "unused": list(self.unused),
            "unmarked": list(self.unmarked),
        }


def stand_ins_of(reader: Reader) -> list[str]:
    """The stand-ins that are identifiers: ``[R4]``."""
    return [f"[{name}]" for name in reader.names("participant").values()]


def known_names(reader: Reader) -> list[KnownName]:
    """The names that the study holds of its participants and parties: labels, attributes, aliases, who proposed somebody."""
    participants = reader.names("participant")
    taken = {name.casefold() for name in participants.values()}
    found = [
        *_labels(reader, participants),
        *_of_participants(reader, participants),
        *_of_parties(reader),
    ]
    return [name for name in found if name.spelling.casefold() not in taken and not label_of(name.spelling)]


def propose(reader: Reader, only: Sequence[str] = ()) -> Proposals:
    """Proposals for the sources ``only``, or all; NotFound where the study has no source of that name."""
    heading, texts = reader.heading(), _texts(reader, only)
    others = [text for source, text in reader.texts.items() if source not in texts]
    others += [text for item in private_fields(reader) for text in item.texts]
    rows = proposals(texts, known_names(reader), heading["language"], others=others, stand_ins=stand_ins_of(reader))
    return Proposals(heading["study"], heading["language"], tuple(texts), rows)


def pass_plan(
    reader: Reader,
    rules: Sequence[Rule],
    only: Sequence[str] = (),
    *,
    reviewed: Sequence[str] = (),
    everywhere: bool = False,
) -> PassPlan:
    """What a pass by these rules does to the sources ``only``, or all; ``reviewed`` were looked through, whatever is replaced in them.

    ``everywhere``: to other fields too. What stands for passages in doubt is part of the texts.
    """
    replacer = Replacer(rules, stand_ins_of(reader))
    loose = Replacer([Rule(rule.found, rule.replacement, True) for rule in rules], replacer.known)
    texts, spans = _texts(reader, only), _spans(reader)
    counts: Counter[str] = Counter()
    used: set[str] = set()
    sources, unmarked = [], []
    for source, text in texts.items():
        hits = [hit for hit in replacer.hits(text) if hit.replacement]
        counts.update(hit.replacement for hit in hits)
        used.update(hit.found for hit in hits)
        if not (hits or source in only or source in reviewed):
            unmarked.append(source)
            continue
        touched = sum(any(hit.start < end and start < hit.end for hit in hits) for start, end in spans[source])
        edits = tuple((hit.start, hit.end, hit.replacement) for hit in hits)
        sources.append(SourcePlan(source, len(hits), touched, edits, text))
    fields = []
    for item in private_fields(reader):
        if everywhere or ((item.table, item.column) == ("passage", "doubt") and _of_source(reader, item) in texts):
            plan, found = _field_plan(item, loose if item.is_file else replacer)
            fields += [plan] if plan else []
            used |= found
    unused = tuple(rule.found for rule in rules if rule.replacement and rule.found not in used)
    heading = reader.heading()
    return PassPlan(
        heading["study"],
        heading["language"],
        everywhere,
        tuple(sources),
        tuple(fields),
        dict(sorted(counts.items())),
        unused,
        tuple(unmarked),
        replacer.apply,
    )


def _field_plan(item: PrivateField, replacer: Replacer) -> tuple[FieldPlan | None, set[str]]:
    looked = [in_words(text) for text in item.texts] if item.is_file else list(item.texts)
    hits = [hit for text in looked for hit in replacer.hits(text) if hit.replacement]
    if not hits:
        return None, set()
    return FieldPlan(item, len(hits), _new_value(item, replacer, looked)), {hit.found for hit in hits}


def _new_value(item: PrivateField, replacer: Replacer, looked: Sequence[str]) -> str:
    if item.is_json:
        return json.dumps(_replaced(json.loads(item.value), replacer), ensure_ascii=False)
    return replacer.apply(looked[0])


def _replaced(value: Any, replacer: Replacer) -> Any:
    """A JSON value with stand-ins in its texts; items of a list that become the same are kept once."""
    if isinstance(value, str):
        return replacer.apply(value)
    if isinstance(value, dict):
        return {name: _replaced(item, replacer) for name, item in value.items()}
    if isinstance(value, list):
        items = [_replaced(item, replacer) for item in value]
        return list(dict.fromkeys(items)) if all(isinstance(item, str) for item in items) else items
    return value


def _texts(reader: Reader, only: Sequence[str]) -> dict[str, str]:
    """Source -> text, in the order of names; only those named, and none that was erased."""
    for name in only:
        if name not in reader.names("source").values():
            raise NotFound(N_("There is no source '{source}' in this study."), source=name)
    names = sorted(only or reader.texts, key=natural)
    return {name: text for name in dict.fromkeys(names) if (text := reader.texts.get(name))}


def _spans(reader: Reader) -> Mapping[str, list[tuple[int, int]]]:
    """Source -> where its passages lie."""
    names, spans = reader.names("source"), defaultdict(list)
    for row in reader.rows("passage"):
        if row.id in reader.anchors:
            spans[names[row.source_id]].append(reader.anchors[row.id])
    return spans


def _of_source(reader: Reader, item: PrivateField) -> str:
    owners = {row.id: row.source_id for row in reader.rows("passage")}
    return reader.names("source")[owners[item.key[0]]]


def _labels(reader: Reader, participants: Mapping[int, str]) -> Iterator[KnownName]:
    for row in reader.rows("speaker"):
        name = participants.get(row.participant_id or 0, "")
        owner = f"participant:{name}" if name else ""
        stand_in = f"[{name}]" if name else f"[{INTERVIEWER}]" if row.role == INTERVIEWER else ""
        for spelling in dict.fromkeys((row.label, without_titles(row.label))):
            if not could_be_anybody(spelling):
                yield KnownName(spelling, "PER", owner or f"speaker:{row.id}", stand_in)


def _of_participants(reader: Reader, participants: Mapping[int, str]) -> Iterator[KnownName]:
    named: dict[int, dict[str, str]] = defaultdict(dict)
    for row in reader.rows("attribute"):
        if row.subject_kind == "participant" and row.name.casefold() in NAMES and row.value.strip():
            named[row.subject_id][row.name.casefold()] = row.value.strip()
    for number, values in named.items():
        name = participants[number]
        first = values.get("voornaam") or values.get("first name", "")
        last = values.get("achternaam") or values.get("last name") or values.get("surname", "")
        whole = [f"{first} {last}"] if first and last else []
        for spelling in [*whole, *values.values()]:
            yield KnownName(spelling, "PER", f"participant:{name}", f"[{name}]")
    for row in reader.rows("participant"):
        for entity in names_in(row.proposed_by, (), reader.study.language):
            if entity.kind == "PER":
                yield KnownName(entity.text, "PER")


def _of_parties(reader: Reader) -> Iterator[KnownName]:
    for row in reader.rows("party"):
        spelled = [row.name, *json.loads(row.aliases or "[]"), *json.loads(row.mentions or "[]")]
        for spelling in dict.fromkeys(spelled):
            if any(map(str.isalnum, spelling)):
                yield KnownName(spelling, "ORG", f"party:{row.identifier}", take=False)
