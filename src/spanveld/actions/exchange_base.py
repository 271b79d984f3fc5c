"""What of a project was said so already when it was last brought in: a short digest of each thing, and the base for merging.

With these a study needs no copy of the file: what the file says as it did before changes nothing here, whatever became of it here;
what it says otherwise changes what stands here as the file had it; and only where both changed has a person to choose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from zlib import crc32

from spanveld.actions.exchange_taking import Taking
from spanveld.model.kinds import KINDS
from spanveld.model.study import StudyContent
from spanveld.model.text import sha256

__all__ = ["SAID", "contents", "gone_from", "only_theirs"]

SAID = "Said"
"""The element under which the digests are kept: of passages at their source, of the rest at the project."""
CARRIED = ("case", "sub_case", "wave", "coder", "layer", "party", "participant", "code", "exchange")
"""Kinds of which the study's own are named by what comes in."""
DIGESTED = {
    "coder": ("name",),
    "participant": ("function",),
    "party": ("name",),
    "case": ("name",),
    "sub_case": ("name",),
    "code": ("label_en", "label_nl", "definition", "parent"),
    "memo": ("subject", "date", "author", "text"),
    "source": ("title", "participants", "sub_cases", "case"),
    "passage": ("start", "end", "coder", "voices", "memo", "doubt"),
    "attribute": ("value",),
}
"""What a file can say of a thing of each kind."""
Digest = dict[tuple[str, str], str]
"""(kind, key) -> digest."""


def contents(taking: Taking, account: str) -> tuple[StudyContent, StudyContent]:
    """``theirs`` and ``base``; the digests of ``theirs`` are put among what is kept, and the import itself among the records."""
    ours = taking.known.ours
    theirs = {name: list(taking.records.get(name, ())) for name in KINDS}
    now = _Digests(taking, theirs)
    before = _before(taking)
    here = _Digests(taking, {name: ours.records.get(name, ()) for name in KINDS}) if any(before) else None
    base: dict[str, list[Any]] = {name: [] for name in KINDS}
    texts: dict[str, str] = {}
    for kind in DIGESTED:
        for key, record, digest in now.of(kind):
            there = here.found(kind, key) if here else None
            last = before[kind == "passage"].get(key)
            if last is None:
                continue
            if last == digest:
                base[kind].append(record)
            elif there and there[1] == last:
                base[kind].append(there[0])
            else:
                continue
            if kind == "source":
                texts[record.source] = _text(taking, before[0], key, record.source)
    if here is not None:
        placed = {each.passage for each in base["passage"]}
        base["coding"] = list(_codings(before[1], now, here, placed))
    for kind in CARRIED:
        _carry(kind, ours, theirs[kind], base[kind])
    _keep(taking, now)
    base["foreign"] = [
        row
        for row in ours.records.get("foreign", ())
        if (row.item, row.element) in taking.foreign and row.exchange == taking.root
    ]
    theirs["exchange"].append(taking.exchange_row(account))
    theirs["foreign"] = list(taking.kept_rows())
    kept = {name: data for name, data in taking.originals.items() if name in texts}
    shared: dict[str, Any] = {"frameworks": ours.frameworks, "language": ours.language, "guid": ours.guid}
    return (
        StudyContent(ours.id, records=theirs, texts=taking.texts, originals=taking.originals, **shared),
        StudyContent(ours.id, records=base, texts=texts, originals=kept, **shared),
    )


def only_theirs(taking: Taking) -> StudyContent:
    """What the project says, without the import itself and what is kept: for our own exports, which the study can hold wholly."""
    ours = taking.known.ours
    theirs = {name: list(taking.records.get(name, ())) for name in KINDS}
    for kind in ("coding", "memo"):
        theirs[kind] = [_plain(taking, kind, each) for each in theirs[kind]]
    for kind in CARRIED:
        _carry(kind, ours, theirs[kind], [])
    return StudyContent(
        ours.id,
        language=ours.language,
        guid=ours.guid,
        frameworks=ours.frameworks,
        records=theirs,
        texts=taking.texts,
        originals=taking.originals,
    )


def _plain(taking: Taking, kind: str, record: Any) -> Any:
    """The record without its GUID where the study has just that one, and never gave it any."""
    known = taking.known.thing(kind, record.guid)
    names = [KINDS[kind].column(name).attribute for name in KINDS[kind].key]
    if known is None or known.guid or any(getattr(known, name) != getattr(record, name) for name in names):
        return record
    return replace(record, guid="")


def gone_from(taking: Taking) -> tuple[str, ...]:
    """What the file said when it was last brought in and says no more, as far as the study still has it (``kind:name``)."""
    before = _before(taking)
    said: tuple[set[str], set[str]] = set(), set()
    for item, rows in taking.said.items():
        said[item != ""].update(rows)
    found = []
    for kind in DIGESTED:
        if kind in ("attribute", "memo"):
            continue
        for record in taking.known.ours.records.get(kind, ()):
            at = kind == "passage"
            if record.guid in before[at] and record.guid not in said[at]:
                name = (
                    f"{record.layer}/{record.code}"
                    if kind == "code"
                    else getattr(record, KINDS[kind].columns[0].attribute)
                )
                found.append(f"{kind}:{name}")
    return tuple(found)


