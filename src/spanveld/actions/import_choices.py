"""What a person says of files that come in, and whether that can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from spanveld.actions.lookup import find, layer_named
from spanveld.actions.speakers import INTERVIEWER
from spanveld.actions.things import check_free, to_columns
from spanveld.model.errors import N_, NotFound, Refused
from spanveld.model.framework_names import UnknownName
from spanveld.model.names import check_identifier
from spanveld.model.records import KINDS, SOURCE_KINDS
from spanveld.store.work import Work

__all__ = ["Choices", "check_choices"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person says of a file that comes in.

    ``kind`` empty: by what is in it. ``speakers``: label -> participant or ``interviewer``. ``new_participants``: make a
    participant of each label that is nobody yet, and of each that is named here and not there. ``match_participants``: a
    respondent of a survey who is called as a participant is that participant; else each row is somebody new. ``comments_as``,
    ``highlights_as``: the layer to which comments and coloured words go as codings; empty: they are left out.
    ``keep_original``: whether the file itself is kept in the study.
    """

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
    speakers: Mapping[str, str] = field(default_factory=dict)
    new_participants: bool = False
    match_participants: bool = False
    comments_as: str = ""
    highlights_as: str = ""
    keep_original: bool = True

    @property
    def people(self) -> tuple[str, ...]:
        """The participants that are named, each once."""
        said = (who for who in self.speakers.values() if who and who != INTERVIEWER)
        return tuple(dict.fromkeys((*self.participants, *said)))


def check_choices(work: Work, choices: Choices) -> None:
    """Refused where something that a person says of files that come in cannot be, or is not in the study."""
    if choices.kind and choices.kind not in SOURCE_KINDS:
        raise Refused(
            N_("'{kind}' is no kind of source; it is one of: {kinds}."),
            kind=choices.kind,
            kinds=", ".join(SOURCE_KINDS),
        )
    for who in choices.people:
        if work.values("participant", "id", identifier=who):
            continue
        if not choices.new_participants:
            raise NotFound(
                N_("There is no participant '{name}' in this study; --new-participants makes one."), name=who
            )
        check_identifier(who)
    for kind, names in {
        "case": (choices.case,),
        "wave": (choices.wave,),
        "sub_case": choices.sub_cases,
        "guide": choices.guides,
    }.items():
        for name in names:
            if name:
                find(work, kind, name)
    to_columns(work, KINDS["source"], {"date": choices.date})
    if choices.source:
        check_free(work, "source", check_identifier(choices.source))
    for layer in (choices.comments_as, choices.highlights_as):
        if layer:
            _check_layer(work, layer)


def _check_layer(work: Work, name: str) -> None:
    try:
        row = layer_named(work, name)
    except UnknownName:
        check_identifier(name)
        return
    if row["role"] == "sub_case":
        raise Refused(N_("The codes of layer '{layer}' are the sub-cases of the study: add a sub-case."), layer=name)
