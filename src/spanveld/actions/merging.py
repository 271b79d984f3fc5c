"""What a plan of merging says, written as one change: generic over all kinds of things, texts and files of sources too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from spanveld.actions.corrections import put_correction
from spanveld.actions.merging_rows import current_rows, numbers_of, record_ids
from spanveld.actions.passages import current_text
from spanveld.actions.queries import queries_follow
from spanveld.actions.texts import new_text
from spanveld.actions.things import POSITIONED, store_links
from spanveld.model.errors import N_, Refused
from spanveld.model.journal import canonical
from spanveld.model.kinds import KINDS, Kind
from spanveld.model.merge_names import key_of
from spanveld.model.merge_values import Edited, MergePlan
from spanveld.model.text import checksum
from spanveld.store.content import RowMakers, StudyNames
from spanveld.store.database import defer_keys
from spanveld.store.dependants import KEYS_TO, removal_of
from spanveld.store.work import Row, Work

__all__ = ["apply_plan", "record_merge"]

SUBJECTS = {
    choice
    for kind in KINDS.values()
    for column in kind.columns
    if column.type == "subject"
    for choice in column.choices
}


def apply_plan(work: Work, plan: MergePlan) -> None:
    """Write a plan that was made of the study as it is in this transaction; no entry is written.

    Refused where a conflict is not settled.
    """
    if plan.unsettled:
        raise Refused(
            N_("Conflicts to be settled: {count}. Nothing was written."),
            count=len(plan.unsettled),
        )
    if not plan.empty:
        defer_keys(work.connection)
        _Applying(work, plan).apply()


def record_merge(work: Work, plan: MergePlan, head: str) -> None:
    """Write the entry of a merge; ``head`` (``SEQUENCE:HASH``) is that of the journal of the copy that came in, empty where it has none."""
    subjects = [f"study:{plan.ours.id}"]
    work.record("merge copy", [*subjects, f"copy:{head}"] if head else subjects)


@dataclass(slots=True)
class _Applying:
    work: Work
    plan: MergePlan
    names: StudyNames = field(default_factory=StudyNames)
    texts_of: dict[str, int] = field(default_factory=dict)

    def apply(self) -> None:
        for source, text in self.plan.texts.items():
            put_correction(self.work, source, text)
        rows = self._rows()
        self._heading()
        for name in reversed(KINDS):
            gone = self.plan.removals.get(name, ())
            self._remove(KINDS[name], [rows[name][at] for at in gone if not KINDS[name].on_text or at in rows[name]])
        self._learn()
        for kind in KINDS.values():
            if added := self.plan.additions.get(kind.name):
                self._add(kind, added)
        for kind in KINDS.values():
            if edited := self.plan.changes.get(kind.name):
                with queries_follow(self.work) if kind.name == "code" else nullcontext():
                    self._change(kind, edited, rows[kind.name])
                if kind.name in ("code", "layer"):
                    self._learn()
        self._files()

    # ------------------------------------------------------------------ what is there
    def _rows(self) -> dict[str, Any]:
        """Kind -> the ids of its records by their number, of kinds in which something is changed or removed."""
        wanted = {*self.plan.changes, *self.plan.removals}
        return {
            name: self._on_text(KINDS[name]) if KINDS[name].on_text else record_ids(self.work, KINDS[name])
            for name in wanted
        }

    def _on_text(self, kind: Kind) -> dict[int, int]:
        """The ids of records in texts by their number; by their keys, since a correction wrote them anew."""
        wanted = [*(item.at for item in self.plan.changes.get(kind.name, ())), *self.plan.removals.get(kind.name, ())]
        if not wanted:
            return {}
        present = {key_of(kind, record): number for number, record in current_rows(self.work, kind)}
        found = {at: present.get(key_of(kind, self.plan.lying[kind.name][at])) for at in wanted}
        return {at: number for at, number in found.items() if number is not None}

    def _learn(self) -> None:
        """What things are called in the study as it is by now."""
        self.names, self.texts_of = numbers_of(self.work)

    # ------------------------------------------------------------------ writing
    def _heading(self) -> None:
        values = dict(self.plan.heading)
        if "own" in values:
            values["own"] = canonical(values["own"]) if values["own"] else ""
        if values:
            self.work.update("study", 0, **values)

    def _remove(self, kind: Kind, numbers: Iterable[int]) -> None:
        alone = not KEYS_TO.get(kind.name) and kind.name not in SUBJECTS
        for number in numbers:
            if alone:
                self.work.delete(kind.name, number)
                continue
            row = self.work.row(kind.name, (number,))
            if row is None:
                continue
            plans = [removal_of(self.work, kind.name, number)]
            if kind.name == "sub_case":
                codes = self.work.rows("code", origin="sub_case", identifier=row["identifier"])
                plans += [removal_of(self.work, "code", code["id"]) for code in codes]
            for plan in plans:
                plan.carry_out(self.work)

    def _add(self, kind: Kind, records: Sequence[Any]) -> None:
        if kind.name == "layer":
            self._add_layers(records)
        elif kind.name == "code":
            self._add_codes(records)
        else:
            first = self.work.insert_all(kind.name, [self._row(kind, record) for record in records])
            if kind.name in POSITIONED:
                for number in range(first, first + len(records)):
                    self.work.update(kind.name, number, position=number)
            if kind.identified:
                attribute = kind.columns[0].attribute
                self.names.ids[kind.name].update(
                    (getattr(record, attribute), number) for number, record in enumerate(records, first)
                )
            self._add_links(kind, records, first)
            if kind.name == "sub_case":
                self._code_sub_cases([(record.sub_case, record.name) for record in records])
            elif kind.name == "source":
                self._add_texts(records)
            elif kind.name == "passage":
                self._add_places(records)

    def _row(self, kind: Kind, record: Any) -> Row:
        return {column: make(record) for column, make in RowMakers(self.names, self.texts_of).makers(kind)}

    def _add_links(self, kind: Kind, records: Sequence[Any], first: int) -> None:
        for column in kind.columns:
            if column.type in ("references", "voices"):
                ids, owner, other = self.names.ids[column.to], f"{kind.name}_id", f"{column.to}_id"
                pairs = [
                    {owner: number, other: ids[name]}
                    for number, record in enumerate(records, first)
                    for name in getattr(record, column.attribute) or ()
                ]
                self.work.insert_links(f"{kind.name}_{column.name}", pairs)

    def _add_layers(self, records: Sequence[Any]) -> None:
        position = 1 + max((place for (place,) in self.work.values("layer", "position")), default=-1)
        rows = [
            {
                "identifier": record.layer,
                "role": record.role or "none",
                "guid": record.guid,
                "own": _own(record),
                "position": at,
            }
            | {"open": int(bool(record.open)), "exclusive": int(bool(record.exclusive)), "framework_id": None}
            for at, record in enumerate(records, position)
        ]
        self.work.insert_all("layer", rows)
        present = self.work.values("sub_case", "identifier", "name")
        self._code_sub_cases(present, [record.layer for record in records if record.role == "sub_case"])
        self._learn()

    def _code_sub_cases(self, sub_cases: Sequence[tuple[Any, ...]], layers: Sequence[str] | None = None) -> None:
        """Sub-cases are codes of the layers with that role: of these own ``layers``, or of all there are."""
        for layer in self.work.rows("layer", role="sub_case"):
            if layers is not None and (layer["framework_id"] is not None or layer["identifier"] not in layers):
                continue
            position = self.work.count("code", layer_id=layer["id"])
            for at, (name, label) in enumerate(sub_cases, position):
                labels = {"label_en": label, "label_nl": label, "origin": "sub_case"}
                self.work.insert("code", identifier=name, layer_id=layer["id"], parent_id=None, position=at, **labels)
        self._learn()

    def _add_codes(self, records: Sequence[Any]) -> None:
        layers = {(record.layer): self._layer(record.layer) for record in records}
        places = {number: self.work.count("code", layer_id=number) for number in set(layers.values())}
        first = self.work.take("code", len(records))
        for number, record in enumerate(records, first):
            self.names.codes[record.layer, record.code] = number
        for number, record in enumerate(records, first):
            layer = layers[record.layer]
            parent = self.names.codes[record.layer, record.parent] if record.parent else None
            labels = {name: getattr(record, name) for name in ("label_en", "label_nl", "definition", "guid")}
            place = {"layer_id": layer, "parent_id": parent, "position": places[layer], "origin": "study"}
            places[layer] += 1
            self.work.insert("code", id=number, identifier=record.code, own=_own(record), **place, **labels)
        self._learn()

    def _layer(self, name: str) -> int:
        return self.names.ids["layer"][name]

    def _add_texts(self, records: Sequence[Any]) -> None:
        for record in records:
            number = self.names.ids["source"][record.source]
            body = self.plan.merged.texts.get(record.source, "")
            self.texts_of[record.source] = new_text(self.work, number, 1, body, None)

    def _add_places(self, records: Sequence[Any]) -> None:
        texts, ids = self.plan.merged.texts, self.names.ids["passage"]
        self.work.insert_links(
            "anchor",
            [
                {
                    "text_id": self.texts_of[record.source],
                    "passage_id": ids[record.passage],
                    "start": record.start,
                    "end": record.end,
                    "checksum": checksum(texts[record.source], record.start, record.end),
                    "fate": "coded",
                }
                for record in records
                if record.start is not None
            ],
        )

    def _change(self, kind: Kind, edited: Sequence[Edited], rows: Any) -> None:
        makers = [] if kind.name in ("code", "layer") else list(RowMakers(self.names, self.texts_of).makers(kind))
        left = {"identifier", "position"} if kind.name in POSITIONED else {"identifier"}
        for item in edited:
            number, after = rows[item.at], item.after
            if kind.on_text and self.work.row(kind.name, (number,)) is None:
                continue  # it went with whoever was removed: the same words are a turn of nobody already
            values = {column: make(after) for column, make in makers if column not in left}
            if kind.name == "code":
                values = self._code_values(after)
            elif kind.name == "layer":
                values = {"role": after.role or "none", "guid": after.guid, "own": _own(after)}
                values |= {"open": int(bool(after.open)), "exclusive": int(bool(after.exclusive))}
            self.work.update(kind.name, number, **values)
            for column in kind.columns:
                if column.type in ("references", "voices"):
                    ids = self.names.ids[column.to]
                    wanted = [ids[name] for name in getattr(after, column.attribute) or ()]
                    store_links(self.work, kind, number, {column.name: wanted})
            if kind.name == "passage" and (item.before.start, item.before.end) != (after.start, after.end):
                self._place(number, after)
            elif kind.name == "sub_case":
                for code in self.work.rows("code", origin="sub_case", identifier=after.sub_case):
                    self.work.update("code", code["id"], label_en=after.name, label_nl=after.name)

    def _code_values(self, code: Any) -> Row:
        parent = self._parents(code)
        return {
            "identifier": code.code,
            "layer_id": self._layer(code.layer),
            "parent_id": parent,
            "guid": code.guid,
            "own": _own(code),
            **{name: getattr(code, name) for name in ("label_en", "label_nl", "definition")},
        }

    def _parents(self, code: Any) -> int | None:
        """The id of the code above; it may be called by a name that it is yet to get."""
        if not code.parent:
            return None
        found = self.names.codes.get((code.layer, code.parent))
        if found is None:
            for item in self.plan.changes["code"]:
                if (item.after.layer, item.after.code) == (code.layer, code.parent):
                    was = self.plan.ours.records["code"][item.at]
                    found = self.names.codes[was.layer, was.code]
        return found

    def _place(self, number: int, passage: Any) -> None:
        """Let a passage lie in its source's text as the plan has it; none: its place is in doubt."""
        text, body = current_text(self.work, passage.source)
        key = (text["id"], number)
        if passage.start is None:
            self.work.delete("anchor", key)
            return
        place = {
            "start": passage.start,
            "end": passage.end,
            "checksum": checksum(body, passage.start, passage.end),
            "fate": "coded",
        }
        if self.work.row("anchor", key) is None:
            self.work.insert("anchor", text_id=text["id"], passage_id=number, **place)
        else:
            self.work.update("anchor", key, **place)

    def _files(self) -> None:
        for source, data in self.plan.files.items():
            self.work.insert("original", source_id=self.names.ids["source"][source], blob_id=self.work.keep_file(data))


def _own(record: Any) -> str:
    return canonical(record.own) if record.own else ""
