"""The rules of the audit as a study sets them: a limit, left out, back as they were; checked, journalled, and undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import AuditSetting
from spanveld.session import Study
from tests.session.samples import assert_sound, put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        for setting in opened.content().of(AuditSetting):
            opened.auditing.reset(setting.rule)
        yield opened


def kept(study: Study) -> dict[str, tuple[int | None, bool | None]]:
    return {each.rule: (each.threshold, each.off) for each in study.content().of(AuditSetting)}


def test_a_limit_and_that_a_rule_is_left_out_are_kept_apart(study: Study) -> None:
    study.auditing.set("hedged", threshold=30)
    study.auditing.set("hedged", off=True)
    study.auditing.set("one_source", off=True)
    assert kept(study) == {"hedged": (30, True), "one_source": (None, True)}
    study.auditing.set("hedged", off=False)
    study.auditing.set("one_source", off=False)
    assert kept(study) == {"hedged": (30, None)}
    study.auditing.reset("hedged")
    assert kept(study) == {}
    assert_sound(study)


def test_each_change_is_an_entry_that_can_be_undone(study: Study) -> None:
    study.auditing.set("hedged", threshold=30)
    study.auditing.change(limits={"one_voice": 60}, off=["one_source"], reset=["hedged"])
    last = study.changes(0)[-1]
    assert (last.action, last.actor) == ("set audit rule", "ann")
    assert sorted(last.subjects) == ["audit_setting:hedged", "audit_setting:one_source", "audit_setting:one_voice"]
    assert kept(study) == {"one_voice": (60, None), "one_source": (None, True)}
    study.undo()
    assert kept(study) == {"hedged": (30, None)}
    study.undo()
    assert kept(study) == {}
    study.redo()
    assert kept(study) == {"hedged": (30, None)}
    assert_sound(study)


def test_what_changes_nothing_is_no_entry(study: Study) -> None:
    newest = study.newest()
    study.auditing.reset("hedged")
    study.auditing.set("hedged", off=False)
    study.auditing.change()
    assert study.newest() == newest


def test_a_rule_that_is_reset_gets_after_that_what_else_is_said_of_it(study: Study) -> None:
    study.auditing.set("hedged", threshold=30, off=True)
    study.auditing.change(limits={"hedged": 40}, reset=["hedged"])
    assert kept(study) == {"hedged": (40, None)}


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"limits": {"few_voices": 0}}, "few_voices is a whole number from 1 to 1000, not '0'"),
        ({"limits": {"few_voices": 1001}}, "from 1 to 1000, not '1001'"),
        ({"limits": {"hedged": 101}}, "hedged is a whole number from 1 to 100, not '101'"),
        ({"limits": {"hedged": True}}, "not 'True'"),
        ({"limits": {"hedged": 2.5}}, "not '2.5'"),
        ({"off": ["hedged"], "on": ["hedged"]}, "hedged cannot be left out and hold at once"),
        ({"off": ["hedgehog"]}, "There is no audit rule 'hedgehog'; the rules are: few_passages, few_voices"),
        ({"limits": {"hedgehog": 3}}, "There is no audit rule 'hedgehog'"),
        ({"reset": ["hedgehog"]}, "There is no audit rule 'hedgehog'"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(study: Study, values: dict[str, Any], message: str) -> None:
    study.auditing.set("few_voices", threshold=5)
    newest = study.newest()
    with pytest.raises((Refused, NotFound)) as refusal:
        study.auditing.change(**{"limits": {"one_voice": 60}, **values})
    assert message in refusal.value.text()
    assert study.newest() == newest
    assert kept(study) == {"few_voices": (5, None)}


def test_one_rule_needs_to_be_told_what_is_to_change(study: Study) -> None:
    with pytest.raises(Refused, match="its limit, or whether it is left out"):
        study.auditing.set("hedged")
    for call in (lambda: study.auditing.set("none", off=True), lambda: study.auditing.reset("none")):
        with pytest.raises(NotFound, match="There is no audit rule 'none'"):
            call()