def _before(taking: Taking) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """The digests that were kept: of the project's other things, and of passages (a GUID may stand for one of each)."""
    found: tuple[dict[str, str], dict[str, str]] = {}, {}
    if taking.root:
        for item, data in taking.known.left.all(SAID):
            found[item != ""].update({str(key): str(value) for key, value in data.items()})
    return found


def _text(taking: Taking, before: Mapping[str, str], key: str, source: str) -> str:
    """The text that the file had: its own where it is the same, else the study's, if that is the one it had."""
    last = before.get(f"{key}:text", "")
    ours = taking.known.ours.texts.get(source, "")
    return ours if last == sha256(ours)[:16] else taking.texts[source]


def _codings(before: Mapping[str, str], now: _Digests, here: _Digests, placed: set[str]) -> Iterator[Any]:
    for key, record, _ in now.of("passage"):
        if record.passage not in placed:
            continue
        there = here.found("passage", key)
        codes = here.codes_of(there[0].passage) if there else ""
        last = before.get(f"{key}:codes")
        if last == now.codes_of(record.passage):
            yield from now.codings[record.passage]
        elif there and codes == last:
            yield from here.codings[there[0].passage]


def _carry(kind: str, ours: StudyContent, theirs: list[Any], base: list[Any]) -> None:
    """The study's own things of a kind, in both: so that whatever comes in can name them, and nothing of them changes."""
    attributes = [KINDS[kind].column(name).attribute for name in KINDS[kind].key if kind == "code"]
    attributes = attributes or [KINDS[kind].columns[0].attribute]
    known = {tuple(getattr(each, name) for name in attributes) for each in theirs}
    more = [
        each for each in ours.records.get(kind, ()) if tuple(getattr(each, name) for name in attributes) not in known
    ]
    theirs += more
    base += more


def _keep(taking: Taking, now: _Digests) -> None:
    sources = {f"source:{record.source}": record.guid for record in taking.records["source"]}
    for kind in DIGESTED:
        for key, record, digest in now.of(kind):
            item = sources.get(f"source:{record.source}", "") if kind == "passage" else ""
            rows = taking.said[item]
            rows[key] = digest
            if kind == "passage":
                rows[f"{key}:codes"] = now.codes_of(record.passage)
            if kind == "source":
                rows[f"{key}:text"] = sha256(taking.texts[record.source])[:16]
    for item, rows in taking.said.items():
        taking.keep(item, SAID, rows)


class _Digests:
    """The digests of one side; codes and coders stand in them under what the file calls them, so that a new name here is no difference."""

    def __init__(self, taking: Taking, records: Mapping[str, Any]) -> None:
        self.records = records
        self._codes = {place: guid for guid, place in sorted(taking.codes.items(), reverse=True)}
        self._coders = {coder: guid for guid, coder in sorted(taking.coders.items(), reverse=True)}
        self._subjects = {subject: guid for guid, subject in taking.subjects.items() if subject}
        self._found: dict[str, dict[str, tuple[Any, str]]] = {}
        self._coder_of = {each.passage: each.coder for each in records["passage"]}
        self.codings: dict[str, list[Any]] = defaultdict(list)
        for coding in records["coding"]:
            self.codings[coding.passage].append(coding)

    def of(self, kind: str) -> Iterator[tuple[str, Any, str]]:
        """Key, record and digest of each thing."""
        for key, (record, digest) in self._all(kind).items():
            yield key, record, digest

    def found(self, kind: str, key: str) -> tuple[Any, str] | None:
        return self._all(kind).get(key)

    def _all(self, kind: str) -> dict[str, tuple[Any, str]]:
        if kind not in self._found:
            names = DIGESTED[kind]
            found = self._found[kind] = {}
            if kind == "passage":
                self._passages(found)
                return found
            for record in self.records[kind]:
                key = record.guid if kind != "attribute" else self._attribute(record)
                if key:
                    found[key] = record, _short([self._value(kind, name, record) for name in names])
        return self._found[kind]

    def _passages(self, found: dict[str, tuple[Any, str]]) -> None:
        """The same as for any kind (start, end, coder, voices, memo, doubt), without looking each column up: there are many of them."""
        coders = self._coders
        for each in self.records["passage"]:
            if each.guid:
                coder = coders.get(each.coder, each.coder)
                found[each.guid] = each, _short([each.start, each.end, coder, each.voices, each.memo, each.doubt])

    def _attribute(self, record: Any) -> str:
        guid = self._subjects.get(record.subject)
        return f"{guid}:{record.name}" if guid else ""

    def _value(self, kind: str, name: str, record: Any) -> Any:
        value = getattr(record, name)
        if name in ("coder", "author") and kind != "coder":
            return self._coders.get(value, value)
        if name == "subject":
            return self._subjects.get(value, value)
        if name == "parent" and value:
            return self._codes.get((record.layer, value), value)
        return value

    def codes_of(self, passage: str) -> str:
        """The digest of the codes of a passage, and of who gave them."""
        coder = self._coder_of.get(passage, "")
        return _short(
            sorted(
                (self._codes.get((each.layer, each.code), f"{each.layer}/{each.code}"), self._by(each.coder or coder))
                for each in self.codings.get(passage, ())
            )
        )

    def _by(self, coder: str) -> str:
        return self._coders.get(coder, coder)


def _short(value: Any) -> str:
    return f"{crc32(repr(value).encode('utf-8', 'surrogatepass')):08x}"
