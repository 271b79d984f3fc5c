"""What belongs to an erasure: worked out from the study as it is, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spanveld.actions.erasing_fields import sweep
from spanveld.actions.erasing_foreign import foreign_goes
from spanveld.actions.erasing_known import FieldChange, Known, Place, Scope, Span, known_of, subtract
from spanveld.actions.erasing_plan import make_plan
from spanveld.actions.erasing_sharing import Shared, shared_names
from spanveld.actions.lookup import find
from spanveld.formats.sources.searchable import searchable
from spanveld.model.changes import ChangeMap, Edit
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.records import VOICELESS
from spanveld.model.sealed import texts_of
from spanveld.model.traces import Traces, could_be_anybody, merged, name_parts
from spanveld.store.dependants import removal_of
from spanveld.store.erasing import kept_words, sealed_about, sealed_words
from spanveld.store.work import Row, Work

__all__ = ["MARKERS", "scope_of"]

MARKERS = {"nl": "[gewist]"}
"""What stands where words were, by the language of the study; ``[erased]`` in others."""
ALONE = ("interview", "survey", "meeting")
"""Kinds of sources in which, without turns, all words are their participants'."""


def scope_of(work: Work, subject: str, names: Sequence[str] = ()) -> Scope:
    """Everything that erasing ``participant:R4``, ``source:S1``, ``original:S1`` or ``superseded`` takes away.

    ``names``: further names and spellings by which the person is known.
    """
    language = str((work.one("study") or {})["language"])
    marker = MARKERS.get(language, "[erased]")
    kind, _, name = subject.partition(":")
    known = known_of(work)
    match kind:
        case "participant" if name:
            scope = _of_participant(known, subject, name, marker, names)
        case "source" if name:
            scope = _of_source(known, subject, _found(work, "source", name), marker, names)
        case "original" if name:
            number = _found(work, "source", name)
            scope = Scope(subject, marker, Traces())
            _files(known, scope, {number})
            _, _, files = sealed_about(work.connection, work.study_id, [("source", (number,))])
            scope.files |= files
        case "superseded" if not name:
            scope = _of_superseded(known, subject, marker)
        case _:
            raise Refused(
                N_(
                    "'{subject}' cannot be erased: write participant:NAME, source:NAME, original:NAME (the file that its text was "
                    "taken from) or superseded."
                ),
                subject=subject,
            )
    scope.sealed = sealed_words(work.connection, work.study_id)
    if kind in ("participant", "source"):
        _deletes(known, scope)
        sweep(known, scope)
        _old_words(known, scope)
        _kept_files(known, scope)
    make_plan(known, scope, language)
    return scope


def _found(work: Work, kind: str, name: str) -> int:
    try:
        return find(work, kind, name)
    except NotFound as error:
        raise NotFound(
            N_(
                "There is no {kind} '{name}' in this study. What older versions, undo and backups still keep of it is erased with "
                "'superseded'."
            ),
            **error.values,
        ) from error


# ---------------------------------------------------------------------- a person
def _of_participant(known: Known, subject: str, name: str, marker: str, more: Sequence[str]) -> Scope:
    work, number = known.work, _found(known.work, "participant", name)
    traces, shared = _names(work, number, more)
    scope = Scope(subject, marker, traces, participant=number, shared=shared.parts)
    touched = {source for source, persons in known.linked.items() if number in persons}
    touched |= {row["source_id"] for row in _texts_with_turns(known, number)}
    own = {passage for passage, voices in known.given.items() if voices == {number}}
    touched |= {known.passages[passage]["source_id"] for passage in own}
    for source in sorted(touched):
        speaking = {turn["participant_id"] for turn in known.turns[known.texts[source]["id"]]} - {None}
        others = ((known.linked[source] | speaking) - {number}) - known.observers
        alone = number not in known.observers or known.linked[source] == {number}
        if number in known.linked[source] and not others and alone:
            scope.whole.add(source)
        else:
            scope.edits[source] = _own_places(known, source, number, own)
    for source in sorted(touched):
        _hear(known, scope, source, number, own)
    _other_places(known, scope)
    return scope


