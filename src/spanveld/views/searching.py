"""What a search finds: paragraphs in the order in which they answer, with the exact places of the words; or the words in their context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from spanveld.analysis.searching import Asked, Term, Wording, outermost, parse_words, scores, snippet_of, spans_in
from spanveld.language.keys import WORD, fold, key
from spanveld.language.paragraphs import paragraph_number, paragraphs_numbered
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import natural
from spanveld.model.records import SOURCE_KINDS
from spanveld.store.fulltext import bodies_of, recall
from spanveld.store.indexed import KeptIndex, Scope
from spanveld.store.matches import MOST, Found, Needle, TooMany, forms_of, keys_holding, matches
from spanveld.store.records import Reader
from spanveld.store.searched import About, SourceFilter, about
from spanveld.views.search_hits import Hit, Hits, Line, Lines, Place, SourceHits

__all__ = ["WHERE", "Hit", "Hits", "Line", "Lines", "Place", "SourceHits", "lines_of", "places_of", "search"]

WHERE = {
    "all": ("text", "memo", "passage", "finding", "summary"),
    "texts": ("text",),
    "memos": ("memo", "passage"),
    "findings": ("finding",),
    "overview": ("summary",),
}
"""Where to search: the tables behind each name."""
KIND_OF = {"text": "text", "memo": "memo", "passage": "memo", "finding": "finding", "summary": "overview"}
WIDTH = 200
"""Characters of a snippet, about."""
MANY = 200
"""Paragraphs beyond which all keys of the study are read at once, and texts one by one."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Everything that was found, with what it is about."""

    asked: tuple[Asked, ...]
    found: Sequence[Found]
    about: Mapping[tuple[str, int], About]
    scope: Scope

    def of(self, found: Found) -> About:
        owner = found.owner
        return self.scope.texts[owner.id] if owner.kind == "text" else self.about[owner.kind, owner.id]

    def place(self, found: Found) -> tuple[Any, ...]:
        """By what is found is put in order: texts first, then by source, subject and paragraph."""
        its, owner = self.of(found), found.owner
        source = -1 if its.source_id is None else self.scope.place[its.source_id]
        subject = "" if owner.kind == "text" else natural(its.subject)
        return _ORDER[owner.kind], source, subject, owner.id, found.part

    def source(self, found: Found) -> str:
        number = self.of(found).source_id
        return "" if number is None else self.scope.sources[number].source


def search(
    reader: Reader,
    indexed: KeptIndex,
    words: str,
    *,
    where: str = "all",
    only: SourceFilter = SourceFilter(),  # noqa: B008 - a frozen value
    phrase: bool = False,
    substring: bool = False,
    limit: int = 20,
    offset: int = 0,
) -> Hits:
    """Search the study; Refused for a question without words, or one that finds more than can be shown."""
    terms = parse_words(words, phrase=phrase, substring=substring)
    answer = _answer(reader, indexed, terms, where, only)
    scope = answer.scope
    marks = scores([(item.counts, item.owner.sizes[item.part]) for item in answer.found], scope.parts, scope.words)
    best = _best(answer, marks, max(0, offset), max(0, limit))
    chosen = [answer.found[place] for place in best]
    items = tuple(
        _hit(answer, item, body, start, end, spans, marks[place])
        for place, (item, body, start, end, spans) in zip(best, _placed(reader, answer, chosen), strict=True)
    )
    return Hits(
        study=reader.study.identifier,
        words=words,
        where=where,
        filters=only.given(),
        total=len(marks),
        searched=scope.parts,
        by_kind=dict(Counter(KIND_OF[item.owner.kind] for item in answer.found)),
        sources=_by_source(answer),
        sources_searched=len(scope.sources),
        offset=offset,
        items=items,
    )


