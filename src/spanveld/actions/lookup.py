"""Names into numbers: the things that an action is about, looked up in the study it changes."""

from __future__ import annotations

from spanveld.model.errors import N_, NotFound, Outdated, Refused, Term
from spanveld.model.framework_names import resolve
from spanveld.model.names import natural
from spanveld.store import successors
from spanveld.store.work import Row, Work

__all__ = ["NOUNS", "actor_id", "code_named", "dimension_named", "find", "layer_named", "subject_of"]

NOUNS = {
    "case": Term(N_("case")),
    "sub_case": Term(N_("sub-case")),
    "wave": Term(N_("wave")),
    "coder": Term(N_("coder")),
    "party": Term(N_("party")),
    "participant": Term(N_("participant")),
    "source": Term(N_("source")),
    "passage": Term(N_("passage")),
    "finding": Term(N_("finding")),
    "vignette": Term(N_("vignette")),
    "guide": Term(N_("guide")),
    "saved_query": Term(N_("saved query")),
    "matrix_cell": Term(N_("cell of the matrix")),
    "exchange": Term(N_("import of a project")),
    "assessment": Term(N_("assessment")),
    "layer": Term(N_("layer")),
    "code": Term(N_("code")),
}
"""What one thing of a kind is called in a message."""


def find(work: Work, kind: str, identifier: str) -> int:
    """The id of a thing by its identifier; NotFound where the study has none of that name."""
    found = work.values(kind, "id", identifier=identifier)
    if not found:
        raise NotFound(N_("There is no {kind} '{name}' in this study."), kind=NOUNS.get(kind, kind), name=identifier)
    return int(found[0][0])


def actor_id(work: Work) -> int:
    """The coder who acts; Refused where nobody was named, or the study has no such coder."""
    known = sorted((name for (name,) in work.values("coder", "identifier")), key=natural)
    if not work.actor:
        raise Refused(
            N_("Say who codes, with --as CODER or SPANVELD_CODER; this study has: {coders}."),
            coders=", ".join(known) or "-",
        )
    if work.actor not in known:
        raise Refused(
            N_("There is no coder '{name}' in this study; it has: {coders}."),
            name=work.actor,
            coders=", ".join(known) or "-",
        )
    return find(work, "coder", work.actor)


def _layers(work: Work) -> tuple[dict[str, list[str]], dict[tuple[str, str], Row]]:
    """The layers as ``resolve`` wants them, and their rows by (framework, layer)."""
    owners = dict(work.values("framework", "id", "identifier"))
    offered: dict[str, list[str]] = {}
    rows = {}
    for row in work.rows("layer"):
        owner = owners.get(row["framework_id"], "")
        offered.setdefault(owner, []).append(row["identifier"])
        rows[owner, row["identifier"]] = row
    return offered, rows


def layer_named(work: Work, name: str) -> Row:
    """The row of a layer by its plain or qualified name."""
    offered, rows = _layers(work)
    found = resolve(name, offered)
    return rows[found.framework, found.name]


FATES = {
    "merge codes": N_("{was} was merged into {into} by {who}."),
    "rename code": N_("{was} was renamed to {into} by {who}."),
    "remove code": N_("{was} was removed by {who}."),
}
"""What became of a code, by the action of the journal that did it."""


def code_named(work: Work, name: str) -> Row:
    """The row of a code by ``layer/code`` (or ``framework/layer/code``).

    Outdated, with its successor, where the journal knows that a code of this name was merged, renamed or removed; else NotFound.
    """
    layer_name, slash, code = name.rpartition("/")
    if not slash:
        raise Refused(N_("'{name}' is no code: write it as layer/code."), name=name)
    layer = layer_named(work, layer_name)
    found = work.one("code", layer_id=layer["id"], identifier=code)
    if found is None:
        _tell_fate(work, name)
        raise NotFound(N_("There is no code '{code}' in layer '{layer}'."), code=code, layer=layer_name)
    return found


def _tell_fate(work: Work, name: str) -> None:
    """Outdated where a code of this name was merged, renamed or removed."""

    layers: dict[str, int | None] = {}

    def key(written: str) -> tuple[int, str] | None:
        layer, _, code = written.rpartition("/")
        if layer not in layers:
            try:
                layers[layer] = layer_named(work, layer)["id"]
            except Refused:  # of a layer that the study has no more
                layers[layer] = None
        number = layers[layer]
        return None if number is None else (number, code)

    fate = successors.fate_of(work.connection, work.study_id, name, key)
    if fate is None:
        return
    place = key(fate.into) if fate.into else None
    if place and not work.values("code", "id", layer_id=place[0], identifier=place[1]):
        return
    raise Outdated(FATES[fate.action], was=name, into=fate.into, who=fate.actor or "-")


def dimension_named(work: Work, name: str) -> Row:
    """The row of the code that is this dimension, by its plain or qualified name."""
    owners = dict(work.values("framework", "id", "identifier"))
    offered: dict[str, list[str]] = {}
    rows = {}
    for layer in work.rows("layer", role="dimension"):
        owner = owners.get(layer["framework_id"], "")
        for code in work.rows("code", layer_id=layer["id"]):
            offered.setdefault(owner, []).append(code["identifier"])
            rows[owner, code["identifier"]] = code
    found = resolve(name, offered)
    return rows[found.framework, found.name]


def subject_of(work: Work, subject: str, allowed: tuple[str, ...]) -> tuple[str, int | None]:
    """(kind, id) of ``kind:identifier``; ("", None) for the study as a whole."""
    if not subject:
        return "", None
    kind, colon, name = subject.partition(":")
    if not colon or kind not in allowed:
        raise Refused(
            N_("'{subject}' is no subject: write KIND:NAME with one of the kinds {kinds}."),
            subject=subject,
            kinds=", ".join(allowed),
        )
    if kind == "code":
        return kind, int(code_named(work, name)["id"])
    return kind, find(work, kind, name)
