"""What one person takes back or makes again must fit with what another did since; else it is refused, and says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from spanveld.model.errors import Refused
from spanveld.session import Study, open_study
from tests.session.samples import assert_sound, dump, put, reading_room, sample
from tests.versions import changed, drop_kind

Act = Callable[[Study], object]


@pytest.fixture
def both(address: str) -> Iterator[tuple[Study, Study]]:
    put(address, sample()).close()
    with open_study(address, coder="ann") as ann, open_study(address, coder="ben") as ben:
        yield ann, ben


def refused(study: Study, what: str, reason: str) -> None:
    """Taking back or making again is refused for this reason, and changes nothing."""
    before, entries = dump(study), len(study.journal().entries)
    with pytest.raises(Refused, match=reason):
        getattr(study, what)()
    assert (dump(study), len(study.journal().entries)) == (before, entries)
    assert_sound(study)


UNDONE: dict[str, tuple[Act, Act, str]] = {
    "words that somebody wrote anew": (
        lambda ann: ann.passages.edit("P1", memo="Van Ann."),
        lambda ben: ben.passages.edit("P1", memo="Van Ben."),
        "passage P1 has changed since. Undo the later change first",
    ),
    "a passage that somebody coded": (
        lambda ann: ann.passages.add("night", 0, 4, passage="new"),
        lambda ben: ben.codings.add("new", "aspect/cold"),
        "things made since rest on it .*coding",
    ),
    "a code that somebody used": (
        lambda ann: ann.codes.create("aspect", "ice"),
        lambda ben: ben.codings.add("P1", "aspect/ice"),
        "things made since rest on it .*coding",
    ),
    "a party that somebody named": (
        lambda ann: ann.parties.add("POL"),
        lambda ben: ben.passages.edit("P1", about=("POL",)),
        "things made since rest on it .*passage",
    ),
    "a finding on which somebody wrote a memo": (
        lambda ann: ann.findings.add("perform", "works", "Zo.", finding="F9"),
        lambda ben: ben.memos.add("Is dat zo?", subject="finding:F9"),
        "things made since rest on it .*memo",
    ),
    "a memo on a passage that somebody removed": (
        lambda ann: ann.memos.remove(2),
        lambda ben: ben.passages.remove("P1", with_dependants=True),
        "what it rests on was removed since .*passage",
    ),
    "evidence for a finding that somebody removed": (
        lambda ann: ann.evidence.remove("F1", "P2"),
        lambda ben: ben.findings.remove("F1", with_dependants=True),
        "what it rests on was removed since .*finding",
    ),
    "a name that somebody gave to something else": (
        lambda ann: ann.passages.remove("P3", with_dependants=True),
        lambda ben: ben.passages.add("notes", 0, 4, passage="P3"),
        "clashes with something made since",
    ),
    "a link that somebody made again": (
        lambda ann: ann.findings.unlink("F3", "responds_to", "F1"),
        lambda ben: ben.findings.link("F3", "responds_to", "F1"),
        "There is such a finding link already",
    ),
    "an overview that somebody wrote": (
        lambda ann: ann.overviews.write("night", []),
        lambda ben: ben.overviews.write("night", ["Anders."]),
        "There is such a summary already",
    ),
    "a file that somebody gave to another source": (
        lambda ann: ann.sources.remove("notes", with_dependants=True),
        lambda ben: ben.sources.add("other", "Zo.", kind="document", file="sources/notes.txt"),
        "Another source has the file",
    ),
    "a kind of finding that a newer framework lacks": (
        lambda ann: ann.findings.edit("F2", kind="strength"),
        lambda ben: ben.theory.take(changed(reading_room(), "1.1.0", drop_kind("weakness"))),
        "'weakness' is no kind of finding here",
    ),
    "who spoke in a text that somebody corrected": (
        lambda ann: ann.sources.set_turns("night", []),
        lambda ben: ben.sources.correct("night", edits=[(0, 2, "Elke")]),
        "the text was corrected since",
    ),
}


@pytest.mark.parametrize("what", UNDONE)
def test_an_undo_that_no_longer_fits_is_refused_until_the_other_has_undone(
    both: tuple[Study, Study], what: str
) -> None:
    ann, ben = both
    before = dump(ann)
    mine, theirs, reason = UNDONE[what]
    mine(ann)
    theirs(ben)
    refused(ann, "undo", reason)
    ben.undo()
    ann.undo()
    assert dump(ann) == before


REDONE: dict[str, tuple[Act, Act, str]] = {
    "a coding on a passage that is gone": (
        lambda ann: ann.codings.add("P3", "aspect/cold"),
        lambda ben: ben.passages.remove("P3", with_dependants=True),
        "what it rests on was removed since .*passage",
    ),
    "a memo on a code that is gone": (
        lambda ann: ann.memos.add("Zo.", subject="code:aspect/draught"),
        lambda ben: ben.codes.remove("aspect/draught", with_dependants=True),
        "what it rests on was removed since .*code",
    ),
    "a code below one that came below it": (
        lambda ann: ann.codes.move("aspect/draught", parent="cold"),
        lambda ben: ben.codes.move("aspect/cold", parent="draught"),
        "A code would come below itself",
    ),
    "a second case beside a finding that names none": (
        lambda ann: ann.cases.add("D"),
        lambda ben: ben.findings.add("perform", "works", "Zo."),
        "each finding, vignette and judgement must say of which case it is",
    ),
    "an attribute that somebody gave": (
        lambda ann: ann.attributes.set("source:night", "maan", "vol"),
        lambda ben: ben.attributes.set("source:night", "maan", "nieuw"),
        "There is such a attribute already|There is such an attribute already",
    ),
    "a passage in a text that was corrected": (
        lambda ann: ann.passages.add("night", 0, 4),
        lambda ben: ben.sources.correct("night", edits=[(0, 2, "Elke")]),
        "the text was corrected since",
    ),
}


@pytest.mark.parametrize("what", REDONE)
def test_a_redo_that_no_longer_fits_is_refused_until_the_other_has_undone(both: tuple[Study, Study], what: str) -> None:
    ann, ben = both
    mine, theirs, reason = REDONE[what]
    mine(ann)
    after = dump(ann)
    ann.undo()
    theirs(ben)
    refused(ann, "redo", reason)
    ben.undo()
    ann.redo()
    assert dump(ann) == after


@pytest.mark.parametrize(
    ("removed", "added", "reason"),
    [
        ("aspect/cold", "aspect/cold", "There is such a coding already"),
        ("tension/authorise", "tension/perform", "at most one code of an exclusive layer per coder"),
    ],
)
def test_a_coding_of_another_comes_back_only_where_that_coder_still_has_room_for_it(
    both: tuple[Study, Study], removed: str, added: str, reason: str
) -> None:
    ann, ben = both
    ben.codings.remove("P1", removed, coder="ann")
    ann.codings.add("P1", added)
    refused(ben, "undo", reason)


def test_each_takes_back_only_what_is_their_own(both: tuple[Study, Study]) -> None:
    ann, ben = both
    ann.codings.add("P2", "aspect/cold")
    ben.codings.add("P2", "aspect/frost")
    assert ann.undo().subjects == ["passage:P2", "code:aspect/cold"]
    with pytest.raises(Refused, match="ann has nothing to undo in this study"):
        ann.undo()
    assert ben.undo().subjects == ["passage:P2", "code:aspect/frost"]
    with pytest.raises(Refused, match="ben has nothing to undo in this study"):
        ben.undo()


def test_something_new_ends_what_can_be_made_again(both: tuple[Study, Study]) -> None:
    ann, _ = both
    ann.codings.add("P2", "aspect/cold")
    ann.undo()
    ann.codings.add("P2", "aspect/frost")
    with pytest.raises(Refused, match="ann has nothing to redo in this study"):
        ann.redo()


def test_a_change_to_other_columns_of_the_same_thing_is_no_hindrance(both: tuple[Study, Study]) -> None:
    ann, ben = both
    ann.passages.edit("P1", memo="Van Ann.")
    ben.passages.edit("P1", hedged=True)
    ann.undo()
    passage = next(item for item in ann.sources.open("night").passages if item.passage == "P1")
    assert (passage.memo, passage.hedged) == ("", True)


def test_a_passage_does_not_come_back_into_a_text_whose_names_were_replaced_since(both: tuple[Study, Study]) -> None:
    ann, ben = both
    ann.passages.remove("P1", with_dependants=True)
    ben.pseudonyms.apply({"De lamp": "[plaats A]"}, "night")
    refused(ann, "undo", "the text was corrected since")
