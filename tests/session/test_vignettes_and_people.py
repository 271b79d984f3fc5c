"""What a vignette says of people goes when they are erased, and is replaced when names are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.model import records as r
from spanveld.session import Study
from spanveld.session.erasing import erase, plan_of
from tests.conftest import Addresses
from tests.session.samples import assert_sound, put
from tests.session.test_erasing import harbour
from tests.session.test_pseudonyms import village

SAID = "Niemand nam mijn zevende brandbrief over de kelder serieus"


@pytest.fixture
def harbour_study(files: Addresses) -> Iterator[Study]:
    content = harbour()
    boxes = {
        "vignette": (
            r.Vignette("V1", title="Marleen Oudkerk en de kelder", text=f"Zij zei: {SAID}. [T1] [T3]"),
            r.Vignette("V2", title="De stapel", text="De brief lag onderop [T3]."),
        ),
        "vignette_passage": (
            r.VignettePassage("V1", "T1", 1, "Marleen spreekt hier."),
            r.VignettePassage("V1", "T3", 2, "Oudkerk zegt het anders."),
            r.VignettePassage("V2", "T3", 1),
        ),
    }
    with put(files(), replace(content, records={**content.records, **boxes}), "ann") as study:
        yield study


def test_erasing_a_person_takes_names_and_words_out_of_vignettes_and_passages_out_of_them(harbour_study: Study) -> None:
    study = harbour_study
    path = Path(study._store.address.path or "")
    plan = plan_of(study, "participant:R4")
    found = {(item.name, item.field) for item in plan.fields if item.what == "vignette"}
    assert found == {("V1", "title"), ("V1", "text")}
    erase(study, "participant:R4", agreed=plan)
    first, second = study.pages.vignettes().vignettes
    assert first.title == "[gewist] en de kelder"
    assert "brandbrief" not in first.text
    assert [quote.passage for quote in first.passages] == ["T3"]
    assert first.passages[0].note == "[gewist] zegt het anders."
    assert (second.title, second.text) == ("De stapel", "De brief lag onderop [T3].")
    assert_sound(study)
    study.close()
    for file in path.parent.glob(f"{path.name}*"):
        data = file.read_bytes()
        assert [word for word in ("Oudkerk", "Marleen", "zevende brandbrief") if word.encode() in data] == []


def test_erasing_a_source_takes_its_passages_out_of_vignettes(harbour_study: Study) -> None:
    erase(harbour_study, "source:talk")
    assert [box.passages for box in harbour_study.pages.vignettes().vignettes] == [(), ()]
    assert "brandbrief" not in harbour_study.pages.vignettes().box("V1").text
    assert_sound(harbour_study)


def test_names_are_replaced_in_vignettes_too(address: str) -> None:
    content = village()
    boxes = {"vignette": (r.Vignette("V1", title="Rond Jansen", text="Wat Jansen zei."),)}
    with put(address, replace(content, records={**content.records, **boxes}), "ann") as study:
        study.pseudonyms.apply({"Jansen": "[de burgemeester]"}, everywhere=True)
        box = study.pages.vignettes().box("V1")
        assert (box.title, box.text) == ("Rond [de burgemeester]", "Wat [de burgemeester] zei.")
        study.undo()
        assert study.pages.vignettes().box("V1").title == "Rond Jansen"
        assert_sound(study)


def test_a_correction_moves_the_quote_and_a_lost_place_is_said(address: str) -> None:
    with put(address, harbour(), "ann") as study:
        study.vignettes.add("Kraan", vignette="K", passages=["T1", "T3"])
        text = study.content().texts["talk"]
        at = text.index("De kraan lekte al")
        study.sources.correct("talk", edits=[(0, 0, "Zo. "), (at, at + len("De kraan lekte al sinds"), "Sinds")])
        first, second = study.pages.vignettes().box("K").passages
        assert (first.passage, first.doubt, first.start, first.quote) == ("T1", True, None, "De kraan lekte al")
        assert (second.quote, second.doubt) == ("De brief lag onder op de stapel.", False)
