"""Names of people, places and organisations in a text, by rules and word lists.

The rules lean towards finding too much: a person looks at each proposal, but nobody looks at a name that was not proposed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spanveld.language.organisations import headed_organisations, listed_organisations, long_organisations
from spanveld.language.persons import is_plain, persons, surname_end
from spanveld.language.places import addresses, places
from spanveld.language.reading import Reading
from spanveld.language.spans import Entity, Kind, disjoint
from spanveld.language.word_lists import word_list
from spanveld.language.words import spoken_form
from spanveld.model.errors import N_

__all__ = ["names"]


def names(
    text: str, taken: Iterable[tuple[int, int]] = (), known: Sequence[str] = (), language: str = "nl"
) -> list[Entity]:
    """The names in a text, disjoint and in order; none in the spans that are ``taken`` (half-open code points).

    ``known`` are names of persons, of which a first name or surname alone is looked for too.
    """
    reading = Reading(text, taken, language)
    speakers(reading)
    addresses(reading)
    headed_organisations(reading)
    long_organisations(reading)
    persons(reading)
    listed_organisations(reading)
    places(reading)
    named_before(reading, known)
    capitals(reading)
    small_sentences(reading)
    named_before(reading, known)
    return disjoint(reading.found)


def speakers(reading: Reading) -> None:
    """Take the name of whoever speaks, at the start of a line before a colon."""
    labels = Counter(match.group(1) for match in SPEAKER.finditer(reading.text))
    starts = {word.start: place for place, word in enumerate(reading.words)}
    for match in SPEAKER.finditer(reading.text):
        label, place = match.group(1), starts.get(match.start(1))
        if place is None or len(label) < 2:
            continue
        end = place + 1
        while end < len(reading.words) and reading.words[end].end <= match.end(1):
            end += 1
        if all(_can_be_called(reading, at) for at in range(place, end)):
            _take_speaker(reading, place, end, often=labels[label] > 1)


def _take_speaker(reading: Reading, place: int, end: int, often: bool) -> None:
    """Take what is a name in a label of one line; a label that no list knows only if it stands ``often``."""
    own = [at for at in range(place, end) if not reading.title(at) and reading.small(at) not in reading.common]
    named = any(reading.first_name(at) or reading.surname(at) for at in own)
    if own and (named or often):
        reading.take("PER", own[0], own[-1] + 1, N_("speaks at the start of a line"))


def _can_be_called(reading: Reading, place: int) -> bool:
    """Whether a word may stand in the label of a speaker who is called by name."""
    text = reading.words[place].text
    if not reading.free(place) or reading.shout(place) or any(map(str.isdigit, text)):
        return False
    return text[0].isupper() or text.lower() in word_list("particles")


SPEAKER = re.compile(r"^[ \t*]*([A-ZÀ-ÖØ-Þ][^\W\d_]*[\w.'’ -]{0,40}?) ?\*{0,2}:", re.MULTILINE)


def named_before(reading: Reading, known: Sequence[str]) -> None:
    """Take a surname or first name alone where the whole name was found elsewhere in the text."""
    parts = {part for entity in reading.found if _is_certain(entity) for part in NAME_PART.findall(entity.text)}
    parts |= {part for name in known for part in NAME_PART.findall(name)}
    parts |= {half for part in parts for half in part.split("-") if len(half) > 2}
    names = frozenset(part for part in parts if part[0].isupper() and part.lower() not in word_list("particles"))
    for place in range(len(reading.words)):
        if not reading.free(place) or not reading.capital(place) or not spoken_form(reading.words[place].text, names):
            continue
        if reading.doubtful(place) and reading.small(place + 1) not in reading.verbs:
            continue
        start = place
        while reading.capital_before(start) and surname_end(reading, start - 1):
            start -= 1
        reading.take("PER", start, place + 1, N_("part of a name found elsewhere"))


def _is_certain(entity: Entity) -> bool:
    return entity.kind == "PER" and entity.rule not in GUESSED


NAME_PART = re.compile(r"[^\W\d_]{3,}(?:[-’'][^\W\d_]+)*")

AROUND_PLACES = {"op", "in", "langs", "over", "aan", "uit", "naar", "rond", "through", "near", "along"}
NAMED_AFTER_PLACES = {
    "gemeente",
    "provincie",
    "dorpsraad",
    "post",
    "gemeenteraad",
    "stadsdeel",
    "kazerne",
    "municipality",
}
MAYORS = {"burgemeester", "wethouder", "gemeentesecretaris", "inwoners", "bewoners", "dorp", "stad"}
ARTICLES = {"de", "het", "'t", "’t", "the"}
LINKS = {"van", "de", "der", "den", "voor", "en", "of"}
CODE = re.compile(r"[A-Z]{1,3}-?\d+[a-z]?|[A-Z]-[a-z]+")
BY_CAPITAL = N_("capital inside a sentence")
BY_BEGINNING = N_("unknown word that begins a sentence")
WITHOUT_CAPITAL = N_("first name without its capital")
AFTER_FORM = N_("name after a form of address, without its capital")
GUESSED = {BY_CAPITAL, BY_BEGINNING, WITHOUT_CAPITAL, AFTER_FORM}
SENTENCE_END = re.compile(r"[.!?\n]")
CAMEL = re.compile(r"[^\W\d_]*[^\W\d_A-ZÀ-Þ][A-ZÀ-Þ]\w*")


def capitals(reading: Reading) -> None:
    """Take what has a capital inside a sentence and is not an everyday word, and abbreviations; the words before it tell the kind."""
    runs = [(_run_start(reading, start), end) for start, end in _runs(reading)]
    told = _votes(reading, runs)
    before: Kind | None = None
    last = 0
    for start, end in runs:
        votes = told.get(reading.words[start].text)
        linked = start - last == 1 and reading.small(last) in ("en", "of", "and", "or")
        kind: Kind = votes.most_common(1)[0][0] if votes else before if linked and before else "PER"
        reading.take(kind, start, end, BY_CAPITAL if kind != "ORG" else N_("abbreviation or name after an article"))
        before, last = kind, end
    kinds = {entity.text: entity.kind for entity in reading.found}
    for place, word in enumerate(reading.words):
        if reading.free(place) and word.opens and word.text in kinds and not reading.everyday(place):
            reading.take(kinds[word.text], place, place + 1, N_("found elsewhere inside a sentence"))
        elif _opens_as_a_name(reading, place):
            reading.take("PER", place, place + 1, BY_BEGINNING)


def _votes(reading: Reading, runs: Iterable[tuple[int, int]]) -> dict[str, Counter[Kind]]:
    """What the words around each name that is not on a list tell of its kind, over the whole text."""
    told: dict[str, Counter[Kind]] = {}
    for start, end in runs:
        kind = _told_kind(reading, start, end)
        if kind:
            told.setdefault(reading.words[start].text, Counter())[kind] += 1
    for before, word in pairwise(reading.words):
        if before.text.lower() in NAMED_AFTER_PLACES and word.joined and word.text[0].isupper():
            told.setdefault(word.text, Counter())["LOC"] += 5
    return told


def _runs(reading: Reading) -> Iterable[tuple[int, int]]:
    place = 0
    while place < len(reading.words):
        end = place
        while end - place < 6 and (
            _goes_on(reading, end) if end > place else reading.free(end) and _unknown(reading, end)
        ):
            end += 1
            if (
                reading.follows(end)
                and reading.small(end) in LINKS - {"en"}
                and reading.follows(end + 1)
                and _unknown(reading, end + 1)
            ):
                end += 1
        if end > place:
            yield place, end
        place = max(end, place + 1)


def _goes_on(reading: Reading, place: int) -> bool:
    """Whether a word carries on the name before it: any with a capital inside a sentence."""
    if not reading.follows(place) or not reading.capital(place) or reading.words[place].opens or reading.title(place):
        return False
    return _unknown(reading, place) or (reading.small(place) in reading.common and not reading.words[place].is_initials)


def _run_start(reading: Reading, start: int) -> int:
    """Where a run begins: with the word before it if that opens the sentence and is not an everyday one."""
    before = start - 1
    strange = (
        reading.words[start].joined
        and reading.free(before)
        and reading.capital(before)
        and len(reading.words[before].text) > 2
    )
    if not strange or reading.everyday(before) or reading.title(before) or reading.words[before].is_initials:
        return start
    return before


def _unknown(reading: Reading, place: int) -> bool:
    """Whether a word may be a name for its capital alone."""
    word = reading.words[place]
    if not reading.capital(place) or len(word.text) < 2 or word.is_initials:
        return False
    if _is_abbreviation(word.text) or CODE.fullmatch(word.text):
        return False
    if reading.shout(place):
        return not _in_shouted_line(reading, place)
    return not word.opens and word.text.lower() not in reading.common and not reading.title(place)


def _is_abbreviation(word: str) -> bool:
    """Whether a word is, or begins with, an abbreviation that is no organisation: 'GRIP', "OvD's", 'OTO-dagen'."""
    listed = word_list("abbreviations")
    begin = re.split(r"[-'’/]", word, maxsplit=1)[0]
    return word in listed or begin in listed or (CAMEL.fullmatch(begin) is not None and begin.upper() in listed)


def _in_shouted_line(reading: Reading, place: int) -> bool:
    """Whether the words beside it are in capitals too, as in a heading."""
    beside = [at for at in (place - 1, place + 1) if 0 <= at < len(reading.words)]
    return any(reading.shout(at) and len(reading.words[at].text) > 1 for at in beside)


def _told_kind(reading: Reading, start: int, end: int) -> Kind | None:
    """The kind that form and the words before it tell."""
    text = reading.words[start].text
    if reading.shout(start) and len(text) > 2 and text.capitalize() in reading.first_names:
        return "PER"
    if reading.shout(start) or CAMEL.fullmatch(text):
        return "ORG"
    before, earlier = reading.small(start - 1), reading.small(start - 2)
    if before == "van" and earlier in MAYORS:
        return "LOC"
    if before in word_list("before_places") or (before in ARTICLES and earlier in AROUND_PLACES):
        return "LOC"
    if before in ARTICLES or before in ("bij", "at"):
        return "ORG"
    return None


def _opens_as_a_name(reading: Reading, place: int) -> bool:
    if not reading.free(place) or not reading.words[place].opens or not reading.capital(place) or reading.shout(place):
        return False
    small = reading.small(place)
    halves = reading.words[place].text.split("-")
    if len(halves) == 2 and all(
        half[:1].isupper() and len(half) > 2 and half.lower() not in reading.common for half in halves
    ):
        return True
    if len(small) < 3 or not small.isalpha() or reading.everyday(place) or reading.title(place) or is_plain(small):
        return False
    return reading.small(place + 1) in reading.verbs and small not in word_list("organisation_words")


def small_sentences(reading: Reading) -> None:
    """Take first names and places of the lists in sentences without any capital, as quick transcripts have them."""
    place = 0
    while place < len(reading.words):
        end = place + 1
        while end < len(reading.words) and not reading.words[end].opens:
            end += 1
        begins = place == 0 or SENTENCE_END.search(
            reading.text[reading.words[place - 1].end : reading.words[place].start]
        )
        if end - place > 3 and begins and not any(reading.words[at].text[0].isupper() for at in range(place, end)):
            _small_names(reading, place, end)
        place = end


def _small_names(reading: Reading, start: int, stop: int) -> None:
    place = start
    while place < stop:
        end = place + 1
        text = reading.words[place].text
        name = text[0].upper() + text[1:]
        if reading.free(place) and len(text) > 2 and text not in reading.common and text not in reading.functions:
            if spoken_form(name, reading.first_names):
                end = _small_surname(reading, end)
                reading.take("PER", place, end, WITHOUT_CAPITAL)
            elif name in word_list("places"):
                reading.take("LOC", place, end, N_("place of the list without its capital"))
            elif place and reading.small(place - 1) in reading.forms and len(text) > 3:
                reading.take("PER", place, end, AFTER_FORM)
        place = end


def _small_surname(reading: Reading, place: int) -> int:
    """Where a surname of the list without its capital ends that begins here; ``place`` itself if none does."""
    for count in (3, 2, 1):
        if not all(reading.follows(at) for at in range(place, place + count)):
            continue
        words = [reading.words[at].text for at in range(place, place + count)]
        core = words[-1][0].upper() + words[-1][1:]
        if " ".join([*words[:-1], core]) in reading.surnames and (count > 1 or words[0] not in reading.common):
            return place + count
    return place
