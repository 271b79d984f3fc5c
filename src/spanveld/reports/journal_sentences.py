"""What an entry of the journal says, as a sentence made of pieces, so that a page can link what it is about.

for piece in sentence(entry, translate): piece.text, piece.subject
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spanveld.language.messages import Translate
from spanveld.model.errors import N_
from spanveld.reports.journal_text import ACTIONS
from spanveld.views.journal_page import JournalEntry, Subject

__all__ = ["COLUMNS", "KINDS", "TABLES", "Piece", "sentence"]

NAMED = 4
"""How many subjects of one kind a sentence names; of more it says how many."""
SENTENCES: Mapping[str, str] = {
    "start": N_("{who} began this study"),
    "load": N_("{who} loaded the whole study from a study folder"),
    "undo": N_("{who} took back entry {entry}"),
    "redo": N_("{who} made entry {entry} again"),
    "add source": N_("{who} brought in source {source}"),
    "edit source": N_("{who} changed what is known of source {source}"),
    "remove source": N_("{who} removed source {source}"),
    "set turns": N_("{who} said who speaks where in {source}"),
    "correct text": N_("{who} corrected the text of {source}"),
    "accept change": N_("{who} accepted the place of passage {passage}"),
    "map speakers": N_("{who} said who the speakers in the texts are"),
    "pseudonymise": N_("{who} replaced names in {all}"),
    "erase": N_("{who} erased {all} for good"),
    "describe study": N_("{who} changed what is known of the study"),
    "take guide": N_("{who} took in topic list {all}"),
    "use guide": N_("{who} said by which topic list {source} was held"),
    "mark topic": N_("{who} said what became of topics in {source}"),
    "unmark topic": N_("{who} took back what was said of a topic in {source}"),
    "accept proposals": N_("{who} accepted what was proposed of topics in {source}"),
    "add passage": N_("{who} marked passage {passage} in {source}"),
    "code found places": N_("{who} coded with {code} what a search found in {source}"),
    "edit passage": N_("{who} changed what is known of passage {passage}"),
    "extend passage": N_("{who} moved the boundaries of passage {passage}"),
    "settle doubt": N_("{who} gave passage {passage} its place again"),
    "remove passage": N_("{who} removed passage {passage}"),
    "recode passage": N_("{who} changed the codes of passage {passage}"),
    "set progress": N_("{who} said how far {source} was read"),
    "add coding": N_("{who} coded passage {passage} with {code}"),
    "remove coding": N_("{who} took {code} off passage {passage}"),
    "create code": N_("{who} made code {code}"),
    "rename code": N_("{who} renamed or described code {code}"),
    "move code": N_("{who} moved code {code}"),
    "order codes": N_("{who} put code {code} in another place of the order"),
    "merge codes": N_("{who} merged codes: {code}"),
    "split code": N_("{who} split a code: {code}"),
    "remove code": N_("{who} removed code {code}"),
    "add finding": N_("{who} wrote finding {finding}"),
    "edit finding": N_("{who} changed finding {finding}"),
    "move finding": N_("{who} put finding {finding} in another place"),
    "remove finding": N_("{who} removed finding {finding}"),
    "link finding": N_("{who} linked a finding: {all}"),
    "unlink finding": N_("{who} took a link off a finding: {all}"),
    "add evidence": N_("{who} put passage {passage} with finding {finding} as evidence"),
    "edit evidence": N_("{who} changed how passage {passage} bears on finding {finding}"),
    "remove evidence": N_("{who} took passage {passage} off finding {finding}"),
    "add vignette": N_("{who} made vignette {vignette}"),
    "edit vignette": N_("{who} changed vignette {vignette}"),
    "move vignette": N_("{who} put vignette {vignette} in another place"),
    "remove vignette": N_("{who} removed vignette {vignette}"),
    "put passage in vignette": N_("{who} put passage {passage} in vignette {vignette}"),
    "take passage from vignette": N_("{who} took passage {passage} out of vignette {vignette}"),
    "order vignette": N_("{who} put the passages of vignette {vignette} in another order"),
    "save query": N_("{who} saved query {saved_query}"),
    "edit query": N_("{who} changed saved query {saved_query}"),
    "remove query": N_("{who} removed saved query {saved_query}"),
    "write cell": N_("{who} wrote in the matrix: {all}"),
    "clear cell": N_("{who} emptied a cell of the matrix: {all}"),
    "decide rule": N_("{who} decided which rule of the game is strained: {all}"),
    "clear rule": N_("{who} took back which rule of the game is strained: {all}"),
    "open assessment": N_("{who} opened assessment {assessment}"),
    "set scope": N_("{who} said something of the scope of assessment {assessment}"),
    "set assessors": N_("{who} said who judges in assessment {assessment}"),
    "remove assessment": N_("{who} removed assessment {assessment}"),
    "start blind round": N_("{who} began the blind round of assessment {assessment}"),
    "give mark": N_("{who} gave or changed a mark in assessment {assessment}"),
    "take mark": N_("{who} took a mark away in assessment {assessment}"),
    "reveal marks": N_("{who} laid the marks of assessment {assessment} open"),
    "agree judgement": N_("{who} entered what was agreed in assessment {assessment}"),
    "link to judgement": N_("{who} linked evidence to a judgement: {all}"),
    "unlink from judgement": N_("{who} took evidence off a judgement: {all}"),
    "log search": N_("{who} searched for what speaks against assessment {assessment}"),
    "close assessment": N_("{who} closed assessment {assessment}"),
    "reopen assessment": N_("{who} opened assessment {assessment} again"),
    "open round": N_("{who} opened one more round in assessment {assessment}"),
    "pin example": N_("{who} pinned passage {passage} to a position of the scale"),
    "unpin example": N_("{who} took passage {passage} off a position of the scale"),
    "add memo": N_("{who} wrote memo {memo}"),
    "edit memo": N_("{who} changed memo {memo}"),
    "remove memo": N_("{who} removed memo {memo}"),
    "bring in comments": N_("{who} brought comments back from a Word file: {all}"),
    "write overview": N_("{who} wrote the overview of {source}"),
    "write summary": N_("{who} wrote a summary of {source}"),
    "set consent": N_("{who} recorded the consent of {all}"),
    "remove consent": N_("{who} took away the consent of {all}"),
    "set attribute": N_("{who} set a characteristic of {all}"),
    "set audit rule": N_("{who} set rules of the evidence audit: {all}"),
    "reset audit rule": N_("{who} put a rule of the evidence audit back: {all}"),
    "merge copy": N_("{who} took in another copy of the study"),
    "import project": N_("{who} brought in a project of another program: {all}"),
    "adopt framework": N_("{who} adopted framework {all}"),
    "take framework version": N_("{who} took a newer version of framework {all}"),
}
CODED = {
    "add passage": (N_("{who} coded passage {passage} in {source} with {given}"), "", ""),
    "recode passage": (
        N_("{who} coded passage {passage} with {given}"),
        N_("{who} took {taken} off passage {passage}"),
        N_("{who} put {given} in the place of {taken} on passage {passage}"),
    ),
}
"""Action -> how it is said where codes were given, taken, or both."""
OF_THINGS = {
    "add": N_("{who} added {kind} {all}"),
    "edit": N_("{who} changed {kind} {all}"),
    "remove": N_("{who} removed {kind} {all}"),
}
OTHER = N_("{who}: {action} ({all})")
KINDS = {
    "study": N_("the study"),
    "case": N_("case"),
    "sub_case": N_("sub-case"),
    "wave": N_("wave"),
    "coder": N_("coder"),
    "party": N_("party"),
    "participant": N_("participant"),
    "source": N_("source"),
    "passage": N_("passage"),
    "coding": N_("coding"),
    "code": N_("code"),
    "layer": N_("layer"),
    "finding": N_("finding"),
    "evidence": N_("evidence"),
    "vignette": N_("vignette"),
    "memo": N_("memo"),
    "guide": N_("topic list"),
    "framework": N_("framework"),
    "judgement": N_("judgement"),
    "consent": N_("consent"),
    "summary": N_("main point"),
    "matrix_cell": N_("cell of the matrix"),
    "saved_query": N_("saved query"),
    "assessment": N_("assessment"),
    "rule_strain": N_("strained rule of the game"),
    "audit_setting": N_("setting of the evidence audit"),
    "exchange": N_("import of a project"),
}
"""What one thing of each kind is called."""
TABLES = {
    **KINDS,
    "anchor": N_("place in the text"),
    "anchor_example": N_("example of a position"),
    "assessment_assessors": N_("assessor"),
    "assessment_scope": N_("answer about the scope of an assessment"),
    "attribute": N_("characteristic"),
    "block": N_("part of the text"),
    "blob": N_("file"),
    "contrary_search": N_("search for what speaks against"),
    "coverage": N_("topic in a source"),
    "finding_link": N_("link of a finding"),
    "foreign": N_("part of an imported project"),
    "judgement_evidence": N_("evidence of a judgement"),
    "original": N_("original file"),
    "participant_parties": N_("party of a participant"),
    "participant_sub_cases": N_("sub-case of a participant"),
    "passage_about": N_("party that a passage is about"),
    "passage_voices": N_("voice of a passage"),
    "progress": N_("progress of reading"),
    "rule_strain_passages": N_("passage of a strained rule"),
    "sealed_mark": N_("sealed mark"),
    "source_guides": N_("topic list of a source"),
    "source_participants": N_("participant of a source"),
    "source_sub_cases": N_("sub-case of a source"),
    "speaker": N_("speaker in the texts"),
    "text": N_("version of the text"),
    "time_mark": N_("time mark"),
    "topic": N_("topic"),
    "turn": N_("turn"),
    "vignette_passage": N_("passage of a vignette"),
}
"""What a row of each table is."""
COLUMNS = {
    "about": N_("about"),
    "account": N_("report"),
    "adequacy": N_("on adequacy"),
    "agreed": N_("agreed"),
    "aliases": N_("also called"),
    "answer": N_("answer"),
    "assessment": N_("assessment"),
    "assessor": N_("assessor"),
    "author": N_("author"),
    "basis": N_("basis"),
    "best": N_("best"),
    "case": N_("case"),
    "closed": N_("closed at"),
    "code": N_("code"),
    "coder": N_("coder"),
    "coherence": N_("on coherence"),
    "content": N_("what the mark says"),
    "created": N_("made at"),
    "date": N_("date"),
    "decision": N_("decision"),
    "definition": N_("definition"),
    "digest": N_("fingerprint of the file"),
    "dimension": N_("dimension"),
    "doubt": N_("in doubt"),
    "effect": N_("effect"),
    "element": N_("element"),
    "end": N_("end"),
    "evidence": N_("evidence"),
    "exchange": N_("import of a project"),
    "expression": N_("query"),
    "fate": N_("how it came there"),
    "file": N_("file"),
    "finding": N_("finding"),
    "form": N_("form"),
    "format": N_("format"),
    "found": N_("passages found"),
    "function": N_("function"),
    "grade": N_("evidence grade"),
    "handled": N_("how it is handled"),
    "handlings": N_("handlings"),
    "hedged": N_("hedged"),
    "high": N_("high"),
    "identifier": N_("identifier"),
    "item": N_("thing"),
    "kind": N_("kind"),
    "label_en": N_("label (English)"),
    "label_nl": N_("label (Dutch)"),
    "language": N_("language"),
    "layer": N_("layer"),
    "length": N_("length"),
    "level": N_("level"),
    "low": N_("low"),
    "memo": N_("memo"),
    "mentions": N_("mentions"),
    "method": N_("on method"),
    "name": N_("name"),
    "note": N_("note"),
    "off": N_("left out"),
    "opened": N_("opened at"),
    "origin": N_("origin"),
    "own": N_("own columns"),
    "parent": N_("under"),
    "participant": N_("participant"),
    "participants": N_("participants"),
    "party": N_("party"),
    "passage": N_("passage"),
    "phase": N_("phase"),
    "place": N_("place"),
    "position": N_("place in the order"),
    "query": N_("query"),
    "question": N_("question"),
    "rationale": N_("rationale"),
    "reason": N_("reason"),
    "recording": N_("recording"),
    "relevance": N_("on relevance"),
    "reopened": N_("why it was opened again"),
    "role": N_("role"),
    "round": N_("round"),
    "rule": N_("rule of the game"),
    "searched": N_("searched at"),
    "source": N_("source"),
    "stance": N_("stance"),
    "start": N_("start"),
    "state": N_("state"),
    "statement": N_("statement"),
    "sub_case": N_("sub-case"),
    "sub_cases": N_("sub-cases"),
    "sub_dimension": N_("sub-dimension"),
    "subject": N_("on"),
    "superseded": N_("superseded"),
    "tension_strength": N_("how strongly it is felt"),
    "text": N_("text"),
    "theme": N_("theme"),
    "threshold": N_("limit"),
    "title": N_("title"),
    "topic": N_("topic"),
    "tried": N_("what came of it"),
    "version": N_("version"),
    "vignette": N_("vignette"),
    "wave": N_("wave"),
    "words": N_("words"),
}
"""Columns as a person reads them; others stand by their own name."""
_PLACE = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: plain words, a thing (``subject``), a person who acted (``who``), or an ``entry`` by its number."""

    text: str
    subject: Subject | None = None
    who: bool = False
    entry: int = 0


