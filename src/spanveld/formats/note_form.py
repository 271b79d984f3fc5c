"""The form for field notes and meetings: an empty one to fill in, and what a person wrote on it.

    write_form(language, known) -> str           the empty form, with the names that the study knows
    parse_form(text, name) -> NoteDraft          raises NoteFormError(problems), all faults together with their lines
    note_text(draft, language) -> NoteText       the one text that a source gets, with its headings and who speaks where

At the top stand fields, ``name: value``, a line each; there, lines that begin with ``#`` are explanation. Under the headings
(``== Observed ==``) text is free: only the form's own explanatory lines are left out of it. Names of fields and headings are
understood in Dutch and in English, whatever the study's language.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from spanveld.formats.framework_problems import FrameworkFileError, FrameworkProblem
from spanveld.formats.study_folder.cells import parse_date
from spanveld.formats.study_folder.faults import CellFault
from spanveld.language.messages import translator
from spanveld.model.errors import N_
from spanveld.model.names import is_identifier
from spanveld.model.text import clean, fault_in

__all__ = ["NOTE_KINDS", "NoteDraft", "NoteFormError", "NoteText", "note_text", "parse_form", "write_form"]

NOTE_KINDS = {"field_notes": N_("field notes"), "meeting": N_("meeting")}
"""The kinds of sources that the form makes."""

FIELDS = {
    "kind": (("kind", "soort"), N_("field notes, or meeting")),
    "source": (("id", "kenmerk"), N_("what the source is called in the study, like FN3; left empty, the next number")),
    "title": (("title", "titel"), ""),
    "date": (("date", "datum"), N_("YYYY-MM-DD, YYYY-MM or YYYY")),
    "place": (("place", "plaats"), ""),
    "occasion": (("occasion", "gelegenheid"), N_("what kind of meeting, like: general board, exercise, site visit")),
    "case": (("case", "casus"), ""),
    "wave": (("wave", "meting"), ""),
    "sub_cases": (("sub-cases", "sub-casussen"), N_("with commas between")),
    "observer": (("observer", "waarnemer"), N_("who noted this; left empty, the study's only observer")),
    "present": (("present", "aanwezig"), N_("participants of the study, with commas between")),
    "others": (("others present", "anderen aanwezig"), N_("others, in free words")),
}
"""Field -> its names in English and Dutch, and what is asked."""
SECTIONS = {
    "discussed": (("Discussed", "Besproken"), N_("Points that were discussed, each on a line that begins with -")),
    "observed": (("Observed", "Waargenomen"), N_("What was seen and heard, as it happened")),
    "reflections": (
        ("Reflection of the researcher", "Reflectie van de onderzoeker"),
        N_("What you thought of it: kept apart, and never anybody's voice"),
    ),
}
_HEADING = re.compile(r"==+\s*(.*?)\s*==+\s*")
_LISTED = ("sub_cases", "present")
_LANGUAGES = ("en", "nl")


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What was noted: where, when, who was there; points discussed, what was observed, and the researcher's reflections apart.

    ``lines`` says on which line of the form each field stands (1-based), for messages.
    """

    kind: str = "field_notes"
    source: str = ""
    title: str = ""
    date: str = ""
    place: str = ""
    occasion: str = ""
    case: str = ""
    wave: str = ""
    sub_cases: tuple[str, ...] = ()
    observer: str = ""
    present: tuple[str, ...] = ()
    others: str = ""
    discussed: tuple[str, ...] = ()
    observed: str = ""
    reflections: str = ""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was discussed, observed or thought."""
        return not (self.discussed or self.observed or self.reflections)


class NoteFormError(FrameworkFileError):
    """A form with faults; ``problems`` holds all of them."""

    def __init__(self, problems: Iterable[FrameworkProblem]) -> None:
        super().__init__(problems)
        self.message = N_("Faults in the form: {count}. Nothing was written.")


@dataclass(frozen=True, slots=True)
class NoteText:
    """The text of a note. ``headings`` are (start, end, level), ``points`` (start, end) of what was discussed; ``observed`` are the
    spans of what was discussed and seen, ``reflections`` those of what the researcher thought. Code points.
    """

    text: str
    headings: tuple[tuple[int, int, int], ...]
    points: tuple[tuple[int, int], ...]
    observed: tuple[tuple[int, int], ...]
    reflections: tuple[tuple[int, int], ...]


# ---------------------------------------------------------------------- writing the form
def write_form(language: str, known: Mapping[str, Iterable[str]] | None = None) -> str:
    """The empty form. ``known``: field -> the names that may stand there (cases, waves, participants, ...).

    >>> write_form("en").splitlines()[3]
    '# field notes, or meeting'
    """
    translate, at = translator(language), _LANGUAGES.index(language)
    lines = [f"# {translate(text)}" for text in _INTRODUCTION]
    for key, (names, hint) in FIELDS.items():
        choices = ", ".join((known or {}).get(key, ()))
        if said := "; ".join(part for part in (translate(hint) if hint else "", choices) if part):
            lines.append(f"# {said}")
        lines.append(f"{names[at]}: " + (translate(NOTE_KINDS["field_notes"]) if key == "kind" else ""))
    for names, hint in SECTIONS.values():
        lines += ["", f"== {names[at]} ==", f"# {translate(hint)}", ""]
    return "\n".join(line.rstrip() for line in lines) + "\n"


_INTRODUCTION = (
    N_("Field notes or a meeting. Above the first heading, lines that begin with # are explanation."),
    N_("Fill in behind the colons what applies; save and close to add it to the study."),
    N_("To break off, close without changing anything."),
)


# ---------------------------------------------------------------------- reading it
def parse_form(text: str, name: str) -> NoteDraft:
    """What a person wrote; ``name`` is the file's name in messages. Raises ``NoteFormError``."""
    if fault := fault_in(text):
        raise NoteFormError(
            [FrameworkProblem(name, "", "", N_("holds {fault}, which no text may contain"), {"fault": fault})]
        )
    return _Form(name).read(clean(text).split("\n"))


