"""A study at a glance: what it holds, and who is spoken of but was never heard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.session import Study
from spanveld.views.overview import UnheardParty
from tests.session.samples import NIGHT, NOTES, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def test_everything_is_counted(study: Study) -> None:
    shown = study.show()
    assert (shown.study, shown.title, shown.language) == ("room", "De leeszaal", "nl")
    assert {name: shown.counts[name] for name in ("source", "passage", "coding", "finding", "evidence", "party")} == {
        "source": 2,
        "passage": 5,
        "coding": 9,
        "finding": 3,
        "evidence": 3,
        "party": 2,
    }
    assert shown.sources_by_kind == {"field_notes": 1, "interview": 1}
    assert [(line.source, line.characters, line.passages, line.words) for line in shown.sources] == [
        ("night", len(NIGHT), 3, len(NIGHT.split())),
        ("notes", len(NOTES), 2, len(NOTES.split())),
    ]


def test_a_party_is_unheard_while_coded_text_speaks_of_it_and_nobody_of_it_is_a_voice(study: Study) -> None:
    study.parties.add("WIN", name="Raamploeg", kind="other", mentions=("raam", "warm"))
    assert study.show().unheard == (UnheardParty("WIN", "Raamploeg", "other", 2, 3),)
    study.participants.add("R3", parties=("WIN",))
    assert study.show().unheard != (), "to be in the study is not yet to be heard"
    study.passages.edit("P4", voices=("R3",))
    assert study.show().unheard == ()


def test_the_researcher_speaks_for_no_party(study: Study) -> None:
    study.parties.add("WIN", name="Raamploeg", mentions=("raam",))
    study.participants.edit("FN", parties=("WIN",))
    study.passages.edit("P4", voices=("FN",))
    assert [party.party for party in study.show().unheard] == ["WIN"]


def test_a_party_of_which_only_uncoded_text_speaks_is_not_listed(study: Study) -> None:
    study.parties.add("FLAG", mentions=("vlag",))
    assert study.show().unheard == ()
    study.passages.add("night", 0, len(NIGHT))
    assert [(party.party, party.passages, party.hits) for party in study.show().unheard] == [("FLAG", 1, 1)]
