"""The frameworks of a study as a page: what each brings and from which sources, a newer version to take, further ones to adopt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, Refused
from spanveld.model.framework import Framework, in_language
from spanveld.model.succession import ITEM, KIND, Succession, sort_of
from spanveld.session import Study
from spanveld.session.pages import cited_works
from spanveld.session.theory import framework_named, shipped_frameworks, succession_lines
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "frameworks_page"]

TO = "to:"
"""Before a name in the address: where it goes in the version that is looked at."""
SECTIONS = {
    "drivers": N_("Drivers"),
    "pain_points": N_("Possible pain points"),
    "rules": N_("Rules of the game"),
    "handlings": N_("Ways of handling"),
    "links": N_("Links: propositions, to be discussed and tried"),
    "propositions": N_("Propositions"),
}
WORDS = (N_("Adopted: {name}."), N_("Taken: {name}."))


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that the framework says, where it has that from, and whether somebody read it there."""

    label: str
    sources: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Work:
    """A source of the framework; ``address``: a DOI or address, as text."""

    cite: str
    full: str
    address: str
    checked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A framework as the page shows it; ``newer``: the version that may be taken, empty where there is none."""

    framework: Framework
    label: str
    says: str
    languages: str
    layers: Sequence[tuple[str, int]]
    sections: Sequence[tuple[str, Sequence[Entry]]]
    works: Sequence[Work]
    newer: str


@dataclass(frozen=True, slots=True)
class Target:
    """A name that needs a place in the new version, how often it is used, and where it may go."""

    name: str
    uses: str
    chosen: str
    options: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a version would do: lines with their roles; ``wrong``: what is the matter with the mapping, empty where nothing is."""

    framework: str
    old: str
    new: str
    possible: bool
    lines: Sequence[tuple[str, str]]
    targets: Sequence[Target]
    mapping: str
    wrong: str


def frameworks_page(request: Request) -> Response:
    """The frameworks; ``?take=ID`` shows what taking its newer version would do, with ``to:NAME=NAME`` for what gets another place."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    adopted, newer = study.frameworks(), {one.id: one.newer for one in study.theory.newer()}
    take = request.query_params.get("take", "")
    return page(
        request,
        "codebook_frameworks.html.j2",
        **masthead(study, "codebook"),
        sequence=study.newest(),
        frameworks=[_shown(one, newer.get(one.id, ""), study.language, _) for one in adopted],
        others=list(_others(adopted, study.language)),
        preview=_preview(study, take, newer[take], request.query_params, _) if take in newer else None,
        number=lambda count: number(count, language),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *WORDS)}),
    )


def _shown(framework: Framework, newer: str, language: str, _: Translate) -> Shown:
    works = cited_works(framework, language)
    sections = []
    for name, heading in SECTIONS.items():
        entries = [
            Entry(
                item.label(language),
                "; ".join(
                    ", ".join(filter(None, (works.get(one.reference, one.reference), one.place)))
                    for one in item.sources
                ),
                item.checked,
            )
            for item in framework.items(name)
        ]
        if entries:
            sections.append((_(heading), entries))
    return Shown(
        framework=framework,
        label=framework.label(language),
        says=in_language(_labels(framework.section("summary")), language),
        languages=", ".join(framework.languages),
        layers=[(layer.label(language), len(layer.codes)) for layer in framework.layers],
        sections=sections,
        works=list(_works(framework, works)),
        newer=newer,
    )


def _labels(value: object) -> Mapping[str, str]:
    return value if isinstance(value, Mapping) else {}


def _works(framework: Framework, cited: Mapping[str, str]) -> Iterator[Work]:
    works: Any = framework.section("references") or ()
    for work in works:
        address = f"doi:{work['doi']}" if work.get("doi") else str(work.get("url", ""))
        yield Work(cited[str(work["id"])], str(work.get("full", "")), address, bool(work.get("checked", True)))


def _others(adopted: Sequence[Framework], language: str) -> Iterator[tuple[Framework, str, str]]:
    """The newest version of each framework that comes with the program and is not adopted: its label, and what it is about."""
    taken = {one.id for one in adopted}
    for id in dict.fromkeys(one.id for one in shipped_frameworks()):
        if id not in taken:
            framework = framework_named(id)
            yield framework, framework.label(language), in_language(_labels(framework.section("summary")), language)


def _preview(study: Study, id: str, version: str, query: Mapping[str, str], _: Translate) -> Preview:
    framework = framework_named(f"{id}@{version}")
    mapping = {name.removeprefix(TO): to for name, to in query.items() if name.startswith(TO) and to}
    wrong = ""
    try:
        plan = study.theory.preview(framework, mapping)
    except Refused as error:
        wrong, mapping = error.text(_), {}
        plan = study.theory.preview(framework, mapping)
    lines = [(line.role, line.text.strip()) for line in succession_lines(plan, _, width=120)]
    return Preview(
        framework=id,
        old=plan.old,
        new=plan.new,
        possible=plan.possible and not wrong,
        lines=[line for line in lines if line[1] and line[0] != "title"],
        targets=list(_targets(plan, framework, mapping, study.language, _)),
        mapping=json.dumps(mapping, ensure_ascii=False),
        wrong=wrong,
    )


def _targets(
    plan: Succession, framework: Framework, mapping: Mapping[str, str], language: str, _: Translate
) -> Iterator[Target]:
    uses = {**{name: move.uses for name, move in plan.moves.items()}, **plan.stranded}
    options = {
        "": [
            (f"{layer.id}/{code.id}", f"{layer.label(language)}: {code.label(language)}")
            for layer in framework.layers
            for code in layer.codes
        ],
        KIND: [(f"{KIND}{kind.id}", kind.label(language)) for kind in framework.finding_kinds],
        ITEM: [(f"{ITEM}{item.id}", item.label(language)) for item in framework.catalogue],
    }
    for name in sorted({*plan.stranded, *mapping}):
        used = _("used: {count}").format(count=uses.get(name, 0))
        yield Target(name, used, mapping.get(name, ""), options[sort_of(name)])


ROUTES = [Route("/codebook/frameworks", frameworks_page)]
