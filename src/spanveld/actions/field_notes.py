"""Field notes and meetings as structured sources: what was observed is the observer's, what the researcher thought is nobody's."""

from __future__ import annotations

from collections.abc import Iterator

from spanveld.actions.lookup import NOUNS
from spanveld.actions.sources import add_source
from spanveld.formats.framework_problems import FrameworkProblem
from spanveld.formats.note_form import NoteDraft, NoteFormError, note_text
from spanveld.model.errors import N_, Refused
from spanveld.model.records import OBSERVER
from spanveld.store.work import Work

__all__ = ["add_note"]

NAMED = {"case": "case", "wave": "wave", "observer": "participant", "sub_cases": "sub_case", "present": "participant"}
"""Fields that name things of the study, and what they name."""


def add_note(work: Work, draft: NoteDraft, *, form: str = "") -> str:
    """Bring a note in as a source of kind field_notes or meeting; gives its identifier.

    What was discussed and observed is a turn of the observer (the one named, else the study's only participant of that level; where
    there is none, a turn of nobody, so that being there makes nobody's voice). A reflection is nobody's voice. Raises
    ``NoteFormError`` for names that the study does not have; ``form`` is the form's name in messages.
    """
    if draft.is_empty:
        raise Refused(N_("Nothing was discussed, observed or thought in these notes; nothing was written."))
    if problems := list(_unknown(work, draft, form)):
        raise NoteFormError(problems)
    language = str((work.one("study") or {})["language"])
    made = note_text(draft, language)
    observer = draft.observer or _only_observer(work)
    turns = [(start, end, observer, "") for start, end in made.observed]
    turns += [(start, end, "", "reflection") for start, end in made.reflections]
    blocks = [(start, end, "heading", level, None, None) for start, end, level in made.headings]
    blocks += [(start, end, "list_item", 1, None, None) for start, end in made.points]
    there = dict.fromkeys([*([observer] if observer else []), *draft.present])
    return add_source(
        work,
        draft.source,
        made.text,
        kind=draft.kind,
        turns=sorted(turns),
        blocks=sorted(blocks, key=lambda block: block[:3]),
        title=draft.title,
        date=draft.date,
        place=draft.place,
        occasion=draft.occasion,
        case=draft.case,
        wave=draft.wave,
        sub_cases=list(draft.sub_cases),
        participants=list(there),
    )


def _only_observer(work: Work) -> str:
    found = [name for (name,) in work.values("participant", "identifier", level=OBSERVER)]
    return str(found[0]) if len(found) == 1 else ""


def _unknown(work: Work, draft: NoteDraft, form: str) -> Iterator[FrameworkProblem]:
    for field, kind in NAMED.items():
        value = getattr(draft, field)
        known = {name for (name,) in work.values(kind, "identifier")}
        for name in [value] if isinstance(value, str) else value:
            if name and name not in known:
                values = {"kind": NOUNS[kind], "known": ", ".join(sorted(known)) or "-"}
                reason = N_("is no {kind} of this study; it has: {known}")
                yield FrameworkProblem(form, field.replace("_", "-"), name, reason, values, draft.lines.get(field, 0))
    if draft.source and work.values("source", "id", identifier=draft.source):
        reason = N_("is a source of this study already")
        yield FrameworkProblem(form, "id", draft.source, reason, {}, draft.lines.get("source", 0))
