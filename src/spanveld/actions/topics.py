"""The topic list of a study: versions of it taken in, sources held by them, and what became of each topic in a source."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from spanveld.actions.lookup import actor_id, find
from spanveld.actions.things import add, edit
from spanveld.formats.guide_file import GuideContent
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.names import is_identifier, natural
from spanveld.model.records import Topic
from spanveld.store.work import Work

__all__ = ["mark_topics", "take_guide", "unmark_topic", "use_guide"]

Content = tuple[tuple[Any, ...], ...]


def take_guide(work: Work, content: GuideContent, *, guide: str = "", reason: str = "", date: str = "") -> str:
    """Bring in a version of the topic list; gives its identifier (of the file's own id and version, where none is given).

    Older versions stay, and sources keep theirs. Refused where a guide of the study has these very topics.
    """
    new = _comparable(content.topics)
    for row in work.rows("guide"):
        if _comparable(_topics_of(work, row["id"])) == new:
            raise Refused(
                N_("Guide '{guide}' has these very topics already; nothing was taken."), guide=row["identifier"]
            )
    own = "-".join(part for part in (content.id, content.version) if part)
    values = {"title": content.title, "version": content.version, "date": date, "reason": reason}
    name = add(work, "guide", guide or (own if is_identifier(own) else ""), **values)
    for topic in content.topics:
        fields = {
            key: getattr(topic, key) for key in ("topic", "position", "kind", "label", "questions", "probes", "note")
        }
        add(work, "topic", "", guide=name, **fields)
    work.record("take guide", [f"guide:{name}"])
    return name


def use_guide(work: Work, guide: str, sources: Sequence[str], *, also: bool = False) -> None:
    """Say by which guide sources were held, in place of what was known (``also``: beside it)."""
    number = find(work, "guide", guide)
    names = dict(work.values("guide", "id", "identifier"))
    for source in sources:
        found = find(work, "source", source)
        held = [row["guide_id"] for row in work.rows("source_guides", source_id=found)] if also else []
        edit(work, "source", found, guides=[names[item] for item in dict.fromkeys([*held, number])])
    work.record("use guide", [f"guide:{guide}", *(f"source:{source}" for source in sources)])


def mark_topics(work: Work, marks: Iterable[tuple[str, str, str]], *, note: str = "", proposed: bool = False) -> int:
    """Say what became of topics: (source, topic, state) each, as the actor's; a mark takes the place of an older one.

    ``proposed``: they are the program's proposals, which the actor accepted; the journal tells. Gives how many there are.
    """
    actor_id(work)
    sources: list[str] = []
    count = 0
    for source, topic, state in marks:
        number = find(work, "source", source)
        _check_topic(work, number, source, topic)
        values = {"state": state, "coder": work.actor, "note": note}
        present = work.one("coverage", source_id=number, topic=topic)
        if present is None:
            add(work, "coverage", "", source=source, topic=topic, **values)
        else:
            edit(work, "coverage", present["id"], **values)
        sources.append(source)
        count += 1
    subjects = [f"source:{source}" for source in dict.fromkeys(sources)]
    work.record("accept proposals" if proposed else "mark topic", subjects)
    return count


def unmark_topic(work: Work, source: str, topic: str) -> None:
    """Take a mark away."""
    present = work.one("coverage", source_id=find(work, "source", source), topic=topic)
    if present is None:
        raise NotFound(N_("Topic '{topic}' has no mark in source '{source}'."), topic=topic, source=source)
    work.delete("coverage", present["id"])
    work.record("unmark topic", [f"source:{source}"])


def _check_topic(work: Work, source_id: int, source: str, topic: str) -> None:
    """Refused where no guide of the source (or of the study, where none is named for the source) has this topic."""
    held = [row["guide_id"] for row in work.rows("source_guides", source_id=source_id)]
    guides = held or [number for (number,) in work.values("guide", "id")]
    if not guides:
        raise Refused(N_("The study has no topic list yet; take one with 'spanveld topics take'."))
    known = {name for (name,) in work.values("topic", "topic", guide_id=guides)}
    if topic not in known:
        raise NotFound(
            N_("There is no topic '{topic}' in the guide of source '{source}'; it has: {known}."),
            topic=topic,
            source=source,
            known=", ".join(sorted(known, key=natural)),
        )


def _topics_of(work: Work, guide_id: int) -> list[Topic]:
    rows = sorted(work.rows("topic", guide_id=guide_id), key=lambda row: (row["position"] or 0, row["id"]))
    return [
        Topic(
            "",
            row["topic"],
            row["position"],
            row["kind"],
            row["label"],
            tuple(json.loads(row["questions"] or "[]")),
            tuple(json.loads(row["probes"] or "[]")),
            row["note"],
        )
        for row in rows
    ]


def _comparable(topics: Iterable[Topic]) -> Content:
    """What two guides must agree in to be the same."""
    return tuple((item.topic, item.kind, item.label, item.questions, item.probes, item.note) for item in topics)
