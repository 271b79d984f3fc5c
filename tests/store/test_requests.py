"""Keys of requests are remembered for as long as somebody may ask again, and no longer."""

from __future__ import annotations

from sqlalchemy import update

from spanveld.session.acting import Once
from spanveld.store.schema import request
from tests.conftest import Addresses
from tests.session.samples import dump, put, sample


def test_a_key_is_forgotten_when_nobody_will_ask_under_it_any_more(addresses: Addresses) -> None:
    with put(addresses(), sample(), "ann") as study:
        for key, start in (("old", 0), ("new", 20)):
            study.as_("ann", once=Once(key)).passages.code("night", start, start + 5)
        with study._store.writing("") as work:
            work.connection.execute(update(request).where(request.c.key == "old").values(made="2020-01-01T00:00:00"))
        rows = dump(study)
        study.pages.forget_old_requests()
        assert study.pages.made("old") is None
        assert study.pages.made("new") is not None
        assert dump(study) == rows