def lines_of(
    reader: Reader,
    indexed: KeptIndex,
    words: str,
    *,
    where: str = "all",
    only: SourceFilter = SourceFilter(),  # noqa: B008 - a frozen value
    phrase: bool = False,
    substring: bool = False,
    limit: int = 50,
    offset: int = 0,
    width: int = 60,
) -> Lines:
    """The words in their context, ``width`` characters at either side."""
    answer = _answer(reader, indexed, parse_words(words, phrase=phrase, substring=substring), where, only)
    chosen = _in_order(answer)[max(0, offset) :][: max(0, limit)]
    items = []
    for item, body, start, end, spans in _placed(reader, answer, chosen):
        number = _number(body, start)
        for first, last in spans:
            left, right = body[max(start, first - width) : first], body[last : min(end, last + width)]
            its = (KIND_OF[item.owner.kind], answer.of(item).subject, answer.source(item))
            items.append(Line(*its, first, last, number, left, body[first:last], right))
    heading = (reader.study.identifier, words, where, only.given())
    return Lines(*heading, len(answer.found), answer.scope.parts, offset, tuple(items))


def places_of(
    reader: Reader,
    indexed: KeptIndex,
    words: str,
    *,
    only: SourceFilter = SourceFilter(),  # noqa: B008 - a frozen value
    phrase: bool = False,
    substring: bool = False,
) -> list[Place]:
    """Every place in the texts of sources where something stands that was searched for, in the order of the sources."""
    answer = _answer(reader, indexed, parse_words(words, phrase=phrase, substring=substring), "texts", only)
    found = []
    for item, _body, _start, _end, spans in _placed(reader, answer, _in_order(answer)):
        source = answer.scope.sources[answer.of(item).source_id or 0]
        found += [Place(source.source, source.version or 0, *span) for span in spans]
    return found


# ---------------------------------------------------------------------- asking
def _answer(reader: Reader, indexed: KeptIndex, terms: Sequence[Term], where: str, only: SourceFilter) -> _Answer:
    if where not in WHERE:
        raise Refused(
            N_("'{where}' is no place to search in; write one of: {known}."), where=where, known=", ".join(WHERE)
        )
    _check(reader, only)
    connection, study_id = reader.connection, reader.study_id
    recall(connection, study_id, (word for term in terms for word in term.words))
    scope = indexed.scope(connection, study_id, WHERE[where], only)
    try:
        asked = tuple(_asked(reader, term) for term in terms)
        found = matches(connection, study_id, [Needle(one.keys, one.any_of) for one in asked], scope.known)
    except TooMany as error:
        raise Refused(
            N_("This finds more than {most} paragraphs; search for more words, or in fewer sources."), most=MOST
        ) from error
    others = {(item.owner.kind, item.owner.id) for item in found if item.owner.kind != "text"}
    answer = _Answer(asked, found, about(connection, study_id, others) if others else {}, scope)
    if others and only.given():
        found[:] = [item for item in found if answer.of(item).source_id in scope.sources]
    return answer


def _asked(reader: Reader, term: Term) -> Asked:
    if not term.within:
        return Asked(tuple(key(word) for word in term.words))
    word = term.words[0]
    parts = {part for part in ("".join(filter(str.isalnum, fold(word))), key(word)) if part}
    return Asked(any_of=keys_holding(reader.connection, reader.study_id, sorted(parts)))


def _check(reader: Reader, only: SourceFilter) -> None:
    for kind in ("source", "wave", "sub_case", "participant", "party"):
        if name := getattr(only, kind):
            _must_be_known(kind, name, reader.names(kind).values())
    if only.kind:
        _must_be_known("kind", only.kind, SOURCE_KINDS)
    if only.level:
        _must_be_known("level", only.level, {row.level for row in reader.rows("participant") if row.level})


def _must_be_known(kind: str, name: str, known: Any) -> None:
    if name not in known:
        raise NotFound(
            N_("There is no {kind} '{name}' in this study; known are: {known}."),
            kind=kind.replace("_", "-"),
            name=name,
            known=", ".join(sorted(known, key=natural)) or "-",
        )


# ---------------------------------------------------------------------- showing
_ORDER = {table: place for place, table in enumerate(WHERE["all"])}