def sentence(entry: JournalEntry, translate: Translate, *, called: Mapping[str, str] | None = None) -> list[Piece]:
    """What was done, in words; ``called``: coder -> name."""
    return list(_merged(_pieces(entry, translate, called or {})))


def _pieces(entry: JournalEntry, translate: Translate, called: Mapping[str, str]) -> Iterator[Piece]:
    template = _template(entry)
    position = 0
    text = translate(template)
    for place in _PLACE.finditer(text):
        yield Piece(text[position : place.start()])
        position = place.end()
        match place.group(1):
            case "who":
                yield Piece(called.get(entry.actor, entry.actor) or translate(N_("somebody")), who=True)
            case "entry":
                yield Piece(str(entry.of.sequence if entry.of else "?"), entry=entry.of.sequence if entry.of else 0)
            case "kind":
                kind = entry.action.partition(" ")[2]
                yield Piece(translate(KINDS.get(kind, kind)))
            case "action":
                yield Piece(translate(ACTIONS.get(entry.action, entry.action)))
            case "given":
                yield from _listed(entry.given, translate)
            case "taken":
                yield from _listed(entry.taken, translate)
            case "all":
                yield from _listed(entry.subjects, translate)
            case kind:
                its = [one for one in entry.subjects if one.subject.startswith(f"{kind}:")]
                yield from _listed(its or entry.subjects, translate)
    yield Piece(text[position:])
    if entry.of is not None:
        yield Piece(" (")
        yield from _pieces(entry.of, translate, called)
        yield Piece(")")


