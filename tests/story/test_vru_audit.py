"""The case behind the project: whom its findings rest on and who is against, as the audit says it, and as the files have it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from spanveld.actions.theory import parse_framework
from spanveld.cli.main import program
from spanveld.model.records import Passage
from spanveld.session import Study, load_study
from spanveld.store.records import Reader
from spanveld.views.audit import AuditSentence
from spanveld.views.evidence_helpers import helpers_of
from tests.conftest import Addresses
from tests.views.covered import CoveredByHand
from tests.views.test_evidence_helpers import check

pytestmark = pytest.mark.shared


@pytest.fixture
def case(shared: Path) -> Path:
    return shared / "cases" / "vru"


@pytest.fixture
def address(files: Addresses) -> str:
    return files()


@pytest.fixture
def study(address: str, case: Path) -> Iterator[Study]:
    with load_study(address, case).study as opened:
        yield opened


def rows(case: Path, name: str) -> list[dict[str, str]]:
    with (case / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(study: Study, finding: str, rule: str, language: str = "en") -> AuditSentence | None:
    found = study.audit(finding=finding, language=language).of("finding", finding)
    assert found is not None
    return next((each for each in found.sentences if each.rule == rule), None)


def sentence(study: Study, finding: str, rule: str, language: str = "en") -> str:
    found = said(study, finding, rule, language)
    return found.sentence if found else ""


def voices_by_hand(case: Path, finding: str, stance: str) -> set[str]:
    passages = {each["passage"]: each["voices"] for each in rows(case, "passages.csv")}
    ties = [each for each in rows(case, "evidence.csv") if (each["finding"], each["stance"]) == (finding, stance)]
    return {voice for each in ties for voice in passages[each["passage"]].split(";") if voice}


class Case(CoveredByHand):
    """The case, to be counted by hand; words of a party are looked for by a pattern, since its text is long."""

    def mentions(self, passage: Passage, party: str) -> list[int]:
        forms = sorted(self.parties[party].mentions, key=len, reverse=True)
        words = "|".join(map(re.escape, forms))
        text = self.content.texts[passage.source][passage.start : passage.end]
        return [match.start() for match in re.finditer(rf"\b(?:{words})\b", text, re.IGNORECASE)] if forms else []


def test_two_directors_alone_say_that_account_slows_risky_work_and_two_others_deny_it(study: Study, case: Path) -> None:
    assert voices_by_hand(case, "T5.H1", "supports") == {"R5", "R9"}
    assert voices_by_hand(case, "T5.H1", "contradicts") == {"R3", "R7"}
    assert sentence(study, "T5.H1", "few_voices") == "Rests on two directors, R5 and R9."
    assert sentence(study, "T5.H1", "few_voices", "nl") == "Rust op twee directeuren, R5 en R9."
    assert sentence(study, "T5.H1", "spoken_against").startswith("Those against: R3 and R7, in two passages")
    assert sentence(study, "T5.H1", "spoken_against", "nl").startswith("Ertegen: R3 en R7, in twee passages")
    assert sentence(study, "T5.H1", "no_outside_party") == "No outside party was heard."
    voiced = said(study, "T5.H1", "few_voices")
    assert voiced is not None
    assert {each.citation for each in voiced.passages} == {"R5", "R9"}


def test_one_balance_rests_on_field_notes_alone_and_one_on_no_voice(study: Study, case: Path) -> None:
    assert voices_by_hand(case, "T5.B", "supports") == {"FN"}
    assert voices_by_hand(case, "T6.B", "supports") == set()
    assert sentence(study, "T5.B", "few_voices") == "Rests on the field notes alone."
    assert sentence(study, "T5.B", "few_voices", "nl") == "Rust alleen op de veldnotities."
    assert sentence(study, "T6.B", "few_voices") == "Rests on no voice."
    assert sentence(study, "T6.B", "few_voices", "nl") == "Rust op geen enkele stem."


def test_findings_about_councils_say_that_none_was_heard(study: Study, case: Path) -> None:
    council = next(each["name"] for each in rows(case, "parties.csv") if each["kind"] == "council")
    about = sentence(study, "T4.H1", "silent_party")
    assert about.startswith(f"Says something about {council}")
    assert about.endswith("of whom none was heard.")


def test_the_audit_agrees_with_the_expected_voices_of_every_finding(study: Study, case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))["rows"]
    observers = {each["participant"] for each in rows(case, "participants.csv") if each["level"] == "observer"}
    audit = study.audit()
    assert {each.identifier for each in audit.subjects} == set(expected)
    for each in audit.subjects:
        row = expected[each.identifier]
        assert each.support == row["supports"]["passages"]
        assert each.against == row["contradicts"]["passages"]
        respondents = set(row["supports"]["voices"]) - observers
        assert {one.name for one in each.helpers.respondents} == respondents
        rules = {one.rule for one in each.sentences}
        assert ("few_voices" in rules) == (len(respondents) < 3)
        assert ("spoken_against" in rules) == bool(row["contradicts"]["passages"])


def test_the_helpers_of_every_finding_equal_a_count_by_hand(study: Study) -> None:
    content = study.content()
    hand = Case(content)
    with study._store.reading() as connection:
        reader = Reader(connection, study._store.study_id, parse_framework)
        for finding in {each.finding for each in content.records["evidence"]}:
            for stance in ("supports", "contradicts"):
                names = [
                    each.passage
                    for each in content.records["evidence"]
                    if (each.finding, each.stance) == (finding, stance)
                ]
                check(helpers_of(reader, names, kept=study._store.columns), hand, set(names), ("AED", "TGB", "SP"))


def test_the_command_says_the_same(study: Study, address: str) -> None:
    printed = CliRunner().invoke(program, ["audit", address, "--finding", "T5.H1"])
    assert printed.exit_code == 0, printed.output
    assert "! Rust op twee directeuren, R5 en R9. [K118, K119]" in printed.stdout
