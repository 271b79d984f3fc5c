"""What the material covers, as a page: topics by participant, the sample, parties only spoken about, new codes per source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.drawings.accrual import AccrualWords, Step, accrual_drawing
from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.coverage import (
    COUNTED_ONCE,
    GROUP_STATES,
    HAS_TURNS,
    JOINED,
    MARKS,
    ORDER_ONLY,
    STATES,
    TOPIC_STATES,
    VIEWS,
    asked_part,
    coverage_sheets,
)
from spanveld.web.addresses import passage_address, place_of, source_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import Option, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "coverage_page"]

PAGE = 50
"""Participants, or passages of a party, on a page."""
TITLES = {
    "topics": N_("Topics by participant"),
    "sampling": N_("Who was chosen, and how"),
    "unheard": N_("Parties spoken about and not heard"),
    "aspects": N_("New codes per source"),
}
ASKED = {
    "topics": ("guide", "topic", "state", "proposals"),
    "sampling": ("case", "sub_case"),
    "unheard": ("party", "voice"),
    "aspects": ("layer", "orders", "seed"),
}
"""View -> what of it can be asked by the address."""
WORDS = (
    N_("Light"),
    N_("Marked: {name}."),
    N_("Save or cancel what you are changing first."),
    N_("Taken: {name}."),
    N_("Dark"),
    N_("Undone: {action}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
)
QUOTED = 240
"""Characters of a turn that are shown."""


def coverage_page(request: Request) -> Response:
    """``?view=`` chooses what is shown; what else can be asked of each stands in ``ASKED``, and ``?page=`` turns pages."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    view, asked = _view(request), _asked(request)
    at = max(1, whole_number(request.query_params.get("page", "")))
    first = (at - 1) * PAGE
    part: Any = asked_part(study, view, **_values(view, asked), limit=PAGE, offset=first)
    query = {"view": view, **asked}
    make: Callable[..., dict[str, Any]] = {
        "topics": _topics,
        "sampling": _sampling,
        "unheard": _unheard,
        "aspects": _aspects,
    }[view]
    total = len(part.people) if view == "sampling" else len(part.steps) if view == "aspects" else part.of
    last = max(1, -(-total // PAGE))
    return page(
        request,
        "coverage.html.j2",
        **masthead(study, "coverage"),
        sequence=study.newest(),
        view=view,
        views=[(name, with_query("/coverage", {"view": name}), _(title)) for name, title in TITLES.items()],
        title=_(TITLES[view]),
        asked=asked,
        twins=twin_links("/coverage", query),
        pages=pages_around(
            at, last, lambda one: with_query("/coverage", {**query, "page": one if one > 1 else ""}, (), "answer")
        )
        if last > 1
        else [],
        page=at,
        page_of=slice(first, first + PAGE),
        n=lambda count: number(count, language),
        find=lambda asking: with_query("/find", {"q": asking}),
        within=lambda **values: with_query("/coverage", {"view": view, **values}),
        place=place_of,
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
        offered=study.topics.offered() if view == "topics" and not part.guides else {},
        topic_states=[(state, _(STATES[state])) for state in TOPIC_STATES],
        **make(part, _, language),
    )


def _view(request: Request) -> str:
    view = request.query_params.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _asked(request: Request) -> dict[str, str]:
    return {name: request.query_params.get(name, "") for name in ASKED[_view(request)]}


def _values(view: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """What was asked as values for the question."""
    values: dict[str, Any] = {name: value for name, value in asked.items() if value and name != "proposals"}
    for name, least in (("orders", 200), ("seed", 1)):
        if name in values:
            values[name] = whole_number(values[name]) if values[name].isdecimal() else least
    if view == "topics" and asked["proposals"]:
        values["propose"] = asked["proposals"] == "yes"
    return values


def _answer(request: Request) -> Answer:
    """The same for other programs, with all rows."""
    study = request.app.state.study.as_(request.state.actor)
    view = _view(request)
    part = asked_part(study, view, **_values(view, _asked(request)))
    return Answer(part.as_json(), coverage_sheets([part], translate_for(request)))


# ---------------------------------------------------------------------- topics
def _topics(part: Any, _: Translate, language: str) -> dict[str, Any]:
    labels = {topic.topic: topic.label for topic in part.topics}
    shown = [state for state in STATES if any(topic.states.get(state) for topic in part.topics)]
    return {
        "part": part,
        "joined": _(JOINED),
        "guides": [Option(guide.guide, _guide(guide)) for guide in part.guides],
        "states": [(state, _(STATES[state])) for state in shown],
        "marks": MARKS,
        "rows": [
            {
                "row": row,
                "name": row.participant or ", ".join(row.talks),
                "address": place_of("participant", row.participant)
                if row.participant
                else source_address(row.talks[0]),
                "talks": [(talk, source_address(talk)) for talk in row.talks],
                "cells": [_cell(cell, labels[cell.topic], _) for cell in row.cells],
            }
            for row in part.rows
        ],
    }


def _guide(guide: Any) -> str:
    return " · ".join(filter(None, (guide.guide, guide.title, guide.date)))


def _cell(cell: Any, label: str, _: Translate) -> dict[str, Any]:
    remarks = []
    if cell.marked and cell.marked < cell.of:
        remarks.append(_(N_("{marked} of {of} talks marked")).format(marked=cell.marked, of=cell.of))
    if cell.differs:
        remarks.append(_(N_("talks differ")))
    return {
        "state": cell.state,
        "mark": MARKS[cell.state],
        "said": _(STATES[cell.state]),
        "proposed": _(STATES[cell.proposed]) if cell.proposed else "",
        "remarks": remarks,
        "label": label,
        "talks": [_talk(talk, cell.topic, _) for talk in cell.talks],
    }


def _talk(talk: Any, topic: str, _: Translate) -> dict[str, str]:
    address = source_address(talk.source) + (f"#p{talk.paragraph}" if talk.paragraph else "")
    quote = " ".join(talk.quote.split())
    return {
        "source": talk.source,
        "topic": topic,
        "state": talk.state,
        "address": address,
        "said": _(STATES[talk.state]) if talk.state else "",
        "coder": talk.coder,
        "note": talk.note,
        "proposed": _(STATES[talk.proposed]) if talk.proposed else "",
        "quote": quote if len(quote) <= QUOTED else f"{quote[: QUOTED - 1].rstrip()}…",
        "like": talk.like,
    }


# ---------------------------------------------------------------------- the sample
def _sampling(part: Any, _: Translate, language: str) -> dict[str, Any]:
    people = {person.participant: person for person in part.people}
    return {
        "part": part,
        "cases": [Option(*pair) for pair in part.cases.items()],
        "themes": [Option(*pair) for pair in part.sub_cases.items()],
        "ways": [(label if way else _(N_("nobody said how")), count) for way, label, count in part.ways],
        "chains": [_chain(root, people, ()) for root in part.roots],
        "groups": [
            (name, _(title), [(each, _(GROUP_STATES[each.status])) for each in groups])
            for name, title, groups in (
                ("kinds", N_("Kinds of party heard and missing"), part.kinds),
                ("levels", N_("Levels heard and missing"), part.levels),
            )
        ],
        "once": _(COUNTED_ONCE),
    }


def _chain(name: str, people: Mapping[str, Any], above: Sequence[str]) -> dict[str, Any]:
    """A person with those it proposed, and those they proposed; nobody twice on one line."""
    person = people.get(name)
    below = [each for each in (person.proposed if person else ()) if each in people and each not in (*above, name)]
    return {
        "name": name,
        "function": person.function if person else "",
        "below": [_chain(each, people, (*above, name)) for each in below],
    }


# ---------------------------------------------------------------------- parties
def _unheard(part: Any, _: Translate, language: str) -> dict[str, Any]:
    chosen = next((each for each in part.parties if each.party == part.party), None)
    return {
        "part": part,
        "chosen": chosen,
        "has_turns": _(HAS_TURNS),
        "rows": [(row, passage_address(row.source, row.passage)) for row in part.rows],
        "once": _(COUNTED_ONCE),
    }


# ---------------------------------------------------------------------- new codes
def _aspects(part: Any, _: Translate, language: str) -> dict[str, Any]:
    steps = [Step(one.source, len(one.new), one.total, one.low, one.middle, one.high) for one in part.steps]
    words = AccrualWords(
        _(N_("Different codes so far, source by source, in the order of collection and in other orders")),
        _(N_("codes so far")),
        _(N_("sources, first collected first")),
    )
    return {
        "part": part,
        "layers": [Option(*pair) for pair in part.layers.items()],
        "drawing": Markup(accrual_drawing(steps, words)) if steps else "",
        "order_only": _(ORDER_ONLY),
        "drawn": _(N_("Other orders of the sources tried: {orders}, drawn by seed {seed}.")).format(
            orders=number(part.orders, language), seed=part.seed
        ),
    }


ROUTES = [Route("/coverage", coverage_page), *twins("/coverage", _answer)]
