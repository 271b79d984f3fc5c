"""What comes in with a file, as text; who speaks in the study's texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.lines import WIDTH, Line, aligned, fitting, wrapped
from spanveld.views.importing import Incoming, LabelUse, SpeakerIn

__all__ = ["KINDS", "incoming_lines", "speaker_lines"]

KINDS = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}


def incoming_lines(found: Incoming, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """What one file holds and what would become of it."""
    width = fitting(width)
    yield Line(found.name, "title")
    if found.double_of:
        message = translate(N_("It is in the study already, as source '{source}'."))
        yield from wrapped(message.format(source=found.double_of), "narrow", width, "  ", 2)
        return
    facts = [
        (N_("becomes"), f"{found.source or translate(N_('(next number)'))}, {translate(KINDS[found.kind])}"),
        (N_("title"), found.title),
        (N_("date"), found.date),
        (N_("format"), f"{found.format}, {found.encoding}" if found.encoding else found.format),
        (
            N_("text"),
            translate(N_("{characters} characters, {words} words")).format(
                characters=found.characters, words=found.words
            ),
        ),
        (N_("participants"), ", ".join(found.participants)),
        (N_("time marks"), str(found.time_marks or "")),
        (N_("comments"), str(found.comments or "")),
        (N_("coloured words"), str(found.highlights or "")),
        (N_("closed answers"), str(found.answers or "")),
    ]
    yield from aligned([(translate(name), value) for name, value in facts if value], width)
    if found.speakers:
        yield Line("  " + translate(N_("speakers")), "kind")
        turns = translate(N_("turns: {turns}, words: {words}"))
        rows = [
            (speaker.label, _who(speaker, translate), turns.format(turns=speaker.turns, words=speaker.words))
            for speaker in found.speakers
        ]
        yield from aligned(rows, width, indent=4)
    for remark in found.remarks:
        yield from wrapped(remark.text(translate), "narrow", width, "  ! ", 4)
    yield Line("  " + translate(N_("first lines")), "kind")
    for line in found.first_lines:
        shown = line if len(line) <= width - 6 else line[: width - 7] + "…"
        yield Line("    " + shown.replace("\t", "  "), "statement")


def speaker_lines(uses: Sequence[LabelUse], translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The labels of the study's texts and who they are."""
    width = fitting(width)
    if not uses:
        yield Line(translate(N_("No text of this study marks who speaks by labels.")), "ground")
        return
    turns = translate(N_("turns: {turns} ({sources})"))
    rows = [
        (use.label, _named(use, translate), turns.format(turns=use.turns, sources=", ".join(use.sources)))
        for use in uses
    ]
    yield from aligned(rows, width, indent=0)


def _who(speaker: SpeakerIn, translate: Translate) -> str:
    return translate(N_("a new participant")) if speaker.new else _named(speaker, translate)


def _named(speaker: SpeakerIn | LabelUse, translate: Translate) -> str:
    if speaker.role == "interviewer":
        return translate(N_("the interviewer"))
    return speaker.participant or translate(N_("nobody known"))
