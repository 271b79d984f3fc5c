"""Bringing in what a reader took from a file: planned first, so that a person sees what would come, then written as one change."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spanveld.actions.comments import take_comments
from spanveld.actions.import_choices import Choices, check_choices
from spanveld.actions.notes import put_attribute
from spanveld.actions.sources import put_source
from spanveld.actions.speakers import INTERVIEWER, known_speakers, remember_speaker
from spanveld.actions.things import add
from spanveld.formats.sources.parts import Block, Reading, Said
from spanveld.formats.sources.speaker_labels import Shape, key, shape
from spanveld.model.errors import N_, Refused
from spanveld.model.names import is_identifier, natural
from spanveld.model.text import clean, sha256
from spanveld.store.work import Work
from spanveld.views.importing import ColumnIn, Incoming, SpeakerIn

__all__ = ["BroughtIn", "bring_in", "plan_import"]

SURVEYS = ("xlsx", "csv")
FIRST_LINES = 6
"""How many lines of a text are shown before it comes in."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came in: the plan, and the names that were given."""

    plan: Incoming
    source: str
    passages: int
    codes: int


def plan_import(work: Work, reading: Reading, choices: Choices, *, name: str, data: bytes = b"") -> Incoming:
    """What bringing this file in would do; nothing is written. ``name`` is the file's, ``data`` its bytes.

    Refused where something that the person named is not there.
    """
    check_choices(work, choices)
    kind = choices.kind or _kind_of(reading)
    text = clean(reading.text)
    speakers = _speakers(work, reading, choices, kind)
    spoken = [who.participant for who in speakers if who.participant and who.role != INTERVIEWER and not who.new]
    participants = tuple(sorted({*choices.participants, *spoken}, key=natural))
    there = {key(speaker.label) for speaker in speakers}
    if unknown := [label for label in choices.speakers if key(label) not in there]:
        raise Refused(N_("The file has no speaker '{label}'."), label=unknown[0])
    kinds = [comment.kind for comment in reading.comments]
    return Incoming(
        name=name,
        source=choices.source or _identifier(work, participants, speakers, kind),
        kind=kind,
        title=choices.title or reading.title or _stem(name),
        date=choices.date or _date_in(name),
        format=reading.format,
        encoding=reading.encoding,
        characters=len(text),
        words=len(re.findall(r"\w+", text)),
        speakers=speakers,
        participants=participants,
        time_marks=len(reading.marks),
        comments=kinds.count("comment"),
        highlights=kinds.count("highlight"),
        answers=len(reading.answers),
        columns=tuple(ColumnIn(each.letter, each.name, each.use) for each in reading.columns),
        remarks=reading.remarks,
        first_lines=tuple(line for line in text.split("\n") if line.strip())[:FIRST_LINES],
        double_of=_double(work, text, data),
    )


def bring_in(
    work: Work, reading: Reading, choices: Choices, *, name: str, ending: str = "", data: bytes = b""
) -> BroughtIn:
    """Bring a file in as a source, with all that goes with it, in one entry of the journal.

    Refused where the study has this text or file already; ``ending`` and ``data`` are of the file, which is kept if that was chosen.
    """
    plan = plan_import(work, reading, choices, name=name, data=data)
    if plan.double_of:
        raise Refused(N_("It is in the study already, as source '{source}'."), source=plan.double_of)
    people = _people(work, plan, choices)
    turns = [(turn.start, turn.end, *people[key(turn.label)]) for turn in reading.turns]
    spoken = [who for who, role in people.values() if who and role != INTERVIEWER]
    source = put_source(
        work,
        plan.source,
        reading.text,
        kind=plan.kind,
        turns=turns,
        blocks=[_as_row(block) for block in _once(reading)],
        marks=sorted({(mark.position, mark.milliseconds) for mark in reading.marks}),
        taken_from=(ending, data) if choices.keep_original and data else None,
        title=plan.title,
        date=plan.date,
        case=choices.case,
        wave=choices.wave,
        sub_cases=list(choices.sub_cases),
        participants=list(dict.fromkeys([*plan.participants, *spoken])),
        place=choices.place,
        recording=choices.recording,
        guides=list(choices.guides),
    )
    for answer in reading.answers:
        who, _ = people.get(key(answer.label), ("", ""))
        if who:
            put_attribute(work, f"participant:{who}", answer.name, answer.value)
    passages = codes = 0
    for layer, kind in ((choices.comments_as, "comment"), (choices.highlights_as, "highlight")):
        if layer:
            taken = [comment for comment in reading.comments if comment.kind == kind]
            made, added = take_comments(work, source, reading.text, taken, layer)
            passages, codes = passages + made, codes + added
    work.record("add source", [f"source:{source}"])
    return BroughtIn(plan, source, passages, codes)


def _once(reading: Reading) -> list[Block]:
    """The blocks, each place and kind once."""
    return list({(block.start, block.end, block.kind): block for block in reading.blocks}.values())


def _as_row(block: Block) -> tuple[int, int, str, int | None, int | None, int | None]:
    return block.start, block.end, block.kind, block.level or None, block.row or None, block.column or None


def _kind_of(reading: Reading) -> str:
    if reading.format in SURVEYS:
        return "survey"
    return "interview" if reading.turns else "document"


