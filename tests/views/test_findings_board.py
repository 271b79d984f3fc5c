"""The board shows every finding on a dimension with what it rests on, and the tray every coded passage that none rests on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest

from spanveld.model import records as r
from spanveld.model.errors import NotFound
from spanveld.session import Study
from spanveld.session.pages import Board, Tray
from spanveld.views import findings_board, findings_tray
from tests.session.samples import put, sample


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


def shown(board: Board) -> dict[str, dict[str, list[str]]]:
    """Finding -> stance -> passages."""
    return {
        card.finding: {tied.stance: [chip.passage for chip in tied.chips] for tied in card.tied} for card in board.cards
    }


def every(study: Study, **chosen: object) -> dict[str, dict[str, list[str]]]:
    """The same of all dimensions."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in study.pages.board().dimensions:
        found |= shown(study.pages.board(dimension=one.dimension, **chosen))
    return found


def test_every_finding_stands_on_the_board_of_its_dimension_with_all_its_evidence(study: Study) -> None:
    study.evidence.add("F1", ["P3", "P4", "P5"])
    ties: dict[str, dict[str, set[str]]] = {one.finding: {} for one in study.content().of(r.Finding)}
    for tie in study.content().of(r.Evidence):
        ties[tie.finding].setdefault(tie.stance, set()).add(tie.passage)
    told = every(study)
    assert {name: {stance: set(its) for stance, its in one.items()} for name, one in told.items()} == ties
    for one in study.pages.board().dimensions:
        cards = study.pages.board(dimension=one.dimension).cards
        assert one.findings == len(cards)
        assert all(card.dimension == one.dimension for card in cards)


def test_findings_stand_by_the_kinds_of_their_framework_and_then_in_their_order(study: Study) -> None:
    for kind in ("balance", "pain_point", "handling", "pain_point"):
        study.findings.add("authorise", kind, f"Iets over {kind}.", finding=f"N{len(study.pages.board().cards)}")
    study.findings.move("N4", before="F1")
    assert [(card.kind, card.finding) for card in study.pages.board(dimension="authorise").cards] == [
        ("pain_point", "N4"),
        ("pain_point", "F1"),
        ("pain_point", "N2"),
        ("handling", "N3"),
        ("balance", "N1"),
    ]


def test_kinds_come_from_the_framework_of_each_dimension(study: Study) -> None:
    known = {one.dimension: [kind.kind for kind in one.kinds] for one in study.pages.board().dimensions}
    assert known["authorise"] == ["pain_point", "handling", "works", "balance"]
    assert known["light"] == ["strength", "weakness", "remedy", "verdict"]
    gathers = {one.dimension: {kind.kind: kind.gathers for kind in one.kinds} for one in study.pages.board().dimensions}
    assert gathers["authorise"]["pain_point"] == ("kind/pain_point",)
    assert gathers["light"]["weakness"] == ()


def test_words_come_with_open_findings_alone(study: Study) -> None:
    text = study.content().texts["night"]
    (closed,) = study.pages.board(dimension="authorise").cards
    (card,) = study.pages.board(dimension="authorise", opened=["F1"]).cards
    assert (closed.opened, card.opened) == (False, True)
    assert {chip.quote for tied in closed.tied for chip in tied.chips} == {""}
    chips = {chip.passage: chip for tied in card.tied for chip in tied.chips}
    assert chips["P1"].quote == text[0:15]
    assert (chips["P1"].note, chips["P1"].citation, chips["P2"].citation) == ("kort", "R1", "R1")


def test_a_passage_without_a_voice_is_cited_by_its_source_and_notes_as_such(study: Study) -> None:
    study.evidence.add("F3", ["P3", "P5"])
    (card,) = study.pages.board(dimension="perform").cards
    assert [chip.citation for chip in card.tied[0].chips] == ["night", "veldnotities"]


def test_a_closed_finding_shows_its_first_passages_and_counts_all(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings_board, "SHOWN", 2)
    study.evidence.add("F3", ["P5", "P4", "P3", "P1"])
    (card,) = study.pages.board(dimension="perform").cards
    assert [(tied.count, [chip.passage for chip in tied.chips]) for tied in card.tied] == [(4, ["P1", "P3"])]
    (card,) = study.pages.board(dimension="perform", opened=["F3"]).cards
    assert [chip.passage for chip in card.tied[0].chips] == ["P1", "P3", "P4", "P5"]


