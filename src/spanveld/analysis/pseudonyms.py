"""What might stand for the names in texts: proposals for a person to confirm, edit or refuse.

Rules find the names (``language.entities``), so some are missed and some are no names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spanveld.analysis.replacing import Hit, Replacer, Rule
from spanveld.analysis.same_person import Individual, individuals
from spanveld.analysis.stand_ins import LETTERED, Letters, plain_label, stand_in_spans
from spanveld.language import entities as names
from spanveld.language.spans import Entity, Kind
from spanveld.language.word_lists import word_list
from spanveld.model.errors import N_

__all__ = ["KnownName", "Proposal", "names_in", "proposals"]

AROUND = 30
"""How many characters of the text an example shows on either side."""
_ARTICLE = re.compile(r"^(?:de|het|the) (?=\w)")


@dataclass(frozen=True, slots=True)
class KnownName:
    """A spelling of someone or something of the study.

    ``owner``: whose it is (``participant:R4``, ``party:GEM``; empty where nobody said so). ``stand_in``: what is to stand for it, if
    that is certain. ``take``: whether to propose that it be replaced.
    """

    spelling: str
    kind: Kind
    owner: str = ""
    stand_in: str = ""
    take: bool = True


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spelling, what might stand for it, and whether it should; how often and in which sources it occurs, with words around it.

    ``rule`` says why it was found.
    """

    kind: Kind
    found: str
    replacement: str
    take: bool
    count: int
    sources: tuple[str, ...]
    example: str
    rule: str


@dataclass(slots=True)
class _Spelling:
    found: str
    kinds: Counter[Kind]
    rule: str
    known: KnownName | None = None

    @property
    def kind(self) -> Kind:
        return self.known.kind if self.known else self.kinds.most_common(1)[0][0]


@dataclass(frozen=True, slots=True)
class _Place:
    source: str
    text: str
    hit: Hit


def names_in(
    text: str, known: Sequence[KnownName] = (), language: str = "nl", stand_ins: Collection[str] = ()
) -> list[Entity]:
    """All that may identify somebody in a text, but what stands in a stand-in, or is known by a word without a capital."""
    listed = [names.Known(name.spelling, name.kind) for name in known if name.spelling != name.spelling.lower()]
    protected = stand_in_spans(text, stand_ins)
    return [
        entity
        for entity in names.entities(text, listed, language)
        if not any(entity.start < end and start < entity.end for start, end in protected)
    ]


def proposals(
    texts: Mapping[str, str],
    known: Sequence[KnownName] = (),
    language: str = "nl",
    *,
    others: Iterable[str] = (),
    stand_ins: Collection[str] = (),
) -> tuple[Proposal, ...]:
    """Proposals over texts (source -> text), in the order in which the spellings first appear.

    ``others`` are further texts of the study, whose letters are not given out again; ``stand_ins`` are known beside those with a
    letter, like ``[R4]``.

    >>> [(found.found, found.replacement) for found in proposals({"S1": "Burgemeester Jansen uit De Bilt. Jansen zei ja."})]
    [('Jansen', '[burgemeester A]'), ('De Bilt', '[plaats A]')]
    """
    spelled = _spellings(texts, known, language, stand_ins)
    places = _places(texts, spelled, stand_ins)
    in_order = [spelled[found] for found in places]
    letters = Letters()
    letters.see([*texts.values(), *others])
    given = _given(in_order, places, known, language, letters)
    return tuple(
        Proposal(
            spelling.kind,
            spelling.found,
            given[spelling.found],
            spelling.known.take if spelling.known else True,
            len(places[spelling.found]),
            tuple(dict.fromkeys(place.source for place in places[spelling.found])),
            _example(places[spelling.found][0]),
            spelling.rule,
        )
        for spelling in in_order
    )


def _spellings(
    texts: Mapping[str, str], known: Sequence[KnownName], language: str, stand_ins: Collection[str]
) -> dict[str, _Spelling]:
    """Everything that is to be looked for, by its spelling."""
    by_name = {_folded(name.spelling): name for name in reversed(known)}
    spelled: dict[str, _Spelling] = {}
    for text in texts.values():
        for entity in names_in(text, known, language, stand_ins):
            found = " ".join(entity.text.split())
            entry = spelled.setdefault(found, _Spelling(found, Counter(), entity.rule, by_name.get(_folded(found))))
            entry.kinds[entity.kind] += 1
    for name in known:
        found = " ".join(name.spelling.split())
        if found not in spelled and found == found.lower():
            spelled[found] = _Spelling(found, Counter([name.kind]), N_("name known in the study"), name)
    return spelled