def _names(work: Work, number: int, more: Sequence[str]) -> tuple[Traces, Shared]:
    """The labels of a person in files, their parts that no other label has, and the names that were given; what others share."""
    identifiers = {name.casefold() for (name,) in work.values("participant", "identifier")}
    labels: list[str] = []
    others: list[str] = []
    for label, person in work.values("speaker", "label", "participant_id"):
        (labels if person == number else others).append(label)
    parties = [name for (name,) in work.values("party", "name")]
    plain = {word for text in (*others, *parties) for word in text.split()}
    named = [
        label
        for label in labels
        if len(label) >= 3 and label.casefold() not in identifiers and not could_be_anybody(label)
    ]
    parts = [part for label in named for part in name_parts(label, plain)]
    shared = shared_names(work, number, named, parts)
    return Traces((*named, *(name for name in more if name.strip())), parts, others=shared.whole), shared


def _texts_with_turns(known: Known, number: int) -> list[Row]:
    texts = {text for text, turns in known.turns.items() if any(turn["participant_id"] == number for turn in turns)}
    return known.work.rows("text", id=sorted(texts)) if texts else []


def _own_places(known: Known, source: int, number: int, own: Iterable[int]) -> list[Span]:
    """The person's turns in the current text, and the passages that are this person's words alone."""
    turns = [t for t in known.turns[known.texts[source]["id"]] if t["participant_id"] == number]
    spans = [(turn["start"], turn["end"]) for turn in turns]
    said = [a for p in own if (a := known.anchors.get(p)) and known.passages[p]["source_id"] == source]
    others = [
        (anchor["start"], anchor["end"])
        for passage, anchor in known.anchors.items()
        if known.passages[passage]["source_id"] == source and known.given.get(passage, set()) - {number}
    ]
    spans += [part for anchor in said for part in subtract((anchor["start"], anchor["end"]), others)]
    return merged(spans)


def _hear(known: Known, scope: Scope, source: int, number: int | None, own: Iterable[int] = ()) -> None:
    """Learn what the person said in all versions of a source; of a source that goes wholly, all but the interviewer's words."""
    work = known.work
    for text in work.rows("text", source_id=source):
        body = work.body(text["erasable_id"])
        if body is None:
            continue
        turns = known.turns[text["id"]]
        for turn in turns:
            if turn["participant_id"] == number and number is not None:
                scope.traces.hear(body[turn["start"] : turn["end"]])
        spoken = any(turn["participant_id"] == number for turn in turns)
        if source in scope.whole and (number is None or not spoken):
            asked = [(turn["start"], turn["end"]) for turn in turns if turn["role"] == "interviewer"]
            for start, end in subtract((0, len(body)), asked):
                scope.traces.hear(body[start:end])
        for anchor in work.rows("anchor", text_id=text["id"]):
            if anchor["passage_id"] in own:
                scope.traces.hear(body[anchor["start"] : anchor["end"]])
    for passage in own:
        if known.passages[passage]["source_id"] == source and known.passages[passage]["doubt"]:
            scope.traces.hear(known.passages[passage]["doubt"])


def _other_places(known: Known, scope: Scope) -> None:
    """Names in all texts that stay, and the person's words where nobody else says them."""
    for source in known.texts:
        if source in scope.whole:
            continue
        body = known.body(source)
        spans = [*scope.edits.get(source, []), *scope.traces.of_names(body)]
        shielded = _shielded(known, scope, source, len(body))
        spans += [part for span in scope.traces.of_words(body) for part in subtract(span, shielded)]
        if found := merged(spans):
            scope.edits[source] = found
        else:
            scope.edits.pop(source, None)


def _shielded(known: Known, scope: Scope, source: int, length: int) -> list[Span]:
    """Where other people speak: the same words there are theirs."""
    turns = known.turns[known.texts[source]["id"]]
    spoken = [
        (turn["start"], turn["end"])
        for turn in turns
        if turn["participant_id"] not in (None, scope.participant, *known.observers) and turn["role"] not in VOICELESS
    ]
    if not turns and known.kinds[source] in ALONE and scope.participant not in known.linked[source]:
        return [(0, length)]
    return spoken


# ---------------------------------------------------------------------- a source, old versions
def _of_source(known: Known, subject: str, number: int, marker: str, more: Sequence[str]) -> Scope:
    scope = Scope(subject, marker, Traces(tuple(name for name in more if name.strip())))
    scope.whole.add(number)
    _hear(known, scope, number, None)
    _other_places(known, scope)
    return scope


def _of_superseded(known: Known, subject: str, marker: str) -> Scope:
    scope = Scope(subject, marker, Traces())
    live = {row["erasable_id"] for row in known.texts.values()}
    scope.words = {number for number, _ in kept_words(known.work.connection, known.work.study_id)} - live
    scope.files = {number for number, digest in known.work.values("blob", "id", "digest") if digest}
    _files(known, scope, set(known.texts))
    for number, row in known.passages.items():
        if row["doubt"] and number in known.anchors:
            scope.fields.append(FieldChange("passage", (number,), "doubt", "", 1, row["identifier"]))
    return scope


