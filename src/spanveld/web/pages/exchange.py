"""Import and export: a project of another program is looked at, asked about and brought in; the study goes out as files."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, SpanveldError
from spanveld.model.records import SOURCE_KINDS
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once
from spanveld.session.exchange_shown import (
    FATES,
    ExchangeReport,
    conflict_rows,
    counts_in_words,
    element_name,
    gone_names,
    imports_of,
    report_kept,
    report_of,
    score_of,
)
from spanveld.session.exchange_taking import Taken, code_rows, new_layer, page_choices, take, take_or_ask
from spanveld.session.giving import TARGETS, warnings_of
from spanveld.web.addresses import with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Option, cast_of, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.importing import KIND_NAMES, plain_form
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.project_uploads import Said, WaitingProject
from spanveld.web.rendering import page
from spanveld.web.security import IMPORT_BYTES

__all__ = ["CASES", "PROGRAMS", "ROUTES"]

CASES = {
    "participant": N_("participants"),
    "party": N_("parties"),
    "case": N_("cases"),
    "sub_case": N_("sub-cases"),
}
"""What the cases of a project can become."""
PROGRAMS = {"nvivo": "NVivo", "atlas.ti": "ATLAS.ti", "maxqda": "MAXQDA", "qualcoder": "QualCoder"}
"""The programs of which is known what they drop, as they are called."""
EXCHANGE_WORDS = (N_("Brought in: {what}."),)
SHOWN = 50
"""How many conflicts, and things that are gone, are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of element: its name, and its counts in the order of ``FATES`` ("" for none)."""

    name: str
    counts: Sequence[str]
    lost: bool


@dataclass(frozen=True, slots=True)
class CountedSource:
    """How the positions of a source were counted, in words."""

    source: str
    says: str
    score: str
    second: str
    second_score: str
    outside: str
    state: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report as the page shows it."""

    facts: Sequence[tuple[str, str]]
    rows: Sequence[Row]
    sources: Sequence[CountedSource]
    remarks: Sequence[str]


@dataclass(frozen=True, slots=True)
class Import:
    """An earlier import: its name, and what is known of it."""

    exchange: str
    file: str
    date: str
    coder: str
    origin: str
    layer: str
    address: str
    opened: Report | None


@dataclass(frozen=True, slots=True)
class Looked:
    """A project that waits: its report, what is asked about it, and what would come of it."""

    token: str
    key: str
    name: str
    said: Said
    report: Report
    questions: Sequence[Any]
    codes: Sequence[Any]
    users: Sequence[tuple[str, str]]
    layer: str
    taken: Taken | None
    added: str
    changed: str
    conflicts: Sequence[tuple[str, ...]]
    gone: Sequence[str]
    error: str


def exchange_page(request: Request) -> Response:
    """The page; ``?waiting=``: a project that was looked at, ``?import=``: the report of an earlier one, ``?for=``: what is dropped."""
    token = request.query_params.get("waiting", "")
    if not token:
        return _page(request)
    try:
        return _page(request, token=token)
    except NotFound as error:
        return _page(request, error=error.text(translate_for(request)), status=404)


