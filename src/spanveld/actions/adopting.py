"""Adopting a framework, and taking another version of it by a mapping of codes that a person has seen first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spanveld.actions.cells import send_cells
from spanveld.actions.codes import above
from spanveld.actions.judging_follow import check_scales, send_examples
from spanveld.actions.queries import queries_follow
from spanveld.actions.rules import send_strains
from spanveld.actions.succession import JUDGED, adopted, code_rows, names_after, plan_succession
from spanveld.actions.theory import parse_framework
from spanveld.model.errors import N_, Refused, Translate, filled
from spanveld.model.framework import Framework, FrameworkCode, Layer
from spanveld.model.succession import ITEM, KIND, Succession, sort_of
from spanveld.store.work import Row, Work

__all__ = ["SuccessionRefused", "adopt_framework", "take_version"]


class SuccessionRefused(Refused):
    """A version that cannot be taken as asked; ``plan`` says what stands in the way."""

    def __init__(self, plan: Succession) -> None:
        self.plan = plan
        super().__init__(
            N_("Version {version} of '{framework}' was not taken; nothing was written."),
            version=plan.new,
            framework=plan.framework,
        )

    def text(self, translate: Translate = lambda message: message) -> str:
        """What stands in the way, a line each, then that nothing was written."""
        obstacles = (filled(message, values, translate) for message, values in self.obstacles())
        return "\n".join([*obstacles, super().text(translate)])

    def obstacles(self) -> Iterable[tuple[str, dict[str, object]]]:
        """Each thing that stands in the way: a msgid and what fills it."""
        for name, count in sorted(self.plan.stranded.items()):
            yield (
                N_(
                    "{name} (used: {count}) has no place in the new version; map it (--write-mapping FILE begins a mapping)."
                ),
                {"name": name, "count": count},
            )
        for layer, passages in self.plan.doubled.items():
            message = N_(
                "Layer '{layer}' takes one code per passage and coder, but these passages would carry two: {passages}."
            )
            yield message, {"layer": layer, "passages": ", ".join(passages)}
        for name in self.plan.judged_twice:
            yield (
                N_("{name} would get two judgements of one assessor on the same thing; remove one first."),
                {"name": name},
            )


def adopt_framework(work: Work, framework: Framework) -> None:
    """Freeze a copy of a framework into the study, with its layers and codes."""
    if work.values("framework", "id", identifier=framework.id):
        raise Refused(
            N_("This study has adopted '{framework}' already; take a newer version of it instead."),
            framework=framework.id,
        )
    _check_layer_names(work, framework.layers)
    number = work.insert(
        "framework",
        identifier=framework.id,
        version=framework.version,
        digest=framework.digest,
        position=work.count("framework"),
        body=framework.text,
    )
    with queries_follow(work):
        for layer in framework.layers:
            _add_layer(work, number, layer)
        _order_layers(work)
    work.record("adopt framework", [f"framework:{framework.id}"])


def take_version(work: Work, framework: Framework, mapping: Mapping[str, str]) -> Succession:
    """Take another version of an adopted framework, and say what that did.

    SuccessionRefused, with the list, where something would be left without its code or kind, or get two where one is allowed.
    """
    plan = plan_succession(work, framework, mapping)
    if not plan.possible:
        raise SuccessionRefused(plan)
    goes: dict[int, int] = {}
    with queries_follow(work, goes):
        _replace(work, framework, mapping, plan, goes)
    work.record("take framework version", [f"framework:{framework.id}"])
    return plan


def _replace(
    work: Work, framework: Framework, mapping: Mapping[str, str], plan: Succession, goes: dict[int, int]
) -> None:
    """Let this version stand in the place of the adopted one; ``goes`` is filled with which code goes where."""
    row = adopted(work, framework)
    before = code_rows(work, row["id"])
    stay = names_after(work, framework, before, mapping)
    work.update("framework", row["id"], version=framework.version, digest=framework.digest, body=framework.text)
    _renew_layers(work, row["id"], framework)
    after = code_rows(work, row["id"])
    goes |= {before[name]["id"]: after[move.to]["id"] for name, move in plan.moves.items() if not sort_of(name)}
    _send_codings(work, goes)
    _send_memos(work, goes)
    _send_judged(work, goes)
    send_examples(work, goes)
    send_cells(work, "code_id", goes)
    _send_kinds(work, plan, [code["id"] for code in after.values()])
    _send_items(work, plan)
    _drop_codes(work, [code["id"] for name, code in before.items() if name not in stay], goes)
    _drop_layers(work, row["id"], framework)
    _order_layers(work)
    check_scales(work, row)


# ---------------------------------------------------------------------- layers and codes of a framework
def _check_layer_names(work: Work, layers: Iterable[Layer]) -> None:
    own = {name for (name,) in work.values("layer", "identifier", framework_id=None)}
    if clash := sorted(own & {layer.id for layer in layers}):
        raise Refused(
            N_("The study has layers of its own with the names of this framework's: {names}."), names=", ".join(clash)
        )


def _flags(layer: Layer) -> Row:
    return {"role": layer.role, "open": int(layer.open), "exclusive": int(layer.exclusive)}


def _add_layer(work: Work, framework_id: int, layer: Layer) -> None:
    place = {"framework_id": framework_id, "position": work.count("layer")}
    _renew_codes(work, work.insert("layer", identifier=layer.id, **_flags(layer), **place), layer)


def _renew_layers(work: Work, framework_id: int, framework: Framework) -> None:
    """Let a framework's layers be those of this version; what it lacks is still there."""
    present = {layer["identifier"]: layer["id"] for layer in work.rows("layer", framework_id=framework_id)}
    _check_layer_names(work, [layer for layer in framework.layers if layer.id not in present])
    for layer in framework.layers:
        if layer.id in present:
            work.update("layer", present[layer.id], **_flags(layer))
            _renew_codes(work, present[layer.id], layer)
        else:
            _add_layer(work, framework_id, layer)


