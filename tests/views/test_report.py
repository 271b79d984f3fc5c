"""A report holds all that its findings rest on, and each edition only what its readers may know."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from spanveld.model.errors import Refused
from spanveld.model.records import STANCES
from spanveld.views.report_disclosure import QuotesNotCovered
from spanveld.views.report_parts import Profile, Report
from tests.reports.reported import DEMO, demo_report, report_of_folder, small_report

STRICT: tuple[Profile, ...] = ("organisation", "public")


def texts(value: Any) -> Iterable[str]:
    """Every text in a report, names of things among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(key)
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def everything(report: Report) -> str:
    return "\n".join(texts(asdict(report)))


def consents(text: str) -> Any:
    return lambda folder: (folder / "consents.csv").write_text("participant,version,quote,withdrawn_on\n" + text)


def column(file: str, name: str) -> list[str]:
    with (DEMO / file).open(encoding="utf-8") as rows:
        return [row[name] for row in csv.DictReader(rows)]


# ---------------------------------------------------------------------- what is in it
def test_every_passage_behind_a_finding_stands_in_the_report_once() -> None:
    report = demo_report()
    tied = [
        tied.passage
        for section in report.sections
        for finding in section.findings
        for stance in finding.stances.values()
        for tied in stance.tied
    ]
    placed = [passage for source in report.sources for passage in source.passages]
    assert set(tied) == set(placed) == set(report.passages)
    assert len(placed) == len(set(placed))
    assert len(tied) == len(column("evidence.csv", "passage"))


def test_qualifying_and_contrary_passages_stand_with_the_supporting_ones() -> None:
    finding = demo_report().sections[0].findings[0]
    assert [stance for stance in finding.stances if finding.stances[stance].tied] == list(STANCES)


def test_a_citation_names_each_voice_and_the_first_passage_in_which_it_speaks() -> None:
    report = demo_report()
    for section in report.sections:
        for finding in section.findings:
            for stance in finding.stances.values():
                for citation in stance.citations:
                    assert citation.voice in report.passages[citation.passage].voices


def test_passages_of_a_source_stand_in_the_order_of_their_place() -> None:
    starts = dict(zip(column("passages.csv", "passage"), map(int, column("passages.csv", "start")), strict=True))
    for source in demo_report().sources:
        assert [starts[name] for name in source.passages] == sorted(starts[name] for name in source.passages)


def test_a_finding_without_evidence_and_a_dimension_without_findings_are_in_it(tmp_path: Path) -> None:
    report = small_report(tmp_path)
    by_name = {section.dimension: section for section in report.sections}
    assert [finding.finding for finding in by_name["authorise"].findings] == ["F1", "F2", "F3"]
    assert not any(stance.tied for stance in by_name["authorise"].findings[2].stances.values())
    assert by_name["quiet"].findings == ()


def test_links_between_findings_are_told_from_both_sides() -> None:
    findings = {finding.finding: finding for section in demo_report().sections for finding in section.findings}
    assert ("responds_to", True, "A.P1") in [
        (line.relation, line.outgoing, line.finding) for line in findings["A.H1"].links
    ]
    assert ("responds_to", False, "A.H1") in [
        (line.relation, line.outgoing, line.finding) for line in findings["A.P1"].links
    ]


def test_definitions_are_in_the_language_of_the_study() -> None:
    section = demo_report().sections[0]
    assert section.definition.startswith("Ruimte en steun krijgen")
    assert section.layer == "Spanning"


def test_the_counts_are_those_of_the_study() -> None:
    material = demo_report().material
    assert material.passages == len(column("passages.csv", "passage"))
    assert sum(coder.codings for coder in material.coders) == len(column("codings.csv", "passage"))
    assert sum(sum(kind.by_wave) for kind in material.sources) == len(column("sources.csv", "source"))
    assert (material.respondents, material.coded, material.double_coded) == (12, 21, 4)


def test_a_broken_rule_of_the_framework_is_counted(tmp_path: Path) -> None:
    def incomplete(folder: Path) -> None:
        (folder / "codings.csv").write_text(
            "passage,layer,code\nP1,tension,authorise\nP2,tension,perform\nP2,kind,general\n"
        )

    material = small_report(tmp_path, incomplete).material
    assert [(rule.label, rule.count) for rule in material.incomplete] == [
        ("Een passage met een spanning heeft ook een soort nodig.", 1)
    ]


def test_who_proposed_a_respondent_is_not_told() -> None:
    assert "Voorgesteld als tegenstem in het bestuur" not in everything(demo_report())


# ---------------------------------------------------------------------- research
def test_the_researchers_see_numbers_functions_and_what_a_consent_keeps_from_others() -> None:
    lines = {line.participant: line for line in demo_report().respondents}
    assert lines["R1"].function.startswith("Burgemeester van Ravenweert")
    assert lines["R9"].marks == ("function",)
    assert lines["R11"].marks == ("quotes",)
    assert lines["R1"].marks == ()


def test_the_researchers_read_a_quote_outside_the_consent_with_a_warning() -> None:
    report = demo_report()
    of_r11 = [passage for passage in report.passages.values() if passage.voices == ("R11",)]
    assert of_r11
    assert all(passage.quote and passage.objections for passage in of_r11)


# ---------------------------------------------------------------------- organisation and public
@pytest.mark.parametrize("profile", STRICT)
def test_no_number_of_a_respondent_is_left_in_other_editions(profile: Profile) -> None:
    told = everything(demo_report(profile))
    numbers = [name for name in column("participants.csv", "participant") if name != "FN"]
    assert [name for name in numbers if re.search(rf"(?<!\w){name}(?!\w)", told)] == []