class _Form:
    """A form while it is read: values by field, and its faults."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.values: dict[str, str] = {}
        self.lines: dict[str, int] = {}
        self.problems: list[FrameworkProblem] = []

    def fault(self, line: int, path: str, value: str, reason: str, likely: str = "", **values: object) -> None:
        self.problems.append(FrameworkProblem(self.name, path, value, reason, values, line, likely))

    def read(self, lines: list[str]) -> NoteDraft:
        section = ""
        body: dict[str, list[str]] = {}
        for number, line in enumerate(lines, 1):
            heading = _HEADING.fullmatch(line.strip())
            found = _section(heading[1]) if heading else ""
            if found:
                if found in body:
                    self.fault(number, "", line.strip(), N_("is a heading that stands above already"))
                section = found
                body.setdefault(found, [])
                self.lines.setdefault(found, number)
            elif section:
                if line.strip() not in _remarks():
                    body[section].append(line.rstrip())
            elif heading:
                self.fault(number, "", line.strip(), N_("is no heading of the form"))
            else:
                self.field(number, line)
        draft = self.draft(body)
        if self.problems:
            raise NoteFormError(sorted(self.problems, key=lambda problem: problem.line))
        return draft

    def field(self, number: int, line: str) -> None:
        """A line above the first heading."""
        if not line.strip() or line.lstrip().startswith("#"):
            return
        label, colon, value = line.partition(":")
        wanted = label.strip().casefold()
        key = next((key for key, (names, _) in FIELDS.items() if wanted in names), "")
        if not colon or not key:
            every = [name for names, _ in FIELDS.values() for name in names]
            likely = next(iter(difflib.get_close_matches(wanted, every, 1)), "") if colon else ""
            reason = N_("is no field of the form; text goes under one of its headings")
            self.fault(number, "", label.strip() if colon else line.strip(), reason, likely)
        elif key in self.values:
            self.fault(number, label.strip(), value.strip(), N_("is filled in twice; leave one out"))
        else:
            self.values[key] = " ".join(value.split())
            self.lines[key] = number

    def draft(self, body: Mapping[str, list[str]]) -> NoteDraft:
        texts = {key: "\n".join(body.get(key, ())).strip("\n") for key in SECTIONS}
        lists = {key: self.names(key) for key in _LISTED}
        self.check_names()
        if not any(texts.values()):
            self.fault(0, "", "", N_("nothing is written under the headings"))
        plain = {key: self.values.get(key, "") for key in FIELDS if key not in (*_LISTED, "kind")}
        return NoteDraft(
            kind=self.kind(),
            discussed=_points(texts["discussed"]),
            observed=texts["observed"],
            reflections=texts["reflections"],
            sub_cases=lists["sub_cases"],
            present=lists["present"],
            lines=dict(self.lines),
            **plain,
        )

    def kind(self) -> str:
        value = self.values.get("kind", "").casefold()
        for kind, message in NOTE_KINDS.items():
            if value in (kind, *(translator(language)(message) for language in _LANGUAGES)):
                return kind
        if value:
            choices = ", ".join(NOTE_KINDS.values())
            self.fault(
                self.lines["kind"], "kind", value, N_("is no kind of note; write one of: {kinds}"), kinds=choices
            )
        return "field_notes"

    def names(self, key: str) -> tuple[str, ...]:
        """A list of names, with commas or semicolons between."""
        found = [part.strip() for part in re.split("[,;]", self.values.get(key, "")) if part.strip()]
        for name in found:
            if not is_identifier(name):
                reason = N_("is no identifier; put people who are no participants under 'others present'")
                self.fault(self.lines[key], FIELDS[key][0][0], name, reason)
        return tuple(dict.fromkeys(found))

    def check_names(self) -> None:
        for key in ("source", "case", "wave", "observer"):
            value = self.values.get(key, "")
            if value and not is_identifier(value):
                reason = N_("is no identifier; use letters, digits, _ . and -")
                self.fault(self.lines[key], FIELDS[key][0][0], value, reason)
        if value := self.values.get("date", ""):
            try:
                parse_date(value)
            except CellFault as fault:
                self.fault(self.lines["date"], "date", value, fault.reason)


def _section(heading: str) -> str:
    wanted = heading.casefold()
    return next((key for key, (names, _) in SECTIONS.items() if wanted in map(str.casefold, names)), "")


@lru_cache
def _remarks() -> frozenset[str]:
    """The form's own explanatory lines under its headings."""
    return frozenset(f"# {translator(language)(hint)}" for _, hint in SECTIONS.values() for language in _LANGUAGES)


