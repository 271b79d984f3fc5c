"""What participants agreed to: noted, changed, made anew, taken away; each one step of undo."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.model import records as r
from spanveld.model.errors import NotFound, Refused
from spanveld.session import Study
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample


@pytest.fixture
def study(addresses: Addresses) -> Iterator[Study]:
    with put(addresses(), sample(), "ann") as opened:
        yield opened


def consents(study: Study, participant: str) -> dict[str, tuple[str, str, str]]:
    """Version -> (record, quote, withdrawn on)."""
    known = [one for one in study.content().of(r.Consent) if one.participant == participant]
    return {one.version: (one.record, one.quote, one.withdrawn_on) for one in known}


def test_a_first_consent_is_noted_and_changed_and_the_other_values_stay(study: Study) -> None:
    study.consents.set("R2", record="yes")
    study.consents.set("R2", quote="no")
    assert consents(study, "R2") == {"1": ("yes", "no", "")}
    assert_sound(study)


def test_a_new_version_leaves_the_old_one_as_it_was(study: Study) -> None:
    study.consents.set("R1", version="2", record="yes", quote="yes")
    assert consents(study, "R1") == {"1": ("yes", "no", ""), "2": ("yes", "yes", "")}
    study.consents.set("R1", withdrawn_on="2024-02-01")
    assert consents(study, "R1")["2"] == ("yes", "yes", "2024-02-01")
    study.consents.remove("R1")
    assert consents(study, "R1") == {"1": ("yes", "no", "")}


def test_each_is_one_step_of_undo(study: Study) -> None:
    before = dump(study)
    study.consents.set("R2", record="yes", given_on="2023-04-01")
    after = dump(study)
    study.undo()
    assert dump(study) == before
    study.redo()
    assert dump(study) == after


@pytest.mark.parametrize("values", [{"record": "perhaps"}, {"given_on": "yesterday"}])
def test_what_no_consent_can_say_is_refused_and_writes_nothing(study: Study, values: dict[str, str]) -> None:
    before = dump(study)
    with pytest.raises(Refused):
        study.consents.set("R2", **values)
    assert dump(study) == before


def test_of_nobody_and_of_who_gave_none_nothing_can_be_taken_away(study: Study) -> None:
    with pytest.raises(NotFound, match="nobody"):
        study.consents.set("nobody", record="yes")
    with pytest.raises(NotFound, match="No consent of participant 'R2' is on record"):
        study.consents.remove("R2")
