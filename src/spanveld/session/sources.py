"""``study.sources``"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from spanveld.actions import coding, corrections, import_choices, importing, sources, speakers, texts
from spanveld.actions.corrections import Correction
from spanveld.actions.texts import Block, TimeMark, Turn
from spanveld.actions.theory import parse_framework
from spanveld.session.acting import Group
from spanveld.session.importing import Arrival, BroughtIn, Choices, SurveyColumns, read_file
from spanveld.store.documents import Document, document
from spanveld.store.records import Reader
from spanveld.views.doubts import Doubt, doubts
from spanveld.views.importing import Incoming, LabelUse

__all__ = ["Sources"]

EVERYTHING_OPEN = Choices()


class Sources(Group):
    """Interviews, field notes, documents, meetings and surveys with their texts."""

    def open(self, source: str) -> Document:
        """A source as a reader sees it: its current text, who speaks where, its passages with their codes."""
        with self.store.reading() as connection:
            return document(connection, self.store.study_id, source)

    def add(
        self,
        source: str,
        text: str,
        *,
        kind: str,
        turns: Sequence[Turn] = (),
        blocks: Sequence[Block] = (),
        marks: Sequence[TimeMark] = (),
        taken_from: tuple[str, bytes] | None = None,
        **values: Any,
    ) -> str:
        """Bring in a source. ``kind``: interview, field_notes, document, meeting or survey.

        ``turns``: (start, end, participant, role); ``blocks``: (start, end, kind, level, row, cell); ``marks``: (at, milliseconds);
        ``taken_from``: ending and bytes of the file that the text was taken from. Positions in code points of the text.

        Other values are columns of ``sources.csv``: title, date, case, wave, participants, sub_cases, ... Gives its identifier.
        """
        return self.act(
            sources.add_source,
            source,
            text,
            kind=kind,
            turns=turns,
            blocks=blocks,
            marks=marks,
            taken_from=taken_from,
            **values,
        )

    def read(self, path: str | Path, survey: SurveyColumns | None = None) -> Arrival:
        """Read a file (docx, odt, rtf, pdf, html, md, txt, vtt, srt, xlsx, csv); NotRead where no source can be made of it.

        ``survey`` says which columns of a survey are open, closed, or name the respondents.
        """
        return read_file(path, survey or SurveyColumns())

    def check(self, choices: Choices) -> None:
        """Refused where what a person says of files that come in cannot be."""
        self.look(import_choices.check_choices, choices)

    def plan(self, arrival: Arrival, choices: Choices = EVERYTHING_OPEN) -> Incoming:
        """What bringing in a file that was read would do; nothing is written."""
        name = arrival.path.name
        return self.look(importing.plan_import, arrival.reading, choices, name=name, data=arrival.data)

    def bring_in(self, arrival: Arrival, choices: Choices = EVERYTHING_OPEN) -> BroughtIn:
        """Bring a file that was read into the study, as one change; Refused where it is there already."""
        ending = arrival.path.suffix.lower()
        given = {"name": arrival.path.name, "ending": ending, "data": arrival.data}
        return self.act(importing.bring_in, arrival.reading, choices, **given)  # type: ignore[arg-type]

    def speakers(self) -> list[LabelUse]:
        """The labels by which texts mark who speaks: who they are, and where they stand."""
        return self.look(speakers.label_uses)

    def map_speakers(self, who: Mapping[str, str]) -> int:
        """Say who labels are, in every text: label -> participant, ``interviewer`` or "" (nobody known); gives how many turns changed."""
        return self.act(speakers.map_speakers, who)

    def doubts(self, source: str = "") -> list[Doubt]:
        """Passages whose place a correction left in doubt, or which it changed inside; of one source or all."""
        with self.store.reading() as connection:
            return doubts(Reader(connection, self.store.study_id, parse_framework), source)

    def edit(self, source: str, **values: Any) -> None:
        """Change what is known of a source (not its text)."""
        self.act(sources.edit_source, source, **values)

    def set_progress(self, source: str, state: str) -> None:
        """Note how far the actor is with reading: ``being_read``, ``read`` or ``unread``; Refused to call read what has no overview."""
        self.act(coding.set_progress, source, state)

    def remove(self, source: str, *, with_dependants: bool = False) -> None:
        """Remove a source with its text; refused while passages or summaries rest on it, unless ``with_dependants``."""
        self.act(sources.remove_source, source, with_dependants=with_dependants)

    def set_turns(self, source: str, turns: Sequence[Turn]) -> None:
        """Say who speaks where: (start, end, participant or "", role) in code points of the current text."""
        self.act(texts.set_turns, source, turns)

    def correct(
        self,
        source: str,
        *,
        text: str | None = None,
        edits: Iterable[tuple[int, int, str]] | None = None,
        expected: str | None = None,
    ) -> Correction:
        """Correct a text by ``edits`` (start, end, replacement) or by the whole new ``text``; says what became of each passage.

        Refused where the text is no longer ``expected``, if that is given.
        """
        return self.act(corrections.correct_text, source, text=text, edits=edits, expected=expected)

    def preview(
        self, source: str, *, text: str | None = None, edits: Iterable[tuple[int, int, str]] | None = None
    ) -> Correction:
        """What ``correct`` would do; nothing is written."""
        correction, _, _ = self.look(corrections.plan_correction, source, text=text, edits=edits)
        return correction
