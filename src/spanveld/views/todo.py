"""What is left to do in a study: each with how many of how many, why it matters, and where it is mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from spanveld.model.errors import N_
from spanveld.model.names import natural
from spanveld.store.board import KeptUnused, TrayFilter
from spanveld.store.gaps import gaps
from spanveld.store.records import Reader
from spanveld.store.tallies import KeptTallies
from spanveld.views.consenting import consents_in_force
from spanveld.views.home import Home, home
from spanveld.views.importing import LabelUse

__all__ = ["TASKS", "Item", "Task", "Todo", "todo"]

TASKS: Mapping[str, tuple[str, str]] = {
    "doubts": (
        N_("Passages without a place"),
        N_(
            "A correction took the words away on which they lay. Until they are put back, their quotes are the old ones."
        ),
    ),
    "incomplete": (
        N_("Incomplete passages"),
        N_(
            "They break a rule of the framework, such as a pain point without a dimension, and count in no table of it."
        ),
    ),
    "unread": (N_("Sources unread by you"), N_("What nobody has read yet supports and contradicts nothing.")),
    "overviews": (
        N_("Overviews missing"),
        N_("The main points at the end of a source keep its story together when its passages go their own ways."),
    ),
    "speakers": (
        N_("Speakers unknown"),
        N_("Words of a speaker whom nobody knows are nobody's voice: they count for no respondent and no party."),
    ),
    "consent": (
        N_("Respondents without consent on record"),
        N_("Their words cannot go into a report for others, nor into an archive."),
    ),
    "withdrawn": (
        N_("Respondents who withdrew"),
        N_("They are in the study still. 'spanveld erase' takes a person's words and names out for good."),
    ),
    "unheard": (
        N_("Parties without a voice"),
        N_("Nobody of them speaks in any source; what is said of them is said by others."),
    ),
    "unsupported": (N_("Findings without support"), N_("No passage supports them yet.")),
    "unopposed": (
        N_("Findings that nothing qualifies or contradicts"),
        N_("Perhaps nothing does; perhaps it was not looked for. A reader will ask."),
    ),
    "untied": (
        N_("Coded passages that no finding uses"),
        N_("They wait in the tray of the findings board, or show that a finding is missing."),
    ),
    "unused": (
        N_("Codes of your own that nobody gave"),
        N_("Remove them, or merge them with the code that is used instead."),
    ),
}
"""What can be left to do, in the order in which it is shown: its name and why it matters."""
LISTED = 20
"""Things that are named of a task where all of them were not asked for."""


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that is to be looked at: what it is (source, passage, participant, party, finding, code, speaker), what it is called,
    more words on it, and how many there are in it (0: it is one thing). ``source``: where a passage lies.
    """

    kind: str
    name: str
    words: str = ""
    count: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: ``left`` of ``total``, in as many ``things``, of which ``items`` are the first."""

    task: str
    left: int
    total: int
    things: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """All of it, for ``actor``; true up to journal entry ``sequence``."""

    study: str
    title: str
    language: str
    actor: str
    sequence: int
    tasks: tuple[Task, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by their names."""
        return asdict(self)


def todo(
    reader: Reader,
    tallies: KeptTallies,
    unused: KeptUnused,
    speakers: Sequence[LabelUse],
    *,
    actor: str = "",
    whole: str = "",
) -> Todo:
    """What is left to do; ``tallies`` and ``unused`` are what was counted before, ``speakers`` the labels in texts.

    All things are named of the task ``whole``, of the others the first.
    """
    shown = home(reader, tallies, actor=actor)
    found = [*_of_sources(shown), *_of_people(reader, speakers), *_of_findings(reader, unused)]
    by_name = {task.task: task for task in found}
    tasks = (by_name[name] for name in TASKS)
    return Todo(
        shown.study,
        shown.title,
        shown.language,
        actor,
        shown.sequence,
        tuple(task if task.task == whole else _shortened(task) for task in tasks),
    )


def _shortened(task: Task) -> Task:
    return Task(task.task, task.left, task.total, task.things, task.items[:LISTED])


def _task(name: str, total: int, items: Sequence[Item]) -> Task:
    return Task(name, sum(item.count or 1 for item in items), total, len(items), tuple(items))


def _of_sources(shown: Home) -> Iterator[Task]:
    lines = shown.sources
    passages = sum(line.passages for line in lines)

    def sources(name: str, count: str = "", **what: Any) -> Task:
        chosen = [line for line in lines if all(getattr(line, key) == value for key, value in what.items())]
        chosen = [line for line in chosen if not count or getattr(line, count)]
        items = [Item("source", line.source, line.title, getattr(line, count) if count else 0) for line in chosen]
        items.sort(key=lambda item: -item.count)
        return _task(name, passages if count else len(lines), items)

    yield sources("doubts", "doubts")
    yield sources("incomplete", "incomplete")
    yield sources("unread", reading="unread")
    yield sources("overviews", points=0)


def _of_people(reader: Reader, speakers: Sequence[LabelUse]) -> Iterator[Task]:
    unknown = [label for label in speakers if not (label.participant or label.role)]
    yield _task(
        "speakers", len(speakers), [Item("speaker", label.label, ", ".join(label.sources)) for label in unknown]
    )
    consents = consents_in_force(reader)
    missing = [name for name, consent in consents if consent is None or consent.record != "yes"]
    left = [name for name, consent in consents if consent is not None and consent.withdrawn_on]
    yield _task("consent", len(consents), [Item("participant", name) for name in missing if name not in left])
    yield _task("withdrawn", len(consents), [Item("participant", name) for name in left])
    rows = sorted(_gaps(reader, "parties"), key=lambda row: (-row[2], natural(row[0])))
    unheard = [Item("party", row[0], row[1]) for row in rows]
    yield _task("unheard", reader.count("party"), unheard)


def _of_findings(reader: Reader, unused: KeptUnused) -> Iterator[Task]:
    findings = reader.count("finding")
    for task, gap in (("unsupported", "unsupported"), ("unopposed", "unopposed")):
        rows = sorted(_gaps(reader, gap), key=lambda row: natural(row[0]))
        yield _task(task, findings, [Item("finding", row[0], row[1]) for row in rows])
    untied = unused.of(reader.connection, reader.study_id, TrayFilter())
    names = reader.names("source")
    waiting = [Item("tray", names[number], "", count) for number, count in untied.items() if count]
    waiting.sort(key=lambda item: (-item.count, natural(item.name)))
    yield _task("untied", reader.count("passage"), waiting)
    own = [row for row in reader.code_rows.values() if row.origin == "study"]
    labels = {row.id: row.label_nl if reader.study.language == "nl" else row.label_en for row in own}
    never = [
        Item("code", f"{reader.layers[layer]}/{code}", labels.get(number, ""))
        for layer, code, number in _gaps(reader, "codes")
    ]
    yield _task("unused", len(own), sorted(never, key=lambda item: natural(item.name)))


def _gaps(reader: Reader, name: str) -> Sequence[Any]:
    return gaps(reader.connection, reader.study_id, name)