def test_of_many_open_findings_those_opened_last_stay_open(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_board, "MOST_QUOTED", 3)
    study.findings.add("authorise", "pain_point", "Een.", finding="A", passages=["P1", "P3"])
    study.findings.add("authorise", "pain_point", "Twee.", finding="B", passages=["P1", "P3", "P4", "P5"])
    opened = {card.finding for card in study.pages.board(opened=["B", "A"]).cards if card.opened}
    assert opened == {"A"}
    assert {card.finding for card in study.pages.board(opened=["A", "B"]).cards if card.opened} == {"B"}


def test_links_are_shown_from_both_sides_and_to_items_of_frameworks(study: Study) -> None:
    links = {
        card.finding: [(link.relation, link.outgoing, link.to) for link in card.links]
        for dimension in ("authorise", "perform", "light")
        for card in study.pages.board(dimension=dimension).cards
    }
    assert links == {
        "F1": [("responds_to", False, "F3")],
        "F3": [("responds_to", True, "F1")],
        "F2": [("matches", True, "five-dimensions:dim_corner")],
    }


@pytest.mark.parametrize("filters", [{"wave": "W1"}, {"wave": "W2"}, {"sub_case": "west"}, {"sub_case": "east"}])
def test_narrowed_the_board_holds_the_evidence_that_the_tables_hold(study: Study, filters: dict[str, str]) -> None:
    study.evidence.add("F1", ["P3", "P4", "P5"])
    table = {
        row.finding: {stance: {one.passage for one in its.quoted} for stance, its in row.stances.items() if its.quoted}
        for one in study.table(with_passages=True, **filters).tables
        for row in one.rows
    }
    told = every(study, **filters)
    assert {name: {stance: set(its) for stance, its in one.items()} for name, one in told.items()} == table


def test_what_a_study_does_not_have_is_no_filter(study: Study) -> None:
    for chosen in ({"dimension": "heat"}, {"kind": "wish"}, {"sub_case": "north"}, {"wave": "W9"}):
        with pytest.raises(NotFound, match=r"heat|wish|north|W9"):
            study.pages.board(**chosen)
    for chosen in ({"dimension": "aspect/none"}, {"kind": "x"}, {"sub_case": "north"}, {"source": "none"}):
        with pytest.raises(NotFound):
            study.pages.tray(**chosen)


def test_findings_in_short_say_which_codes_their_passages_carry(study: Study) -> None:
    found = study.pages.findings_of("night")
    assert [one.finding for one in found.findings] == ["F1", "F2", "F3"]
    assert (found.findings[0].code, found.findings[0].gathers) == ("tension/authorise", ("kind/pain_point",))
    assert [(tie.passage, tie.finding, tie.stance) for tie in found.ties] == [
        ("P1", "F1", "supports"),
        ("P2", "F1", "contradicts"),
    ]
    assert [one.heading for one in found.examples] == [
        "Voorbeeld 1a: De lamp",
        "Voorbeeld 2a: Donker in west",
        "Voorbeeld 3a: Los",
    ]


# ------------------------------------------------------------------ the tray
def unused(study: Study) -> set[str]:
    """By hand: coded, and evidence for nothing."""
    content = study.content()
    return {one.passage for one in content.of(r.Coding)} - {one.passage for one in content.of(r.Evidence)}


def names(tray: Tray) -> list[str]:
    return [one.passage for one in tray.passages]


def test_the_tray_holds_each_coded_passage_that_is_evidence_for_nothing(study: Study) -> None:
    tray = study.pages.tray()
    assert set(names(tray)) == unused(study) == {"P3", "P5"}
    assert tray.total == 2
    (first, second) = tray.passages
    assert (first.quote, first.citation) == (study.content().texts["night"][16:40], "night")
    assert [code.code for code in second.codes] == ["aspect/frost"]


