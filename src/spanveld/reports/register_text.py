"""The register for a data management plan as text, Markdown or CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from spanveld.language.messages import Translate, translator
from spanveld.model.errors import N_
from spanveld.reports.csv_table import harmless
from spanveld.reports.lines import WIDTH, Line, aligned, plain, wrapped
from spanveld.views.register import ParticipantEntry, Register, SourceEntry

__all__ = ["lines", "render_csv", "render_markdown", "render_text"]

USES = {
    "record": N_("recording"),
    "quote": N_("quotes"),
    "name_function": N_("naming the function"),
    "deposit": N_("deposit in an archive"),
    "ask_again": N_("asking again"),
}
PARTICIPANT = (
    *(
        "participant",
        "consent",
        "given_on",
        *USES,
        "keep_until",
        "overdue",
        "withdrawn_on",
        "withdrawn_but_here",
        "labels",
    ),
)
SOURCE = ("source", "kind", "participants", "original", "superseded", "pseudonymised", "recording", "classification")


def lines(register: Register, *, width: int = WIDTH) -> Iterator[Line]:
    """The register line by line, in the study's language."""
    translate = translator(register.language)
    yield from wrapped(_title(register, translate), "title", width)
    for text, warns in _facts(register, translate):
        yield from wrapped(text, "contrary" if warns else "ground", width, "  ", 4)
    yield Line("", "empty")
    yield Line(translate(N_("Participants")), "title")
    for entry in register.participants:
        warns = entry.overdue or entry.withdrawn_but_here
        yield from aligned(
            [(entry.participant, _participant(entry, translate))], width, "contrary" if warns else "ground"
        )
    yield Line("", "empty")
    yield Line(translate(N_("Sources")), "title")
    yield from aligned([(entry.source, _source(entry, translate)) for entry in register.sources], width)


def render_text(register: Register) -> str:
    """The register as plain text."""
    return plain(lines(register))


def render_markdown(register: Register) -> str:
    """The register as Markdown: two lists under a heading."""
    translate = translator(register.language)
    written = [f"# {_title(register, translate)}", ""]
    written += [f"- {text}" for text, _ in _facts(register, translate)]
    written += ["", f"## {translate(N_('Participants'))}", ""]
    written += [f"- **{entry.participant}**: {_participant(entry, translate)}" for entry in register.participants]
    written += ["", f"## {translate(N_('Sources'))}", ""]
    written += [f"- **{entry.source}**: {_source(entry, translate)}" for entry in register.sources]
    return "\n".join(written) + "\n"


def render_csv(register: Register) -> str:
    """The register as CSV: a row a participant, then a row a source; ``kind_of_row`` says which. Columns keep their English names."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(["kind_of_row", "study", "ethics", "study_keep_until", *PARTICIPANT, *SOURCE])
    study = [register.study, register.ethics, register.keep_until]
    for entry in register.participants:
        cells = [
            entry.participant,
            entry.version,
            entry.given_on,
            *(getattr(entry, use) for use in USES),
            entry.keep_until,
        ]
        cells += [_flag(entry.overdue), entry.withdrawn_on, _flag(entry.withdrawn_but_here), _flag(entry.labels)]
        rows.writerow(map(harmless, ["participant", *study, *cells, *[""] * len(SOURCE)]))
    for item in register.sources:
        facts = [item.source, item.kind, ";".join(item.participants), _flag(item.original), str(item.superseded)]
        facts += [item.pseudonymised, _flag(item.recording), item.classification]
        rows.writerow(map(harmless, ["source", *study, *[""] * len(PARTICIPANT), *facts]))
    return written.getvalue()


def _title(register: Register, translate: Translate) -> str:
    return translate(N_("Register of {study}, {day}")).format(study=register.study, day=register.made)


def _facts(register: Register, translate: Translate) -> Iterator[tuple[str, bool]]:
    """A line of facts of the study, and whether it warns."""
    yield translate(N_("Ethics approval: {number}")).format(number=register.ethics or "-"), False
    until = translate(N_("Kept until: {day}")).format(day=register.keep_until or "-")
    yield until + (f" ({translate(N_('has passed'))})" if register.overdue else ""), register.overdue
    for subject, day in register.erased:
        yield translate(N_("Erased: {subject}, on {day}")).format(subject=subject, day=day), False


def _participant(entry: ParticipantEntry, translate: Translate) -> str:
    if entry.observer:
        return translate(N_("the researcher"))
    said = []
    if entry.version or entry.given_on or any(getattr(entry, use) for use in USES):
        said.append(
            translate(N_("consent {version}")).format(version=" ".join([entry.version, entry.given_on]).strip() or "-")
        )
    else:
        said.append(translate(N_("no consent is recorded")))
    answers = {"yes": N_("yes"), "no": N_("no"), "": N_("not said")}
    said += [f"{translate(name)}: {translate(answers[getattr(entry, use)])}" for use, name in USES.items()]
    if entry.keep_until:
        until = translate(N_("kept until {day}")).format(day=entry.keep_until)
        said.append(until + (f" ({translate(N_('has passed'))})" if entry.overdue else ""))
    if entry.withdrawn_on:
        said.append(translate(N_("WITHDRAWN on {day}, and still in the study")).format(day=entry.withdrawn_on))
    if entry.labels:
        said.append(translate(N_("labels of speakers are kept")))
    return "; ".join(said)


def _source(entry: SourceEntry, translate: Translate) -> str:
    said = [translate(KINDS.get(entry.kind, entry.kind)), ", ".join(entry.participants)]
    said.append(translate(N_("original kept") if entry.original else N_("no original kept")))
    if entry.superseded:
        said.append(translate(N_("older versions kept: {count}")).format(count=entry.superseded))
    if entry.pseudonymised:
        said.append(translate(N_("pseudonymised and reviewed on {day}")).format(day=entry.pseudonymised))
    else:
        said.append(translate(N_("not pseudonymised")))
    if entry.recording:
        said.append(translate(N_("a recording is named")))
    return "; ".join(text for text in [*said, entry.classification] if text)


KINDS = {
    "interview": N_("interview"),
    "field_notes": N_("field notes"),
    "document": N_("document"),
    "meeting": N_("meeting"),
    "survey": N_("survey"),
}


def _flag(value: bool) -> str:
    return "yes" if value else "no"
