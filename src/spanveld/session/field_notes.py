"""``study.field_notes``"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spanveld.actions import field_notes
from spanveld.actions.theory import parse_framework
from spanveld.formats.note_form import NoteDraft, parse_form, write_form
from spanveld.model.names import natural
from spanveld.model.records import OBSERVER
from spanveld.session.acting import Group
from spanveld.session.theory import text_of
from spanveld.store.records import Reader

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["FieldNotes", "field_notes_of", "text_of"]


class FieldNotes(Group):
    """Field notes and meetings, as a form asks for them."""

    def add(
        self,
        source: str = "",
        *,
        kind: str = "field_notes",
        observed: str = "",
        discussed: Sequence[str] = (),
        reflections: str = "",
        present: Sequence[str] = (),
        others: str = "",
        observer: str = "",
        sub_cases: Sequence[str] = (),
        title: str = "",
        date: str = "",
        place: str = "",
        occasion: str = "",
        case: str = "",
        wave: str = "",
    ) -> str:
        """Bring in field notes or a ``meeting``; gives the identifier of the source.

        ``present`` are participants, ``others`` people in free words; ``reflections`` are kept apart and are nobody's voice.
        """
        return self.act(
            field_notes.add_note,
            NoteDraft(
                kind=kind,
                source=source,
                title=title,
                date=date,
                place=place,
                occasion=occasion,
                case=case,
                wave=wave,
                sub_cases=tuple(sub_cases),
                observer=observer,
                present=tuple(present),
                others=others,
                discussed=tuple(" ".join(point.split()) for point in discussed if point.strip()),
                observed=observed.strip(),
                reflections=reflections.strip(),
            ),
        )

    def add_form(self, text: str, *, name: str = "form") -> str:
        """Bring in what was written on a form (see ``form``); NoteFormError, with the lines, where it has faults."""
        return self.act(field_notes.add_note, parse_form(text, name), form=name)

    def form(self) -> str:
        """The empty form in the study's language, with the names that the study knows."""
        with self.store.reading() as connection:
            reader = Reader(connection, self.store.study_id, parse_framework)
            names = {kind: sorted(reader.names(kind).values(), key=natural) for kind in ("case", "wave", "sub_case")}
            people = sorted((row.identifier, row.level) for row in reader.rows("participant"))
            observers = [name for name, level in people if level == OBSERVER]
            others = sorted((name for name, level in people if level != OBSERVER), key=natural)
            known = {"case": names["case"], "wave": names["wave"], "sub_cases": names["sub_case"]}
            return write_form(reader.heading()["language"], {**known, "observer": observers, "present": others})


def field_notes_of(study: Study) -> FieldNotes:
    """The field notes of an open study."""
    group = study.group
    return FieldNotes(group.store, group.actor, group.once, group.seen)
