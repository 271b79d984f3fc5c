"""The assessments of a study as a coder may see them, made of its rows: all in short, or one with everything that goes with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from spanveld.language.messages import translator
from spanveld.model.errors import N_, NotFound
from spanveld.model.framework import in_language
from spanveld.model.names import natural
from spanveld.model.records import AGREED
from spanveld.model.scale import Judged, Scale
from spanveld.store import journal
from spanveld.store.records import Reader
from spanveld.views.judgements import (
    AnchorShown,
    AssessmentLine,
    AssessmentView,
    AssessorShown,
    Choice,
    Example,
    JudgedPart,
    Judgements,
    LooseJudgements,
    Mark,
    PartLine,
    ScaleShown,
    ScopeShown,
    Search,
)
from spanveld.views.judgements_closing import rules_of
from spanveld.views.judgements_evidence import Key, Links, Material, Subject, find_row, in_lists, stale_changes
from spanveld.views.judgements_marks import Marks, opened
from spanveld.views.judgements_scale import dimension_scale, scale_of_dimension, shown_scale
from spanveld.views.theory import Dimension, dimensions_of, vocabulary_labels

__all__ = ["ASKED_OF_BOARD", "assessment_view", "judgements"]

ASKED_OF_BOARD = "asked_of_board"
"""The program's own question of the scope."""
_About = tuple[str, str, str, str, str, str, str, str]


def judgements(reader: Reader, actor: str) -> Judgements:
    """All assessments of a study, and judgements that belong to none, as this coder may see them."""
    made = _Made(reader, actor)
    rows = sorted(reader.rows("assessment"), key=made.place)
    held = {made.material.key(row) for row in rows}
    loose = sorted((key for key in made.material.judgements if key not in held), key=made.place_of)
    newest = journal.newest(reader.connection, reader.study_id)
    heading = (reader.study.identifier, reader.study.title, made.language, newest)
    return Judgements(*heading, tuple(map(made.line, rows)), tuple(map(made.loose, loose)))


def assessment_view(reader: Reader, assessment: str, actor: str) -> AssessmentView:
    """One assessment as this coder may see it; NotFound where there is none of that name."""
    return _Made(reader, actor).view(find_row(reader, assessment))


