"""Bringing files in: chosen or dropped, shown with what would come of them, then brought in one by one."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, NotFound, SpanveldError
from spanveld.model.records import SOURCE_KINDS
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once
from spanveld.session.importing import Arrival, Choices, NotRead, SpeakerIn, SurveyColumns
from spanveld.web.addresses import source_address
from spanveld.web.errors import wants_json
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, Option, cast_of, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page
from spanveld.web.security import IMPORT_BYTES
from spanveld.web.uploads import Uploads

__all__ = ["IMPORT_WORDS", "KIND_NAMES", "ROUTES", "plain_form"]

INTERVIEWER, NOBODY, NEW = "interviewer", "", "+"
"""What a speaker can be said to be, besides a participant."""
KIND_NAMES = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}
USES = {
    "open": N_("an open question"),
    "closed": N_("a closed question"),
    "names": N_("names the respondents"),
    "left": N_("leave it out"),
}
"""What a column of a survey can be."""
CODE = re.compile(r"[A-Za-z]{0,3}[-_.]?\d{1,5}[a-z]?")
"""A label that tells nothing of a person, and can be a participant's or source's identifier."""
MANY_SPEAKERS = 30
"""With more speakers than these (a survey's rows), they are counted and not asked about one by one."""
MOST_FILES = 100
NAMED_FIELDS = ("date", "source", "recording")
"""Fields of the form whose value a refusal names; imports.js has the same."""
IMPORT_WORDS = (
    N_("Bringing in {number} of {count}: {name}."),
    N_("Brought in: {count}."),
    N_("Files that wait to be brought in: {count}."),
    N_("It is larger than {size} MB, the most that can be sent at once."),
    N_("Let go of {name}"),
    N_("Looking at {number} of {count}: {name}."),
    N_("Not brought in: {count}."),
    N_("Not read: {count}."),
    N_("The server cannot be reached."),
    N_("{name} is source {source} now."),
)
"""What the scripts of importing say."""


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """A label in a file: who it is as things stand (``was``), and who it is proposed to be (``chosen``)."""

    label: str
    turns: str
    words: str
    was: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Card:
    """A file that waits: what would come of it, and the form in which a person says more.

    ``values``: the form as it was sent; ``error``: why it was refused, and ``error_at`` the field that this is about, where it is of one.
    """

    token: str
    key: str
    plan: Any
    facts: Sequence[tuple[str, str]]
    remarks: Sequence[str]
    source: str
    speakers: Sequence[SpeakerRow]
    many: str
    values: Mapping[str, Sequence[str]]
    error: str = ""
    error_at: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that cannot come in, and why."""

    name: str
    reason: str


def plain_form(response: Response) -> Response:
    """Let forms of a page tell that they come from it, for browsers without scripts."""
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def import_page(request: Request) -> Response:
    """The page on which files come in; ``?waiting=`` (several) names files that were looked at, ``?came=`` sources that came in."""
    return _page(request, request.query_params.getlist("waiting"), came=request.query_params.getlist("came"))


def waiting_file(request: Request) -> Response:
    """The page with one file that waits."""
    token = request.path_params["token"]
    request.app.state.uploads.get(token)
    return _page(request, [token])


async def receive(request: Request) -> Response:
    """Files by a plain form: each is kept and shown; one that cannot be read stops no other."""
    async with request.form(max_files=MOST_FILES, max_fields=10) as form:
        files = [file for file in form.getlist("file") if isinstance(file, UploadFile) and file.filename]
        return await run_in_threadpool(_received, request, files)


def _received(request: Request, files: Sequence[UploadFile]) -> Response:
    _ = translate_for(request)
    tokens, failed = [], []
    for file in files:
        name = file.filename or ""
        try:
            tokens.append(request.app.state.uploads.put(name, file.file)[0])
        except NotRead as error:
            failed.append(Failed(str(error.values["file"]), error.reason.text(_)))
        except SpanveldError as error:
            failed.append(Failed(name, error.text(_)))
    return _page(request, tokens, failed=failed, nothing=not files)


async def bring_in(request: Request) -> Response:
    """A file that waits comes in as its form says; the answer is the page with the others, or for scripts the source's name."""
    async with request.form(max_files=0) as form:
        return await run_in_threadpool(_bring_in, request, form)


def _bring_in(request: Request, form: FormData) -> Response:
    token, others = request.path_params["token"], [str(name) for name in form.getlist("waiting")]
    key = str(form.get("key", ""))[:80]
    study = request.app.state.study.as_(request.state.actor)
    try:
        source = _source_of(request, study, token, key, form)
    except SpanveldError as error:
        if wants_json(request) or not _waits(request, token):
            raise
        message = error.text(translate_for(request))
        values = {name: [str(value) for value in form.getlist(name)] for name in form}
        return _page(request, [token, *others], status=409, told={token: (message, values)})
    address = source_address(source)
    if wants_json(request):
        return JSONResponse({"source": source, "address": address})
    came = [("came", source), *(("came", str(name)) for name in form.getlist("came"))]
    return RedirectResponse(f"/import?{urlencode([*(('waiting', name) for name in others), *came])}", 303)


async def read_again(request: Request) -> Response:
    """A survey that waits is read once more, with what its form says of the columns; the answer is the page, or for scripts its name."""
    async with request.form(max_files=0) as form:
        token = request.path_params["token"]
        await run_in_threadpool(_as_said, request.app.state.uploads, token, form)
        if wants_json(request):
            return JSONResponse({"token": token})
        waiting = [token, *(str(name) for name in form.getlist("waiting"))]
        return RedirectResponse(f"/import?{urlencode([('waiting', name) for name in waiting])}", 303)


def _as_said(uploads: Uploads, token: str, form: FormData) -> Arrival:
    """A file that waits; a survey read once more where the form says something else of its columns."""
    arrival = uploads.get(token)
    said = {column.letter: str(form.get(f"column-{column.letter}", column.use)) for column in arrival.reading.columns}
    if all(said[column.letter] == column.use for column in arrival.reading.columns):
        return arrival
    by_use = {use: tuple(letter for letter, its in said.items() if its == use) for use in USES}
    return uploads.read_again(token, SurveyColumns(by_use["open"], by_use["closed"], "".join(by_use["names"][:1])))


def _source_of(request: Request, study: Study, token: str, key: str, form: FormData) -> str:
    """Bring a file in, once under its key; gives the source."""
    if key and (made := study.pages.made(key)):
        return made.subject
    uploads = request.app.state.uploads
    arrival = _as_said(uploads, token, form)
    choices = _choices(study, arrival, form)
    once = Once(key) if key else None
    try:
        source = request.app.state.study.as_(request.state.actor, once=once).sources.bring_in(arrival, choices).source
    except AlreadyMade as earlier:
        return earlier.made.subject
    uploads.drop(token)
    return str(source)


def _choices(study: Study, arrival: Arrival, form: FormData) -> Choices:
    """What the form says. Who speaks is noted for the whole study only where that was said in so many words."""

    def said(name: str) -> str:
        return str(form.get(name, "")).strip()

    kind = said("kind")
    match = bool(said("match_participants"))
    plan = study.sources.plan(arrival, Choices(kind=kind, match_participants=match))
    taking_part = [str(name) for name in form.getlist("participants")]
    speakers: dict[str, str] = {}
    new, nobody = [], False
    for place, speaker in enumerate(plan.speakers):
        if f"speaker-{place}" not in form:
            continue
        who = said(f"speaker-{place}")
        if who == NEW and _now(speaker) and not said(f"was-{place}"):
            who = _now(speaker)  # a file that came in meanwhile made this participant
        if who == NEW:
            new.append(speaker)
        elif who != _now(speaker):
            speakers[speaker.label] = who
        nobody = nobody or who == NOBODY
    named = [label for label, who in speakers.items() if who not in (NOBODY, INTERVIEWER)]
    if len(named) == 1 and not (new or nobody or taking_part):
        taking_part = [speakers.pop(named[0])]  # a label like 'R' is somebody else in the next file
    at_once = bool(new) and not (nobody or taking_part) and not any(speaker.role for speaker in new)
    choices = Choices(
        source=said("source"),
        kind=kind,
        title=said("title"),
        date=said("date"),
        case=said("case"),
        wave=said("wave"),
        sub_cases=tuple(str(name) for name in form.getlist("sub_cases")),
        participants=tuple(taking_part),
        place=said("place"),
        recording=said("recording"),
        speakers=speakers,
        new_participants=at_once,
        match_participants=match,
        comments_as=said("comments_as"),
        highlights_as=said("highlights_as"),
        keep_original=bool(said("keep_original")),
    )
    study.sources.plan(arrival, choices)  # what is refused is refused before anybody is made
    made = {} if at_once else {speaker.label: _participant(study, speaker.label) for speaker in new}
    return replace(choices, speakers={**speakers, **made})


def _participant(study: Study, label: str) -> str:
    """Add the participant whom a label stands for; gives the identifier, which is the label only where that tells nothing."""
    there = {row["participant"] for row in study.pages.things("participant")}
    return study.participants.add(label if CODE.fullmatch(label) and label not in there else "")


def _now(speaker: SpeakerIn) -> str:
    """Who a label is as things stand."""
    return INTERVIEWER if speaker.role == INTERVIEWER else speaker.participant


def _page(
    request: Request,
    tokens: Sequence[str],
    *,
    failed: Sequence[Failed] = (),
    came: Sequence[str] = (),
    told: Mapping[str, tuple[str, Mapping[str, Sequence[str]]]] = {},
    nothing: bool = False,
    status: int = 200,
) -> Response:
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    cast, shown = cast_of(study), study.pages.home()
    cards = [
        _card(study, request.app.state.uploads.get(token), token, shown.sources, told.get(token, ("", {})), _, language)
        for token in dict.fromkeys(tokens)
        if _waits(request, token)
    ]
    known = {line.source: line.title for line in shown.sources}
    return plain_form(
        page(
            request,
            "import.html.j2",
            status,
            **masthead(study, "import"),
            cards=cards,
            failed=failed,
            came=[(name, source_address(name), known[name]) for name in came if name in known],
            nothing=nothing,
            most=IMPORT_BYTES,
            kinds=[Option(kind, _(KIND_NAMES[kind])) for kind in SOURCE_KINDS],
            people=cast.options("participant"),
            themes=cast.options("sub_case"),
            waves=cast.options("wave"),
            cases=cast.options("case"),
            layers=_layers(study),
            uses=[Option(use, _(label)) for use, label in USES.items()],
            words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *IMPORT_WORDS)}),
        )
    )