def _renew_codes(work: Work, layer_id: int, layer: Layer) -> None:
    """Let a layer have the codes of the framework, then the study's sub-cases where that is its role, then its other codes."""
    rows = {code["identifier"]: code for code in work.rows("code", layer_id=layer_id)}
    wanted = {code.id: _from_framework(code) for code in layer.codes}
    if layer.role == "sub_case":
        for row in sorted(work.rows("sub_case"), key=lambda row: (row["position"], row["id"])):
            wanted.setdefault(row["identifier"], _from_sub_case(row))
    for position, (name, values) in enumerate(wanted.items()):
        if name in rows:
            work.update("code", rows[name]["id"], position=position, **values)
        else:
            number = work.insert(
                "code", identifier=name, layer_id=layer_id, parent_id=None, position=position, **values
            )
            rows[name] = {"id": number}
    for code in layer.codes:
        work.update("code", rows[code.id]["id"], parent_id=rows[code.parent]["id"] if code.parent else None)
    others = [row for name, row in rows.items() if name not in wanted]
    for position, row in enumerate(sorted(others, key=lambda row: (row["position"], row["id"])), len(wanted)):
        work.update("code", row["id"], position=position)


def _from_framework(code: FrameworkCode) -> Row:
    texts = {"label_en": code.labels.get("en", ""), "label_nl": code.labels.get("nl", "")}
    return {**texts, "definition": code.definition.get("en", ""), "origin": "framework"}


def _from_sub_case(row: Row) -> Row:
    return {"label_en": row["name"], "label_nl": row["name"], "origin": "sub_case"}


def _drop_codes(work: Work, gone: list[int], goes: Mapping[int, int]) -> None:
    """Take codes away; what stood below one goes below the code that took its place, if that is of the same layer, else to the top."""
    for number in gone:
        for child in work.rows("code", parent_id=number):
            work.update("code", child["id"], parent_id=_new_parent(work, child, goes.get(number)))
    for number in gone:
        work.delete("code", number)


