"""A passage that is asked for alone is what the page of its source shows, whatever was done before."""

from __future__ import annotations

from hypothesis import given, settings

from spanveld.model.errors import Refused
from tests.conftest import Places
from tests.session.moves import Player
from tests.session.samples import put, sample
from tests.session.test_undo_of_anything import STEPS, prepare

HEAVY = settings(max_examples=settings().max_examples // 5)


@HEAVY
@given(steps=STEPS)
def test_a_passage_alone_is_as_the_page_of_its_source_shows_it(places: Places, steps: list[tuple[str, int]]) -> None:
    address, identifier = places()
    with put(address, sample(identifier), "ann") as study:
        prepare(study)
        for move, seed in steps:
            try:
                Player(study, seed).play(move)
            except Refused:
                continue
        for line in study.pages.home().sources:
            page = study.pages.reading(line.source)
            for passage in page.passages:
                assert study.pages.passage(line.source, passage.passage) == (page.sequence, passage)
        assert study.pages.passage("night", "nothing") == (study.newest(), None)