def _speakers(work: Work, reading: Reading, choices: Choices, kind: str) -> tuple[SpeakerIn, ...]:
    turns: dict[str, list[Said]] = defaultdict(list)
    for turn in reading.turns:
        turns[key(turn.label)].append(turn)
    for answer in reading.answers:
        turns[key(answer.label)] = turns.get(key(answer.label), [])
    labels = {key(turn.label): turn.label for turn in reversed(reading.turns)}
    labels |= {key(answer.label): answer.label for answer in reading.answers if key(answer.label) not in labels}
    given = {key(label): who for label, who in choices.speakers.items()}
    known = known_speakers(work) if kind != "survey" or choices.match_participants else {}
    found: dict[str, tuple[str, str]] = {}
    for name in turns:
        if name in given:
            who = given[name]
            found[name] = ("", INTERVIEWER) if who == INTERVIEWER else (who, "respondent" if who else "")
        elif name in known:
            found[name] = (known[name].participant, known[name].role)
        elif any(turn.interviewer for turn in turns[name]):
            found[name] = ("", INTERVIEWER)
        else:
            found[name] = ("", "")
    unsaid = [name for name, (_, role) in found.items() if not role]
    others = [name for name, (_, role) in found.items() if role != INTERVIEWER]
    if not unsaid and len(others) == 1 and others[0] not in given and others[0] != key(found[others[0]][0]):
        unsaid = others  # 'R' is another person in each interview: who takes part in this one was said
    taken = [who for name, (who, _) in found.items() if name not in unsaid]
    only = [who for who in choices.participants if len(choices.participants) == 1 and who not in taken]
    if len(unsaid) == 1 and only and kind != "survey":
        found[unsaid[0]] = (only[0], "respondent")
    fresh = choices.new_participants or kind == "survey"
    return tuple(
        SpeakerIn(
            labels[name],
            who,
            role,
            len(turns[name]),
            sum(len(re.findall(r"\w+", reading.text[turn.start : turn.end])) for turn in turns[name]),
            new=fresh and not role,
        )
        for name, (who, role) in found.items()
    )


def _people(work: Work, plan: Incoming, choices: Choices) -> dict[str, tuple[str, str]]:
    """Key of a label -> (participant, role); participants are made and labels remembered as planned."""
    people = {}
    given, known = {key(label) for label in choices.speakers}, known_speakers(work)
    for named in choices.people:
        if not work.values("participant", "id", identifier=named):
            add(work, "participant", named)
    for speaker in plan.speakers:
        who, role = speaker.participant, speaker.role
        if speaker.new:
            free = is_identifier(speaker.label) and not work.values("participant", "id", identifier=speaker.label)
            number = work.take("participant")
            name = speaker.label if free and _is_code(speaker.label) else _fresh(work, number)
            who, role = add(work, "participant", name, {"id": number}), "respondent"
        lasting = shape(speaker.label) is not Shape.SPEAKER or plan.kind == "survey"  # 'R' is another person elsewhere
        said = key(speaker.label) in given or (
            lasting and bool(who) and not (speaker.new and key(speaker.label) in known)
        )
        if said and role and key(speaker.label) != key(who or "-"):
            remember_speaker(work, speaker.label, who, role)
        people[key(speaker.label)] = (who, role)
    return people


def _fresh(work: Work, number: int) -> str:
    """An identifier that tells nothing of the person: P and the number, or the next one that nobody has."""
    while work.values("participant", "id", identifier=f"P{number}"):
        number += 1
    return f"P{number}"


def _is_code(label: str) -> bool:
    """Whether a label is a number or code (R4, N12), and not a name, which may not stand in the journal."""
    return bool(re.fullmatch(r"[A-Za-z]{0,3}[-_.]?\d{1,5}[a-z]?", label))


def _identifier(work: Work, participants: Sequence[str], speakers: Sequence[SpeakerIn], kind: str) -> str:
    """The only participant's name where no source has it yet; else empty. Never a file's name, which may tell who spoke."""
    if kind == "interview" and len(participants) == 1 and not any(speaker.new for speaker in speakers):
        taken = {
            name.casefold() for (name,) in work.values("source", "identifier")
        }  # files may not differ by case only
        return participants[0] if participants[0].casefold() not in taken else ""
    return ""


def _stem(name: str) -> str:
    sound = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a name need not be UTF-8
    return sound.rpartition("/")[2].rpartition(".")[0] or sound


def _date_in(name: str) -> str:
    """The date that a file's name holds as YYYY-MM-DD or YYYYMMDD; empty where it holds none."""
    found = re.search(r"(?<!\d)((?:19|20)\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)", name)
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _double(work: Work, text: str, data: bytes) -> str:
    """The source that has this text (in any version) or this very file; empty where none has."""
    names = dict(work.values("source", "id", "identifier"))
    for (source,) in work.values("text", "source_id", sha256=sha256(text)):
        return str(names[source])
    if data:
        kept = dict(work.values("original", "blob_id", "source_id"))
        for (blob,) in work.values("blob", "id", digest=hashlib.sha256(data).hexdigest()):
            if blob in kept:
                return str(names[kept[blob]])
    return ""
