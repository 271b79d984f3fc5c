"""What a label in a transcript can be by its looks: an interviewer's word, a speaker's word or number, a name, or none.

Looks prove little: what is a label is decided over a whole text, in ``speakers``.
"""

from __future__ import annotations

import re
from enum import IntEnum

__all__ = ["LONGEST_LABEL", "Shape", "alike", "is_interviewer", "is_small_name", "key", "shape", "spelling"]

LONGEST_LABEL = 40
_MOST_WORDS = 5
_FEWEST_LETTERS = 5
_MOST_SMALL_WORDS = 4


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_INTERVIEWERS = _words("""
    interviewer interviewster int interv i v vraag q question onderzoeker onderzoekster vragensteller vraagsteller
    moderator gespreksleider gespreksleidster gespreksvoerder researcher
""")
_SPEAKERS = _words("""
    respondent respondente resp r geïnterviewde geinterviewde g a antwoord answer interviewee informant informante
    spreker speaker deelnemer deelneemster participant p s vrouw man onbekend unknown sprekers allen all
""")
_UNKNOWN_SPEAKERS = frozenset({"onbekende spreker", "unknown speaker", "vrouw uit zaal", "man uit zaal"})
_NUMBERED_ALIKE = _words("vraag question antwoord answer")
"""Words whose number counts the questions, not the people: Vraag 1 and Vraag 2 are one speaker."""

_IN_A_HEAD = _words("""
    aan van cc bcc datum date plaats place locatie location aanwezig afwezig aanwezigen present absent duur duration tijd
    tijdstip time begintijd eindtijd start einde onderwerp subject betreft kenmerk project titel title auteur author bron
    source status versie version functie organisatie organisation opname opnameduur bestand transcript getranscribeerd
    transcriptie gespreksduur interviewdatum vergadering opening sluiting pauze lunch rondvraag mededelingen agenda
    agendapunt notulist verslag deelnemers http https www mailto tel telefoon email mail e-mail
""")
_IN_A_DOCUMENT = _words("""
    noot opmerking opmerkingen toelichting voorbeeld bijvoorbeeld conclusie conclusies samenvatting samengevat kortom
    inleiding tabel figuur bijlage hoofdstuk paragraaf artikel punt stap fase optie scenario variant doel doelen thema kern
    citaat actie actiepunt actiepunten eigenaar termijn besluit besluiten afspraak afspraken resultaat resultaten effect
    aanleiding risico maatregel kosten dekking vervolg advies aanbeveling aanbevelingen bevinding bevindingen reflectie
    reflecties observatie observaties analyse methode context note notes example conclusion summary introduction table figure
    appendix chapter section step phase option goal theme quote action owner decision result results risk advice finding
    findings reflection observation warning tip hint pro contra voordeel nadeel voordelen nadelen sterk zwak kans kansen
    bedreiging probleem oplossing oorzaak gevolg vraagstuk stelling antwoorden vragen code codes
""")
_LEADING_ON = _words("""
    dus namelijk immers overigens verder daarnaast kortweg nb ps eerst ten eerste tweede derde vierde laatste slotte let op
    zie dat en of maar want echter hierbij hiermee daarbij namens nogmaals belangrijk attentie waarschuwing
""")
_HEARD = _words("""
    stilte lacht lachen gelach zucht hoest onverstaanbaar inaudible laughter laughs silence pause muziek music applaus
""")
_NO_SPEAKERS = _IN_A_HEAD | _IN_A_DOCUMENT | _LEADING_ON | _HEARD
_STARTS_OF_NO_SPEAKER = _words(
    "ten let op in om bij tot zie het de een per als met over wat hoe waarom wie nog ik zoals"
)
_TITLES = _words("dhr mw mevr mevrouw meneer heer de drs dr ir mr ing prof wethouder burgemeester mrs ms")
_PARTICLES = _words("de den der van von het 't 'd d' el al ben bin ten ter te la le du di da e en uit")

_WORD = r"[^\W\d_](?:[\w'’&/+-]|\.(?=\w))*\.?"
_LABEL = re.compile(rf"['’]?{_WORD}(?:[ ]['’]?(?:{_WORD}|\d{{1,3}}))*|['’]?{_WORD}[ ]?[-#_]?\d{{1,3}}[a-z]?")
_NUMBERED = re.compile(r"(.*?[^\W\d_]\.?)[ ]?[-#_]?(\d{1,3}[a-z]?)")
_CODE = re.compile(r"[^\W\d_a-z]{1,3}\d{1,3}[a-z]?|[^\W\d_a-z]{1,2}[ -]\d{1,3}")


