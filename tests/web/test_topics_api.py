"""Topics by the interface for scripts: a framework's list taken in, marks made, changed and taken away, each told by the journal."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from spanveld.formats.guide_file import GuideContent
from spanveld.model.records import Topic
from tests.conftest import Addresses
from tests.web.doors import Api, House, house


@pytest.fixture
def room(files: Addresses) -> Iterator[House]:
    with house(files()) as found:
        yield found


@pytest.fixture
def api(room: House) -> Api:
    return room.api("ann")


def marks(room: House) -> list[tuple[str, str, str, str, str]]:
    return [
        (mark.source, mark.topic, mark.state, mark.coder, mark.note)
        for mark in room.study.content().records.get("coverage", ())
    ]


def test_a_topic_is_marked_once_changed_and_unmarked_and_the_journal_tells(room: House, api: Api) -> None:
    topics = (Topic("", "light", 1, label="Licht"), Topic("", "warmth", 2, label="Warmte"))
    room.study.as_("ann").topics.take(GuideContent("list", "Lijst", "1", topics), id="g1")
    before = room.study.newest()
    body = {"source": "night", "topic": "light", "state": "asked_nothing", "note": " de lamp "}
    said = api("PUT", "/api/topics/mark", body, key="k1")
    assert said == {"source": "night", "topic": "light", "state": "asked_nothing", "note": "de lamp"}
    assert api("PUT", "/api/topics/mark", body, key="k1") == said
    assert marks(room) == [("night", "light", "asked_nothing", "ann", "de lamp")]
    api("PUT", "/api/topics/mark", {**body, "state": "asked_spoken", "note": ""})
    assert marks(room) == [("night", "light", "asked_spoken", "ann", "")]
    api("PUT", "/api/topics/mark", {**body, "state": ""})
    assert marks(room) == []
    assert room.study.newest() == before + 3


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"topic": "damp"}, 404), ({"source": "day"}, 404), ({"state": "perhaps"}, 409), ({"state": ""}, 404)],
)
def test_what_cannot_be_marked_is_refused_and_nothing_is_written(
    room: House, api: Api, changed: dict[str, str], status: int
) -> None:
    topics = (Topic("", "light", 1, label="Licht"),)
    room.study.as_("ann").topics.take(GuideContent("list", "Lijst", "1", topics), id="g1")
    body = {"source": "night", "topic": "light", "state": "not_asked"}
    refused = api("PUT", "/api/topics/mark", {**body, **changed}, status=status)
    assert "\n" not in refused["error"]["message"]
    assert marks(room) == []


def test_the_list_of_a_framework_is_taken_and_no_file_of_the_server(room: House, api: Api) -> None:
    offered = room.study.topics.offered()
    assert offered
    for framework in offered:
        taken = api("POST", "/api/topics", {"framework": framework}, key=f"take-{framework}")
        assert api("POST", "/api/topics", {"framework": framework}, key=f"take-{framework}") == taken
        assert taken["guide"] in [guide.guide for guide in room.study.topics.show().guides]
    refused = api("POST", "/api/topics", {"framework": "/etc/hostname"}, status=404)
    assert "/etc/hostname" in refused["error"]["message"]
