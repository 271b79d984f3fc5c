"""Two copies of a study into one: what each changed of what both were, put together.

    plan = merge_plan(ours, theirs, base)       nothing is written
    plan.conflicts                              what a person has to settle
    plan.merged                                 the study as it will be

Things are compared once names mean the same (``merge_names``), texts are the same (``merge_texts``) and it is known which are one
(``merge_matching``). What both changed otherwise (``merge_fields``), or one removed and the other built on (``merge_removals``), is asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from spanveld.model.errors import N_, Refused
from spanveld.model.framework_names import QualifiedName, layer_names, shortest
from spanveld.model.kinds import KINDS, Kind
from spanveld.model.merge_cases import only_case_of, with_cases
from spanveld.model.merge_fields import merged_record
from spanveld.model.merge_matching import OTHER, Item, Matching
from spanveld.model.merge_names import Dimensions, Naming, fresh_name, layer_facts
from spanveld.model.merge_outcome import outcome
from spanveld.model.merge_removals import Removals, swept
from spanveld.model.merge_texts import Places, chosen_text
from spanveld.model.merge_values import Conflict, Edited, MergePlan, Renamed, Settling
from spanveld.model.names import study_guid
from spanveld.model.study import StudyContent

__all__ = ["Conflict", "Edited", "MergePlan", "Renamed", "merge_plan"]

COPIES = ("ours", "theirs", "base")
NONE: Mapping[str, str] = {}


def merge_plan(
    ours: StudyContent,
    theirs: StudyContent,
    base: StudyContent | None = None,
    *,
    settled: Mapping[tuple[str, str], str] | None = None,
    prefer: str = "",
    gone: str = "remove",
    heading: bool = True,
    salts: Mapping[str, str] = NONE,
    parted: StudyContent | None = None,
) -> MergePlan:
    """What putting ``theirs`` into ``ours`` would do; ``base`` is what both were (None: nothing tells).

    ``settled`` maps (what, field) of a conflict to the side that goes, ``prefer`` is the side of all others. ``gone="keep"``: what theirs
    has no more stays. ``heading``: whether title and the like of theirs count. ``salts`` (ours, theirs, base) tell apart what the copies
    made since they were ``parted`` (left out: ``base``). Refused where theirs has a framework that ours has not.
    """
    _check_frameworks(ours, theirs)
    settling = Settling(settled or {}, prefer)
    merging = _Merging(ours, theirs, base, settling, salts, parted or base)
    merging.match()
    merging.decide(keep=gone == "keep")
    return outcome(
        merging.ours,
        merging.copies,
        merging.items,
        settling,
        merging.renamed,
        merging.gone,
        merging.texts,
        heading=heading,
    )


def _check_frameworks(ours: StudyContent, theirs: StudyContent) -> None:
    known = {framework.id: framework for framework in ours.frameworks}
    for framework in theirs.frameworks:
        if framework.id not in known:
            raise Refused(
                N_("The other copy has adopted framework '{framework}', which this one has not; adopt it here first."),
                framework=framework.id,
            )
        if known[framework.id].digest != framework.digest:
            raise Refused(
                N_(
                    "The copies have framework '{framework}' in other versions ({ours} here, {theirs} there); "
                    "bring both to the same one first."
                ),
                framework=framework.id,
                ours=known[framework.id].version,
                theirs=framework.version,
            )


class _Merging:
    """The things of the copies, kind by kind, each kind after those it refers to."""

    def __init__(
        self,
        ours: StudyContent,
        theirs: StudyContent,
        base: StudyContent | None,
        settling: Settling,
        salts: Mapping[str, str],
        parted: StudyContent | None,
    ) -> None:
        self.ours, empty = ours, StudyContent(id=ours.id, frameworks=ours.frameworks)
        self.copies = with_cases({"ours": ours, "theirs": theirs, "base": base or empty})
        self.settling = settling
        self.naming = {copy: Naming() for copy in COPIES}
        self.items: list[Item] = []
        self.renamed: list[Renamed] = []
        self.gone: list[str] = []
        self.texts: dict[str, str] = {}  # source (as it is called here) -> its text as it is to be
        names = {} if parted is None else {kind: frozenset(_names(kind, parted)) for kind in KINDS}
        self.matching = Matching(ours.guid or study_guid(ours.id), salts, names)
        self.places = {copy: Places({}, {}) for copy in COPIES}
        self.dimensions: Dimensions | None = None
        self._carried: dict[str, dict[str, frozenset[Hashable]]] = {}
        self._spell_layers()

    # ------------------------------------------------------------------ which things are one
    def match(self) -> None:
        """Find out which things are one, and what each is called here."""
        for kind in KINDS.values():
            records = {copy: self._translated(kind, copy) for copy in COPIES}
            if kind.name == "passage":
                self._carried = {copy: self._codes_of_passages(copy) for copy in COPIES}
            items = self.matching.items(
                kind,
                records["base"],
                records["ours"],
                records["theirs"],
                only_case=only_case_of(self.copies["ours"]),
                exclusive=self.exclusive,
                content={copy: self._says(kind, copy, records[copy]) for copy in ("ours", "theirs")},
            )
            self._name(kind, items)
            self.items += items
            if kind.name == "layer":
                self._know_layers()
            elif kind.name == "source":
                self._choose_texts(items)
            elif kind.name == "code":
                self._know_dimensions(items)

    def _translated(self, kind: Kind, copy: str) -> Sequence[Any]:
        records = self.copies[copy].records.get(kind.name, ())
        if kind.name == "code":  # parents are translated when it is known what codes are called
            naming = Naming(layers=self.naming[copy].layers)
            return naming.translated(kind, records)
        return self.places[copy].moved(kind, self.naming[copy].translated(kind, records))

    def _spell_layers(self) -> None:
        """Layers of frameworks as ours spells them: it may have adopted more of them."""
        offered = {copy: layer_names(self.copies[copy].frameworks) for copy in COPIES}
        for copy in COPIES:
            if own := [layer.layer for layer in self.copies[copy].records.get("layer", ())]:
                offered[copy][""] = own
        for copy in ("theirs", "base"):
            for framework in self.copies[copy].frameworks:
                for layer in framework.layers:
                    name = QualifiedName(framework.id, layer.id)
                    was, now = shortest(name, offered[copy]), shortest(name, offered["ours"])
                    if was != now:
                        self.naming[copy].layers[was] = now
        self._know_layers()

    def _know_layers(self) -> None:
        facts = {**layer_facts(self.copies["theirs"]), **layer_facts(self.copies["ours"])}
        facts = {self.naming["theirs"].layer(name): fact for name, fact in facts.items()} | layer_facts(
            self.copies["ours"]
        )
        self.exclusive = frozenset(name for name, (_, exclusive) in facts.items() if exclusive)
        self.sub_case_layers = frozenset(name for name, (role, _) in facts.items() if role == "sub_case")
        for naming in self.naming.values():
            naming.sub_case_layers = self.sub_case_layers

    def _says(self, kind: Kind, copy: str, records: Sequence[Any]) -> Callable[[Any], Hashable]:
        """What makes a record of a copy known that both copies made."""
        if kind.name == "source":
            texts = self.copies[copy].texts
            return lambda record: texts.get(record.source, "").strip() or None
        if kind.name == "passage":
            carried = self._carried[copy]

            def passage(record: Any) -> Hashable:
                place = (record.source, record.start, record.end, record.doubt, record.coder)
                return *place, carried.get(record.passage, frozenset())

            return passage
        if kind.name == "code":
            above = {(record.layer, record.code): record.parent for record in records}

            def path(record: Any) -> Hashable:
                steps, at = [record.code], record.parent
                while at and len(steps) < 100:
                    steps.append(at)
                    at = above.get((record.layer, at), "")
                return record.layer, tuple(steps)

            return path
        columns = [column.attribute for column in kind.columns[1:] if column.name != "position"]
        return lambda record: tuple(getattr(record, name) for name in columns)

    def _codes_of_passages(self, copy: str) -> dict[str, frozenset[Hashable]]:
        found: dict[str, set[Hashable]] = defaultdict(set)
        naming = self.naming[copy]
        for coding in self.copies[copy].records.get("coding", ()):
            found[coding.passage].add((*naming.code(coding.layer, coding.code), naming.name("coder", coding.coder)))
        return {passage: frozenset(codes) for passage, codes in found.items()}

    # ------------------------------------------------------------------ what things are called
    def _name(self, kind: Kind, items: Sequence[Item]) -> None:
        """Give each thing one name: ours, else its own where that is free."""
        if kind.name == "code":
            self._name_codes(items)
            return
        if not kind.identified:
            return
        attribute = kind.columns[0].attribute
        fold = str.casefold if kind.name == "source" else str
        taken = {fold(getattr(item.ours, attribute)) for item in items if item.ours is not None}
        if kind.name == "layer":
            taken |= set(layer_facts(self.copies["ours"]))
        for item in items:
            if item.ours is not None:
                item.name = getattr(item.ours, attribute)
        others = [item for item in items if item.ours is None]
        late = []
        for item in others:
            own = getattr(item.base if item.base is not None else item.theirs, attribute)
            if fold(own) in taken:
                late.append((item, own))
            else:
                item.name = own
                taken.add(fold(own))
        highest = max(
            (int(name) for name in taken if name.isascii() and name.isdecimal() and len(name) < 15), default=0
        )
        for item, own in late:
            item.name = fresh_name(own, taken, highest)
            taken.add(fold(item.name))
            if item.name.isdecimal():
                highest = int(item.name)
        for item in items:
            self._call(kind, item, attribute)

    def _call(self, kind: Kind, item: Item, attribute: str) -> None:
        """Let the versions of a thing have its name, and the copies know it."""
        for copy in ("base", "theirs"):
            record = getattr(item, copy)
            if record is None:
                continue
            own = getattr(record, attribute)
            if copy == "theirs":
                item.their_name = own
            if own != item.name:
                self.naming[copy].ids.setdefault(kind.name, {})[own] = item.name
                if kind.name == "layer":
                    self.naming[copy].layers[own] = item.name
                setattr(item, copy, replace(record, **{attribute: item.name}))
        if item.base is None and item.theirs is not None:
            self._mark(kind, item, attribute)

    def _mark(self, kind: Kind, item: Item, attribute: str) -> None:
        """What they made keeps who it is, by a GUID: its name here tells something else of it, or may later."""
        own = item.their_name if item.their_name != item.name and item.ours is None else ""
        if own:
            self.renamed.append(Renamed(kind.name, own, item.name))
        if item.theirs.guid or not (own or self.matching.salts.get("theirs")):
            return
        record = replace(item.theirs, **{attribute: item.their_name})
        guid = self.matching.guid(kind, record, "theirs", OTHER if own else "")
        item.theirs = replace(item.theirs, guid=guid)

    def _name_codes(self, items: Sequence[Item]) -> None:
        """Codes are named within their layer; one that a copy renamed gets its new name."""
        taken = {(item.ours.layer, item.ours.code) for item in items if item.ours is not None}
        for item in items:
            item.name = self._code_name(item, taken) if item.ours is not None else ""
        for item in items:
            if item.ours is None:
                record = item.base if item.base is not None else item.theirs
                if (record.layer, record.code) in taken:
                    names = {code for layer, code in taken if layer == record.layer}
                    item.name = fresh_name(record.code, names)
                    if item.base is None:
                        self.renamed.append(
                            Renamed("code", f"{record.layer}/{record.code}", f"{record.layer}/{item.name}")
                        )
                else:
                    item.name = record.code
                taken.add((record.layer, item.name))
        for item in items:
            self._call_code(item)
        for item in items:
            for copy in COPIES:
                record = getattr(item, copy)
                if record is not None and record.parent:
                    _, parent = self.naming[copy].codes.get((record.layer, record.parent), ("", record.parent))
                    if parent != record.parent:
                        setattr(item, copy, replace(record, parent=parent))
            first = next(record for record in (item.ours, item.theirs, item.base) if record is not None)
            item.name = f"{first.layer}/{item.name}"

    def _code_name(self, item: Item, taken: set[tuple[str, str]]) -> str:
        ours, theirs, base = item.ours, item.theirs, item.base
        if theirs is None or base is None or theirs.code in (ours.code, base.code):
            return str(ours.code)
        if ours.code != base.code:
            what = f"code:{ours.layer}/{ours.code}"
            if self.settling.side(what, "code", base.code, ours.code, theirs.code) == "ours":
                return str(ours.code)
        if (ours.layer, theirs.code) in taken:
            return str(ours.code)
        taken.add((ours.layer, theirs.code))
        return str(theirs.code)

    def _call_code(self, item: Item) -> None:
        for copy in COPIES:
            record = getattr(item, copy)
            if record is None:
                continue
            naming = self.naming[copy]
            if record.code != item.name:
                spelled = {now: was for was, now in naming.layers.items()}.get(record.layer, record.layer)
                for layer in {spelled, record.layer}:
                    naming.codes[layer, record.code] = (record.layer, item.name)
            other = record.code != item.name and item.ours is None
            made = copy == "theirs" and item.base is None
            if made and not record.guid and (other or self.matching.salts.get("theirs")):
                without = OTHER if other else ""
                record = replace(record, guid=self.matching.guid(item.kind, record, "theirs", without))
            setattr(item, copy, replace(record, code=item.name))

    def _know_dimensions(self, items: Sequence[Item]) -> None:
        """What dimensions are called when the codes of both copies are there."""
        layers = [
            item.ours or item.theirs for item in self.items if item.kind.name == "layer" and (item.ours or item.theirs)
        ]
        codes = [item.ours or item.theirs for item in items if item.ours or item.theirs]
        self.dimensions = Dimensions(self.copies["ours"].frameworks, layers, codes)
        for copy in COPIES:
            content, naming = self.copies[copy], self.naming[copy]
            own = Dimensions(content.frameworks, content.records.get("layer", ()), content.records.get("code", ()))
            for name, place in own.codes.items():
                now = self.dimensions.names.get(naming.code(*place), name)
                if now != name:
                    naming.dimensions[name] = now

    # ------------------------------------------------------------------ texts
    def _choose_texts(self, items: Sequence[Item]) -> None:
        texts: dict[str, dict[str, str]] = {copy: {} for copy in COPIES}
        for copy in COPIES:
            for source, text in self.copies[copy].texts.items():
                texts[copy][self.naming[copy].name("source", source)] = text
        for item in items:
            base, ours, theirs = (
                texts[copy].get(item.name) if getattr(item, copy) is not None else None
                for copy in ("base", "ours", "theirs")
            )
            self.texts[item.name] = chosen_text(f"source:{item.name}", base, ours, theirs, self.settling)
        self.places = {copy: Places(texts[copy], self.texts) for copy in COPIES}

    # ------------------------------------------------------------------ what becomes of them
    def decide(self, *, keep: bool) -> None:
        """Say of each thing what it comes to."""
        codes = self.dimensions.codes if self.dimensions is not None else {}
        for item in self.items:
            if item.ours is None or item.theirs is None:
                item.merged = (item.theirs if item.ours is None else item.ours) if item.base is None else None
            elif item.theirs in (item.ours, item.base):
                item.merged = item.ours  # of most things: to look at each field would take long
            else:
                derived = self.matching.guid(item.kind, item.ours, "ours") if item.name else ""
                item.merged = merged_record(item.kind, item.base, item.ours, item.theirs, self.settling, derived)
        removals = Removals(self.items, self.settling, self.sub_case_layers, codes, keep)
        removals.decide()
        self.gone = removals.gone
        swept(self.items, self._known(), self.sub_case_layers, codes)

    def _known(self) -> set[tuple[str, str]]:
        """What records can refer to that is no thing of its own: layers and codes of frameworks."""
        known = {("layer", name) for name in layer_facts(self.copies["ours"])}
        offered = layer_names(self.copies["ours"].frameworks)
        if own := [layer.layer for layer in self.copies["ours"].records.get("layer", ())]:
            offered[""] = own
        for framework in self.copies["ours"].frameworks:
            for layer in framework.layers:
                name = shortest(QualifiedName(framework.id, layer.id), offered)
                known |= {("code", f"{name}/{code.id}") for code in layer.codes}
        return known


def _names(kind: str, content: StudyContent) -> list[str]:
    records = content.records.get(kind, ())
    if kind == "code":
        return [f"{record.layer}/{record.code}" for record in records]
    if not KINDS[kind].identified:
        return []
    return [getattr(record, KINDS[kind].columns[0].attribute) for record in records]
