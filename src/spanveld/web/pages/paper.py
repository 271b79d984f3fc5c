"""A coded source on paper: as a page to be printed, as a Word file, and the comments of a Word file that came back."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_, SpanveldError
from spanveld.session import Study
from spanveld.session.acting import AlreadyMade, Once
from spanveld.session.paper import HOW, CommentBack, CommentsBack, remarks
from spanveld.web.addresses import passage_address, source_address
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, cast_of, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.importing import plain_form
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PAPER_WORDS = (N_("Memos written: {count}."),)
SHOWN_QUOTE = 160


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as the page shows it: who and when, what its memo says, the words it is on, and where the memo comes."""

    who: str
    date: str
    text: str
    quote: str
    passage: str
    address: str
    where: str
    how: str
    there: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that was looked at: its comments, and what else is to be known of it."""

    token: str
    key: str
    name: str
    author: str
    rows: Sequence[Row]
    fresh: str
    total: str
    remarks: Sequence[str]


def paper_page(request: Request) -> Response:
    """The source as a page to be printed; ``?coder=`` (several, or ``all``) says whose work."""
    study, source = _study(request), request.path_params["source"]
    _, coders = translate_for(request), request.query_params.getlist("coder")
    query = f"?{urlencode([('coder', name) for name in coders])}" if coders else ""
    address = source_address(source)
    content = study.paper.page(
        source,
        coders=coders,
        stylesheets=lambda rules: [
            request.app.state.assets.address("css/tokens.css"),
            f"{address}/paper.css?{hashlib.sha256(rules.encode()).hexdigest()[:12]}",
        ],
        links=[
            (_("This source on paper"), ""),
            (_("Back to {source}").format(source=source), address),
            (_("The same as a Word file with the codes as comments"), f"{address}/paper.docx{query}"),
            (_("Bring comments back"), f"{address}/comments"),
        ],
    )
    return HTMLResponse(content)


def paper_css(request: Request) -> Response:
    """The style sheet of that page."""
    return Response(_study(request).paper.stylesheet(request.path_params["source"]), media_type="text/css")


def paper_docx(request: Request) -> Response:
    """The source as a Word file, to be saved."""
    study, source = _study(request), request.path_params["source"]
    content = study.paper.docx(source, coders=request.query_params.getlist("coder"))
    headers = {"Content-Disposition": f'attachment; filename="{source}.docx"'}
    return Response(content, media_type=WORD, headers=headers)


def comments_page(request: Request) -> Response:
    """The page on which a file comes back; ``?waiting=`` shows one that was looked at, ``?came=`` how many memos were just written."""
    token = request.query_params.get("waiting", "")
    if not token:
        return _page(request)
    try:
        return _page(request, waiting=_waiting(request, _study(request), token))
    except SpanveldError as error:
        return _page(request, error=error.text(translate_for(request)), status=409)


async def receive(request: Request) -> Response:
    """A file by a plain form: read and shown, nothing written."""
    async with request.form(max_files=1, max_fields=1) as form:
        file = form.get("file")
        return await run_in_threadpool(_received, request, file if isinstance(file, UploadFile) else None)


def _received(request: Request, file: UploadFile | None) -> Response:
    study, _ = _study(request), translate_for(request)
    if file is None or not file.filename:
        return _page(request, error=_("No file was chosen."), status=400)
    try:
        token, returned = request.app.state.returned.take_in(study, file.filename, file.file)
        study.paper.plan(returned, source=request.path_params["source"])
    except SpanveldError as error:
        return _page(request, error=error.text(_), status=400)
    return RedirectResponse(f"{source_address(request.path_params['source'])}/comments?waiting={token}#waiting", 303)


async def bring_in(request: Request) -> Response:
    """The comments of a file that waits become memos; the answer is the page, which tells how many."""
    async with request.form(max_files=0) as form:
        return await run_in_threadpool(_brought, request, form)


def _brought(request: Request, form: FormData) -> Response:
    token, source = request.path_params["token"], request.path_params["source"]
    author, key = str(form.get("author", "")).strip(), str(form.get("key", ""))[:80]
    address = f"{source_address(source)}/comments"
    study = request.app.state.study.as_(request.state.actor, once=Once(key) if key else None)
    try:
        _name, returned = request.app.state.returned.get(token)
        found = study.paper.take(returned, source=source, author=author)
    except AlreadyMade:
        return RedirectResponse(address, 303)
    except SpanveldError as error:
        return _page(request, error=error.text(translate_for(request)), status=409)
    request.app.state.returned.drop(token)
    return RedirectResponse(f"{address}?came={len(found.fresh)}", 303)


def _study(request: Request) -> Study:
    study: Study = request.app.state.study.as_(request.state.actor)
    return study


def _waiting(request: Request, study: Study, token: str) -> Waiting:
    _, language = translate_for(request), language_of(request)
    source = request.path_params["source"]
    name, returned = request.app.state.returned.get(token)
    found = study.paper.plan(returned, source=source)
    return Waiting(
        token=token,
        key=secrets.token_urlsafe(16),
        name=name,
        author=returned.saved_by,
        rows=[_row(comment, found, _) for comment in found.comments],
        fresh=number(len(found.fresh), language),
        total=number(len(found.comments), language),
        remarks=[remark.text(_) for remark in remarks(found)],
    )


def _row(comment: CommentBack, found: CommentsBack, _: Translate) -> Row:
    passage, address = comment.passage, source_address(found.source)
    words = comment.quote if len(comment.quote) <= SHOWN_QUOTE else f"{comment.quote[: SHOWN_QUOTE - 1]}…"
    if passage:
        address = passage_address(found.source, passage)
    elif comment.paragraph:
        address += f"#p{comment.paragraph}"
    return Row(
        who=comment.author or _("nobody named"),
        date=comment.date,
        text=comment.text,
        quote=words,
        passage=passage or found.source,
        address=address,
        where=f"¶{comment.paragraph}" if comment.paragraph else "",
        how=_(HOW[comment.how]),
        there=comment.there,
    )


def _page(request: Request, *, waiting: Waiting | None = None, error: str = "", status: int = 200) -> Response:
    study, source = _study(request), request.path_params["source"]
    _, language = translate_for(request), language_of(request)
    shown, cast = study.pages.reading(source), cast_of(study)
    came = request.query_params.get("came", "")
    values: dict[str, Any] = {
        "source": source,
        "source_title": shown.title,
        "address": source_address(source),
        **masthead(study, ""),
        "sequence": shown.sequence,
        "passages": number(len(shown.passages), language),
        "waiting": waiting,
        "error": error,
        "came": int(came) if came.isascii() and came.isdigit() and len(came) < 7 else None,
        "coders": [(name, cast.called("coder", name)) for name in _coders(shown.passages)],
        "words_json": json_for_scripts({message: _(message) for message in (*FORM_WORDS, *PAPER_WORDS)}),
    }
    return plain_form(page(request, "paper_comments.html.j2", status, **values))


def _coders(passages: Sequence[Any]) -> list[str]:
    """Whose passages there are, where there are several."""
    names = sorted({passage.coder for passage in passages if passage.coder})
    return names if len(names) > 1 else []


ROUTES = [
    Route("/sources/{source}/paper", paper_page),
    Route("/sources/{source}/paper.css", paper_css),
    Route("/sources/{source}/paper.docx", paper_docx),
    Route("/sources/{source}/comments", comments_page, methods=["GET"]),
    Route("/sources/{source}/comments", receive, methods=["POST"]),
    Route("/sources/{source}/comments/{token}", bring_in, methods=["POST"]),
]
