"""Who the labels in transcripts are: said once for the study, and true of every text in which they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from spanveld.actions.lookup import find
from spanveld.actions.things import add
from spanveld.formats.sources.speaker_labels import is_interviewer, key, spelling
from spanveld.model.errors import N_, Refused
from spanveld.model.names import natural
from spanveld.store.work import Row, Work
from spanveld.views.importing import LabelUse

__all__ = ["INTERVIEWER", "Known", "known_speakers", "label_uses", "map_speakers", "remember_speaker"]

INTERVIEWER = "interviewer"
"""What stands for the interviewer where a label is said to be somebody."""


@dataclass(frozen=True, slots=True)
class Known:
    """Who a label is: a participant, or the interviewer (then no participant)."""

    participant: str
    role: str


def known_speakers(work: Work) -> dict[str, Known]:
    """Key of a label -> who it is: the study's list of labels, and the identifiers of its participants."""
    names = dict(work.values("participant", "id", "identifier"))
    found = {key(name): Known(name, "respondent") for name in names.values()}
    for label, participant, role in work.values("speaker", "label", "participant_id", "role"):
        found[key(label)] = Known(names.get(participant, ""), role)
    return found


def remember_speaker(work: Work, label: str, participant: str, role: str) -> None:
    """Note who a label is, as a part of another action. Refused where it is somebody else already."""
    known = known_speakers(work).get(key(label))
    if known == Known(participant, role):
        return
    if known is not None:
        raise Refused(
            N_("'{label}' is {known} in this study; 'spanveld speakers' changes that for all texts."),
            label=label,
            known=known.participant or INTERVIEWER,
        )
    add(work, "speaker", "", label=label, participant=participant, role=role)


def label_uses(work: Work) -> list[LabelUse]:
    """The labels in the current texts, by the order of their names."""
    known, counted = known_speakers(work), defaultdict(list)
    first: dict[str, str] = {}
    for source, label, turn in _labelled(work):
        counted[key(label)].append((source, turn))
        first.setdefault(key(label), label)
    uses = []
    for name, found in counted.items():
        who = known.get(name) or _by_turns(work, [turn for _, turn in found])
        if not who.role and is_interviewer(first[name]):
            who = Known("", INTERVIEWER)
        sources = tuple(sorted({source for source, _ in found}, key=natural))
        uses.append(LabelUse(first[name], who.participant, who.role, len(found), sources))
    return sorted(uses, key=lambda use: natural(use.label))


def _by_turns(work: Work, turns: list[Row]) -> Known:
    """Who a label is that is in no list: whose the turns are that it begins; several where it is another person in each text."""
    names = dict(work.values("participant", "id", "identifier"))
    people = sorted({names[turn["participant_id"]] for turn in turns if turn["participant_id"]}, key=natural)
    roles = {turn["role"] for turn in turns}
    return Known(", ".join(people), str(roles.pop()) if len(roles) == 1 else "")


def map_speakers(work: Work, speakers: Mapping[str, str]) -> int:
    """Say who labels are (label -> participant, ``interviewer``, or empty to forget); gives the number of turns that changed.

    Every turn in a current text that begins with such a label is that person's from now on; passages follow, unless somebody gave
    them voices. Refused for a label that stands in no text and is in no list.
    """
    wanted = {key(label): who for label, who in speakers.items()}
    if twice := next((label for label, who in speakers.items() if wanted[key(label)] != who), None):
        raise Refused(N_("'{label}' is said to be two people."), label=twice)
    speakers = dict({key(label): (label, who) for label, who in speakers.items()}.values())
    in_texts = [(name, label, turn) for name, label, turn in _labelled(work) if key(label) in wanted]
    listed = {key(row["label"]): row for row in work.rows("speaker")}
    for label in speakers:
        if key(label) not in listed and not any(key(label) == key(found) for _, found, _ in in_texts):
            raise Refused(N_("No text has a speaker '{label}'."), label=label)
    for label, who in speakers.items():
        _list(work, label, who, listed.get(key(label)))
    changed = 0
    for _, label, turn in in_texts:
        who = wanted[key(label)]
        role = INTERVIEWER if who == INTERVIEWER else "respondent" if who else ""
        number = find(work, "participant", who) if who and who != INTERVIEWER else None
        if (turn["participant_id"], turn["role"]) != (number, role):
            place = {name: turn[name] for name in ("text_id", "start", "end")}
            if any(row != turn["id"] for (row,) in work.values("turn", "id", **place, participant_id=number)):
                work.delete("turn", turn["id"])  # the same words are that person's already
            else:
                work.update("turn", turn["id"], participant_id=number, role=role)
            changed += 1
    _join_sources(work, in_texts, wanted)
    work.record("map speakers", ["study"])
    return changed


def _list(work: Work, label: str, who: str, row: Row | None) -> None:
    participant = "" if who == INTERVIEWER else who
    if not who:
        if row is not None:
            work.delete("speaker", row["id"])
        return
    role = INTERVIEWER if who == INTERVIEWER else "respondent"
    if row is None:
        add(work, "speaker", "", label=label, participant=participant, role=role)
    else:
        number = find(work, "participant", participant) if participant else None
        work.update("speaker", row["id"], participant_id=number, role=role)


def _join_sources(work: Work, in_texts: list[tuple[str, str, Row]], wanted: Mapping[str, str]) -> None:
    """Who speaks in a source takes part in it."""
    for source, label in sorted({(source, key(label)) for source, label, _ in in_texts}):
        who = wanted[label]
        if who and who != INTERVIEWER:
            place = {"source_id": find(work, "source", source), "participant_id": find(work, "participant", who)}
            if not work.count("source_participants", **place):
                work.insert("source_participants", **place)


def _labelled(work: Work) -> list[tuple[str, str, Row]]:
    """(source, label, row of the turn that it begins) in all current texts."""
    names = dict(work.values("source", "id", "identifier"))
    found = []
    for text in work.rows("text", superseded=0):
        labels = work.rows("block", text_id=text["id"], kind="speaker")
        body = work.body(text["erasable_id"]) if labels else None
        if body is None:
            continue
        turns = sorted(work.rows("turn", text_id=text["id"]), key=lambda row: int(row["start"]))
        starts = [int(turn["start"]) for turn in turns]
        ordered = sorted(labels, key=lambda row: int(row["start"]))
        for place, label in enumerate(ordered):
            until = ordered[place + 1]["start"] if place + 1 < len(ordered) else len(body)
            at = bisect_left(starts, label["start"])
            if at < len(turns) and starts[at] < until:
                found.append((names[text["source_id"]], spelling(body[label["start"] : label["end"]]), turns[at]))
    return found
