"""A change to something that somebody else changed after one saw it is refused, and says who did what."""

from __future__ import annotations

import pytest

from spanveld.model.errors import Outdated
from spanveld.session.acting import Seen
from tests.conftest import Addresses
from tests.session.samples import dump, put, sample


def test_a_change_to_what_another_changed_since_is_refused_and_writes_nothing(addresses: Addresses) -> None:
    with put(addresses(), sample(), "ann") as study:
        study.coders.add("eve")
        seen = study.newest()
        study.as_("eve").parties.edit("LIB", name="Leeszaal")
        before = dump(study)
        with pytest.raises(Outdated, match="eve changed 'LIB' after you saw it"):
            study.having_seen(Seen(seen, ("party:LIB",))).parties.edit("LIB", name="Boekerij")
        assert dump(study) == before


def test_ones_own_changes_and_those_of_others_to_other_things_stand_in_nobodys_way(addresses: Addresses) -> None:
    with put(addresses(), sample(), "ann") as study:
        study.coders.add("eve")
        seen = study.newest()
        study.parties.edit("LIB", name="Leeszaal")
        study.as_("eve").parties.edit("SCH", name="De school")
        study.having_seen(Seen(seen, ("party:LIB",))).parties.edit("LIB", name="Boekerij")
        assert {row["party"]: row["name"] for row in study.pages.things("party")}["LIB"] == "Boekerij"


def test_what_was_seen_after_the_others_change_can_be_changed(addresses: Addresses) -> None:
    with put(addresses(), sample(), "ann") as study:
        study.coders.add("eve")
        study.as_("eve").parties.edit("LIB", name="Leeszaal")
        study.having_seen(Seen(study.newest(), ("party:LIB",))).parties.edit("LIB", name="Boekerij")
        assert {row["party"]: row["name"] for row in study.pages.things("party")}["LIB"] == "Boekerij"