def _points(text: str) -> tuple[str, ...]:
    """The points of a list: a line that begins with ``-`` or ``*`` begins one, other lines go on with it."""
    points: list[str] = []
    for line in text.split("\n"):
        stripped = line.strip()
        if not stripped:
            continue
        fresh = stripped[:1] in ("-", "*", "•") and stripped[1:2] in ("", " ", "\t")
        if fresh or not points:
            points.append(stripped[1:].strip() if fresh else stripped)
        else:
            points[-1] = f"{points[-1]} {stripped}".strip()
    return tuple(point for point in points if point)


# ---------------------------------------------------------------------- the text of the source
def note_text(draft: NoteDraft, language: str) -> NoteText:
    """One text of a note, with headings in the study's language."""
    translate, at = translator(language), _LANGUAGES.index(language)
    text = _Text()
    occasion = draft.title or draft.occasion or translate(NOTE_KINDS[draft.kind]).capitalize()
    text.heading(", ".join(part for part in (occasion, draft.place, draft.date) if part), 1)
    there = "; ".join(part for part in (", ".join(draft.present), draft.others) if part)
    if there:
        text.heading(FIELDS["present"][0][at].capitalize(), 2)
        text.put(there)
    observed: list[tuple[int, int]] = []
    points: list[tuple[int, int]] = []
    if draft.discussed:
        text.heading(SECTIONS["discussed"][0][at], 2)
        points = [text.put(point, apart=not place) for place, point in enumerate(draft.discussed)]
        observed.append((points[0][0], points[-1][1]))
    if draft.observed:
        text.heading(SECTIONS["observed"][0][at], 2)
        observed.append(text.put(draft.observed))
    reflections: list[tuple[int, int]] = []
    if draft.reflections:
        text.heading(SECTIONS["reflections"][0][at], 2)
        reflections.append(text.put(draft.reflections))
    return NoteText(text.body, tuple(text.headings), tuple(points), tuple(observed), tuple(reflections))


class _Text:
    """A text that grows, and where its headings are."""

    def __init__(self) -> None:
        self.body = ""
        self.headings: list[tuple[int, int, int]] = []

    def put(self, words: str, *, apart: bool = True) -> tuple[int, int]:
        """Add words on a line of their own, after an empty line where they stand ``apart``; gives where they are."""
        self.body += ("\n\n" if apart else "\n") if self.body else ""
        start = len(self.body)
        self.body += clean(words)
        return start, len(self.body)

    def heading(self, words: str, level: int) -> None:
        """Add a heading."""
        self.headings.append((*self.put(words), level))