@dataclass
class _Made:
    reader: Reader
    actor: str

    def __post_init__(self) -> None:
        self.language: str = self.reader.study.language
        self.material = Material(self.reader)
        self.dimensions = {item.code_id: item for item in dimensions_of(self.reader, self.language)}
        kinds = {kind.kind: kind.label for item in self.dimensions.values() for kind in item.kinds}
        self.kinds = kinds
        self.marks = Marks(self.material, self.language, kinds)
        self.waves = [row.id for row in self.reader.rows("wave")]
        self._scales: dict[int, tuple[Scale, ScaleShown]] = {}

    # ------------------------------------------------------------------ read once
    @cached_property
    def actor_id(self) -> int | None:
        """The coder who looks."""
        return next((row.id for row in self.marks.coders.values() if row.identifier == self.actor), None)

    @cached_property
    def assessors(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for row in self.reader.rows("assessment_assessors"):
            found[row.assessment_id].append(row.coder_id)
        return {
            number: sorted(coders, key=lambda coder: natural(self.marks.coders[coder].identifier))
            for number, coders in found.items()
        }

    @cached_property
    def sealed(self) -> dict[int, list[Any]]:
        return _grouped(self.reader.rows("sealed_mark"))

    @cached_property
    def scopes(self) -> dict[int, list[Any]]:
        return _grouped(self.reader.rows("assessment_scope"))

    @cached_property
    def searches(self) -> dict[int, list[Any]]:
        return _grouped(self.reader.rows("contrary_search"))

    def scale(self, dimension: int) -> tuple[Scale, ScaleShown]:
        if dimension not in self._scales:
            scale = dimension_scale(self.reader, dimension)
            self._scales[dimension] = (scale, shown_scale(scale, self.language))
        return self._scales[dimension]

    # ------------------------------------------------------------------ order and names
    def place(self, row: Any) -> tuple[Any, ...]:
        return (*self.place_of(self.material.key(row)), natural(row.identifier))

    def place_of(self, key: Key) -> tuple[int, ...]:
        """By case, sub-case, dimension and wave, in the order of the study."""
        case, sub_case, wave, dimension = key
        order = (("case", case), ("sub_case", sub_case))
        before = [self._orders[kind].get(number, -1) for kind, number in order]
        return (*before, list(self.dimensions).index(dimension), self._orders["wave"].get(wave, -1))

    @cached_property
    def _orders(self) -> dict[str, dict[int | None, int]]:
        return {
            kind: {row.id: at for at, row in enumerate(self.reader.rows(kind))} for kind in ("case", "sub_case", "wave")
        }

    @cached_property
    def _things(self) -> dict[str, dict[int | None, tuple[str, str]]]:
        return {
            kind: {row.id: (row.identifier, row.name or row.identifier) for row in self.reader.rows(kind)}
            for kind in ("case", "sub_case")
        } | {"wave": {row.id: (row.identifier, row.identifier) for row in self.reader.rows("wave")}}

    def about(self, key: Key) -> _About:
        """The identifiers and names of case, sub-case and wave, then the dimension's."""
        kinds = ("case", "sub_case", "wave")
        found = [self._things[kind].get(number, ("", "")) for kind, number in zip(kinds, key[:3], strict=True)]
        its = self.dimensions[key[3]]
        (case, case_label), (sub_case, sub_case_label), (wave, wave_label) = found
        return case, case_label, sub_case, sub_case_label, wave, wave_label, its.dimension, its.label

    # ------------------------------------------------------------------ marks
    def parts_of(
        self, scale: Scale | None, dimension: Dimension, used: Iterable[str]
    ) -> list[tuple[str, str, Judged | None]]:
        """The dimension itself, then its parts: (sub-dimension, label, as the scale has it); last those no scale knows."""
        name = self.reader.code_rows[dimension.code_id].identifier
        judged = scale.judged(name) if scale else None
        found: list[tuple[str, str, Judged | None]] = [("", dimension.label, judged)]
        found += [(part.id, part.label(self.language), part) for part in (judged.parts if judged else ())]
        known = {part for part, _, _ in found}
        return found + [(part, part, None) for part in sorted({*used} - known, key=natural)]

    def open_marks(self, key: Key, part: str, shown: ScaleShown | None) -> tuple[tuple[Mark, ...], Mark | None]:
        """The marks that lie open, by round and assessor, and the agreed one."""
        rows = [row for row in self.material.judgements.get(key, ()) if row.sub_dimension == part]
        marks = [self.marks.of(row, shown) for row in rows]
        marks.sort(key=lambda mark: (natural(mark.round), natural(mark.assessor)))
        agreed = next((mark for mark in marks if mark.agreed), None)
        return tuple(mark for mark in marks if not mark.agreed), agreed

    def sealed_marks(self, row: Any, part: str, shown: ScaleShown) -> Iterator[Mark]:
        """The marks of the blind round: one's own, and of others that they are there."""
        for sealed in self.sealed.get(row.id, ()):
            if sealed.sub_dimension == part and sealed.id in self.reader.marked:
                own = self.marks.own(sealed, row.round, shown) if sealed.assessor_id == self.actor_id else None
                yield own or self.marks.closed_to_others(sealed, row.round)

    def given(self, row: Any) -> set[int]:
        """Who gave a mark on the dimension in the round that is open, or was last."""
        if row.phase == "blind":
            return {
                one.assessor_id
                for one in self.sealed.get(row.id, ())
                if not one.sub_dimension and one.id in self.reader.marked
            }
        rows = self.material.judgements.get(self.material.key(row), ())
        return {one.assessor_id for one in rows if one.round == str(row.round) and not one.sub_dimension}

    def assessors_of(self, row: Any) -> tuple[AssessorShown, ...]:
        given = self.given(row)
        coders = [(number, self.marks.coders[number]) for number in self.assessors.get(row.id, ())]
        return tuple(
            AssessorShown(one.identifier, one.name or one.identifier, one.role, one.affiliation, number in given)
            for number, one in coders
        )

    # ------------------------------------------------------------------ in short
    def line(self, row: Any) -> AssessmentLine:
        key = self.material.key(row)
        scale, shown = self.scale(row.dimension_id)
        assessors = self.assessors_of(row)
        return AssessmentLine(
            row.identifier,
            *self.about(key),
            row.phase,
            row.round or 0,
            row.opened,
            row.closed,
            shown,
            assessors,
            sum(one.given for one in assessors),
            tuple(self.part_lines(key, scale, shown)),
            len(stale_changes(self.material, row)),
        )

    def part_lines(self, key: Key, scale: Scale | None, shown: ScaleShown | None) -> Iterator[PartLine]:
        rows = self.material.judgements.get(key, ())
        for part, label, _ in self.parts_of(scale, self.dimensions[key[3]], (row.sub_dimension for row in rows)):
            marks, agreed = self.open_marks(key, part, shown)
            last = max((mark.round for mark in marks), key=natural, default="")
            if not part or marks or agreed:
                yield PartLine(part, label, agreed, tuple(mark for mark in marks if mark.round == last))

    def loose(self, key: Key) -> LooseJudgements:
        scale = scale_of_dimension(self.reader, key[3])
        shown = shown_scale(scale, self.language) if scale else None
        return LooseJudgements(*self.about(key), shown, tuple(self.part_lines(key, scale, shown)))

    # ------------------------------------------------------------------ one with all
    def view(self, row: Any) -> AssessmentView:
        key = self.material.key(row)
        scale, shown = self.scale(row.dimension_id)
        links, weighed_by = self.links(row, key)
        supports, against, rest = in_lists(self.material, key, links, self.kinds)
        return AssessmentView(
            *(self.reader.study.identifier, self.reader.study.title, self.language),
            journal.newest(self.reader.connection, self.reader.study_id),
            row.identifier,
            *self.about(key),
            row.dimension_id,
            "/".join(self.reader.codes[row.dimension_id]),
            row.phase,
            row.round or 0,
            row.opened,
            row.closed,
            row.reopened,
            shown,
            tuple(self.scope(row, scale)),
            self.assessors_of(row),
            tuple(self.parts(row, key, scale, shown)),
            supports,
            against,
            rest,
            weighed_by,
            tuple(self.searched(row)),
            rules_of(self.material, row) if row.phase != "closed" else (),
            stale_changes(self.material, row),
            tuple(self.may(row)),
            self.actor,
            tuple(self.hidden(row)),
        )

    def parts(self, row: Any, key: Key, scale: Scale, shown: ScaleShown) -> Iterator[JudgedPart]:
        dimension = self.dimensions[row.dimension_id]
        pinned = [one for one in self.reader.rows("anchor_example") if one.dimension_id == row.dimension_id]
        quotes = self.material.quoted(one.passage_id for one in pinned)
        used = [one.sub_dimension for one in self.material.judgements.get(key, ())]
        used += [one.sub_dimension for one in self.sealed.get(row.id, ())]
        for part, label, judged in self.parts_of(scale, dimension, used):
            marks, agreed = self.open_marks(key, part, shown)
            sealed = self.sealed_marks(row, part, shown) if row.phase == "blind" else ()
            previous, wave = self.previous(key, part, shown)
            examples = [
                Example(
                    one.position,
                    quotes[one.passage_id].mark.passage,
                    quotes[one.passage_id].quote,
                    quotes[one.passage_id].mark.source,
                    quotes[one.passage_id].mark.voices,
                    one.note,
                )
                for one in pinned
                if one.sub_dimension == part
            ]
            examples.sort(key=lambda one: (one.position, natural(one.passage)))
            yield JudgedPart(
                dimension.dimension,
                part,
                label,
                tuple(AnchorShown(one.at, one.label(self.language)) for one in (judged.anchors if judged else ())),
                in_language(judged.question, self.language) if judged else "",
                in_language(judged.caution, self.language) if judged else "",
                (*marks, *sorted(sealed, key=lambda mark: natural(mark.assessor))),
                agreed,
                previous,
                wave,
                tuple(examples),
            )

    def previous(self, key: Key, part: str, shown: ScaleShown) -> tuple[Mark | None, str]:
        """What was agreed (else the only mark) in the nearest wave before, and which that is."""
        case, sub_case, wave, dimension = key
        before = self.waves[: self.waves.index(wave)] if wave in self.waves else []
        for earlier in reversed(before):
            marks, agreed = self.open_marks((case, sub_case, earlier, dimension), part, shown)
            mark = agreed or (marks[0] if len(marks) == 1 else None)
            if mark is not None:
                return mark, self._things["wave"][earlier][0]
        return None, ""

    def links(self, row: Any, key: Key) -> tuple[Links, str]:
        """What was weighed, and by whom: in a blind round only by who looks; else as agreed, else by all in their last marks."""
        if row.phase == "blind":
            own = [one for one in self.sealed.get(row.id, ()) if one.assessor_id == self.actor_id and one.content]
            pairs = [(self.actor, link) for one in own for link in self.marks.linked(opened(one) or {})]
            return _gathered(pairs), self.actor
        agreed = self.material.agreed(key)
        rows = list(agreed.values())
        if not rows:
            last: dict[tuple[int, str], Any] = {}
            for one in self.material.judgements.get(key, ()):
                place = (one.assessor_id, one.sub_dimension)
                if place not in last or natural(one.round) > natural(last[place].round):
                    last[place] = one
            rows = list(last.values())
        names = {number: one.identifier for number, one in self.marks.coders.items()}
        pairs = [(names[one.assessor_id], link) for one in rows for link in self.material.links(one)]
        return _gathered(pairs), AGREED if agreed else ""

    def scope(self, row: Any, scale: Scale) -> Iterator[ScopeShown]:
        answers = {one.question: one.answer for one in self.scopes.get(row.id, ())}
        for question in scale.scope:
            choices: tuple[Choice, ...] = ()
            if question.layer:
                choices = tuple(self.codes(scale, question.layer))
            elif question.vocabulary:
                choices = tuple(Choice(*pair) for pair in vocabulary_labels(self.reader, question.vocabulary).items())
            answer = answers.get(question.id, "")
            label = next((one.label for one in choices if one.id == answer), answer)
            yield ScopeShown(question.id, question.label(self.language), question.required, answer, label, choices)
        answer = answers.get(ASKED_OF_BOARD, "")
        label = translator(self.language)(N_("What is asked of the board"))
        yield ScopeShown(ASKED_OF_BOARD, label, False, answer, answer, (), own=True)

    def codes(self, scale: Scale, layer: str) -> Iterator[Choice]:
        framework = next(item for item in self.reader.frameworks.values() if item.id == scale.framework)
        try:
            found = framework.layer(layer)
        except NotFound:
            return
        for code in found.codes:
            yield Choice(code.id, code.label(self.language))

    def searched(self, row: Any) -> Iterator[Search]:
        for one in sorted(self.searches.get(row.id, ()), key=lambda one: (one.searched, one.id)):
            who = self.marks.coders[one.coder_id].identifier if one.coder_id in self.marks.coders else ""
            yield Search(one.sub_dimension, one.query, one.found or 0, one.searched, who, one.note)

    def may(self, row: Any) -> Sequence[str]:
        """What the coder who looks can do as the assessment is."""
        if self.actor_id is None:
            return ()
        own = ("mark",) if self.actor_id in self.assessors.get(row.id, ()) else ()
        match row.phase:
            case "preparing":
                return ("scope", "assessors", "search", "start", "remove")
            case "blind":
                return ("assessors", *own, "reveal", "remove")
            case "discussion":
                return ("scope", *own, "search", "agree", "link", "close", "again", "remove")
            case _:
                return ("reopen", "remove")

    def hidden(self, row: Any) -> Iterator[str]:
        """Layers that are not shown as long as a round is blind."""
        if row.phase != "blind":
            return
        for number, one in self.reader.layer_rows.items():
            framework = self.reader.frameworks.get(one.framework_id)
            if framework is not None and any(
                layer.id == one.identifier and layer.hidden_when_blind for layer in framework.layers
            ):
                yield self.reader.layers[number]


def _gathered(pairs: Iterable[tuple[str, tuple[Subject, str]]]) -> Links:
    found: dict[Subject, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for who, (subject, stance) in pairs:
        by = found[subject].get(stance, ())
        found[subject][stance] = by if who in by else (*by, who)
    return found


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.assessment_id].append(row)
    return found
