"""Counts as a page: codes and findings, by attributes, together, by voices, along a source; every number opens its passages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session import Study
from spanveld.session.counted import COUNTED, FINDINGS, GROUPS, ORDERS, RELATIONS, UNIT_LABELS, UNITS, VIEWS, Choices
from spanveld.web.addresses import passage_address, place_of, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import counts_shown as shown
from spanveld.web.pages.forms import Option, number, whole_number
from spanveld.web.pages.frame import masthead, pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.pages.twins import Answer, twin_links, twins
from spanveld.web.rendering import page

__all__ = ["ROUTES", "counts_page"]

TITLES: Mapping[str, str] = {
    "codes": N_("How often"),
    "by": N_("By an attribute"),
    "together": N_("Together"),
    "perspective": N_("Who speaks of it"),
    "words": N_("Words per voice"),
    "along": N_("Along a source"),
}
ASKED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "codes": {"stance": (), "order": ORDERS},
    "by": {"by": (), "stance": (), "unit": UNITS, "share": ("row", "column", "none"), "order": ORDERS},
    "together": {
        "with": (),
        "relation": ("overlaps", "near", "turn", "same"),
        "distance": (),
        "unit": COUNTED,
        "order": ("count", "book", "name"),
    },
    "perspective": {"group": GROUPS, "stance": (), "order": ORDERS},
    "words": {},
    "along": {"source": ()},
}
"""View -> what of it can be asked beside what is counted (``of``); the first value is what holds where nothing is said."""
FIRST = {"by": "source.kind", "distance": "200"}
LABELS: Mapping[str, str] = {
    **{str(unit): label for unit, label in UNIT_LABELS.items()},
    "book": N_("as in the codebook"),
    "count": N_("most first"),
    "name": N_("by name"),
    "row": N_("of the row"),
    "column": N_("of the column"),
    "none": N_("no shares"),
    "same": N_("on the same passage"),
    "overlaps": N_("on overlapping passages"),
    "near": N_("near each other"),
    "turn": N_("in the same turn"),
    "level": N_("Level"),
    "party.kind": N_("Kind of party"),
    "party": N_("Party"),
    "supports": N_("supports"),
    "qualifies": N_("qualifies"),
    "contradicts": N_("contradicts"),
}
STANCES = ("supports", "qualifies", "contradicts")
WORDS = (
    N_("Light"),
    N_("Dark"),
    N_("Undone: {action}."),
    N_("Signed out: open the page anew from the address that the program printed."),
    N_("No answer from the server. Try again: what it did already, it does not do twice."),
)


def counts_page(request: Request) -> Response:
    """``?view=`` and ``?of=`` (a layer, or ``finding``) choose what is counted; what else can be asked of a view stands in ``ASKED``."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    choices = study.counts.choices(language=language)
    view, asked = _view(request), _asked(request, choices)
    found = _found(study, view, asked, language)
    query = {"view": view, **asked}
    sizes = shown.sizes(view, found)
    turns = {name: _turn(request, name, *size) for name, size in sizes.items()}
    return page(
        request,
        "counts.html.j2",
        **masthead(study, "counts"),
        sequence=study.newest(),
        view=view,
        views=[(name, with_query("/counts", _carried(name, asked)), _(title)) for name, title in TITLES.items()],
        title=_(TITLES[view]),
        asked=asked,
        fields=_fields(view, asked, choices, _),
        twins=twin_links("/counts", query),
        turns=[
            (_(label), *_pages(query, turns, name)) for name, label in _TURNS.items() if turns.get(name, (0, 1))[1] > 1
        ],
        notes=found.sheets()[0].notes,
        heading=found.sheets()[0].title,
        n=lambda count: number(count, language),
        percent=lambda count, of: f"{round(100 * count / of)} %" if of else "",
        find=lambda asking: with_query("/find", {"q": asking}),
        place=place_of,
        passage=passage_address,
        words_json=json_for_scripts({message: _(message) for message in WORDS}),
        **shown.SHOWN[view](found, {name: at for name, (at, _last) in turns.items()}, asked, _),
    )


_TURNS = {"page": N_("Rows"), "across": N_("Columns")}


