"""The application: every address of the room, and what each request passes on its way to it."""

from __future__ import annotations

from asyncio import Semaphore
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import current_default_thread_limiter
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from spanveld.session.report_page import KeptReports
from spanveld.web.access import Access, Doors, enter
from spanveld.web.api import OPERATIONS
from spanveld.web.assets import Assets, static
from spanveld.web.errors import HANDLERS
from spanveld.web.events import Feed, events
from spanveld.web.openapi import openapi
from spanveld.web.operations import routes_of
from spanveld.web.pages import (
    audit,
    board_memo,
    codebook,
    counts,
    coverage,
    exchange,
    exchange_files,
    expectations,
    find,
    findings,
    findings_examples,
    findings_tray,
    home,
    importing,
    journal,
    journal_past,
    judgement,
    judgements,
    matrix,
    memos,
    paper,
    people,
    report,
    rules,
    rules_point,
    search,
    search_coding,
    tables,
    todo,
)
from spanveld.web.pages.files import original, recording
from spanveld.web.pages.reading import source_page
from spanveld.web.pages.speakers import Labels
from spanveld.web.pages.study_css import study_css
from spanveld.web.project_uploads import ProjectUploads
from spanveld.web.questions import QUESTIONS
from spanveld.web.rendering import Templates
from spanveld.web.returned import ReturnedFiles
from spanveld.web.security import Guard
from spanveld.web.served import Served
from spanveld.web.uploads import Uploads

__all__ = ["ROUTES", "STATIC", "make_app"]

STATIC = Path(__file__).parent / "static"
THREADS = 10
"""How many requests are worked on at once: fewer than the connections that a study's database gives."""

ROUTES: list[BaseRoute] = [
    Route("/enter", enter),
    Route("/static/{digest}/{path:path}", static),
    Route("/api/events", events),
    Route("/sources/{source}", source_page),
    Route("/study.css", study_css),
    Route("/recordings/{source}", recording),
    Route("/originals/{source}", original),
    Route("/api/openapi.json", openapi),
    *home.ROUTES,
    *people.ROUTES,
    *findings.ROUTES,
    *findings_tray.ROUTES,
    *findings_examples.ROUTES,
    *codebook.ROUTES,
    *memos.ROUTES,
    *journal.ROUTES,
    *journal_past.ROUTES,
    *search.ROUTES,
    *search_coding.ROUTES,
    *find.ROUTES,
    *matrix.ROUTES,
    *judgements.ROUTES,
    *judgement.ROUTES,
    *tables.ROUTES,
    *coverage.ROUTES,
    *rules.ROUTES,
    *rules_point.ROUTES,
    *expectations.ROUTES,
    *counts.ROUTES,
    *audit.ROUTES,
    *report.ROUTES,
    *board_memo.ROUTES,
    *paper.ROUTES,
    *todo.ROUTES,
    *importing.ROUTES,
    *exchange.ROUTES,
    *exchange_files.ROUTES,
    *routes_of(OPERATIONS),
]


def make_app(
    served: Served, doors: Doors, *, port: int, assets: Assets | None = None, more: Sequence[BaseRoute] = ()
) -> Starlette:
    """The application for a study that is served at a port; ``more`` are further addresses.

    Handlers find the study in ``request.app.state.study`` (``as_(coder)``) and the coder in ``request.state.actor``.
    """
    app = Starlette(
        routes=[*ROUTES, *more],
        middleware=[Middleware(Guard, port=port), Middleware(Access, doors=doors)],
        exception_handlers=HANDLERS,
        lifespan=_lifespan,
    )
    app.router.redirect_slashes = False
    state = app.state
    state.study, state.doors, state.feed = served, doors, Feed(served.study)
    state.uploads, state.returned, state.projects = Uploads(), ReturnedFiles(), ProjectUploads()
    state.questions = Semaphore(QUESTIONS)
    state.labels, state.reports = Labels(), KeptReports()
    state.assets = assets or Assets(STATIC)
    state.templates = Templates(state.assets)
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    yield
    app.state.feed.stop()
    app.state.uploads.close()
    app.state.projects.close()