def _waits(request: Request, token: str) -> bool:
    try:
        request.app.state.uploads.get(token)
    except NotFound:
        return False
    return True


def _layers(study: Study) -> list[Option]:
    """The layers to which comments can go."""
    return [Option(layer.layer, layer.label) for layer in study.pages.codebook().layers if layer.role != "sub_case"]


def _card(
    study: Study,
    arrival: Arrival,
    token: str,
    sources: Sequence[Any],
    told: tuple[str, Mapping[str, Sequence[str]]],
    _: Translate,
    language: str,
) -> Card:
    plan = study.sources.plan(arrival)
    facts = (
        (N_("Format"), plan.format),
        (N_("Encoding"), plan.encoding),
        (N_("Words"), number(plan.words, language)),
        (N_("Characters"), number(plan.characters, language)),
        (N_("Time marks"), number(plan.time_marks, language) if plan.time_marks else ""),
        (N_("Comments"), number(plan.comments, language) if plan.comments else ""),
        (N_("Coloured words"), number(plan.highlights, language) if plan.highlights else ""),
        (N_("Answers"), number(plan.answers, language) if plan.answers else ""),
    )
    many = len(plan.speakers) > MANY_SPEAKERS or plan.kind == "survey"
    return Card(
        token=token,
        key=secrets.token_urlsafe(16),
        plan=plan,
        facts=[(_(name), value) for name, value in facts if value],
        remarks=[remark.text(_) for remark in plan.remarks],
        source=plan.source or _named_by_label(plan, {line.source.casefold() for line in sources}),
        speakers=[] if many else [_row(speaker, language) for speaker in plan.speakers],
        many=number(len(plan.speakers), language) if many else "",
        values=told[1],
        error=told[0],
        error_at=_field_of(*told),
    )