def _files(known: Known, scope: Scope, sources: set[int]) -> None:
    """The files that texts of these sources were taken from."""
    for number, source, blob in known.work.values("original", "id", "source_id", "blob_id"):
        if source in sources:
            scope.originals.add(number)
            scope.files.add(blob)


# ---------------------------------------------------------------------- rows, fields, old words
def _deletes(known: Known, scope: Scope) -> None:
    work = known.work
    for source, spans in scope.edits.items():
        scope.passages |= _inside(known, scope, source, spans)
    roots = [("source", number) for number in sorted(scope.whole)]
    roots += [("passage", number) for number in sorted(scope.passages)]
    if scope.participant is not None:
        roots += [("speaker", row["id"]) for row in work.rows("speaker", participant_id=scope.participant)]
        roots += [("turn", row["id"]) for row in work.rows("turn", participant_id=scope.participant)]
        roots.append(("participant", scope.participant))
    roots += [
        ("speaker", row["id"])
        for row in work.rows("speaker", participant_id=None)
        if scope.traces.of_names(row["label"])
    ]
    for table, number in roots:
        if (table, (number,)) in scope.deletes:
            continue
        removal = removal_of(work, table, number)
        scope.deletes.update(dict.fromkeys(removal.deletes))
        scope.clears += removal.clears
    scope.passages |= {key[0] for table, key in scope.deletes if table == "passage"}
    _files(known, scope, scope.whole | set(scope.edits))
    foreign_goes(known, scope)


def _inside(known: Known, scope: Scope, source: int, spans: Sequence[Span]) -> set[int]:
    """The passages of a source of which no character is left, and those in doubt that are the person's words."""
    change = ChangeMap(known.body(source), (Edit(start, end, "") for start, end in spans))
    gone = set()
    for number, row in known.passages.items():
        if row["source_id"] != source:
            continue
        anchor = known.anchors.get(number)
        if anchor is None:
            doubt = row["doubt"]
            if known.given.get(number) == {scope.participant} or scope.traces.said(doubt) or scope.traces.spans(doubt):
                gone.add(number)
        elif change.place(anchor["start"], anchor["end"]).anchor is None:
            gone.add(number)
    return gone


def _old_words(known: Known, scope: Scope) -> None:
    """What stands beside the journal of all that was ever part of it, and of anything else in which names or words stand."""
    work = known.work
    touched = scope.whole | set(scope.edits)
    start: list[Place] = [*scope.deletes, *(("source", (number,)) for number in touched)]
    start += [("passage", (number,)) for number, row in known.passages.items() if row["source_id"] in touched]
    start += [(change.table, change.key) for change in scope.fields if change.table != "study"]
    bodies = set()
    for row in work.rows("text", source_id=sorted(touched)) if touched else ():
        start.append(("text", (row["id"],)))
        bodies |= {row["erasable_id"], row["change_id"]} - {None}
    words, texts, files = sealed_about(work.connection, work.study_id, start)
    live = {row["erasable_id"] for source, row in known.texts.items() if source not in touched}
    present = {}
    for number, body in kept_words(work.connection, work.study_id):
        said = texts_of(body) if number in scope.sealed else (body,)
        present[number] = number not in live and any(scope.traces.spans(text) for text in said)
    scope.words = {number for number in words | texts | bodies if number in present}
    scope.words |= {number for number, found in present.items() if found}
    scope.words -= live
    scope.files |= files


def _kept_files(known: Known, scope: Scope) -> None:
    """Files that texts were taken from, of which the text has no trace: in a header, a comment, a column that was left out."""
    if scope.traces.empty:
        return
    work = known.work
    sources = {blob: (number, source) for number, source, blob in work.values("original", "id", "source_id", "blob_id")}
    for (blob,) in work.values("blob", "id"):
        if blob in scope.files:
            continue
        [(body,)] = work.values("blob", "body", id=blob)
        original, source = sources.get(blob, (0, 0))
        shared = source in known.texts and bool(scope.traces.of_words(known.body(source)))  # words that others say too
        look = scope.traces.of_names if shared else scope.traces.spans
        if body and any(look(text) for text in searchable(body)):
            scope.files.add(blob)
            scope.originals |= {original} - {0}
