"""Remarks in the margin and coloured words of a Word file become codings, where somebody asks for that."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from spanveld.formats.sources.parts import Comment, Reading
from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.session import Study
from spanveld.session.importing import Arrival, Choices
from tests.conftest import Addresses
from tests.session.samples import assert_sound, dump, put, sample

SAID = "Wij redden het niet alleen."


@pytest.fixture
def study(address: str) -> Iterator[Study]:
    with put(address, sample(), "ann") as opened:
        yield opened


@pytest.fixture
def small(files: Addresses) -> Iterator[Study]:
    """The same study on SQLite, where the kind of database cannot matter."""
    with put(files(), sample(), "ann") as opened:
        yield opened


def remarked(*comments: Comment, text: str = f"R1: {SAID} Dat zei ik al.") -> Arrival:
    """A Word file with remarks in its margin."""
    return Arrival(Path("gecodeerd.docx"), text.encode(), Reading(text, comments=comments, format="docx"))


def coded(study: Study, source: str) -> list[tuple[str, str, str]]:
    """The codings on a source: words, code, memo."""
    content = study.content()
    passages = {each.passage: each for each in content.of(r.Passage) if each.source == source}
    found = [
        (content.texts[source][at.start : at.end], f"{coding.layer}/{coding.code}", at.memo)
        for coding in content.of(r.Coding)
        if (at := passages.get(coding.passage)) is not None
    ]
    return sorted(found)


def test_a_short_remark_is_a_code_and_a_long_one_a_memo(study: Study) -> None:
    long = "Dit moeten we nog eens goed bekijken, want de vorige keer zei men hierover iets heel anders."
    file = remarked(
        Comment("comment", 4, 31, "Kou", "ann"),
        Comment("comment", 8, 14, "nieuwe zorg", "Femke"),
        Comment("comment", 4, 45, long, "Femke"),
        Comment("highlight", 4, 7, "yellow", "Femke"),
        Comment("comment", 3, 4, "op een spatie", "Femke"),
        Comment("comment", 9, 9, "op niets", "Femke"),
    )
    done = study.sources.bring_in(file, Choices(comments_as="aspect", highlights_as="kleur"))
    assert (done.passages, done.codes) == (4, 3)
    assert coded(study, done.source) == sorted(
        [
            (SAID, "aspect/cold", ""),
            ("redden", "aspect/nieuwe-zorg", "Femke"),
            (f"{SAID} Dat zei ik al."[:41], "aspect/comment", f"Femke: {long}"),
            ("Wij", "kleur/yellow", ""),
        ]
    )
    layer = {each.layer: each for each in study.content().of(r.Layer)}["kleur"]
    assert (layer.role, layer.open, layer.exclusive) == ("none", True, False)
    labels = {(each.layer, each.code): each.label_nl for each in study.content().of(r.Code)}
    assert (labels[("aspect", "nieuwe-zorg")], labels[("aspect", "comment")]) == ("nieuwe zorg", "")
    assert_sound(study)


def test_two_remarks_with_one_code_on_words_that_overlap_are_two_passages(study: Study) -> None:
    file = remarked(
        Comment("comment", 4, 20, "Té duur!"),
        Comment("comment", 10, 31, "té  duur!"),
        Comment("comment", 4, 20, "te duur"),
    )
    done = study.sources.bring_in(file, Choices(comments_as="aspect"))
    assert [code for _, code, _ in coded(study, done.source)] == [
        "aspect/te-duur",
        "aspect/te-duur-2",
        "aspect/te-duur",
    ]
    assert_sound(study)


def test_a_code_of_a_closed_layer_is_found_by_its_label_and_another_is_refused_with_nothing_written(
    study: Study,
) -> None:
    before = dump(study)
    for file in (remarked(Comment("comment", 4, 31, "geld")), remarked(Comment("comment", 4, 31, "lang " * 20))):
        with pytest.raises(Refused, match="Layer 'tension' is closed"):
            study.sources.bring_in(file, Choices(comments_as="tension", new_participants=True))
    assert dump(study) == before
    done = study.sources.bring_in(remarked(Comment("comment", 4, 31, "Autoriseren")), Choices(comments_as="tension"))
    assert coded(study, done.source) == [(SAID, "tension/authorise", "")]


def test_remarks_stay_out_unless_somebody_asks_for_them(small: Study) -> None:
    file = remarked(Comment("comment", 4, 31, "kou"), Comment("highlight", 4, 7, "yellow"))
    done = small.sources.bring_in(file)
    assert (done.plan.comments, done.plan.highlights, done.passages) == (1, 1, 0)
    assert coded(small, done.source) == []
    with pytest.raises(Refused, match="is no identifier"):
        small.sources.bring_in(
            remarked(Comment("comment", 4, 31, "kou"), text="R1: Niet hetzelfde, maar anders."),
            Choices(comments_as="mijn laag"),
        )