def _new_parent(work: Work, child: Row, wanted: int | None) -> int | None:
    if wanted is None or wanted == child["id"] or child["id"] in above(work, wanted):
        return None
    same = work.values("code", "layer_id", id=wanted)[0][0] == child["layer_id"]
    return wanted if same else None


def _drop_layers(work: Work, framework_id: int, framework: Framework) -> None:
    known = {layer.id for layer in framework.layers}
    for row in work.rows("layer", framework_id=framework_id):
        if row["identifier"] not in known:
            work.delete("layer", row["id"])


def _order_layers(work: Work) -> None:
    """Put layers in the order in which a study folder brings them: by framework, as its file has them, then the study's own."""
    order: dict[tuple[int, str], int] = {}
    for row in sorted(work.rows("framework"), key=lambda row: row["position"]):
        for layer in parse_framework(row["body"], row["identifier"]).layers:
            order[row["id"], layer.id] = len(order)
    rows = sorted(
        work.rows("layer"),
        key=lambda row: (order.get((row["framework_id"], row["identifier"]), len(order)), row["position"], row["id"]),
    )
    for position, row in enumerate(rows):
        work.update("layer", row["id"], position=position)


# ---------------------------------------------------------------------- what a study has said with codes that move
def _send_codings(work: Work, goes: Mapping[int, int]) -> None:
    """Recode at one stroke, so that codes may change places; what a passage would have twice by one coder is kept once."""
    rows = work.rows("coding", code_id=[*goes, *goes.values()])
    held = {(row["passage_id"], row["coder_id"], row["code_id"]) for row in rows if row["code_id"] not in goes}
    for row in rows:
        if row["code_id"] not in goes:
            continue
        key = (row["passage_id"], row["coder_id"], goes[row["code_id"]])
        if key in held:
            work.delete("coding", row["id"])
        else:
            work.update("coding", row["id"], code_id=key[2])
        held.add(key)


def _send_memos(work: Work, goes: Mapping[int, int]) -> None:
    rows = work.rows("memo", subject_kind="code", subject_id=[*goes, *goes.values()])
    held = {(row["subject_id"], *_words(row)) for row in rows if row["subject_id"] not in goes}
    for row in rows:
        if row["subject_id"] not in goes:
            continue
        key = (goes[row["subject_id"]], *_words(row))
        if key in held:
            work.delete("memo", row["id"])
        else:
            work.update("memo", row["id"], subject_id=key[0])
        held.add(key)


def _words(memo: Row) -> list[object]:
    return [memo[name] for name in ("kind", "date", "author", "text")]


def _send_judged(work: Work, goes: Mapping[int, int]) -> None:
    for table in ("finding", "vignette", *JUDGED):
        for number, dimension in work.values(table, "id", "dimension_id", dimension_id=list(goes)):
            work.update(table, number, dimension_id=goes[dimension])


def _send_kinds(work: Work, plan: Succession, dimensions: list[int]) -> None:
    kinds = {
        name.removeprefix(KIND): move.to.removeprefix(KIND)
        for name, move in plan.moves.items()
        if sort_of(name) == KIND
    }
    for number, kind in work.values("finding", "id", "kind", dimension_id=dimensions, kind=list(kinds)):
        work.update("finding", number, kind=kinds[kind])


def _send_items(work: Work, plan: Succession) -> None:
    """Let links of findings, cells of the matrix and strained rules lead to other items; a link of a finding is kept once."""
    prefix = f"{plan.framework}:"
    goes = {
        prefix + name.removeprefix(ITEM): prefix + move.to.removeprefix(ITEM)
        for name, move in plan.moves.items()
        if sort_of(name) == ITEM
    }
    send_cells(work, "rule", goes)
    send_strains(work, goes)
    rows = work.rows("finding_link", item=[*goes, *goes.values()])
    held = {(row["from_id"], row["relation"], row["item"]) for row in rows if row["item"] not in goes}
    for row in rows:
        if row["item"] not in goes:
            continue
        key = (row["from_id"], row["relation"], goes[row["item"]])
        if key in held:
            work.delete("finding_link", row["id"])
        else:
            work.update("finding_link", row["id"], item=key[2])
        held.add(key)