def _folded(spelling: str) -> str:
    return " ".join(spelling.split()).casefold()


def _places(texts: Mapping[str, str], spelled: Iterable[str], stand_ins: Collection[str]) -> dict[str, list[_Place]]:
    """Spelling -> where it stands as it would be replaced, the spellings in the order of their first place."""
    replacer = Replacer([Rule(found, "") for found in spelled], stand_ins)
    places: dict[str, list[_Place]] = defaultdict(list)
    for source, text in texts.items():
        for hit in replacer.hits(text):
            places[hit.found].append(_Place(source, text, hit))
    return dict(places)


def _given(
    in_order: Sequence[_Spelling],
    places: Mapping[str, list[_Place]],
    known: Sequence[KnownName],
    language: str,
    letters: Letters,
) -> dict[str, str]:
    """Spelling -> its stand-in; one for all spellings of one person, place or organisation."""
    sure: dict[str, list[str]] = defaultdict(list)
    presets: dict[str, str] = {}
    for name in known:
        if name.kind == "PER" and name.owner:
            sure[name.owner].append(name.spelling)
            presets[name.owner] = name.stand_in
    people = individuals([spelling.found for spelling in in_order if spelling.kind == "PER"], sure)
    words = _titles(people, places)
    given: dict[str, str] = {}
    made: dict[object, str] = {}
    for spelling in in_order:
        kind = spelling.kind
        if kind not in LETTERED:
            given[spelling.found] = f"[{plain_label(kind, language)}]"
            continue
        thing: object = _thing(spelling)
        preset, word = spelling.known.stand_in if spelling.known else "", plain_label(kind, language)
        if kind == "PER":
            person = people[spelling.found]
            thing, preset, word = person, preset or presets.get(person.key, ""), words.get(person) or word
        if thing not in made:
            made[thing] = preset or letters.next(word)
        given[spelling.found] = made[thing]
    return given


def _thing(spelling: _Spelling) -> tuple[str, str]:
    """What place or organisation a spelling is: that of its owner, else the one with these words, an article apart."""
    if spelling.known and spelling.known.owner:
        return spelling.kind, spelling.known.owner
    folded = _folded(spelling.found)
    return spelling.kind, _ARTICLE.sub("", folded) if spelling.kind == "ORG" else folded


def _titles(people: Mapping[str, Individual], places: Mapping[str, list[_Place]]) -> dict[Individual, str]:
    """Person -> the function that stands right before the name in at least half of its places."""
    counts: dict[Individual, int] = defaultdict(int)
    titles: dict[Individual, Counter[str]] = defaultdict(Counter)
    for spelling, person in people.items():
        for place in places[spelling]:
            counts[person] += 1
            titles[person].update(_functions_before(place))
    return {
        person: title
        for person, found in titles.items()
        for title, count in found.most_common(1)
        if count * 2 >= counts[person]
    }


def _functions_before(place: _Place) -> Iterator[str]:
    """The function before a name, forms of address left out: 'burgemeester' of 'burgemeester mevrouw Jansen'."""
    words = place.text[max(0, place.hit.name - 60) : place.hit.name]
    if not words or words[-1] not in " \t\u00a0":
        return
    for word in reversed(words.rpartition("\n")[2].split()):
        small = word.lower()
        if small in word_list("functions"):
            yield small
            return
        if small not in word_list("forms_of_address"):
            return


def _example(place: _Place) -> str:
    """Whole words around the place."""
    start, end = max(0, place.hit.start - AROUND), min(len(place.text), place.hit.end + AROUND)
    before, after = place.text[start : place.hit.start], place.text[place.hit.end : end]
    if start and not place.text[start - 1].isspace():
        before = re.sub(r"^\S+", "", before)
    if end < len(place.text) and not place.text[end].isspace():
        after = re.sub(r"\S+$", "", after)
    shown = " ".join(f"{before}{place.text[place.hit.start : place.hit.end]}{after}".split())
    return f"{'… ' if start else ''}{shown}{' …' if end < len(place.text) else ''}"
