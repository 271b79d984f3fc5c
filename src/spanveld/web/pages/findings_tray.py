"""The tray beside the board: coded passages that no finding uses, to be tied to one, several at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.pages import Tray, TrayPassage
from spanveld.web.addresses import passage_address, with_query
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages import study_css
from spanveld.web.pages.findings import CHOOSER_WORDS, Names, head_of, kinds_json, stances
from spanveld.web.pages.forms import FORM_WORDS, Option, number
from spanveld.web.pages.frame import pages_around
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES", "tray_page"]

PATH = "/findings/tray"
FILTERS = ("dimension", "kind", "sub_case", "source", "words")
WORDS = (
    N_("Chosen: {count}"),
    N_("Choose passages first."),
    N_("Tied to {finding}: {count}."),
    N_("Choose all on this page"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A passage in the tray; ``classes`` draw its dot."""

    passage: str
    source: str
    address: str
    citation: str
    coder: str
    quote: str
    codes: Sequence[str]
    classes: str
    letter: str
    remarks: Sequence[str]


def tray_page(request: Request) -> Response:
    """The tray; narrowed by what stands behind the ``?``, with ``to=`` the finding for which passages are looked for."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    query = {name: request.query_params.get(name, "") for name in FILTERS}
    asked, after = request.query_params.get("page", "1"), request.query_params.get("after", "")
    wanted = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 9 else 1
    tray, names = study.pages.tray(**query, page=wanted, after=after), Names.of(study)
    stated = study.pages.findings()
    to = next((one for one in stated.findings if one.finding == request.query_params.get("to", "")), None)
    kept = {**query, "to": to.finding if to else ""}
    return page(
        request,
        "findings_tray.html.j2",
        **head_of(study, tray.sequence),
        study_css=study_css.address(study.pages.styles()),
        tray=tray,
        rows=[_row(one, names, _) for one in tray.passages],
        query=query,
        to=to,
        narrowed=any(query.values()),
        all_address=with_query(PATH, {"to": kept["to"]}),
        total="" if tray.total is None else number(tray.total, language),
        pages=_pages(tray, kept, language),
        at=number(tray.page, language),
        onward=with_query(PATH, {**kept, "after": tray.onward}) if tray.onward else "",
        begun=bool(after),
        codes={role: [Option(one.value, one.label) for one in options] for role, options in tray.codes.items()},
        themes=[Option(one.value, one.label) for one in tray.sub_cases],
        sources=[Option(one.value, f"{one.value} ({number(one.count or 0, language)})") for one in tray.sources],
        stance=stances(_),
        kinds_json=kinds_json(stated.dimensions),
        findings_json=json_for_scripts(stated.findings),
        words_json=json_for_scripts({message: _(message) for message in (*FORM_WORDS, *CHOOSER_WORDS, *WORDS)}),
    )


def _row(one: TrayPassage, names: Names, _: Translate) -> Row:
    remarks = [
        *([_("hedged")] if one.hedged else []),
        *([_("Its place in the text is in doubt.")] if one.doubt else []),
    ]
    dimension, kind = ("n" if style < 0 else str(style) for style in (one.dimension, one.kind))
    return Row(
        one.passage,
        one.source,
        passage_address(one.source, one.passage),
        one.citation,
        names.coder.get(one.coder, one.coder) if len(names.coder) > 1 else "",
        " ".join(one.quote.split()),
        [code.label for code in one.codes],
        f"d{dimension} k{kind}",
        one.letter,
        remarks,
    )


def _pages(tray: Tray, query: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    """The pages that can be turned to, their numbers as they are written in a language; none where there is one."""
    if tray.total is None:
        return []
    near = pages_around(tray.page, tray.pages, lambda one: with_query(PATH, {**query, "page": one if one > 1 else ""}))
    return [(number(one, language) if isinstance(one, int) else one, address) for one, address in near]


ROUTES = [Route(PATH, tray_page)]