async def receive(request: Request) -> Response:
    """A project by a plain form: read and shown, nothing written."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        return await run_in_threadpool(_received, request, file if isinstance(file, UploadFile) else None)


def _received(request: Request, file: UploadFile | None) -> Response:
    _ = translate_for(request)
    if file is None or not file.filename:
        return _page(request, error=_("No file was chosen."), status=400)
    try:
        token = request.app.state.projects.put(file.filename, file.file)
    except SpanveldError as error:
        return _page(request, error=error.text(_), status=400)
    return RedirectResponse(f"/exchange?waiting={token}#waiting", 303)


async def decide(request: Request) -> Response:
    """What was said of a project that waits is noted; with ``do=import`` it comes in, where nothing is left to be settled."""
    async with request.form(max_files=0, max_fields=100_000) as form:
        return await run_in_threadpool(_decided, request, form)


def _decided(request: Request, form: FormData) -> Response:
    token = request.path_params["token"]
    uploads, again = request.app.state.projects, f"/exchange?waiting={token}#waiting"
    if form.get("do") == "leave":
        uploads.drop(token)
        return RedirectResponse("/exchange", 303)
    try:
        waiting = uploads.say(token, _said(uploads.get(token), form))
    except NotFound as error:
        return _page(request, error=error.text(translate_for(request)), status=404)
    except SpanveldError as error:
        return _page(request, token=token, error=error.text(translate_for(request)), status=409)
    if form.get("do") != "import":
        return RedirectResponse(again, 303)
    key = str(form.get("key", ""))[:80]
    study = request.app.state.study.as_(request.state.actor, once=Once(key) if key else None)
    try:
        taken = take_or_ask(study, waiting.arrived, page_choices(waiting.said))
    except AlreadyMade:
        return RedirectResponse("/exchange", 303)
    except SpanveldError as error:
        return _page(request, token=token, error=error.text(translate_for(request)), status=409)
    if taken.unsettled:
        return RedirectResponse(again, 303)
    uploads.drop(token)
    query = {"import": taken.exchange, "came": waiting.name}
    return RedirectResponse(with_query("/exchange", query, at="imports"), 303)


def _said(waiting: WaitingProject, form: FormData) -> Said:
    """What the form says; fields of users, sources, codes and conflicts are numbered in the order in which they are shown."""

    def by_place(prefix: str, names: Sequence[Any]) -> dict[Any, str]:
        found = {name: str(form.get(f"{prefix}-{place}", "")).strip() for place, name in enumerate(names)}
        return {name: value for name, value in found.items() if value}

    project = waiting.arrived.project
    asked = [question.guid for question in waiting.asked]
    settled = dict(waiting.said.settled)
    for place, value in (
        (name.removeprefix("settle-"), str(form[name])) for name in form if name.startswith("settle-")
    ):
        what, _, of_field = str(form.get(f"conflict-{place}", "")).partition("\n")
        settled[what, of_field] = value
    return Said(
        layer=str(form.get("layer", "")).strip(),
        kind=str(form.get("kind", "")),
        cases_as=str(form.get("cases_as", "participant")),
        users=by_place("user", [user.guid for user in project.users]),
        conventions={**waiting.said.conventions, **by_place("convention", asked)},
        mapping=by_place("code", [row.guid for row in code_rows(project)]),
        settled=settled,
    )


def _page(request: Request, *, token: str = "", error: str = "", status: int = 200) -> Response:
    study: Study = request.app.state.study.as_(request.state.actor)
    _, language, asked = translate_for(request), language_of(request), request.query_params
    waiting = request.app.state.projects.get(token) if token else None
    looked = _looked(study, token, waiting, error, _, language) if waiting else None
    target = asked.get("for", "") if asked.get("for", "") in TARGETS else ""
    cast = cast_of(study)
    imports = _imports(study, asked.get("import", ""), _, language)
    return plain_form(
        page(
            request,
            "exchange.html.j2",
            status,
            **masthead(study, "import"),
            sequence=study.newest(),
            most=IMPORT_BYTES,
            error="" if looked else error,
            looked=looked,
            fates=[_(label) for _name, label in FATES],
            kinds=[Option(kind, _(KIND_NAMES[kind])) for kind in SOURCE_KINDS],
            cases=[Option(kind, _(label)) for kind, label in CASES.items()],
            coders=cast.options("coder"),
            layers=[layer.layer for layer in study.pages.codes().layers if layer.own],
            all_codes=_known_codes(study) if looked and looked.codes else (),
            imports=imports,
            came=asked.get("came", ""),
            programs=[Option(name, PROGRAMS[name]) for name in TARGETS if name],
            target=target,
            target_name=PROGRAMS.get(target, ""),
            warnings=[warning.text(_) for warning in warnings_of(study, target)] if target else (),  # type: ignore[arg-type]
            words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *EXCHANGE_WORDS)}),
        )
    )


def _known_codes(study: Study) -> list[tuple[str, str]]:
    """The codes to which codes of a project can go, with their labels."""
    return [(line.code, line.label) for layer in study.pages.codes().layers for line in layer.codes]


def _looked(study: Study, token: str, waiting: WaitingProject, error: str, _: Translate, language: str) -> Looked:
    arrived, said = waiting.arrived, waiting.said
    taken = None
    if not error:
        try:
            taken = take(study, arrived, page_choices(said), dry=True)
        except SpanveldError as fault:
            error = fault.text(_)
    project = arrived.project
    report = report_of(project, taken.account if taken else None)
    return Looked(
        token=token,
        key=secrets.token_urlsafe(16),
        name=waiting.name,
        said=said,
        report=_report(report, _, language),
        questions=waiting.asked,
        codes=code_rows(project),
        users=[(user.guid, user.name or user.short or user.guid) for user in project.users],
        layer=new_layer(arrived),
        taken=taken,
        added=counts_in_words(taken.added, _) if taken else "",
        changed=counts_in_words(taken.changed, _) if taken else "",
        conflicts=[
            (*row, one.choice or "")
            for row, one in zip(conflict_rows(taken.conflicts, _), taken.conflicts, strict=True)
        ]
        if taken
        else (),
        gone=gone_names(taken.gone)[:SHOWN] if taken else (),
        error=error,
    )


def _report(report: ExchangeReport, _: Translate, language: str) -> Report:
    facts = ((N_("Project"), report.project), (N_("Made by"), report.origin), (N_("Format"), report.reader))
    return Report(
        facts=[(_(name), value) for name, value in facts if value],
        rows=[
            Row(
                element_name(line.element, _),
                [number(getattr(line, name), language) if getattr(line, name) else "" for name, _label in FATES],
                bool(line.dropped),
            )
            for line in report.lines
        ],
        sources=[
            CountedSource(
                source=one.source,
                says=one.says.text(_),
                score=score_of(one.score),
                second=one.runner_up_says.text(_) if one.runner_up_says else "",
                second_score=score_of(one.runner_up_score),
                outside=number(one.outside, language) if one.outside else "",
                state=_(N_("chosen by a person")) if one.chosen else "" if one.clear else _(N_("not clear")),
            )
            for one in report.sources
        ],
        remarks=[remark.text(_) for remark in report.remarks],
    )


def _imports(study: Study, opened: str, _: Translate, language: str) -> list[Import]:
    """The imports that there were, the newest first; one is opened with its report."""
    coders: Mapping[str, Any] = cast_of(study).coder
    return [
        Import(
            exchange=one.exchange,
            file=one.file or _(N_("a file")),
            date=one.date[:16].replace("T", " "),
            coder=str(coders.get(one.coder, {}).get("name") or one.coder),
            origin=one.origin,
            layer=one.layer,
            address=with_query("/exchange", {"import": one.exchange}, at=f"exchange-{one.exchange}"),
            opened=_report(report_kept(one), _, language) if one.exchange == opened else None,
        )
        for one in reversed(imports_of(study))
    ]


ROUTES = [
    Route("/exchange", exchange_page, methods=["GET"]),
    Route("/exchange", receive, methods=["POST"]),
    Route("/exchange/{token}", decide, methods=["POST"]),
]
