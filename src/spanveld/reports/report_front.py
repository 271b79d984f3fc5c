"""The front of a report: its title, for whom it is, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.language.messages import counted
from spanveld.model.errors import N_
from spanveld.reports.report_blocks import Block, Bullets, Inline, Paragraph, Span
from spanveld.reports.report_numbers import Numbers
from spanveld.reports.report_words import Words
from spanveld.views.report_parts import MemoLine

__all__ = ["about", "facts", "memo_line", "person", "subtitle", "text", "words_of_frame"]


EDITIONS = {
    "research": N_("Edition for those who do the research"),
    "organisation": N_("Edition for the organisation"),
    "public": N_("Public edition"),
}
SCOPES = {
    "dimension": N_("only those on {name}"),
    "sub_case": N_("only evidence of sub-case {name}"),
    "wave": N_("only evidence of wave {name}"),
}
"""What is told where a report has a part of the findings."""
WARNINGS = {
    "research": N_(
        "This edition is for those who do the research. It names respondents by number beside their function: do "
        "not pass it on."
    ),
    "organisation": N_(
        "This edition cites respondents by role group, never by number. A group that would have fewer than three "
        "people was merged "
        "with another. Where a quote held a respondent's number, [respondent] stands there."
    ),
    "public": N_(
        "This edition cites respondents by role group, never by number. A group that would have fewer than three "
        "people was merged "
        "with another. Where a quote held a respondent's number, [respondent] stands there. Notes of the "
        "researchers are left out."
    ),
}


def text(words: str, role: str = "") -> Inline:
    """A stretch of text as the spans of a paragraph."""
    return (Span(words, role=role),)  # type: ignore[arg-type]


def subtitle(words: Words) -> str:
    """What stands below the title."""
    return words(N_("Findings, and the passages they rest on"))


def facts(words: Words) -> Iterator[tuple[str, Inline]]:
    """What stands on the first page: the case, the waves, the theory, who coded, how far the study had come."""
    report = words.report
    if report.cases:
        yield words(N_("Case") if len(report.cases) == 1 else N_("Cases")), text(words.listed(report.cases))
    waves = [
        f"{wave.name or wave.wave} ({period})"
        if (period := words.period(wave.start, wave.end))
        else wave.name or wave.wave
        for wave in report.material.waves
    ]
    if waves:
        yield words(N_("Wave") if len(waves) == 1 else N_("Waves")), text("; ".join(waves))
    theories = [f"{theory.label} ({theory.framework} {theory.version})" for theory in report.theories]
    if theories:
        yield words(N_("Framework") if len(theories) == 1 else N_("Frameworks")), text("; ".join(theories))
    coders = [person(coder.name, coder.role, coder.affiliation) for coder in report.material.coders]
    if coders:
        yield words(N_("Coded by")), text("; ".join(coders))
    yield words(N_("As the study stood on")), text(words.date(report.state))
    yield words(N_("Edition")), text(words(EDITIONS[report.profile]))
    if report.scope:
        yield (
            words(N_("Findings shown")),
            text("; ".join(words(SCOPES[kind], name=name) for kind, name in report.scope)),
        )


def person(name: str, role: str, affiliation: str) -> str:
    more = ", ".join(filter(None, (role, affiliation)))
    return f"{name} ({more})" if more else name


def words_of_frame(words: Words) -> dict[str, str]:
    """What a form itself says around the blocks."""
    return {
        "contents": words(N_("Contents")),
        "table": words(N_("Table")),
        "appendix": words(N_("Appendix")),
        "page": words.translate(N_("page {page} of {pages}")),
        "skip": words(N_("Skip to the report")),
        "made": words(N_("Made with Spanveld.")),
        "in_text": words(N_("in the text")),
    }


def about(words: Words, numbers: Numbers) -> Iterator[Block]:
    """How to read the report."""
    report = words.report
    yield numbers.chapter(words(N_("About this report")), "section:about")
    yield Paragraph(
        text(
            words(
                N_(
                    "This report shows what the study found and lets each finding be checked: it leads to the "
                    "passages that it rests on, those that qualify or contradict it among them. The statements "
                    "are the researchers'; the figures are counted from the study itself."
                )
            )
        )
    )
    yield Paragraph(text(words(WARNINGS[report.profile])), "warning")
    if report.left_out:
        yield Paragraph(
            text(
                counted(
                    words.translate,
                    N_("{count} passage is printed without its words, because a consent does not cover them."),
                    N_("{count} passages are printed without their words, because a consent does not cover them."),
                    report.left_out,
                )
            ),
            "warning",
        )
    yield numbers.part(words(N_("How to read a citation")), "section:citations")
    yield Bullets(tuple(text(words(message)) for message in _reading(words)))


def _reading(words: Words) -> Iterator[str]:
    if words.names_people:
        yield N_(
            "“[R1, R3] 4 passages” means: four passages support the finding, in the words of R1 and R3. A name "
            "leads to the first of these passages in appendix A, the number to all of them behind the table."
        )
    else:
        yield N_(
            "“[board (2 voices)] 4 passages” means: four passages support the finding, in the words of two people "
            "of that role group. A name leads to the first of these passages in appendix A, the number to all of "
            "them behind the table."
        )
    yield N_(
        "Passages that qualify a finding, or speak against it, are cited and printed beside those that support "
        "it. Where none stands, none was linked."
    )
    yield N_(
        "Passages, voices and sources are counted apart. Overlapping passages of different coders count once as "
        "evidence, so the number beside a heading can be lower than the number of quotations below it."
    )
    yield N_(
        "A voice is a respondent whose word a passage is. The researcher's own notes are cited as field notes; "
        "they count as passages, not as a voice and not as a party."
    )
    if words.names_people:
        yield N_("“R5 in 4 of 11” means: of the 11 supporting passages that have a voice, 4 are (also) the word of R5.")
    yield N_(
        "Kinds of sources follow what a claim comes from: a document that renders an interview counts as an interview."
    )
    yield N_(
        "“Hedged” is a passage in which the speaker is not sure; “without a voice” is one that nobody in "
        "particular said."
    )
    yield N_(
        "What a row rests on is worked out from the passages that support it. A marked row rests on two voices or "
        "fewer: read its passages before you build on it."
    )


def memo_line(words: Words, memo: MemoLine) -> Inline:
    """A note of a researcher, with who wrote it and when."""
    signed = ", ".join(filter(None, (memo.author, words.date(memo.date))))
    return (Span(memo.text), Span(f" ({signed})" if signed else "", role="quiet"))