def _turn(request: Request, name: str, total: int, size: int) -> tuple[int, int]:
    """Which page is shown, and how many there are."""
    last = max(1, -(-total // size))
    return min(max(1, whole_number(request.query_params.get(name, ""))), last), last


def _pages(
    query: Mapping[str, str], turns: Mapping[str, tuple[int, int]], name: str
) -> tuple[int, list[tuple[int | str, str]]]:
    """The page of a direction that is shown, and where the others are; the other direction stays where it is."""
    at, last = turns[name]
    others = {each: str(now) for each, (now, _last) in turns.items() if each != name and now > 1}
    return at, pages_around(
        at, last, lambda one: with_query("/counts", {**query, **others, name: one if one > 1 else ""}, (), "answer")
    )


def _view(request: Request) -> str:
    view = request.query_params.get("view", "")
    return view if view in VIEWS else VIEWS[0]


def _asked(request: Request, choices: Choices) -> dict[str, str]:
    """What is asked of the view, with what holds where nothing is said."""
    view = _view(request)
    asked = {} if view == "words" else {"of": request.query_params.get("of", "")}
    if view != "along" and "of" in asked:
        asked["of"] = asked["of"] or choices.usual
    for name, known in ASKED[view].items():
        asked[name] = request.query_params.get(name, "") or FIRST.get(name, "") or (known[0] if known else "")
    if view == "along":
        asked["source"] = asked["source"] or (choices.sources[0][0] if choices.sources else "")
    if "stance" in asked and asked["of"] != FINDINGS:
        asked["stance"] = ""
    return asked


def _carried(view: str, asked: Mapping[str, str]) -> dict[str, str]:
    """What stays asked on the way to another view."""
    return {"view": view, "of": asked.get("of", "")} if view not in ("words", "along") else {"view": view}


def _found(study: Study, view: str, asked: Mapping[str, str], language: str) -> Any:
    """Ask the study."""
    counts, of = study.counts, (asked["of"],) if asked.get("of") else ()
    kept: dict[str, Any] = {name: asked[name] for name in ("stance", "order", "unit") if name in asked}
    match view:
        case "by":
            return counts.by(asked["by"], *of, language=language, **kept)
        case "together":
            other = (asked["with"],) if asked["with"] else ()
            distance = whole_number(asked["distance"])
            return counts.together(
                *of, other=other, relation=asked["relation"], distance=distance, language=language, **kept
            )
        case "perspective":
            return counts.perspective(*of, by=asked["group"], language=language, **kept)
        case "words":
            return counts.words(language=language)
        case "along":
            return counts.along(asked["source"], *of, language=language)
        case _:
            return counts.codes(*of, language=language, **kept)


def _answer(request: Request) -> Answer:
    """The same for other programs, with all rows."""
    study = request.app.state.study.as_(request.state.actor)
    language = language_of(request)
    asked = _asked(request, study.counts.choices(language=language))
    found = _found(study, _view(request), asked, language)
    return Answer(found.as_json(), found.sheets())


# ---------------------------------------------------------------------- the form
def _fields(view: str, asked: Mapping[str, str], choices: Choices, _: Translate) -> list[tuple[str, str, list[Option]]]:
    """What can be chosen: name, label, options."""
    layers = [Option(layer.name, f"{layer.label} ({layer.codes})") for layer in choices.layers]
    findings = [Option(FINDINGS, f"{_(N_('Findings'))} ({choices.findings})")] if choices.findings else []
    makers: Mapping[str, Callable[[], tuple[str, list[Option]]]] = {
        "by": lambda: (_(N_("By")), [Option(*pair) for pair in choices.attributes.items()]),
        "with": lambda: (_(N_("With")), [Option("", _(N_("the same"))), *layers]),
        "relation": lambda: (_(N_("How together")), _labelled(RELATIONS, _)),
        "unit": lambda: (_(N_("Counted")), _labelled(ASKED[view]["unit"], _)),
        "share": lambda: (_(N_("Shares")), _labelled(ASKED[view]["share"], _)),
        "order": lambda: (_(N_("Order")), _labelled(ASKED[view]["order"], _)),
        "group": lambda: (_(N_("Voices by")), _labelled(GROUPS, _)),
        "stance": lambda: (_(N_("Evidence that")), [Option("", _(N_("any"))), *_labelled(STANCES, _)]),
        "source": lambda: (
            _(N_("Source")),
            [Option(name, f"{name} {title}".strip()) for name, title in choices.sources],
        ),
        "distance": lambda: (_(N_("Characters between")), []),
    }
    fields = []
    if view == "along":
        fields.append(("of", _(N_("Codes of")), [Option("", _(N_("all layers"))), *layers]))
    elif view != "words":
        fields.append(("of", _(N_("Count")), [*layers, *(findings if view != "together" else [])]))
    for name in ASKED[view]:
        if name == "stance" and asked["of"] != FINDINGS:
            continue
        label, options = makers[name]()
        fields.append((name, label, options))
    return fields


def _labelled(names: Any, _: Translate) -> list[Option]:
    return [Option(name, _(LABELS[name])) for name in names]


ROUTES = [Route("/counts", counts_page), *twins("/counts", _answer)]