def test_what_was_counted_follows_each_change(study: Study) -> None:
    for change in (
        lambda: study.evidence.add("F2", "P5"),
        lambda: study.undo(),
        lambda: study.evidence.remove("F1", "P1"),
        lambda: study.codings.add("P2", "aspect/cold"),
        lambda: study.evidence.remove("F1", "P2"),
        lambda: study.passages.add("notes", 0, 9, codes=["aspect/cold"]),
        lambda: study.passages.remove("P1", with_dependants=True),
        lambda: study.undo(),
        lambda: study.findings.remove("F2", with_dependants=True),
    ):
        study.pages.tray()
        change()
        tray = study.pages.tray()
        assert set(names(tray)) == unused(study)
        assert tray.total == len(unused(study))
        assert sum(one.count or 0 for one in tray.sources) == tray.total


def test_another_session_sees_what_this_one_counted_change(study: Study) -> None:
    ben = study.as_("ben")
    assert ben.pages.tray().total == 2
    study.evidence.add("F2", "P5")
    assert (ben.pages.tray().total, study.pages.tray().total) == (1, 1)


def test_the_tray_is_narrowed_by_codes_sub_case_source_and_words(study: Study) -> None:
    for tie in study.content().of(r.Evidence):
        study.evidence.remove(tie.finding, tie.passage)
    everything = ["P1", "P3", "P2", "P4", "P5"]
    assert names(study.pages.tray()) == everything
    assert names(study.pages.tray(dimension="tension/authorise")) == ["P1"]
    assert names(study.pages.tray(dimension="quality/light")) == ["P3"]
    assert names(study.pages.tray(source="notes")) == ["P4", "P5"]
    assert study.pages.tray(source="notes").sources == study.pages.tray().sources
    assert names(study.pages.tray(sub_case="east")) == ["P4"]
    assert names(study.pages.tray(sub_case="west")) == ["P4", "P5"]
    assert names(study.pages.tray(dimension="tension/authorise", source="notes")) == []


def test_words_are_found_in_passages_alone_and_in_any_case(study: Study) -> None:
    texts = study.content().texts
    study.passages.add("night", 0, len(texts["night"]), codes=["aspect/cold"])
    for word in {word for text in texts.values() for word in text.split()}:
        found = set(names(study.pages.tray(words=word.upper())))
        wanted = {one.passage for one in study.pages.tray().passages if word.casefold() in one.quote.casefold()}
        assert found == wanted, word
    assert names(study.pages.tray(words="no% such_ words")) == []


def test_pages_of_the_tray_hold_each_passage_once(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings_tray, "ON_A_PAGE", 4)
    for start in range(9):
        study.passages.add("night", start, start + 20, codes=["aspect/cold"])
        study.passages.add("notes", start, start + 9, codes=["aspect/cold"])
    first = study.pages.tray()
    assert (first.total, first.pages) == (20, 5)
    told = [name for page in range(1, 6) for name in names(study.pages.tray(page=page))]
    assert len(told) == len(set(told)) == 20
    assert set(told) == unused(study)
    assert names(study.pages.tray(page=99)) == names(study.pages.tray(page=5))


def test_looking_on_for_words_skips_nothing_though_what_was_found_is_used(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings_tray, "ON_A_PAGE", 3)
    monkeypatch.setattr(findings_tray, "MOST_TEXTS", 1)
    for start in range(7):
        study.passages.add("night", 0, start + 20, codes=["aspect/cold"])
    word = study.content().texts["night"].split()[0]
    wanted = {one for one in unused(study) if one not in ("P5",)}
    wanted = {name for name in wanted if name != "P3"}
    told: list[str] = []
    after, steps = "", 0
    while steps == 0 or after:
        tray = study.pages.tray(words=word, after=after)
        told += names(tray)
        if tray.passages:
            study.evidence.add("F3", names(tray))
        after, steps = tray.onward, steps + 1
        assert steps < 12
    assert len(told) == len(set(told))
    assert set(told) == wanted


def test_the_tray_draws_dimension_and_kind_first(study: Study) -> None:
    study.passages.add("night", 3, 12, codes=["aspect/cold", "kind/pain_point", "tension/perform"])
    one = next(one for one in study.pages.tray().passages if len(one.codes) == 3)
    assert [code.role for code in one.codes] == ["dimension", "kind", "term"]
    assert (one.dimension, one.kind, one.letter) == (1, 0, "P")
    assert dataclasses.is_dataclass(one)