def _template(entry: JournalEntry) -> str:
    given, taken, both = CODED.get(entry.action, ("", "", ""))
    if entry.given and entry.taken and both:
        return both
    if entry.given and given:
        return given
    if entry.taken and taken:
        return taken
    verb, _, kind = entry.action.partition(" ")
    if entry.action not in SENTENCES and verb in OF_THINGS and kind in KINDS:
        return OF_THINGS[verb]
    return SENTENCES.get(entry.action, OTHER)


def _listed(subjects: Sequence[Subject], translate: Translate) -> Iterator[Piece]:
    shown = subjects if len(subjects) <= NAMED else subjects[: NAMED - 1]
    for place, subject in enumerate(shown):
        if place:
            yield Piece(", ")
        kind, _, name = subject.subject.partition(":")
        said = name or kind
        if subject.subject == "code:?":
            yield Piece(translate(N_("a code that is gone")))
        elif subject.subject.partition(":")[0] == "study":
            yield Piece(translate(KINDS["study"]), subject)
        else:
            yield Piece(subject.called or said, subject)
    if len(subjects) > len(shown):
        yield Piece(translate(N_(" and {count} more")).format(count=len(subjects) - len(shown)))


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Plain words that follow each other as one piece."""
    words = ""
    for piece in pieces:
        if piece.subject is None and not piece.who and not piece.entry:
            words += piece.text
            continue
        if words:
            yield Piece(words)
            words = ""
        yield piece
    if words:
        yield Piece(words)