@pytest.mark.parametrize("profile", STRICT)
def test_no_function_is_left_in_other_editions_beside_what_people_said(profile: Profile) -> None:
    report = demo_report(profile)
    told = [
        text for text in texts(asdict(report)) if text not in {passage.quote for passage in report.passages.values()}
    ]
    functions = [name for name in column("participants.csv", "function") if not name.startswith("Veldnotities")]
    assert [name for name in functions if any(name in text for text in told)] == []


@pytest.mark.parametrize("profile", STRICT)
def test_every_role_group_of_other_editions_has_three_people_or_more(profile: Profile) -> None:
    report = demo_report(profile)
    assert [group.people for group in report.groups] == [4, 3, 5]
    assert {voice.people for voice in report.voices.values() if not voice.observer} == {4, 3, 5}


def test_talks_are_not_told_apart_in_other_editions() -> None:
    talks = [source for source in demo_report("public").sources if source.kind == "interview"]
    assert len(talks) == 3
    assert all(not (source.source or source.title or source.date) for source in talks)


def test_too_few_respondents_are_one_group(tmp_path: Path) -> None:
    report = small_report(tmp_path, consents("R1,1,yes,\nR2,1,yes,\n"), "organisation")
    assert [(report.voices[group.voice].names, group.people) for group in report.groups] == [((), 2)]


def test_passages_whose_names_give_a_respondent_away_are_numbered(tmp_path: Path) -> None:
    def renamed(folder: Path) -> None:
        consents("R1,1,yes,\nR2,1,yes,\n")(folder)
        for file in ("passages.csv", "codings.csv", "evidence.csv"):
            text = (folder / file).read_text(encoding="utf-8")
            (folder / file).write_text(re.sub(r"\bP([12])\b", r"R1-p\1", text), encoding="utf-8")

    report = small_report(tmp_path, renamed, "public")
    assert sorted(report.passages) == ["p1", "p2", "p3", "p4", "p5", "p6", "p7"]
    assert "R1" not in everything(report)


def test_memos_stay_with_the_researchers_but_for_those_on_the_matter_that_name_nobody() -> None:
    research, organisation, public = (demo_report(profile) for profile in ("research", "organisation", "public"))  # type: ignore[arg-type]
    kinds = {memo.kind for report in (organisation,) for memo in memos(report)}
    told = "\n".join([*(memo.text for memo in memos(organisation)), *notes(organisation)])
    assert "bevelvoerder" in "\n".join(memo.text for memo in memos(research))
    assert [word for word in ("bevelvoerder", "urgemeester", "[respondent") if word in told] == []
    assert {"reflexive", "ethics"} <= {memo.kind for memo in memos(research)}
    assert kinds == {"method", "note", "theory"}
    assert memos(public) == []
    assert notes(organisation)
    assert notes(public) == []


def memos(report: Report) -> list[Any]:
    of_findings = [memo for section in report.sections for finding in section.findings for memo in finding.memos]
    return [*report.material.memos, *of_findings, *(memo for source in report.sources for memo in source.memos)]


def notes(report: Report) -> list[str]:
    return [
        tied.note
        for section in report.sections
        for finding in section.findings
        for stance in finding.stances.values()
        for tied in stance.tied
        if tied.note
    ]


# ---------------------------------------------------------------------- consents
@pytest.mark.parametrize("profile", STRICT)
def test_quotes_outside_the_consent_are_refused_by_name_and_number(profile: Profile) -> None:
    with pytest.raises(QuotesNotCovered) as refused:
        report_of_folder(DEMO, profile)
    assert refused.value.people == {("R11", "consent to quotes was refused"): 18}
    assert "R11: consent to quotes was refused (18 passages)" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        ("R1,1,yes,\n", {"R2": "no consent is recorded"}),
        ("R1,1,yes,\nR2,1,,\n", {"R2": "the consent does not say whether quotes may be printed"}),
        ("R1,1,yes,\nR2,1,yes,\nR2,2,no,\n", {"R2": "consent to quotes was refused"}),
        ("R1,1,yes,2024-01-01\nR2,1,yes,\n", {"R1": "consent was withdrawn"}),
    ],
)
def test_each_gap_in_a_consent_is_a_reason_to_refuse(tmp_path: Path, given: str, whose: dict[str, str]) -> None:
    with pytest.raises(QuotesNotCovered) as refused:
        small_report(tmp_path, consents(given), "organisation")
    assert dict(refused.value.people.keys()) == whose


def test_words_of_a_talk_without_a_voice_belong_to_all_who_took_part(tmp_path: Path) -> None:
    def only_nobody(folder: Path) -> None:
        consents("R1,1,yes,\n")(folder)
        (folder / "evidence.csv").write_text("finding,passage,stance\nF1,P5,supports\n")

    with pytest.raises(QuotesNotCovered) as refused:
        small_report(tmp_path, only_nobody, "public")
    assert [name for name, _ in refused.value.people] == ["R2"]


def test_field_notes_need_no_consent(tmp_path: Path) -> None:
    def only_notes(folder: Path) -> None:
        (folder / "evidence.csv").write_text("finding,passage,stance\nF1,P6,supports\n")

    assert small_report(tmp_path, only_notes, "public").passages["P6"].printed


def test_quotes_left_out_stand_as_a_number_without_words() -> None:
    report = demo_report("public")
    without = [passage for passage in report.passages.values() if not passage.printed]
    assert len(without) == report.left_out == 18
    assert all(passage.quote == "" for passage in without)
    assert len(report.passages) == len(demo_report().passages)


def test_a_profile_that_is_none_is_refused() -> None:
    with pytest.raises(Refused, match="known are: research, organisation, public"):
        report_of_folder(DEMO, "press")  # type: ignore[arg-type]
