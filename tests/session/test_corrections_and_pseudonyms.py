"""Corrections, pseudonym passes, undo and redo in any order: an oracle that follows every character knows where each passage is.

The texts are full of the same sentences and names, so that a passage that moved to a like place would be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import combining

from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.session import Study
from spanveld.session.pseudonyms import pseudonyms_of
from tests.model.oracle import NEW, PIECES, SENTENCE, Edits, edits_of, occurrences, spans_of, trace
from tests.session.samples import assert_sound, put

NAMED = "Jan zag de lamp."
TABLE = {"Jan": "[persoon A]", "Jan de Vries": "[burgemeester A]", "Karin": "[R4]"}
PLANTED = (
    "Jan",
    "Jan ",
    "Jan de Vries",
    "Karin's ",
    "burgemeester Jan de Vries ",
    "👩‍🚒Karin",
    "Jan\u0301",
    "Janneke ",
)
TYPED = st.sampled_from([*NEW, *PIECES, *PLANTED, SENTENCE, NAMED])
Places = dict[str, tuple[int, int] | None]


class Shape(NamedTuple):
    """A text with its passages (None: in doubt), and whether it was marked as reviewed."""

    text: str
    places: Places
    marked: bool


@st.composite
def crowded(draw: st.DrawFn) -> str:
    """Texts in which both sentences occur several times, and names many times."""
    between = [draw(st.lists(st.sampled_from([*PIECES, *PLANTED]), max_size=4).map("".join)) for _ in range(5)]
    sentences = draw(st.permutations([SENTENCE, SENTENCE, NAMED, NAMED, NAMED]))
    return "".join(piece for pair in zip(between, sentences, strict=True) for piece in pair) + draw(
        st.sampled_from(["", "Jan", "Karin", "\n"])
    )


def corrected(shape: Shape, edits: Edits) -> Shape:
    """What a correction makes of it, character by character."""
    traced, effective = trace(shape.text, edits)
    places: Places = {}
    for name, place in shape.places.items():
        if place is None:
            places[name] = None
            continue
        start, end = place
        survivors, quote = traced.places(start, end), shape.text[start:end]
        inside = [
            number
            for number, edit in enumerate(effective)
            if start <= edit[0] and edit[1] <= end and (start < edit[0] or edit[0] < edit[1]) and edit[0] < end
        ]
        typed = [at for at, number in enumerate(traced.typed_by) if number in inside]
        if survivors:
            places[name] = (min(survivors + typed), max(survivors + typed) + 1)
        elif occurrences(shape.text, quote) == 1 == occurrences(traced.text, quote):
            places[name] = (at := traced.text.find(quote), at + len(quote))
        else:
            places[name] = None
    return Shape(traced.text, places, shape.marked)


def names_at(text: str) -> Edits:
    """Where the names of the table stand as whole words, longest first, with the title that their stand-in says too."""

    def word(at: int) -> bool:
        return 0 <= at < len(text) and (text[at].isalnum() or combining(text[at]) > 0)

    found: Edits = []
    at = 0
    while at < len(text):
        names = [name for name in sorted(TABLE, key=len, reverse=True) if text.startswith(name, at)]
        name = next((name for name in names if not word(at - 1) and not word(at + len(name))), "")
        if not name:
            at += 1
            continue
        start, title = at, TABLE[name][1:-1].rpartition(" ")[0] or TABLE[name][1:-1]
        before = text[found[-1][1] if found else 0 : at]
        stripped = before.rstrip(" \t")
        if (
            stripped != before
            and stripped.endswith(title)
            and not word(at - len(before) + len(stripped) - len(title) - 1)
        ):
            start = at - len(before) + len(stripped) - len(title)
        found.append((start, at + len(name), TABLE[name]))
        at += len(name)
    return found


def pseudonymised(shape: Shape) -> Shape:
    """What a pass makes of it: a passage takes the whole of each stand-in that it touches."""
    text, where = "", []
    edits = names_at(shape.text)
    at = 0
    for start, end, stand_in in [*edits, (len(shape.text), len(shape.text), "")]:
        where += [(len(text) + offset, len(text) + offset + 1) for offset in range(start - at)]
        text += shape.text[at:start]
        where += [(len(text), len(text) + len(stand_in))] * (end - start)
        text += stand_in
        at = end
    places = {name: place and (where[place[0]][0], where[place[1] - 1][1]) for name, place in shape.places.items()}
    return Shape(text, places, shape.marked or bool(shape.text))


@dataclass
class History:
    """What stands now, what it was before each step, and what was undone."""

    now: Shape
    before: list[Shape]
    undone: list[Shape]

    def step(self, new: Shape) -> None:
        self.before.append(self.now)
        self.now, self.undone = new, []


def shape_of(study: Study) -> Shape:
    passages = study.content().records["passage"]
    places: Places = {item.passage: None if item.start is None else (item.start, item.end) for item in passages}
    assert all(bool(item.doubt) == (item.start is None) for item in passages)
    marked = bool(study.content().records["source"][0].pseudonymised)
    return Shape(study.sources.open("S").text, places, marked)


def opened(address: str, text: str, spans: list[tuple[int, int]]) -> Study:
    passages = tuple(r.Passage(f"P{number}", "S", *span, "ann") for number, span in enumerate(spans))
    content = StudyContent(
        "crowd",
        language="nl",
        records={
            "coder": (r.Coder("ann"),),
            "source": (r.Source("S", "document", "sources/S.txt"),),
            "passage": passages,
        },
        texts={"S": text},
    )
    return put(address, content, "ann")


@settings(max_examples=max(settings().max_examples // 2, 20))
@given(data=st.data())
def test_no_passage_is_lost_or_silently_moved_by_any_sequence(data: st.DataObject, files: Callable[[], str]) -> None:
    text = data.draw(crowded())
    spans = data.draw(spans_of(text))
    with opened(files(), text, spans) as study:
        history = History(shape_of(study), [], [])
        for step in data.draw(
            st.lists(st.sampled_from(["correct", "correct", "names", "names", "undo", "redo"]), max_size=7)
        ):
            now = history.now
            if step == "correct":
                edits = data.draw(edits_of(now.text, TYPED, most=3))
                new = corrected(now, edits)
                if any(now.text[start:end] != typed for start, end, typed in edits):
                    study.sources.correct("S", edits=edits)
                    history.step(new)
            elif step == "names":
                pseudonyms_of(study).apply(TABLE, "S")
                if (new := pseudonymised(now)) != now:
                    history.step(new)
            elif step == "undo" and history.before:
                study.undo()
                history.undone.append(now)
                history.now = history.before.pop()
            elif step == "redo" and history.undone:
                study.redo()
                history.before.append(now)
                history.now = history.undone.pop()
            assert shape_of(study) == history.now
        assert len(history.now.places) == len(spans)
        assert_sound(study)
