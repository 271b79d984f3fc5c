"""What a search finds: paragraphs in the order in which they answer, with the exact places of the words; or the words in their context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spanveld.analysis.searching import Asked, Term, Wording, outermost, parse_words, scores, snippet_of, spans_in
from spanveld.language.keys import WORD, fold, key
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import natural
from spanveld.model.records import SOURCE_KINDS
from spanveld.store.found_paragraphs import Paragraph, found_paragraphs
from spanveld.store.fulltext import recall
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
"""Paragraphs beyond which the forms of the words are read all at once."""
AT_A_TIME = 500
"""Paragraphs held at once."""


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
        _hit(answer, item, read, spans, marks[place])
        for place, (item, read, spans) in zip(best, _placed(reader, answer, chosen), strict=True)
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
    for item, (said, start, number), spans in _placed(reader, answer, chosen):
        its = (KIND_OF[item.owner.kind], answer.of(item).subject, answer.source(item))
        for first, last in spans:
            left, right = said[max(0, first - width) : first], said[last : last + width]
            items.append(Line(*its, start + first, start + last, number, left, said[first:last], right))
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
    for item, (_, start, _), spans in _placed(reader, answer, _in_order(answer)):
        source = answer.scope.sources[answer.of(item).source_id or 0]
        found += [Place(source.source, source.version or 0, start + first, start + last) for first, last in spans]
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
) -> Iterator[tuple[Found, Paragraph, list[tuple[int, int]]]]:
    """Of each its paragraph, and where in that stands what was asked for; of many, the forms of the words are read all at once."""
    wordings = _wordings(reader, answer.asked) if len(chosen) > MANY else None
    for first in range(0, len(chosen), AT_A_TIME):
        some = chosen[first : first + AT_A_TIME]
        paragraphs = _paragraphs(reader, some)
        if wordings is None:
            recall(reader.connection, reader.study_id, (word for its in paragraphs for word in WORD.findall(its.words)))
        for item, its in zip(some, paragraphs, strict=True):
            if wordings is None:
                spans = spans_in(its.words, 0, len(its.words), answer.asked)
            else:
                each = zip(wordings, item.counts, strict=True)
                spans = outermost(
                    span for one, count in each for span in one.spans(its.words, 0, len(its.words), count)
                )
            yield item, its, spans


def _paragraphs(reader: Reader, chosen: Sequence[Found]) -> list[Paragraph]:
    """The paragraphs in which something was found."""
    wanted: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for item in chosen:
        wanted[item.owner.kind][item.owner.id].append(item.part)
    read: dict[tuple[str, int, int], Paragraph] = {}
    for kind, parts in wanted.items():
        for owner, found in found_paragraphs(reader.connection, reader.study_id, kind, parts):
            read.update(((kind, owner, part), each) for part, each in zip(parts[owner], found, strict=True))
    return [read[item.owner.kind, item.owner.id, item.part] for item in chosen]


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


def _hit(answer: _Answer, item: Found, read: Paragraph, spans: Sequence[tuple[int, int]], score: float) -> Hit:
    words, start, number = read
    snippet = snippet_of(words, 0, len(words), spans, WIDTH)
    return Hit(
        kind=KIND_OF[item.owner.kind],
        subject=answer.of(item).subject,
        source=answer.source(item),
        start=start,
        end=start + len(words),
        paragraph=number,
        spans=tuple((start + first, start + last) for first, last in spans),
        snippet=words[snippet.start : snippet.end],
        snippet_start=start + snippet.start,
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