class Shape(IntEnum):
    """How much the looks of a label say; the order is that of their weight."""

    NONE = 0
    PHRASE = 1
    """One capital and some words: ``Vrouw achter in de zaal``."""
    NAME = 2
    """Words with capitals, as names have: ``Jan de Vries``, ``MK``."""
    SPEAKER = 3
    """A word or code by which speakers are marked: ``Respondent``, ``Spreker 2``, ``R4``."""
    INTERVIEWER = 4
    """A word by which the interviewer is marked: ``I``, ``Interviewer``, ``Vraag 3``."""


def key(label: str) -> str:
    """What two spellings of one label have in common.

    >>> key("R 4") == key("r4") == key("[R4]")
    True
    """
    folded = " ".join(label.casefold().replace("’", "'").split()).strip("[]").rstrip(".")
    numbered = _NUMBERED.fullmatch(folded)
    if numbered is None:
        return folded
    base = numbered[1].rstrip(".")
    return base if base in _NUMBERED_ALIKE else f"{base} {numbered[2]}"


def spelling(label: str) -> str:
    """The label as it stands in ``Said.label``: without the number of the question, spaces made one.

    >>> spelling("Vraag 3")
    'Vraag'
    """
    plain = " ".join(label.split())
    numbered = _NUMBERED.fullmatch(plain)
    return numbered[1] if numbered and numbered[1].casefold().rstrip(".") in _NUMBERED_ALIKE else plain


def is_interviewer(label: str) -> bool:
    """Whether the label is one of the words by which people mark the interviewer, with or without a number."""
    return shape(label) is Shape.INTERVIEWER


def is_small_name(label: str) -> bool:
    """Whether the label would be a name, were it written with capitals: ``karin``, ``jan de vries``, and not ``let op``.

    >>> [is_small_name(label) for label in ("karin", "jan de vries", "let op", "n.b", "Karin", "interviewer")]
    [True, True, False, False, False, False]
    """
    words = label.split()
    if label != label.lower() or not 0 < len(words) <= _MOST_SMALL_WORDS or shape(label) >= Shape.NAME:
        return False
    if not all(len(word) > 1 and word.isalpha() for word in words) or words[0] in _STARTS_OF_NO_SPEAKER:
        return False
    return shape(label.title()) is Shape.NAME


def shape(label: str) -> Shape:
    """What the label looks like."""
    plain = " ".join(label.split())
    words = plain.split()
    if not 0 < len(plain) <= LONGEST_LABEL or len(words) > _MOST_WORDS or not _LABEL.fullmatch(plain):
        return Shape.NONE
    folded = plain.casefold().rstrip(".")
    numbered = _NUMBERED.fullmatch(folded)
    base = numbered[1].rstrip(".") if numbered else folded
    if base in _INTERVIEWERS:
        return Shape.INTERVIEWER
    if base in _SPEAKERS and (len(base) > 1 or plain[0].isupper() or base == "r"):
        return Shape.SPEAKER
    if base in _UNKNOWN_SPEAKERS:
        return Shape.SPEAKER
    if base in _NO_SPEAKERS or words[0].casefold().rstrip(".") in _NO_SPEAKERS:
        return Shape.NONE
    if _CODE.fullmatch(plain):
        return Shape.SPEAKER
    return _name_or_phrase(words)


def _name_or_phrase(words: list[str]) -> Shape:
    if all(_is_name_word(word) for word in words) and any(word[:1].isupper() for word in words):
        return Shape.NAME
    first = words[0].casefold()
    if len(words) > 1 and words[0][0].isupper() and first not in _STARTS_OF_NO_SPEAKER and not words[-1].isdigit():
        return Shape.PHRASE
    return Shape.NONE


def _is_name_word(word: str) -> bool:
    folded = word.casefold().rstrip(".")
    return word.lstrip("'’")[:1].isupper() or folded in _PARTICLES or folded in _TITLES or word.isdigit()


def alike(one: str, other: str) -> bool:
    """Whether two keys differ by one slip of the fingers: a letter too many, too few, wrong, or two changed about."""
    if one == other or min(len(one), len(other)) < _FEWEST_LETTERS or abs(len(one) - len(other)) > 1:
        return False
    if re.sub(r"\d", "", one) != one or re.sub(r"\d", "", other) != other:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
