"""The limits that the data of a study show, in plain words, each with the figures that it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Bullets, Inline, Paragraph, Span
from spanveld.reports.report_front import text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import Words
from spanveld.views.report_parts import Limit

__all__ = ["TELLING", "limits"]

PLACE = "\0"
"""Stands for the links to findings while a sentence is put together."""

TELLING = {
    "people": (
        N_("Who was heard"),
        {
            "no_respondents": (N_("No respondents are recorded."), N_("the list of participants")),
            "one_party": (
                N_("{count} of the {all} respondents belong to {names}; the view of others rests on {rest}."),
                N_("the parties of the respondents"),
            ),
            "one_level": (
                N_("{count} of the {all} respondents have one role: {names}."),
                N_("the roles of the respondents"),
            ),
            "unheard": (
                N_(
                    "Coded passages speak of parties from which nobody was heard: {names}. What stands here about "
                    "them is what others say."
                ),
                N_("the words by which texts speak of a party, and the voices of all passages"),
            ),
        },
    ),
    "material": (
        N_("What the material is"),
        {
            "one_source_kind": (
                N_("All {all} passages come from one kind of source: {names}."),
                N_("where the claim of each passage comes from"),
            ),
            "mostly_one_source_kind": (
                N_("{count} of the {all} passages come from one kind of source: {names}."),
                N_("where the claim of each passage comes from"),
            ),
            "hedged": (
                N_("Passages in which the speaker is not sure: {count} of {all}."),
                N_("all passages, overlaps of coders counted once"),
            ),
            "voiceless": (
                N_("Passages that are nobody's word in particular: {count} of {all}."),
                N_("all passages, overlaps of coders counted once"),
            ),
            "uncoded_sources": (
                N_("Sources in which nothing was marked: {count} of {all}{names}."),
                N_("all sources"),
            ),
        },
    ),
    "findings": (
        N_("What the findings rest on"),
        {
            "no_support": (
                N_("Findings without a supporting passage: {count} of {all} ({findings})."),
                N_("the evidence of each finding"),
            ),
            "no_voice": (
                N_("Findings that no respondent's word supports: {count} of {all} ({findings})."),
                N_("the voices of the supporting passages"),
            ),
            "one_voice": (
                N_("Findings that rest on the word of one respondent: {count} of {all} ({findings})."),
                N_("the voices of the supporting passages"),
            ),
            "two_voices": (
                N_("Findings that rest on the word of two respondents: {count} of {all} ({findings})."),
                N_("the voices of the supporting passages"),
            ),
            "half_one_voice": (
                N_(
                    "Findings with more than two voices, one of which speaks in half of the passages or more: "
                    "{count} of {all} ({findings})."
                ),
                N_("the supporting passages that have a voice"),
            ),
            "no_contrary": (
                N_(
                    "Findings to which no qualifying or contrary passage was linked: {count} of {all} "
                    "({findings}). That none was linked does not say that none exists."
                ),
                N_("the evidence of each finding"),
            ),
            "findings_hedged": (
                N_(
                    "Findings of which half of the supporting passages or more are hedged: {count} of {all} "
                    "({findings})."
                ),
                N_("the supporting passages"),
            ),
            "findings_on_one_source_kind": (
                N_("Findings that one kind of source supports: {count} of {all} ({findings})."),
                N_("where the claim of each supporting passage comes from"),
            ),
            "one_wave": (
                N_("Findings supported by passages of one wave only, {names}: {count} of {all} ({findings})."),
                N_("the sources of the supporting passages"),
            ),
            "thin_dimension": (
                N_(
                    "The evidence on “{names}” is thin: {count} passages support its findings, against {all} "
                    "where there is most."
                ),
                N_("the supporting passages of each dimension, each counted once"),
            ),
            "empty_dimension": (N_("No findings are stated on: {names}."), N_("the findings of each dimension")),
        },
    ),
    "coding": (
        N_("How it was coded"),
        {
            "one_coder": (
                N_("One person did all the coding: no second reading stands beside it."),
                N_("who marked or coded in each source"),
            ),
            "double_coded": (
                N_(
                    "More than one coder worked on {count} of the {all} coded sources; the others are one "
                    "person's reading."
                ),
                N_("who marked or coded in each source"),
            ),
            "incomplete": (
                N_("Passages that lack a code which the framework asks for: {count} of {all}."),
                N_("the completeness rules of the framework"),
            ),
            "doubts": (
                N_("Passages that lost their place in a correction of a text: {count} of {all}."),
                N_("all passages"),
            ),
            "left_out": (
                N_("Passages printed without their words, because a consent does not cover them: {count}."),
                N_("the consents on record"),
            ),
        },
    ),
}
"""Group -> its heading, and for each limit the sentence and what it rests on."""

ALL = {
    "one_party": N_("All {all} respondents belong to {names}."),
    "one_level": N_("All {all} respondents have one role: {names}."),
}
"""What is said in the place of a sentence where it holds for everybody."""


def limits(words: Words, numbers: Numbers) -> Iterator[Block]:
    """The chapter on limits."""
    yield numbers.chapter(words(N_("Limits that the data show")), "section:limits")
    found = words.report.limits
    if not found:
        yield Paragraph(text(words(N_("The figures of the study show none of the limits that this report looks for."))))
        return
    yield Paragraph(
        text(words(N_("Worked out from the study itself. A limit is not a fault; it says how far the findings carry.")))
    )
    for heading, sentences in TELLING.values():
        told = tuple(_sentence(words, limit, *sentences[limit.kind]) for limit in found if limit.kind in sentences)
        if told:
            yield Paragraph(text(words(heading), "strong"), "lead")
            yield Bullets(told)


def _sentence(words: Words, limit: Limit, message: str, basis: str) -> Inline:
    before, place, after = words(
        ALL.get(limit.kind, message) if limit.count == limit.all else message,
        count=words.number(limit.count),
        all=words.number(limit.all),
        rest=words.number(limit.all - limit.count),
        names=_names(words, limit),
        findings=PLACE,
    ).partition(PLACE)
    links = _linked(limit) if place else ()
    rests = words(N_("Rests on: {basis}."), basis=words(basis))
    return (Span(before), *links, Span(after), Span(f" {rests}", role="quiet"))


def _names(words: Words, limit: Limit) -> str:
    if limit.kind in ("one_source_kind", "mostly_one_source_kind"):
        return words.source_kinds(limit.names[0])
    if limit.kind == "uncoded_sources":
        return f" ({', '.join(limit.names)})" if limit.names else ""
    return words.listed(limit.names)


def _linked(limit: Limit) -> Iterator[Span]:
    for place, finding in enumerate(limit.findings):
        if place:
            yield Span(", ")
        yield Span(finding, f"finding:{finding}")
