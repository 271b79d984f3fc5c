"""The memo for a board tells what passages stand behind, names nobody, and says what it does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.model.errors import NotFound, Refused
from spanveld.model.records import Consent, Judgement
from spanveld.reports.memo_lines import Memo, Sentence
from spanveld.session import Study, load_study
from tests.conftest import SHARED, Addresses
from tests.session.samples import put, sample
from tests.views.memo_story import judged, judged_demo, unjudged_demo


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """The demonstration study, judged."""
    with judged_demo(tmp_path_factory.mktemp("told")) as study:
        yield study


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Study]:
    """The demonstration study as it is shipped, to be changed."""
    with load_study(tmp_path / "own.spanveld", unjudged_demo()).study as study:
        yield study


def part(memo: Memo, name: str) -> list[Sentence]:
    return [sentence for line in memo.lines if line.part == name for sentence in getattr(line, "sentences", ())]


def told_of(memo: Memo, name: str) -> str:
    return " ".join(line.text for line in memo.lines if line.part == name and hasattr(line, "text"))


def whole(memo: Memo) -> str:
    lines = [line.text if hasattr(line, "text") else " ".join(line.bands) for line in memo.lines]
    return "\n".join([memo.title, memo.about, memo.footer, *lines])


# ---------------------------------------------------------------------- traces
@pytest.mark.parametrize("asked", [{}, {"language": "en"}, {"sub_case": "HW"}, {"wave": "2023"}])
def test_every_sentence_that_states_a_finding_resolves_to_passages_of_the_study(
    told: Study, asked: dict[str, str]
) -> None:
    memo = told.board_memo(**asked)
    known = {passage.passage for passage in told.content().records["passage"]}
    stating = [sentence for sentence in memo.sentences if sentence.states]
    assert len(stating) > 5
    for sentence in stating:
        passages = {passage for passage, _ in sentence.ground.passages}
        assert passages, sentence.text
        assert passages <= known
        assert sentence.ground.subjects
        assert sentence.number


def test_a_finding_resolves_to_exactly_the_passages_that_are_its_evidence(told: Study) -> None:
    evidence: dict[str, set[tuple[str, str]]] = {}
    for row in told.content().records["evidence"]:
        evidence.setdefault(f"finding:{row.finding}", set()).add((row.passage, row.stance))
    stated = [sentence for sentence in told.board_memo().sentences if sentence.kind == "finding"]
    assert stated
    for sentence in stated:
        (subject,) = sentence.ground.subjects
        assert set(sentence.ground.passages) == evidence[subject]


def test_a_judgement_resolves_to_what_it_was_weighed_on(told: Study) -> None:
    memo = told.board_memo()
    first = next(sentence for sentence in memo.sentences if sentence.kind == "judgement")
    weighed = {row.passage for row in told.content().records["evidence"] if row.finding in ("A.P1", "A.P2")}
    assert {passage for passage, _ in first.ground.passages} == weighed


def test_a_finding_that_no_passage_supports_is_not_told_and_said_to_be(own: Study) -> None:
    own.findings.add("authorise", "pain_point", "Dit zegt niemand.", finding="X1", case="VRZ")
    memo = own.board_memo()
    assert "Dit zegt niemand" not in whole(memo)
    assert [(one.subject, one.reason) for one in memo.facts.untold if one.subject == "finding:X1"] == [
        ("finding:X1", "no_passage")
    ]


def test_a_finding_of_which_all_passages_lie_in_another_sub_case_is_neither_told_nor_missed(told: Study) -> None:
    memo = told.board_memo(sub_case="ZV")
    assert memo.facts.untold == ()
    assert [one.pain_point.partition(",")[0] for one in memo.facts.tries] == ["Overleg"]  # A.P2 is of another sub-case
    assert "Burgemeesters bellen" not in whole(memo)


# ---------------------------------------------------------------------- what is told
def test_a_judgement_is_told_by_its_band_with_its_margin_its_object_its_evidence_and_the_strength(told: Study) -> None:
    said = told_of(told.board_memo(), "stands")
    assert "Sturing vanuit het netwerk: te weinig." in said
    assert "Het kan liggen tussen “duidelijk te weinig” en “neigt naar te weinig”." in said
    assert "Bewijskracht: redelijk." in said
    assert "Hoe sterk is de spanning voelbaar? Sterk." in said
    assert "GRADE-CERQual" in said
    assert "geen oordeel mogelijk. Reden: te weinig of te vage passages: alleen losse opmerkingen." in said


def test_it_is_in_the_language_that_is_asked_for(told: Study) -> None:
    said = told_of(told.board_memo(language="en"), "stands")
    assert "Steering from the network: too little." in said
    assert "It may lie between “clearly too little” and “leans to too little”." in said
    with pytest.raises(Refused, match="not in 'fr'"):
        told.board_memo(language="fr")


def test_the_table_of_bands_has_the_place_and_the_ends_of_each_judgement(told: Study) -> None:
    (strip,) = [line for line in told.board_memo().lines if hasattr(line, "bands")]
    assert [(row.label, row.low, row.best, row.high) for row in strip.rows] == [
        ("Autoriseren", 0, 1, 2),
        ("Presteren", None, None, None),
        ("Flexibiliseren", 0, 2, 3),
    ]
    assert strip.bands[:4] == ("duidelijk te weinig", "te weinig", "neigt naar te weinig", "in balans")
    assert strip.rows[1].words == "geen oordeel mogelijk"


def test_what_the_law_fixes_stands_apart_from_choice_and_is_said_once_for_all_that_share_it(told: Study) -> None:
    said = told_of(told.board_memo(), "law")
    assert said.count("Door de wet bepaald: De wet legt het bestuur bij de burgemeesters.") == 1
    assert "Door gewoonte of keuze bepaald: De vergaderkalender en de vaste agenda." in said
    assert "Autoriseren, presteren en flexibiliseren." in said


def test_what_is_asked_of_the_board_is_told_in_the_words_of_the_study(told: Study) -> None:
    said = told_of(told.board_memo(), "asked")
    assert "Autoriseren en presteren. Spreek af hoe de opbrengst" in said
    assert "Flexibiliseren. Maak ruimte" in said


def test_only_what_was_confirmed_is_proposed_with_when_and_how_it_tips_over(told: Study) -> None:
    memo = told.board_memo()
    proposed = [sentence.text for sentence in memo.sentences if sentence.kind == "proposition"]
    assert sum(text.startswith("Voorstel bij") for text in proposed) == 2
    assert "Overdreven slaat het door: de tafel is zo breed dat belangen en rollen vervagen." in proposed
    assert "Voorwaarde: gasten kunnen nog iets veranderen." in proposed
    assert "Dit is hier al geprobeerd." in proposed
    assert not any("opgelegd" in text for text in proposed)  # L25 waits for an answer


def test_a_refused_proposal_is_not_told(own: Study) -> None:
    own.as_("lotte").rules.decide(
        "refused",
        link="governance-tensions:L02",
        pain_point="A.P2",
        rule="governance-tensions:inclusion",
        case="VRZ",
        reason="Nee.",
    )
    assert part(own.board_memo(), "tries") == []


def test_a_handling_that_keeps_the_pain_point_going_is_never_offered(told: Study, tmp_path: Path) -> None:
    keeping = [
        item
        for framework in told.frameworks()
        for item in framework.items("handlings")
        if item.content.get("keeps_going")
    ]
    assert keeping
    content = told.content()
    name = f"governance-tensions:{keeping[0].id}"
    strains = tuple(replace(row, handlings=(*row.handlings, name)) for row in content.records["rule_strain"])
    changed = replace(content, records={**content.records, "rule_strain": strains})
    with put(str(tmp_path / "kept.spanveld"), changed) as study:
        facts = study.board_memo().facts
        assert any(each.handlings for each in facts.tries)
        assert all(keeping[0].label("nl") not in each.handlings for each in facts.tries)


def test_who_was_not_heard_is_named_and_leads_to_what_is_said_of_them(told: Study) -> None:
    memo = told.board_memo()
    unheard = next(sentence for sentence in memo.sentences if sentence.kind == "unheard")
    found = {party.party for party in told.coverage.unheard().parties}
    assert set(unheard.ground.subjects) == {f"party:{name}" for name in found}
    rows = {row.passage for name in found for row in told.coverage.unheard(party=name, limit=10_000).rows}
    assert {passage for passage, _ in unheard.ground.passages} == rows


def test_without_judgements_it_is_there_and_says_what_lacks(own: Study) -> None:
    memo = own.board_memo()
    assert "agreed judgements" in memo.lacks
    said = told_of(memo, "stands")
    assert "Er is nog geen gezamenlijk oordeel over: autoriseren, presteren en flexibiliseren." in said
    assert "De onderzoekers schrijven:" in said


def test_a_sealed_round_is_not_told_not_even_that_of_who_looks(own: Study) -> None:
    study = own.as_("lotte")
    name = study.judgements.open(
        "authorise",
        case="VRZ",
        assessors=("lotte", "bram"),
        scope=dict.fromkeys(("object", "perspective", "fixed_by_law", "fixed_by_choice"), "iets")
        | {"stage": "decision", "relation": "with_partners"},
    )
    study.judgements.start(name)
    study.judgements.mark(name, best=3, low=3, high=4, rationale="verzegelde woorden")
    memo = study.board_memo()
    assert "verzegelde woorden" not in str(memo.as_json())
    assert "duidelijk te veel" not in whole(memo)
    assert "autoriseren" in next(text for text in whole(memo).split("\n") if "nog geen gezamenlijk oordeel" in text)


def test_one_assessor_is_told_as_such_and_a_changed_ground_too(own: Study) -> None:
    study = own.as_("lotte")
    name = judged(
        study,
        "authorise",
        {"answer": "not_applicable", "reason": "niet van toepassing", "rationale": "Zo is het."},
        case="VRZ",
        assessors=("lotte",),
    )
    said = told_of(study.board_memo(), "stands")
    assert "oordeel van een enkele beoordelaar" in said
    assert "Het is voorlopig" in said
    study.judgements.close(name)
    said = told_of(study.board_memo(), "stands")
    assert "Het is voorlopig" not in said
    assert "veranderd" not in said
    study.findings.edit("A.P1", statement="Een ander verhaal.")
    assert "Het bewijs is sindsdien veranderd" in told_of(study.board_memo(), "stands")


def test_of_several_waves_the_newest_is_told_with_the_band_of_the_one_before(own: Study) -> None:
    values = {"grade": "moderate", "tension_strength": "strong", "rationale": "Zie A.P1."}
    cells = dict.fromkeys(("method", "coherence", "adequacy", "relevance"), "none: past")
    for wave, at in (("2023", -3), ("2025", -1)):
        place = {"best": at, "low": at, "high": at, "evidence": {"finding:A.P1": "supports"}}
        judged(own, "authorise", {**values, **cells, **place}, case="VRZ", wave=wave)
    said = told_of(own.board_memo(), "stands")
    assert "neigt naar te weinig" in said
    assert "In de meting ervoor (Eerste meting): duidelijk te weinig." in said
    earlier = told_of(own.board_memo(wave="2023"), "stands")
    assert "Sturing vanuit het netwerk: duidelijk te weinig." in earlier
    assert "meting ervoor" not in earlier


# ---------------------------------------------------------------------- what is not told
def test_there_is_no_number_in_the_words_of_the_program(told: Study) -> None:
    for language in ("nl", "en"):
        memo = told.board_memo(language=language)
        for sentence in memo.sentences:
            for piece in sentence.pieces:
                assert piece.own or not re.search(r"\d", piece.text), sentence.text
        for line in memo.lines:
            if hasattr(line, "bands"):
                assert not re.search(
                    r"\d", " ".join((line.caption, *line.bands, *(row.label + row.words for row in line.rows)))
                )
            else:
                assert not re.search(r"\d", line.lead)


def test_no_assessor_and_no_respondent_is_named(own: Study) -> None:
    study = own.as_("lotte")
    study.findings.edit("A.P1", statement="Volgens R3 en [R1, R5], en naar Lotte meent, gaat geld voor.")
    judged(
        study,
        "authorise",
        {"answer": "not_applicable", "reason": "Bram zag R7 niet", "rationale": "x"},
        case="VRZ",
        scope={"fixed_by_law": "Bram vond dit, R2 ook."},
    )
    said = whole(study.board_memo())
    assert not re.search(r"\bR\d", said)
    assert "Lotte" not in said
    assert "Bram" not in said
    assert "[respondenten]" in said


def test_the_footer_has_the_scope_and_the_date(told: Study) -> None:
    footer = told.board_memo(sub_case="HW").footer
    assert footer.startswith("Veiligheidsregio Zwarneland · Hoogwater in het Zwarnedal")
    assert re.search(r"stand van het onderzoek op \d+ \w+ \d{4}$", footer)


# ---------------------------------------------------------------------- quotes
def test_a_quote_is_in_the_words_of_people_who_agreed_and_never_of_the_researcher(told: Study) -> None:
    quotes = [sentence for sentence in told.board_memo().sentences if sentence.kind == "quote"]
    assert quotes
    consents = {row.participant: row.quote for row in told.content().records["consent"]}
    voices = {
        item.passage: item.voices
        for table in told.table(with_passages=True).tables
        for row in table.rows
        for item in row.stances["supports"].quoted
    }
    for quote in quotes:
        ((passage, stance),) = quote.ground.passages
        assert stance == "supports"
        assert voices[passage]
        assert {consents.get(voice) for voice in voices[passage]} == {"yes"}
    assert [sentence for sentence in told.board_memo(leave_out_quotes=True).sentences if sentence.kind == "quote"] == []


def test_without_a_consent_nobody_is_quoted(tmp_path: Path) -> None:
    with load_study(tmp_path / "x.spanveld", unjudged_demo()).study as study:
        content = study.content()
    silent = replace(content, records={**content.records, "consent": ()})
    with put(str(tmp_path / "y.spanveld"), silent) as study:
        assert study.board_memo().facts.warnings == ()
        assert not any(dimension.quotes for dimension in study.board_memo().facts.dimensions)


def test_a_quote_of_a_role_of_which_fewer_than_three_were_heard_is_warned_of(own: Study) -> None:
    assert own.board_memo().warnings == []
    narrow = own.board_memo(sub_case="ZV")
    people = {row.participant: row for row in own.content().records["participant"]}
    marks = {row.passage: row for row in own.content().records["passage"]}
    quoted = {p for sentence in narrow.sentences if sentence.kind == "quote" for p, _ in sentence.ground.passages}
    assert quoted
    assert {warning.passage for warning in narrow.warnings} <= quoted
    for warning in narrow.warnings:
        assert warning.people < 3
        assert warning.passage in marks
        assert warning.role in {person.level for person in people.values()}


def test_a_role_of_three_is_not_warned_of_and_one_of_two_is() -> None:
    from spanveld.model.marks import Person
    from spanveld.views.board_memo_quotes import Roles, quote_of
    from spanveld.views.findings import Quoted

    levels = {"A": "board", "B": "board", "C": "board", "D": "staff", "E": "staff"}
    people = {name: Person(name, "", level, (), ()) for name, level in levels.items()}
    roles = Roles(people, set(people), ["board", "staff"])

    def quoted(voice: str) -> Quoted:
        return Quoted(
            f"p{voice}",
            "s",
            "",
            "interview",
            0,
            40,
            "Dit is een hele zin die lang genoeg is.",
            (voice,),
            False,
            "",
            False,
        )

    assert list(roles.warnings(quoted("A"))) == []
    (warning,) = roles.warnings(quoted("D"))
    assert (warning.role, warning.people, warning.alone) == ("staff", 2, False)
    found = quote_of([quoted("D"), quoted("A")], roles, (), str, lambda passage: ("finding:F", "supports"))
    assert found is not None
    assert found[0].passage == "pA"  # the one that hides its speaker goes first
    alone = quote_of([quoted("D")], roles, (), str, lambda passage: ("finding:F", "supports"))
    assert alone is not None
    assert [one.passage for one in alone[1]] == ["pD"]
    assert quote_of([quoted("A")], roles, {"pA"}, str, lambda passage: ("finding:F", "supports")) is None


# ---------------------------------------------------------------------- other studies
def test_a_case_that_is_not_there_and_a_case_that_is_not_named_are_said(files: Addresses, own: Study) -> None:
    with pytest.raises(NotFound, match="no case 'Z'.*known are: VRZ"):
        own.board_memo(case="Z")
    with pytest.raises(NotFound, match="no sub-case 'Z'"):
        own.board_memo(sub_case="Z")
    own.cases.add("C2", name="Tweede")
    with pytest.raises(Refused, match="one case.*C2, VRZ.*--case"):
        own.board_memo()
    assert own.board_memo(case="C2").facts.dimensions == ()


def test_five_dimensions_with_another_scale_and_no_grades(files: Addresses) -> None:
    given = sample()
    judgement = Judgement("C", "", "W1", "light", "", "ann", "agreed", 1, 0, 2, agreed=True, rationale="Te fel.")
    content = replace(
        given,
        records={
            **given.records,
            "judgement": (judgement,),
            "judgement_evidence": (),
            "evidence": (
                *(row for row in given.records["evidence"] if row.finding != "F2"),
                *_support("F2", "P4", "P5"),
            ),
            "consent": (Consent("R1", "1", quote="yes"),),
        },
    )
    with put(files(), content) as study:
        memo = study.board_memo()
        said = told_of(memo, "stands")
        assert "Aandacht voor lezers: te veel." in said
        assert "Het kan liggen tussen “goed” en “te veel”." in said
        assert "Bewijskracht" not in said
        assert "CERQual" not in said
        (strip,) = [line for line in memo.lines if hasattr(line, "bands")]
        assert strip.bands == ("te weinig", "goed", "te veel")
        assert "Het is er donker." in told_of(memo, "chafes")
        assert "Zwakke punten" in told_of(memo, "chafes")


def _support(finding: str, *passages: str) -> list[object]:
    from spanveld.model.records import Evidence

    return [Evidence(finding, passage, "supports") for passage in passages]


@pytest.mark.shared
def test_the_case_of_the_thesis_tells_no_balance_without_a_voice_and_keeps_to_its_passages(
    tmp_path: Path, shared: Path
) -> None:
    with load_study(tmp_path / "vru.spanveld", SHARED / "cases" / "vru").study as study:
        memo = study.board_memo()
        stated = {subject for sentence in memo.sentences if sentence.states for subject in sentence.ground.subjects}
        assert {"finding:T4.P1", "finding:T5.P2", "finding:T6.P1"} <= stated
        assert "party:RAAD" in stated or any(subject.startswith("party:") for subject in stated)
        assert all(sentence.ground.passages for sentence in memo.sentences if sentence.states)
        behind = {row.finding for row in study.content().records["evidence"] if row.stance == "supports"}
        bare = {f"finding:{row.finding}" for row in study.content().records["finding"] if row.finding not in behind}
        assert {one.subject for one in memo.facts.untold if one.reason == "no_passage"} == bare
