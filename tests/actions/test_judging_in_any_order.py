"""Whatever two people do to an assessment, in any order, with undo and redo: rounds that are over stay, and closed stays closed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from spanveld.model.errors import Refused
from spanveld.model.records import AGREED
from spanveld.session import Study
from tests.session.samples import assert_sound, put, sample

WHO = st.sampled_from(["ann", "ben"])
PLACES = st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2)).map(sorted)
STANCES = st.sampled_from(["supports", "contradicts"])


class Judging(RuleBasedStateMachine):
    """One assessment of an invented dimension with two assessors, whose scale asks for neither scope nor grade."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="spanveld-"))
        self.study: Study = put(str(self.folder / "room.spanveld"), sample(), "ann")
        self.name = self.study.judgements.open("quiet", assessors=["ann", "ben"])
        self.began = self.study.newest()
        self.over: dict[tuple[Any, ...], Mapping[str, Any]] = {}
        self.phase = "preparing"
        self.entry = self.began

    def teardown(self) -> None:
        assert_sound(self.study)
        self.study.close()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------------ looking
    def rows(self, table: str) -> list[dict[str, Any]]:
        with self.study._reader() as reader:
            return [dict(row._mapping) for row in reader.rows(table)]

    def assessment(self) -> dict[str, Any]:
        return next(row for row in self.rows("assessment") if row["identifier"] == self.name)

    def marks(self) -> list[dict[str, Any]]:
        dimension = self.assessment()["dimension_id"]
        return [row for row in self.rows("judgement") if row["dimension_id"] == dimension]

    def does(self, who: str, what: str, *words: Any, **values: Any) -> None:
        try:
            getattr(self.study.as_(who).judgements, what)(self.name, *words, **values)
        except Refused:
            assert self.study.newest() == self.entry, "a refusal left something in the journal"

    # ------------------------------------------------------------------ acting
    @initialize(steps=st.integers(0, 4), who=WHO)
    def begin_somewhere(self, steps: int, who: str) -> None:
        """Some way into the story, so that few steps are spent on getting there."""
        acts = (
            self.start,
            lambda who: self.both_mark([-1, 0, 1]),
            self.reveal,
            lambda who: self.agree(who, [-1, 0, 1], "Zo."),
        )
        for act in acts[:steps]:
            self.entry = self.study.newest()
            act(who)
        self.entry = self.study.newest()

    @rule(who=WHO)
    def start(self, who: str) -> None:
        self.does(who, "start")

    @rule(who=WHO, places=PLACES)
    def mark(self, who: str, places: list[int]) -> None:
        self.does(who, "mark", low=places[0], best=places[1], high=places[2])

    @rule(places=PLACES)
    def both_mark(self, places: list[int]) -> None:
        self.mark("ann", places)
        self.entry = self.study.newest()
        self.mark("ben", places)

    @rule(who=WHO)
    def unmark(self, who: str) -> None:
        self.does(who, "unmark")

    @rule(who=WHO)
    def reveal(self, who: str) -> None:
        self.does(who, "reveal")

    @rule(who=WHO, places=PLACES, words=st.sampled_from(["", "Zo.", "Zo."]))
    def agree(self, who: str, places: list[int], words: str) -> None:
        self.does(who, "agree", low=places[0], best=places[1], high=places[2], rationale=words)

    @rule(who=WHO, stance=STANCES, agreed=st.booleans())
    def link(self, who: str, stance: str, agreed: bool) -> None:
        self.does(who, "link", "passage:P1", stance, agreed=agreed)

    @rule(who=WHO)
    def close(self, who: str) -> None:
        self.does(who, "close")

    @rule(who=WHO)
    def reopen(self, who: str) -> None:
        self.does(who, "reopen", "Er kwam iets bij.")

    @rule(who=WHO, blind=st.booleans())
    def again(self, who: str, blind: bool) -> None:
        self.does(who, "again", blind=blind)

    @precondition(lambda self: self.study.newest() > self.began)
    @rule(who=WHO, what=st.sampled_from(["undo", "redo"]))
    def take_back(self, who: str, what: str) -> None:
        entries = self.study.changes(self.began)
        mine = [entry for entry in entries if entry.actor == who]
        if not mine and what == "undo":
            return  # what was there before the assessment stays
        try:
            getattr(self.study.as_(who), what)()
        except Refused:
            assert self.study.newest() == self.entry
            return
        if not any(row["identifier"] == self.name for row in self.rows("assessment")):
            self.study.as_(who).redo()  # the assessment itself stays in this story

    @rule()
    def word_a_finding_anew(self) -> None:
        self.study.as_("ben").findings.edit("F2", statement=f"Het is er stil ({self.study.newest()}).")

    # ------------------------------------------------------------------ what always holds
    @invariant()
    def marks_of_rounds_that_are_over_never_change(self) -> None:
        now = self.assessment()
        found = {
            (row["assessor_id"], row["sub_dimension"], row["round"]): row
            for row in self.marks()
            if row["round"] != AGREED and int(row["round"]) < now["round"]
        }
        for place, row in self.over.items():
            assert found.get(place) == row, f"the mark of round {place[2]} changed"
        self.over |= found

    @invariant()
    def closed_ends_only_by_an_action_in_the_journal(self) -> None:
        now = self.assessment()["phase"]
        made = self.study.changes(self.entry)
        if self.phase == "closed" and now != "closed":
            names = {entry.action for entry in made if f"assessment:{self.name}" in entry.subjects}
            assert names & {"reopen assessment", "undo", "redo"}
        elif self.phase == "closed":
            assert not {entry.action for entry in made} & {"give mark", "agree judgement", "link to judgement"}
        self.phase, self.entry = now, self.study.newest()

    @invariant()
    def a_closed_one_has_what_closing_asks(self) -> None:
        now = self.assessment()
        if now["phase"] == "closed":
            agreed = [row for row in self.marks() if row["round"] == AGREED]
            assert len(agreed) == 1
            assert agreed[0]["rationale"]
            assert now["closed"]

    @invariant()
    def nothing_of_a_round_that_is_blind_lies_open(self) -> None:
        now = self.assessment()
        sealed = [row for row in self.rows("sealed_mark") if row["assessment_id"] == now["id"]]
        if now["phase"] == "blind":
            assert not [row for row in self.marks() if row["round"] == str(now["round"])]
            for who in ("ann", "ben"):
                shown = [mark for part in self.study.as_(who).judgements.of(self.name).parts for mark in part.marks]
                assert not [
                    mark
                    for mark in shown
                    if mark.round == str(now["round"]) and mark.assessor != who and mark.best is not None
                ]
        else:
            assert not sealed


TestJudging = Judging.TestCase
TestJudging.settings = settings(
    max_examples=max(8, settings().max_examples // 6), stateful_step_count=20, deadline=None
)
