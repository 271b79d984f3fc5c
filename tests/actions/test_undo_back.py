"""Going back in the journal: one's own actions are taken back one after another, down to an entry, each as an entry of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def ann(addresses: Addresses) -> Iterator[Study]:
    with put(addresses(), sample(), "ann") as opened:
        yield opened


def test_going_back_takes_back_ones_own_actions_and_leaves_what_others_did(ann: Study) -> None:
    ben = ann.as_("ben")
    before = dump(ann)
    ann.findings.edit("F1", statement="Eerst dit.")
    first = ann.newest()
    ben.parties.add("OMR", name="Omroep")
    ann.memos.add("dan dit")
    ann.findings.edit("F1", statement="Dan dat.")
    done = ann.undo_back(first)
    assert done.stopped is None
    assert [entry.sequence for entry in done.entries] == [first + 3, first + 2, first]
    assert "OMR" in {party.party for party in ann.content().records["party"]}
    ben.undo()
    assert dump(ann) == before
    assert_sound(ann)


def test_each_step_is_an_entry_so_that_redo_makes_them_again_one_by_one(ann: Study) -> None:
    states = [dump(ann)]
    for number in range(3):
        ann.memos.add(f"memo {number}")
        states.append(dump(ann))
    first = ann.newest() - 2
    newest = ann.newest()
    ann.undo_back(first)
    assert ann.newest() == newest + 3
    for state in states[1:]:
        ann.redo()
        assert dump(ann) == state


def test_it_stops_where_others_built_on_what_is_to_be_taken_back_and_says_why(ann: Study) -> None:
    ann.findings.add("authorise", "pain_point", "Nieuw.", finding="G1")
    first = ann.newest()
    ann.memos.add("los hiervan")
    ann.as_("ben").evidence.add("G1", ["P1"], "supports")
    done = ann.undo_back(first)
    assert [entry.action for entry in done.entries] == ["add memo"]
    assert isinstance(done.stopped, Refused)
    assert "G1" in {finding.finding for finding in ann.content().records["finding"]}
    assert_sound(ann)


def test_what_would_happen_is_told_without_anything_happening(ann: Study) -> None:
    ann.findings.add("authorise", "pain_point", "Nieuw.", finding="G1")
    first = ann.newest()
    ann.memos.add("los hiervan")
    ann.as_("ben").evidence.add("G1", ["P1"], "supports")
    before, newest = dump(ann), ann.newest()
    told = ann.undo_back(first, preview=True)
    assert (dump(ann), ann.newest()) == (before, newest)
    done = ann.undo_back(first)
    assert [entry.sequence for entry in told.entries] == [entry.sequence for entry in done.entries]
    assert str(told.stopped) == str(done.stopped)


def test_only_what_stands_and_is_ones_own_can_be_gone_back_to(ann: Study) -> None:
    ann.memos.add("een")
    mine = ann.newest()
    with pytest.raises(Refused):
        ann.as_("ben").undo_back(mine)
    ann.undo()
    with pytest.raises(Refused):
        ann.undo_back(mine)
    with pytest.raises(NotFound):
        ann.undo_back(999)


def test_an_erasure_of_ones_own_is_where_going_back_ends(ann: Study) -> None:
    ann.memos.add("een")
    first = ann.newest()
    ann.erase("superseded")
    ann.memos.add("twee")
    done = ann.undo_back(first)
    assert [entry.sequence for entry in done.entries] == [first + 2]
    assert "gone for good" in str(done.stopped)
