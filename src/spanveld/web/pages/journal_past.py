"""The study as it was, beside the study as it is: a page of the journal, and that state as a file to keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.session.history import COLUMNS, AsOf, CountThen, compare
from spanveld.session.past import zipped
from spanveld.web.addresses import passage_address, place_of
from spanveld.web.languages import language_of, translate_for
from spanveld.web.pages.forms import FORM_WORDS, number
from spanveld.web.pages.frame import masthead
from spanveld.web.pages.journal import Part, called_of, journal_page, parts_of
from spanveld.web.pages.reading import json_for_scripts
from spanveld.web.rendering import page

__all__ = ["ROUTES"]

STATES = {
    "same": N_("as it is now"),
    "changed": N_("changed since"),
    "came": N_("came since"),
    "went": N_("gone since"),
}
PLURALS = {
    "source": N_("Sources"),
    "code": N_("Codes of the study itself"),
    "finding": N_("Findings"),
}
COUNTED = {
    "case": N_("cases"),
    "sub_case": N_("sub-cases"),
    "wave": N_("waves"),
    "coder": N_("coders"),
    "party": N_("parties"),
    "participant": N_("participants"),
    "consent": N_("consents"),
    "source": N_("sources"),
    "passage": N_("passages"),
    "coding": N_("codings"),
    "code": N_("codes of the study itself"),
    "finding": N_("findings"),
    "evidence": N_("passages with findings"),
    "vignette": N_("vignettes"),
    "memo": N_("memos"),
    "summary": N_("main points"),
    "assessment": N_("assessments"),
    "judgement": N_("judgements"),
    "contrary_search": N_("searches for what speaks against"),
    "anchor_example": N_("examples of positions"),
    "rule_strain": N_("strained rules of the game"),
    "matrix_cell": N_("cells of the matrix"),
    "saved_query": N_("saved queries"),
    "exchange": N_("imports of projects"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """A kind of thing: how many there were and are, and what came, changed and went ("": that cannot be told)."""

    name: str
    then: str
    now: str
    came: str
    changed: str
    went: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A source, code or finding."""

    name: str
    called: str
    address: str
    state: str
    said: str
    columns: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All things of a kind that there were, and what came since."""

    kind: str
    title: str
    then: str
    differing: str
    things: Sequence[Thing]


def journal_or_past(request: Request) -> Response:
    """The journal; with ``?as_of=`` (an entry, or a date) the study as it was."""
    return past_page(request) if request.query_params.get("as_of", "").strip() else journal_page(request)


def past_page(request: Request) -> Response:
    """The study as it was; ``?all=1`` lists also what is as it was."""
    study = request.app.state.study.as_(request.state.actor)
    _, language = translate_for(request), language_of(request)
    when = request.query_params["as_of"].strip()
    everything = request.query_params.get("all", "") == "1"
    found = compare(study, when)
    called = called_of(study)
    return page(
        request,
        "journal_past.html.j2",
        **masthead(study, "journal"),
        sequence=found.newest,
        then_title=found.title or found.study,
        moment=found.time[:16].replace("T", " "),
        day=when if len(when) == 10 else found.time[:10],
        at=found.sequence,
        newest=found.newest,
        parts=parts_of(found.entry, called, _),
        counts=[_count(one, _, language) for one in found.counts if one.then or one.now],
        shelves=[_shelf(kind, found, everything, _, language) for kind in PLURALS],
        everything=everything,
        passages=[_passage(one.passage, one.source, one.state, _) for one in found.passages],
        passages_changed=None if found.passages_changed is None else number(found.passages_changed, language),
        more=(found.passages_changed or 0) > len(found.passages),
        erasures=[Part(str(entry), f"/journal?entry={entry}#opened") for entry in found.erasures],
        lost=found.lost,
        together=found.passages_changed is not None,
        words_json=json_for_scripts({message: _(message) for message in FORM_WORDS}),
    )


def _count(one: CountThen, _: Translate, language: str) -> Count:
    def said(name: str) -> str:
        value = getattr(one, name)
        return "" if value is None else number(value, language)

    name = _(COUNTED[one.kind])
    return Count(name, *(said(part) for part in ("then", "now", "came", "changed", "went")))


def _shelf(kind: str, found: AsOf, everything: bool, _: Translate, language: str) -> Shelf:
    things = {"source": found.sources, "code": found.codes, "finding": found.findings}[kind]
    return Shelf(
        kind,
        _(PLURALS[kind]),
        number(sum(one.state != "came" for one in things), language),
        number(sum(one.state != "same" for one in things), language),
        [
            Thing(
                one.name,
                one.called,
                place_of(kind, one.name) if one.state != "went" else "",
                one.state,
                _(STATES[one.state]),
                ", ".join(_(COLUMNS.get(column.rstrip("_"), column)) for column in one.columns),
                _("{supports} for, {against} against").format(
                    supports=number(one.supports, language), against=number(one.against, language)
                )
                if kind == "finding" and one.state != "came"
                else "",
            )
            for one in things
            if everything or one.state != "same"
        ],
    )


def _passage(passage: str, source: str, state: str, _: Translate) -> Thing:
    address = passage_address(source, passage) if state != "went" else ""
    return Thing(passage, source, address, state, _(STATES[state]), "", "")


def past_file(request: Request) -> Response:
    """The study folder of the study as it was, as one archive."""
    study = request.app.state.study.as_(request.state.actor)
    name, content = zipped(study, request.query_params.get("as_of", "").strip())
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/zip", headers=headers)


ROUTES = [Route("/journal/as-of.zip", past_file), Route("/journal", journal_or_past)]