def _best(answer: _Answer, marks: Sequence[float], offset: int, limit: int) -> list[int]:
    """Which of what was found comes on the page; what answers as well stands in the order of the sources."""
    if not marks or not limit:
        return []
    least = sorted(marks, reverse=True)[min(offset + limit, len(marks)) - 1]
    among = [place for place, mark in enumerate(marks) if mark >= least]
    among.sort(key=lambda place: (-marks[place], *answer.place(answer.found[place])))
    return among[offset : offset + limit]


def _in_order(answer: _Answer) -> list[Found]:
    return sorted(answer.found, key=answer.place)


def _placed(
    reader: Reader, answer: _Answer, chosen: Sequence[Found]
) -> Iterator[tuple[Found, str, int, int, list[tuple[int, int]]]]:
    """Of each its whole text, where its paragraph lies, and where in it stands what was asked for.

    Of many, texts are read one by one while they follow each other, and the forms of the words all at once.
    """
    connection, study_id = reader.connection, reader.study_id
    if len(chosen) > MANY:
        wordings = _wordings(reader, answer.asked)
        for owner, group in groupby(chosen, key=lambda item: item.owner):
            ((_, body),) = bodies_of(connection, study_id, owner.kind, [owner.id])
            its = list(group)
            for item, place in zip(its, paragraphs_numbered(body, [item.part for item in its]), strict=True):
                yield item, body, *place, outermost(span for one in wordings for span in one.spans(body, *place))
        return
    bodies: dict[tuple[str, int], str] = {}
    wanted: dict[str, set[int]] = defaultdict(set)
    for item in chosen:
        wanted[item.owner.kind].add(item.owner.id)
    for kind, numbers in wanted.items():
        bodies |= {(kind, number): body for number, body in bodies_of(connection, study_id, kind, sorted(numbers))}
    whole = [bodies[item.owner.kind, item.owner.id] for item in chosen]
    places = [paragraph_number(body, item.part) for body, item in zip(whole, chosen, strict=True)]
    words = (word for body, place in zip(whole, places, strict=True) for word in WORD.findall(body, *place))
    recall(connection, study_id, words)
    for item, body, place in zip(chosen, whole, places, strict=True):
        yield item, body, *place, spans_in(body, *place, answer.asked)


def _wordings(reader: Reader, asked: Sequence[Asked]) -> list[Wording]:
    """What was asked for, as the forms in which the study has it."""
    forms: dict[str, set[str]] = defaultdict(set)
    keys = {found for one in asked for found in (*one.keys, *one.any_of)}
    for form, found in forms_of(reader.connection, reader.study_id, keys).items():
        forms[found].add(form)
    return [
        Wording([set().union(*(forms[found] for found in one.any_of))] if one.any_of else [forms[k] for k in one.keys])
        for one in asked
    ]


def _number(body: str, start: int) -> int:
    """The number of the paragraph that begins at a place, empty ones left out."""
    return 1 + sum(1 for line in body[:start].split("\n") if line.strip())


def _hit(
    answer: _Answer, item: Found, body: str, start: int, end: int, spans: Sequence[tuple[int, int]], score: float
) -> Hit:
    snippet = snippet_of(body, start, end, spans, WIDTH)
    return Hit(
        kind=KIND_OF[item.owner.kind],
        subject=answer.of(item).subject,
        source=answer.source(item),
        start=start,
        end=end,
        paragraph=_number(body, start),
        spans=tuple(spans),
        snippet=body[snippet.start : snippet.end],
        snippet_start=snippet.start,
        before=snippet.before,
        after=snippet.after,
        score=score,
    )


def _by_source(answer: _Answer) -> tuple[SourceHits, ...]:
    counts = Counter(item.owner for item in answer.found if item.owner.kind == "text")
    sources, place = answer.scope.sources, answer.scope.place
    its = [(owner, answer.scope.texts[owner.id].source_id or 0, count) for owner, count in counts.items()]
    its.sort(key=lambda item: (-item[2], place[item[1]]))
    return tuple(
        SourceHits(sources[number].source, sources[number].title, sources[number].kind, count, owner.parts, owner.words)
        for owner, number, count in its
    )