def _field_of(message: str, values: Mapping[str, Sequence[str]]) -> str:
    """The field of which a refusal names the value."""
    quoted = (
        name for name in NAMED_FIELDS if (value := "".join(values.get(name, ())).strip()) and f"'{value}'" in message
    )
    return next(quoted, "")


def _named_by_label(plan: Any, taken: set[str]) -> str:
    """The label of the only speaker besides the interviewer, where it can be the name of an interview."""
    labels = [speaker.label for speaker in plan.speakers if speaker.role != INTERVIEWER]
    fit = plan.kind == "interview" and len(labels) == 1 and CODE.fullmatch(labels[0])
    return labels[0] if fit and labels[0].casefold() not in taken else ""


def _row(speaker: SpeakerIn, language: str) -> SpeakerRow:
    """A label that nobody goes by yet is a new participant where it speaks more than once."""
    chosen = _now(speaker) or (NEW if speaker.turns > 1 else NOBODY)
    return SpeakerRow(
        speaker.label, number(speaker.turns, language), number(speaker.words, language), _now(speaker), chosen
    )


ROUTES = [
    Route("/import", import_page, methods=["GET"]),
    Route("/import", receive, methods=["POST"]),
    Route("/import/{token}", waiting_file, methods=["GET"]),
    Route("/import/{token}", bring_in, methods=["POST"]),
    Route("/import/{token}/columns", read_again, methods=["POST"]),
]
