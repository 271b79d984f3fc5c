"""A paragraph that was found is read by itself, from the bytes where the index says that it lies."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.language import paragraphs as parting
from spanveld.language.paragraphs import paragraphs
from spanveld.store import fulltext
from spanveld.store.found_paragraphs import Paragraph, found_paragraphs
from tests.conftest import Places
from tests.session.samples import put, sample

PIECES = ("a", "raad", "é", "e\u0301", "👩‍🚒", " ", "\n", "\n", "\t", "\u2028", "…", "zeer lange regel ")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def by_hand(body: str) -> list[Paragraph]:
    filled = [bool(line.strip()) for line in body.split("\n")]
    return [
        Paragraph(body[start:end], start, 1 + sum(filled[: body.count("\n", 0, start)]))
        for start, end in paragraphs(body)
    ]


@given(bodies=st.lists(TEXTS, min_size=1, max_size=4), long=st.booleans())
def test_each_is_what_stands_in_the_text_there(places: Places, bodies: list[str], long: bool) -> None:
    address, identifier = places()
    with pytest.MonkeyPatch.context() as patch, put(address, sample(identifier), "ann") as study:
        if long:  # lines that are parted at a blank
            patch.setattr(parting, "LONGEST", 12)
            patch.setattr(fulltext, "LONGEST", 12)
        for number, body in enumerate(bodies):
            study.memos.add(f"Woord {number} {body} woord")
        store = study._store
        with store.writing("") as work:
            fulltext.rebuild(work.connection, work.study_id)
        with store.reading() as connection:
            for kind in fulltext.INDEXED:
                expected = {
                    owner: by_hand(body) for owner, body in fulltext.bodies_of(connection, store.study_id, kind)
                }
                every = {owner: range(len(its)) for owner, its in expected.items()}
                assert dict(found_paragraphs(connection, store.study_id, kind, every)) == expected
                some = {owner: [len(its) - 1] for owner, its in expected.items()}
                last = {owner: its[-1:] for owner, its in expected.items()}
                assert dict(found_paragraphs(connection, store.study_id, kind, some)) == last
