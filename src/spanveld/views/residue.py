"""The residual check: what in a study, texts and all other fields, still looks like a name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from spanveld.analysis.pseudonyms import KnownName, names_in
from spanveld.analysis.replacing import Replacer, Rule, normal
from spanveld.language.clues import lower_case_transcript, telling_functions
from spanveld.language.spans import Entity, Kind
from spanveld.language.word_lists import surname_cores, word_list
from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.store.records import Reader
from spanveld.views.private_fields import identifiers, in_words, private_fields
from spanveld.views.pseudonyms import known_names, stand_ins_of

__all__ = ["Clue", "Residue", "Trace", "residue"]


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that look like a name: where (``memo 3``, ``source S1``), in which field, how often, and why they were found.

    ``start`` is the first place in a source's text (code points), None elsewhere.
    """

    where: str
    field: str
    kind: Kind
    found: str
    count: int
    rule: str
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Clue:
    """A warning: a text without capitals, in which rules see little, or a function that only one person has."""

    kind: Literal["lower_case", "telling_function"]
    where: str
    field: str
    text: str = ""
    count: int = 1
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Residue:
    """What still looks like a name, and warnings.

    ``left``: places of spellings that the table leaves as they are. ``parties``: places that name a party of the study; neither is
    listed. ``superseded`` old versions of texts and ``originals`` still hold what was replaced, until they are erased.
    """

    study: str
    language: str
    traces: tuple[Trace, ...]
    clues: tuple[Clue, ...]
    left: int
    parties: int
    superseded: int
    originals: int

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def residue(reader: Reader, rules: Sequence[Rule] = ()) -> Residue:
    """Look through all texts, private fields, file names and identifiers; ``rules``: the table of the last pass, if it is at hand.

    Coders are researchers, and are not looked for.
    """
    look = _Look(reader, rules)
    traces: list[Trace] = []
    clues: list[Clue] = []
    for source in sorted(reader.texts, key=natural):
        text, where = reader.texts[source], f"source {source}"
        traces += look.at(where, "text", text, places=True)
        if lower_case_transcript(text):
            clues.append(Clue("lower_case", where, "text"))
        clues += _telling(where, "text", text, look.language, places=True)
    for item in private_fields(reader):
        for text in item.texts:
            if (item.table, item.column) == ("memo", "author") and text in look.coders:
                continue
            traces += (
                look.name_of(item.where, item.column, text) if item.is_file else look.at(item.where, item.column, text)
            )
            if (item.table, item.column) == ("participant", "function"):
                clues += _telling(item.where, item.column, text, look.language)
    for kind, name in identifiers(reader):
        traces += look.name_of(f"{kind.replace('_', ' ')} {name}", "identifier", name)
    heading = reader.heading()
    return Residue(
        heading["study"],
        heading["language"],
        tuple(traces),
        tuple(clues),
        look.left,
        look.parties,
        sum(bool(row.superseded and row.sha256) for row in reader.rows("text")),  # an erased text has no digest
        reader.count("original"),
    )


class _Look:
    """What is looked for, and how many places were passed over."""

    def __init__(self, reader: Reader, rules: Sequence[Rule]) -> None:
        self.language: str = reader.study.language
        self.known: Sequence[KnownName] = known_names(reader)
        self.stand_ins: Collection[str] = stand_ins_of(reader)
        self.replacer = Replacer(rules, self.stand_ins)
        self.loose = Replacer([Rule(rule.found, rule.replacement, True) for rule in rules], self.replacer.known)
        self.kept = {normal(rule.found) for rule in rules if not rule.replacement}
        self.of_parties = {_folded(name.spelling) for name in self.known if name.owner.startswith("party:")}
        self.certain = {_folded(rule.found) for rule in rules} | {_folded(name.spelling) for name in self.known}
        coders = reader.rows("coder")
        self.coders = {row.identifier for row in coders} | {row.name for row in coders}
        self.left = self.parties = 0

    def at(self, where: str, field: str, text: str, *, places: bool = False) -> Iterator[Trace]:
        """What is found in a text, each spelling once."""
        return _gathered(where, field, list(self._found(text, self.replacer)), places)

    def name_of(self, where: str, field: str, name: str) -> Iterator[Trace]:
        """What is found in a file name or identifier: names that a list, the study or the table has, whatever their capitals."""
        found = [entity for entity in self._found(in_words(name), self.loose) if self._is_listed(entity)]
        return _gathered(where, field, found, False)

    def _is_listed(self, entity: Entity) -> bool:
        listed = word_list("first_names") | surname_cores()
        words = [word for word in entity.text.split() if word.lower() not in word_list("particles")]
        return _folded(entity.text) in self.certain or (entity.kind == "PER" and any(word in listed for word in words))

    def _found(self, text: str, replacer: Replacer) -> Iterator[Entity]:
        spans = []
        for hit in replacer.hits(text):
            spans.append((hit.start, hit.end))
            if hit.replacement:
                yield Entity("PER", hit.name, hit.end, text[hit.name : hit.end], N_("name of the table"))
            else:
                self.left += 1
        for entity in names_in(text, self.known, self.language, self.replacer.known):
            if any(entity.start < end and start < entity.end for start, end in spans):
                continue
            if normal(entity.text) in self.kept:
                self.left += 1
            elif entity.kind == "ORG" and _folded(entity.text) in self.of_parties:
                self.parties += 1
            else:
                yield entity


def _folded(spelling: str) -> str:
    return " ".join(spelling.split()).casefold()


def _gathered(where: str, field: str, found: Sequence[Entity], places: bool) -> Iterator[Trace]:
    counts = Counter((entity.kind, entity.text) for entity in found)
    first: dict[tuple[Kind, str], Entity] = {}
    for entity in sorted(found, key=lambda entity: entity.start):
        first.setdefault((entity.kind, entity.text), entity)
    for (kind, text), entity in first.items():
        yield Trace(where, field, kind, text, counts[kind, text], entity.rule, entity.start if places else None)


def _telling(where: str, field: str, text: str, language: str, *, places: bool = False) -> Iterator[Clue]:
    found: dict[str, list[int]] = defaultdict(list)
    for function in telling_functions(text, language):
        found[function.text].append(function.start)
    for words, starts in found.items():
        yield Clue("telling_function", where, field, words, len(starts), starts[0] if places else None)
