"""Two copies of a study, changed apart at random, become one: nothing lost, nothing doubled, every conflict listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.model.kinds import KINDS, Kind
from spanveld.model.merging import MergePlan, merge_plan
from spanveld.model.records import Coder, Coding, Memo, Participant, Passage, Source
from spanveld.model.study import StudyContent
from tests.session.samples import sample
from tests.strategies import cell_texts, same

FEW = settings(max_examples=max(10, settings().max_examples // 2), deadline=None)
SALTS = {"ours": "a", "theirs": "b"}
BASE = sample()
EDITABLE = [
    (kind, column)
    for kind in KINDS.values()
    for column in kind.columns
    if column.type == "text"
    and column.private
    and column.name not in (*kind.key, "file", "original", "content", "doubt")
]
"""Columns in which a person writes freely."""


def records(content: StudyContent, kind: Kind) -> Sequence[Any]:
    return content.records.get(kind.name, ())


def with_records(content: StudyContent, kind: str, made: Sequence[Any]) -> StudyContent:
    return replace(content, records={**content.records, kind: tuple(made)})


class Apart:
    """One of the two copies, changed by drawn steps; it remembers what it made, changed and removed."""

    def __init__(self, draw: st.DrawFn, mark: str) -> None:
        self.draw, self.mark, self.content = draw, mark, BASE
        self.edits: dict[tuple[str, int, str], Any] = {}
        self.passages: list[Passage] = []
        self.memos: list[Memo] = []
        self.removed: set[int] = set()

    def edit(self) -> None:
        """Write something else into a field of a record that both copies have."""
        kind, column = self.draw(st.sampled_from([pair for pair in EDITABLE if records(BASE, pair[0])]))
        at = self.draw(st.integers(0, len(records(BASE, kind)) - 1))
        if kind.name == "memo" and at in self.removed:
            return
        value = f"{self.mark} {self.draw(cell_texts())}"
        rows = list(records(self.content, kind))
        place = rows.index(self.now(kind, at))
        rows[place] = replace(rows[place], **{column.attribute: value})
        self.content = with_records(self.content, kind.name, rows)
        self.edits[kind.name, at, column.attribute] = value

    def now(self, kind: Kind, at: int) -> Any:
        """A record of the base as it is in this copy."""
        values = {name: value for (of, where, name), value in self.edits.items() if (of, where) == (kind.name, at)}
        return replace(records(BASE, kind)[at], **values)

    def code(self) -> None:
        """Mark a passage and code it; the next free number is its name in either copy."""
        sources = [source.source for source in self.content.of(Source)]
        source = self.draw(st.sampled_from(sources))
        start = self.draw(st.integers(0, len(BASE.texts[source]) - 1))
        end = self.draw(st.integers(start + 1, len(BASE.texts[source])))
        coder = BASE.of(Coder)[("ours", "theirs").index(self.mark)].coder  # the same by one coder would be one passage
        name = str(1000 + len(self.passages))
        voices = self.draw(st.sampled_from([None, (), tuple(sorted(p.participant for p in BASE.of(Participant))[:1])]))
        passage = Passage(name, source, start, end, coder, voices=voices, memo=f"{self.mark}{name}")
        self.passages.append(passage)
        self.content = with_records(self.content, "passage", [*self.content.of(Passage), passage])
        coding = Coding(name, "tension", self.draw(st.sampled_from(["authorise", "perform"])))
        self.content = with_records(self.content, "coding", [*self.content.of(Coding), coding])

    def note(self) -> None:
        memo = Memo(subject="", kind="note", text=f"{self.mark} {len(self.memos)} {self.draw(cell_texts())}".strip())
        self.memos.append(memo)
        self.content = with_records(self.content, "memo", [*self.content.of(Memo), memo])

    def forget(self) -> None:
        """Remove a memo that both copies have and this one left as it is."""
        kind = KINDS["memo"]
        at = self.draw(st.integers(0, len(records(BASE, kind)) - 1))
        if any(of == "memo" and where == at for of, where, _ in self.edits) or at in self.removed:
            return
        gone = records(BASE, kind)[at]
        self.removed.add(at)
        self.content = with_records(self.content, "memo", [each for each in self.content.of(Memo) if each != gone])


@st.composite
def apart(draw: st.DrawFn) -> tuple[Apart, Apart]:
    copies = Apart(draw, "ours"), Apart(draw, "theirs")
    for copy in copies:
        for step in draw(st.lists(st.sampled_from(["edit", "code", "note", "forget"]), max_size=6)):
            getattr(copy, step)()
    return copies


def merged(ours: StudyContent, theirs: StudyContent, prefer: str = "") -> MergePlan:
    return merge_plan(ours, theirs, BASE, salts=SALTS, prefer=prefer)


@FEW
@given(copies=apart(), prefer=st.sampled_from(["", "ours", "theirs"]))
def test_what_each_copy_did_is_in_the_merged_study_once_and_what_both_changed_is_listed(
    copies: tuple[Apart, Apart], prefer: str
) -> None:
    ours, theirs = copies
    plan = merged(ours.content, theirs.content, prefer)
    both = ours.edits.keys() & theirs.edits.keys()
    contested = {
        at
        for one, other in ((ours, theirs), (theirs, ours))
        for of, at, _ in one.edits
        if of == "memo" and at in other.removed
    }
    assert len(plan.conflicts) == len(both) + len(contested)
    assert len(plan.unsettled) == (0 if prefer else len(plan.conflicts))
    for kind in KINDS.values():
        now = records(plan.merged, kind)
        made = sum(len(copy.passages) for copy in copies) if kind.name in ("passage", "coding") else 0
        made += sum(len(copy.memos) for copy in copies) if kind.name == "memo" else 0
        if kind.name != "memo":
            assert len(now) == len(records(BASE, kind)) + made
        for at, was in enumerate(records(BASE, kind)):
            wanted: dict[str, Any] = {}
            for copy, side in ((theirs, "theirs"), (ours, "ours")):
                for (of, where, name), value in copy.edits.items():
                    if (of, where) == (kind.name, at) and (
                        name not in wanted or prefer != "theirs" or side == "theirs"
                    ):
                        wanted[name] = value
            if kind.name != "memo":
                assert replace(was, **wanted) in now
    everything = {
        (each.source, each.start, each.end, each.coder, each.voices, each.memo) for each in plan.merged.of(Passage)
    }
    for copy in copies:
        for each in copy.passages:
            assert (each.source, each.start, each.end, each.coder, each.voices, each.memo) in everything
        for memo in copy.memos:
            assert memo in plan.merged.of(Memo)
    names = [passage.passage for passage in plan.merged.of(Passage)]
    assert len(set(names)) == len(names)
    assert all(coding.passage in names for coding in plan.merged.of(Coding))


@FEW
@given(copies=apart(), prefer=st.sampled_from(["ours", "theirs"]))
def test_merging_twice_changes_nothing_and_either_way_round_gives_as_much(
    copies: tuple[Apart, Apart], prefer: str
) -> None:
    ours, theirs = copies
    plan = merged(ours.content, theirs.content, prefer)
    again = merge_plan(plan.merged, theirs.content, theirs.content, salts={**SALTS, "base": "b"}, parted=BASE)
    assert again.empty
    assert not again.conflicts
    other = {"ours": "theirs", "theirs": "ours"}[prefer]
    back = merge_plan(theirs.content, ours.content, BASE, salts={"ours": "b", "theirs": "a"}, prefer=other)
    for kind in KINDS:
        assert len(back.merged.records[kind]) == len(plan.merged.records[kind])


@FEW
@given(copies=apart())
def test_what_only_they_did_comes_without_a_question(copies: tuple[Apart, Apart]) -> None:
    _, theirs = copies
    plan = merged(BASE, theirs.content)
    assert not plan.conflicts
    assert not plan.renamed
    back = merged(theirs.content, BASE)
    assert back.empty
    assert not back.conflicts
    bare = replace(
        plan.merged,
        records={
            kind: [
                replace(record, guid=was.guid)
                for record, was in zip(made, theirs.content.records.get(kind, ()), strict=True)
            ]
            if kind == "passage"
            else made
            for kind, made in plan.merged.records.items()
        },
    )
    assert same(bare, replace(theirs.content, records={kind: theirs.content.records.get(kind, ()) for kind in KINDS}))
