"""The codebook as a page: a tree of codes for each layer, and one code opened with its passages; as JSON, Word, Excel and CSV too."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate, counted
from spanveld.model.errors import N_, Refused
from spanveld.session import Study
from spanveld.session.codebook import codebook_file, traits_of
from spanveld.session.pages import CodebookPage, CodeLine, LayerPart, OpenedCode, matching
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import codebook_frameworks
from spanveld.web.pages.forms import FORM_WORDS, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page
from spanveld.web.shapes import json_text

__all__ = ["ROUTES", "codebook_page"]

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    ".docx": f"{OFFICE}.wordprocessingml.document",
    ".xlsx": f"{OFFICE}.spreadsheetml.sheet",
    ".csv": "text/csv; charset=utf-8",
}
ORIGINS = {"framework": N_("framework"), "sub_case": N_("sub-case"), "study": ""}
WORDS = (
    N_("Add a code"),
    N_("Codings that would move: {codings}. Passages that carry both codes: {both}."),
    N_("Choose the code first."),
    N_("Memos that move too: {count}."),
    N_("Merge them"),
    N_("Merged: {code} into {into}. Codings: {count}."),
    N_("Moved: {name}."),
    N_("Passages that carry {code} instead: {count}."),
    N_("The codes below it come along: {count}."),
    N_("Tick the passages that are to go."),
    N_("Ticked: {count}"),
)
"""What the scripts of this page say beside the words of forms."""


@dataclass(frozen=True, slots=True)
class Node:
    """A code in the tree with those below it; ``dim``: it only stands there because one below it was found."""

    line: CodeLine
    origin: str
    address: str
    dim: bool
    children: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Part:
    """A layer with its tree; ``says``: what it is for and how it is given."""

    layer: LayerPart
    id: str
    says: str
    nodes: Sequence[Node]
    count: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A code to choose, its label set in by how deep it stands; ``below``: it stands below the opened one."""

    code: str
    label: str
    below: bool


def codebook_page(request: Request) -> Response:
    """The codebook; ``?q=`` narrows it to codes with these words, ``?code=`` opens one, with ``?page=`` and ``?in=`` of its passages."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    shown, query = study.pages.codes(), _query(request)
    line = shown.code(query["code"]) if query["code"] else None
    opened = _opened(study, query) if line else None
    return page(
        request,
        "codebook.html.j2",
        **masthead(study, "codebook"),
        sequence=shown.sequence,
        book=shown,
        parts=_parts(shown, query, _),
        q=query["q"],
        line=line,
        layer=shown.layer_of(line.code) if line else None,
        opened=opened,
        gone=_gone(study, query) if query["code"] and line is None else None,
        beside=_beside(shown, line) if line else (),
        origin=_(ORIGINS[line.origin]) if line and ORIGINS[line.origin] else "",
        address=lambda **changes: _address(query, **changes),
        passage_address=passage_address,
        labels={one.code: one.label for layer in shown.layers for one in layer.codes},
        number=lambda count: number(count, language),
        counted=lambda one, many, count: counted(_, one, many, count),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *WORDS)}),
    )


def _query(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in ("q", "code", "page", "in")}


def _address(query: Mapping[str, str], **changes: str) -> str:
    """This page with other things asked; what is empty is left out."""
    if "code" in changes and changes["code"] != query["code"]:
        changes = {"page": "", "in": "", **changes}
    return with_query("/codebook", {**query, **changes})


def _opened(study: Study, query: Mapping[str, str]) -> OpenedCode | None:
    asked = query["page"]
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    return study.pages.opened_code(query["code"], page=wanted, source=query["in"])


def _gone(study: Study, query: Mapping[str, str]) -> Refused | None:
    """What became of a code that is asked for and not there."""
    try:
        study.codes.named(query["code"])
    except Refused as error:
        return error
    return None


def _parts(shown: CodebookPage, query: Mapping[str, str], _: Translate) -> list[Part]:
    found, wanted = matching(query["q"]), query["q"].strip()
    parts = []
    for place, layer in enumerate(shown.layers):
        hits = {line.code for line in layer.codes if found(line)}
        if wanted and not hits:
            continue
        says = "; ".join(filter(None, (traits_of(layer, _), _("you may add codes") if layer.own else "")))
        parts.append(Part(layer, f"layer-{place}", says, _nodes(layer, hits, query, _), len(hits)))
    return parts


def _nodes(layer: LayerPart, hits: set[str], query: Mapping[str, str], _: Translate) -> list[Node]:
    """The codes that were found as a tree, with those above them."""
    below: dict[str, list[CodeLine]] = {}
    for line in layer.codes:
        below.setdefault(line.parent, []).append(line)

    def grown(parent: str) -> list[Node]:
        nodes = []
        for line in below.get(parent, ()):
            children = grown(line.code)
            if line.code in hits or children:
                origin = _(ORIGINS[line.origin]) if ORIGINS[line.origin] else ""
                address = f"{_address(query, code=line.code)}#opened"
                nodes.append(Node(line, origin, address, line.code not in hits, children))
        return nodes

    return grown("")


def _beside(shown: CodebookPage, line: CodeLine) -> list[Choice]:
    """The codes of a code's layer but itself, to choose from."""
    layer = shown.layer_of(line.code)
    codes = layer.codes if layer else ()
    under = {line.code}
    for one in codes:
        if one.parent in under:
            under.add(one.code)
    return [
        Choice(one.code, "\u2003" * one.depth + one.label, one.code in under) for one in codes if one.code != line.code
    ]


def codebook_json(request: Request) -> Response:
    """The codebook for scripts, as ``/api/codes`` gives it."""
    study = request.app.state.study.as_(request.state.actor)
    return Response(json_text(study.pages.codes()), media_type="application/json")


def _file_as(ending: str) -> Callable[[Request], Response]:
    """The codebook as a file of one form, to be saved."""

    def made(request: Request) -> Response:
        study = request.app.state.study.as_(request.state.actor)
        name, content = codebook_file(study, ending)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=TYPES[ending], headers=headers)

    return made


ROUTES = [
    Route("/codebook", codebook_page),
    Route("/codebook.json", codebook_json),
    *(Route(f"/codebook{ending}", _file_as(ending)) for ending in TYPES),
    *codebook_frameworks.ROUTES,
]
