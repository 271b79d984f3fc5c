"""The chapters on the material, the coding, and who was heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spanveld.language.messages import counted
from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Bullets, Column, Paragraph, Row, Table
from spanveld.reports.report_front import memo_line, person, text
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import Words
from spanveld.reports.wording import capitalised
from spanveld.views.report_parts import Count, MaterialPart, RespondentLine

__all__ = ["material", "respondents"]

MARKS = {
    "function": N_("function not to be named outside the research"),
    "quotes": N_("not to be quoted outside the research"),
    "withdrawn": N_("consent withdrawn"),
    "none": N_("no consent recorded"),
}


def material(words: Words, numbers: Numbers) -> Iterator[Block]:
    """What was gathered, from whom, and how it was coded."""
    part = words.report.material
    yield numbers.chapter(words(N_("Material and coding")), "section:material")
    yield numbers.part(words(N_("What was gathered")), "section:gathered")
    yield from _sources(words, numbers, part)
    yield from _people(words, numbers, part)
    yield numbers.part(words(N_("How it was coded")), "section:coding")
    yield from _coding(words, numbers, part)
    if part.memos:
        yield Paragraph(text(words(N_("Notes of the researchers on method")), "strong"), "lead")
        yield Bullets(tuple(memo_line(words, memo) for memo in part.memos))


def _sources(words: Words, numbers: Numbers, part: MaterialPart) -> Iterator[Block]:
    total = sum(sum(kind.by_wave) for kind in part.sources)
    if not total:
        yield Paragraph(text(words(N_("No sources yet."))))
        return
    size = counted(words.translate, N_("{count} word"), N_("{words} words"), part.words, words=words.number(part.words))
    sources = counted(words.translate, N_("{count} source"), N_("{count} sources"), total)
    marked = words.passages(part.passages)
    yield Paragraph(
        text(
            words(
                N_("The study holds {sources} with {size} in all; {passages} were marked in them."),
                sources=sources,
                size=size,
                passages=marked,
            )
        )
    )
    waves = [
        (wave.name or wave.wave, place)
        for place, wave in enumerate(part.waves)
        if any(kind.by_wave[place] for kind in part.sources)
    ]
    if waves and any(kind.by_wave[-1] for kind in part.sources):
        waves.append((words(N_("no wave")), -1))
    shown = waves if len(waves) > 1 else []
    share = (100 - 34) // (len(shown) + 3)
    first = 100 - share * (len(shown) + 3)
    columns = [Column(words(N_("Kind of source")), first), *(Column(name, share, True) for name, _ in shown)]
    columns += [Column(words(message), share, True) for message in (N_("Sources"), N_("Words"), N_("Passages"))]
    rows: list[tuple[str | int, ...]] = [
        (
            capitalised(words.source_kinds(kind.kind)),
            *(kind.by_wave[place] for _, place in shown),
            sum(kind.by_wave),
            kind.words,
            kind.passages,
        )
        for kind in part.sources
    ]
    if len(rows) > 1:
        rows.append((words(N_("Together")), *(sum(row[place] for row in rows) for place in range(1, len(columns)))))  # type: ignore[misc]
    caption = N_("Sources by kind and wave") if shown else N_("Sources by kind")
    yield numbers.table(words(caption), "sources", columns, (_row(words, row) for row in rows))


def _people(words: Words, numbers: Numbers, part: MaterialPart) -> Iterator[Block]:
    count = counted(words.translate, N_("{count} respondent"), N_("{count} respondents"), part.respondents)
    sentences = [
        words(N_("The study heard {respondents}."), respondents=count)
        if part.respondents
        else words(N_("No respondents yet."))
    ]
    if part.sampling and any(item.label for item in part.sampling):
        unknown = words(N_("not recorded"))
        named = ", ".join(f"{item.label or unknown} {item.count}" for item in part.sampling)
        sentences.append(words(N_("How they were found, as recorded: {sampling}."), sampling=named))
    if part.consents and words.names_people:
        sentences.append(
            words(
                N_("For {consents} of {all} a consent is recorded; {quotable} agreed that their words are quoted."),
                consents=part.consents,
                all=part.respondents,
                quotable=part.quotable,
            )
        )
    if part.party_kinds and part.party_kinds[0].count is None:
        kinds = words.listed(item.label for item in part.party_kinds)
        sentences.append(words(N_("They come from these kinds of parties: {kinds}."), kinds=kinds))
    yield Paragraph(text(" ".join(sentences)))
    if part.levels:
        yield _counts(words, numbers, "levels", N_("Respondents by role"), N_("Role"), part.levels)
    if part.party_kinds and part.party_kinds[0].count is not None:
        yield _counts(
            words, numbers, "party-kinds", N_("Respondents by kind of party"), N_("Kind of party"), part.party_kinds
        )
        yield Paragraph(text(words(N_("Who belongs to parties of several kinds counts in each."))), "note")


def _counts(words: Words, numbers: Numbers, name: str, caption: str, heading: str, counts: Iterable[Count]) -> Table:
    columns = [Column(words(heading), 42), Column(words(N_("Respondents")), 18, True)]
    rows = [(capitalised(item.label) or words(N_("not recorded")), item.count or 0) for item in counts]
    return numbers.table(words(caption), name, columns, (_row(words, row) for row in rows))


def _coding(words: Words, numbers: Numbers, part: MaterialPart) -> Iterator[Block]:
    if not part.passages:
        yield Paragraph(text(words(N_("Nothing was coded yet."))))
        return
    if len([coder for coder in part.coders if coder.codings or coder.passages]) > 1:
        yield Paragraph(
            text(
                words(
                    N_("Of {coded} coded sources, {double} were worked on by more than one coder."),
                    coded=part.coded,
                    double=part.double_coded,
                )
            )
        )
    columns = [
        Column(words(N_("Coder")), 40),
        *(Column(words(message), 20, True) for message in (N_("Sources"), N_("Passages marked"), N_("Codings"))),
    ]
    rows = [
        (person(coder.name, coder.role, coder.affiliation), coder.sources, coder.passages, coder.codings)
        for coder in part.coders
    ]
    if rows:
        yield numbers.table(words(N_("Who coded, and how much")), "coders", columns, (_row(words, row) for row in rows))
    columns = [
        Column(words(N_("Layer")), 40),
        *(Column(words(message), 20, True) for message in (N_("Codes used"), N_("Codings"), N_("Passages"))),
    ]
    layers = [(layer.label, f"{layer.used} / {layer.offered}", layer.codings, layer.passages) for layer in part.layers]
    yield numbers.table(
        words(N_("Layers of coding: codes used of those offered")),
        "layers",
        columns,
        (_row(words, row) for row in layers),
    )
    lines = [
        words(
            N_("{count} of {all} passages do not meet a rule of the framework: {rule}"),
            count=item.count,
            all=part.passages,
            rule=item.label,
        )
        for item in part.incomplete
    ]
    if part.doubts:
        lines.append(
            words(N_("Passages that lost their place in a correction: {passages}."), passages=", ".join(part.doubts))
        )
    if lines:
        yield Bullets(tuple(text(line) for line in lines))
    elif words.report.theories:
        yield Paragraph(
            text(
                words(
                    N_(
                        "All passages are coded as completely as the framework asks, and none lost its place in a "
                        "correction of a text."
                    )
                )
            )
        )


def _row(words: Words, values: Iterable[str | int]) -> Row:
    cells = (words.number(value) if isinstance(value, int) else value for value in values)
    return Row(tuple((text(cell),) for cell in cells))


def respondents(words: Words, numbers: Numbers) -> Iterator[Block]:
    """Who was heard: one by one for the researchers, else by role group."""
    report = words.report
    yield numbers.chapter(words(N_("Respondents")), "section:respondents")
    if report.groups:
        yield Paragraph(
            text(
                words(
                    N_(
                        "Respondents are told apart by role group only, so that nobody can be known from a "
                        "citation. Passages: those in which somebody of the group speaks."
                    )
                )
            )
        )
        columns = [
            Column(words(N_("Role group")), 50),
            Column(words(N_("Respondents")), 25, True),
            Column(words(N_("Passages")), 25, True),
        ]
        rows = [
            _row(words, (capitalised(words.voice(group.voice)), group.people, group.passages))
            for group in report.groups
        ]
        yield numbers.table(words(N_("Respondents by role group")), "respondents", columns, rows)
    elif report.respondents:
        yield Paragraph(text(words(N_("Passages: how many of all marked passages are this person's word."))))
        yield _respondents(words, numbers, report.respondents)
    else:
        yield Paragraph(text(words(N_("No respondents yet."))))


def _respondents(words: Words, numbers: Numbers, people: Iterable[RespondentLine]) -> Table:
    columns = [
        Column(words(N_("No.")), 8),
        Column(words(N_("Function")), 33),
        Column(words(N_("Parties")), 27),
        Column(words(N_("Role")), 18),
        Column(words(N_("Passages")), 14, True),
    ]
    rows = []
    for one in people:
        marks = tuple(text(words(MARKS[mark]), "emphasis") for mark in one.marks)
        role = tuple(text(line) for line in (one.level, one.sampling) if line) or (text(""),)
        cells = (
            (text(one.participant, "strong"),),
            (text(one.function), *marks),
            (text(", ".join(one.parties)),),
            role,
            (text(words.number(one.passages)),),
        )
        rows.append(Row(cells))
    return numbers.table(words(N_("Respondents")), "respondents", columns, rows)
