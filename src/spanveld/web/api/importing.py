"""Bringing files in, correcting texts, and saying who speaks."""

from __future__ import annotations

from dataclasses import dataclass, fields

from spanveld.model.errors import N_, Outdated
from spanveld.session.importing import Arrival, Choices, ColumnIn, LabelUse, SpeakerIn, SurveyColumns
from spanveld.web.operations import Body, Call, Invalid, Operation

__all__ = ["OPERATIONS"]

SHOWN = 400
"""Characters of a changed passage that are shown, before and after."""


class ChoicesIn(Body):
    """What a person says of a file that comes in; ``speakers``: label -> participant, ``interviewer``, or nothing."""

    source: str = ""
    kind: str = ""
    title: str = ""
    date: str = ""
    case: str = ""
    wave: str = ""
    sub_cases: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str = ""
    recording: str = ""
    guides: tuple[str, ...] = ()
    speakers: dict[str, str] = {}  # noqa: RUF012 - each body has its own
    new_participants: bool = False
    match_participants: bool = False
    comments_as: str = ""
    highlights_as: str = ""
    keep_original: bool = True
    open_columns: tuple[str, ...] = ()
    closed_columns: tuple[str, ...] = ()
    respondent_column: str = ""


class ImportIn(ChoicesIn):
    """The choices, and whether to look only."""

    dry_run: bool = False


class CorrectionIn(Body):
    """A correction of a text: ``edits`` as (start, end, replacement) in code points of version ``version``, or the whole new ``text``."""

    version: int
    edits: tuple[tuple[int, int, str], ...] | None = None
    text: str | None = None
    dry_run: bool = False


class SpeakersIn(Body):
    """Who labels are, in every text: label -> participant, ``interviewer``, or empty."""

    speakers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a file would bring in; ``remarks`` are in the reader's language. The fields are those of the preview of an import."""

    name: str
    source: str
    kind: str
    title: str
    date: str
    format: str
    encoding: str
    characters: int
    words: int
    speakers: tuple[SpeakerIn, ...]
    participants: tuple[str, ...]
    time_marks: int
    comments: int
    highlights: int
    answers: int
    columns: tuple[ColumnIn, ...]
    remarks: tuple[str, ...]
    first_lines: tuple[str, ...]
    double_of: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that waits under the name ``token``, and what it would bring in."""

    token: str
    plan: Planned


@dataclass(frozen=True, slots=True)
class Came:
    """A source that came in, and what was taken over with it."""

    source: str
    passages: int
    codes: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Done, and nothing to say of it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels in texts, and how many turns changed hands (0 where only asked)."""

    changed: int
    speakers: tuple[LabelUse, ...]


@dataclass(frozen=True, slots=True)
class Fate:
    """What a correction does to a passage: kept, moved, changed, placed or doubt; and its words before and after."""

    passage: str
    fate: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a correction did, or would do."""

    version: int
    lost_turns: int
    passages: tuple[Fate, ...]


def _choices(body: ChoicesIn) -> Choices:
    given = body.model_dump(exclude={"open_columns", "closed_columns", "respondent_column", "dry_run"})
    return Choices(**given)


def _planned(call: Call, token: str, arrival: Arrival, choices: Choices) -> Waiting:
    plan = call.study.sources.plan(arrival, choices)
    facts = {item.name: getattr(plan, item.name) for item in fields(plan)}
    return Waiting(token, Planned(**{**facts, "remarks": tuple(one.text(call.translate) for one in plan.remarks)}))


def _receive(call: Call) -> Waiting:
    name, content = call.body
    token, arrival = call.request.app.state.uploads.put(name, content)
    return _planned(call, token, arrival, Choices())


def _arrival(call: Call) -> tuple[str, Arrival]:
    uploads, token, body = call.request.app.state.uploads, call.names["token"], call.body
    survey = SurveyColumns(body.open_columns, body.closed_columns, body.respondent_column)
    return token, uploads.get(token) if survey == SurveyColumns() else uploads.read_again(token, survey)


def _bring_in(call: Call) -> Came | Waiting:
    if call.made is not None:
        return Came(call.made.subject, 0, 0)
    token, arrival = _arrival(call)
    choices = _choices(call.body)
    if call.body.dry_run:
        return _planned(call, token, arrival, choices)
    brought = call.study.sources.bring_in(arrival, choices)
    call.request.app.state.uploads.drop(token)
    return Came(brought.source, brought.passages, brought.codes)


def _drop(call: Call) -> Nothing:
    call.request.app.state.uploads.drop(call.names["token"])
    return Nothing()


def _correct(call: Call) -> Corrected:
    source, body = call.names["source"], call.body
    if (body.edits is None) == (body.text is None):
        raise Invalid(N_("Say what is to change."))
    page = call.study.pages.reading(source)
    if call.made is not None:
        return Corrected(page.version, 0, ())
    if page.version != body.version:
        raise Outdated(
            N_("The text of '{source}' was changed in the meantime; nothing was written. Look at it again."),
            source=source,
        )
    given = {"text": body.text, "edits": body.edits}
    plan = call.study.sources.preview(source, **given)
    if not body.dry_run:
        call.study.sources.correct(source, **given, expected=plan.old)
    fates = []
    places = {passage.passage: (passage.start, passage.end) for passage in page.passages}
    for name, outcome in plan.outcomes.items():
        start, end = places.get(name, (None, None))
        anchor = outcome.anchor
        fates.append(
            Fate(
                name,
                outcome.fate,
                plan.old[start:end][:SHOWN] if start is not None else "",
                plan.text[anchor.start : anchor.end][:SHOWN] if anchor else "",
            )
        )
    return Corrected(page.version + (not body.dry_run), plan.lost_turns, tuple(fates))


def _speakers(call: Call) -> Labels:
    changed = 0 if call.made is not None else call.study.sources.map_speakers(call.body.speakers)
    return Labels(changed, tuple(call.study.sources.speakers()))


def _labels(call: Call) -> Labels:
    return Labels(0, tuple(call.study.sources.speakers()))


OPERATIONS = (
    Operation(
        "POST",
        "/api/imports",
        _receive,
        "Show what a file would bring in; it waits until it is brought in.",
        answers=Waiting,
        takes_file=True,
    ),
    Operation(
        "POST", "/api/imports/{token}", _bring_in, "Bring a waiting file in as a source.", ImportIn, Came | Waiting
    ),
    Operation("DELETE", "/api/imports/{token}", _drop, "Let go of a waiting file.", answers=Nothing),
    Operation(
        "POST",
        "/api/sources/{source}/corrections",
        _correct,
        "Correct a text; dry_run shows what becomes of each passage.",
        CorrectionIn,
        Corrected,
    ),
    Operation("GET", "/api/speakers", _labels, "The labels by which texts mark who speaks.", answers=Labels),
    Operation("PUT", "/api/speakers", _speakers, "Say who labels are.", SpeakersIn, Labels),
)
