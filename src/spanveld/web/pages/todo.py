"""The page of what is left to do in a study: each thing with why it matters, and the place where it is mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.pages import TASKS, Item, Task
from spanveld.web.addresses import place_of
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.speakers import labels_of
from spanveld.web.rendering import page

__all__ = ["ROUTES", "todo_page"]

PLACES: Mapping[str, str] = {
    "participant": "/people#consent-{name}",
    "speaker": "/people#speakers",
    "tray": "/findings/tray?source={name}",
}
"""Kind of thing -> where it is mended, where that is not where it is looked at."""
WITHIN: Mapping[str, str] = {"incomplete": "#incomplete", "overviews": "#overview"}
"""Task -> the place in a source."""
SHOWN = 160
"""Characters of a statement."""


@dataclass(frozen=True, slots=True)
class Place:
    """A thing to be looked at: its name, more words, how many there are in it, and where it is mended."""

    name: str
    words: str
    count: str
    address: str


@dataclass(frozen=True, slots=True)
class Section:
    """A task: ``left`` of ``total``; ``more``: the address at which all its ``things`` are named, where some are not."""

    task: str
    title: str
    why: str
    left: str
    total: str
    places: Sequence[Place]
    things: str
    more: str


def todo_page(request: Request) -> Response:
    """What is left to do; ``?all=`` names a task of which everything is listed, ``?check=1`` proves texts, passages and journal."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    whole = request.query_params.get("all", "")
    shown = study.pages.todo(labels_of(request), whole=whole)
    health = study.doctor() if request.query_params.get("check") == "1" else None
    left = [task for task in shown.tasks if task.left]
    return page(
        request,
        "todo.html.j2",
        **masthead(study, "todo"),
        sequence=shown.sequence,
        sections=[_section(task, _, language) for task in left],
        done=[
            (_(TASKS[task.task][0]), number(task.total, language))
            for task in shown.tasks
            if not task.left and task.total
        ],
        health=health,
        faults=[problem.text(_) for problem in health.problems] if health else [],
        checked=[
            (_(N_("texts")), number(health.texts, language)),
            (_(N_("passages")), number(health.passages, language)),
            (_(N_("entries of the journal")), number(health.entries, language)),
        ]
        if health
        else [],
        words_json=json_for_scripts({message: _(message) for message in FORM_WORDS}),
    )


def _section(task: Task, _: Translate, language: str) -> Section:
    title, why = TASKS[task.task]
    return Section(
        task=task.task,
        title=_(title),
        why=_(why),
        left=number(task.left, language),
        total=number(task.total, language),
        places=[_place(task.task, item, language) for item in task.items],
        things=number(task.things, language),
        more=f"/to-do?all={task.task}#{task.task}" if len(task.items) < task.things else "",
    )


def _place(task: str, item: Item, language: str) -> Place:
    words = item.words if len(item.words) <= SHOWN else f"{item.words[: SHOWN - 1].rstrip()}…"
    mended = PLACES.get(item.kind, "").format(name=quote(item.name, safe="")) or place_of(item.kind, item.name)
    address = mended + WITHIN.get(task, "")
    return Place(item.name, words, number(item.count, language) if item.count else "", address)


ROUTES = [Route("/to-do", todo_page)]
