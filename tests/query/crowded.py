"""Studies crowded with passages that overlap, nest and repeat, of several coders and two frameworks; and queries to ask of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from spanveld.formats.framework_file import shipped_named
from spanveld.model import records as r
from spanveld.model.study import StudyContent
from spanveld.query.tree import RELATIONS, WITH_DISTANCE, Node, Not, Related, Term, Value, Voices, every, some
from tests.session.samples import reading_room

__all__ = ["adopted", "crowded", "queries"]

SOURCES = ("s1", "s2", "s10")
PEOPLE = ("R1", "R2", "R10", "FN")
PARTIES = ("LIB", "SCH")
CODERS = ("ann", "ben")
WORDS = ("de Raad ", "één ", "E\u0301e\u0301n ", "raad.\n", "🙂 ", "ja ", "beraad-", "raden, ")
CODES = {
    "tension": ("authorise", "perform"),
    "kind": ("pain_point", "general"),
    "aspect": ("cold", "frost", "ice"),
    "quality": ("light", "quiet"),
    "moment": ("entering",),
    "keyword": ("building", "window", "lamp"),
    "sub_case": ("east", "west"),
    "room": ("east", "west"),
    "mood": ("calm", "cross"),
}
EXCLUSIVE = ("tension", "kind", "moment", "mood")


@st.composite
def crowded(draw: st.DrawFn, identifier: str = "crowd") -> StudyContent:
    """The records of a study of three short sources with up to sixteen passages."""

    def few(items: Any, most: int = 2) -> tuple[Any, ...]:
        return tuple(draw(st.lists(st.sampled_from(items), max_size=most, unique=True)))

    def any_of(*items: Any) -> Any:
        return draw(st.sampled_from(items))

    texts = {name: "".join(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))) for name in SOURCES}

    def span(source: str) -> tuple[int, int]:
        start = draw(st.integers(0, len(texts[source]) - 1))
        return start, draw(st.integers(start + 1, len(texts[source])))

    people = tuple(
        r.Participant(name, "", few(PARTIES), "observer" if name == "FN" else any_of("board", "staff", ""))
        for name in PEOPLE
    )
    sources = tuple(
        r.Source(
            *(name, any_of("interview", "field_notes", "document"), f"sources/{name}.txt"),
            case=any_of("C", "D", ""),
            wave=any_of("W1", "W2", ""),
            participants=few(PEOPLE),
            sub_cases=few(("east", "west")),
        )
        for name in SOURCES
    )
    turns = {}
    for _ in range(draw(st.integers(0, 5))):
        source = any_of(*SOURCES)
        turn = r.Turn(source, *span(source), any_of("", *PEOPLE), any_of("", "interviewer", "respondent", "reflection"))
        turns[turn.source, turn.start, turn.end, turn.participant] = turn
    passages = []
    for number in range(draw(st.integers(0, 16))):
        source = any_of(*SOURCES)
        again = any_of(True, False) and [each for each in passages if each.source == source and each.start is not None]
        place = (again[-1].start, again[-1].end) if again else span(source)
        doubt = any_of("", "", "", "", "weg")
        start, end = (None, None) if doubt else place
        passages.append(
            r.Passage(
                *(f"P{number}", source, start, end, any_of("", *CODERS)),
                voices=any_of(None, None, (), few(PEOPLE)),
                about=few(PARTIES),
                form=any_of("", "verbatim", "condensed"),
                hedged=any_of(None, True, False),
                basis=any_of("", "resp", "fieldnote", "inference"),
                memo=any_of("", "", "Een RAAD.", "Eén\nraden"),
                doubt=doubt,
            )
        )
    names = [passage.passage for passage in passages]
    coders = {passage.passage: passage.coder for passage in passages}
    codings: dict[tuple[str, ...], r.Coding] = {}
    findings = (r.Finding("F1", "C", "authorise", "pain_point"), r.Finding("F2", "C", "light", "strength"))
    evidence: dict[tuple[str, str], r.Evidence] = {}
    memos = []
    for name in names:
        for layer in few(tuple(CODES), 3):
            for code in few(CODES[layer], 1 if layer in EXCLUSIVE else 2):
                coder = any_of("", "", *(each for each in CODERS if each != coders[name]))
                codings[name, layer, code, coder] = r.Coding(name, layer, code, coder)
        for finding in few(("F1", "F2")):
            evidence[finding, name] = r.Evidence(finding, name, any_of(*r.STANCES))
        if any_of(True, False, False):
            memos.append(r.Memo(f"passage:{name}", "note", text=any_of("kou", "een raad")))
    attributes = []
    for subject in (
        *(f"source:{name}" for name in SOURCES),
        *(f"participant:{name}" for name in PEOPLE),
        "party:LIB",
        "case:C",
    ):
        for name in few(("size", "x.y")):
            attributes.append(r.Attribute(subject, name, any_of("1", "one two")))
    values: dict[str, Any] = {
        "case": (r.Case("C"), r.Case("D")),
        "sub_case": (r.SubCase("east", "C"), r.SubCase("west", "C")),
        "wave": (r.Wave("W1"), r.Wave("W2")),
        "coder": tuple(map(r.Coder, CODERS)),
        "layer": (r.Layer("mood", exclusive=True),),
        "party": tuple(r.Party(name, kind=kind) for name, kind in zip(PARTIES, ("library", "school"), strict=True)),
        "participant": people,
        "source": sources,
        "turn": tuple(turns.values()),
        "code": (
            r.Code("aspect", "cold"),
            r.Code("aspect", "frost", "cold"),
            r.Code("aspect", "ice", "frost"),
            r.Code("mood", "calm"),
            r.Code("mood", "cross"),
        ),
        "passage": tuple(passages),
        "coding": tuple(codings.values()),
        "finding": findings,
        "evidence": tuple(evidence.values()),
        "attribute": tuple(attributes),
        "memo": tuple(memos),
    }
    return StudyContent(identifier, "Vol", "nl", records=values, texts=texts)


def adopted(content: StudyContent) -> StudyContent:
    """The same with its two frameworks, which are too long to be printed with each example."""
    return replace(content, frameworks=(shipped_named("governance-tensions@1"), reading_room()))


def _terms(field: tuple[str, ...], *values: str, by: tuple[str, ...] = ()) -> st.SearchStrategy[Node]:
    known = st.sampled_from([Value(value, "*" in value) for value in (*values, "*")])
    asked = st.lists(known, min_size=1, max_size=2).map(tuple)
    who = st.none() | st.sampled_from([Value(name) for name in by]) if by else st.none()
    return st.builds(Term, st.just(field), asked, who)


PERSONAL = st.one_of(
    _terms(("voice",), *PEOPLE, "R*"),
    _terms(("party",), *PARTIES),
    _terms(("party", "kind"), "library", "school"),
    _terms(("level",), "board", "staff", "observer"),
)
OTHERS = st.one_of(
    *(_terms((layer,), *codes, by=CODERS) for layer, codes in CODES.items() if layer != "sub_case"),
    _terms(("sub_case",), "east", "west", by=CODERS),
    _terms(("five-dimensions/keyword",), "building"),
    _terms(("layer", "sub_case"), "east"),
    _terms(("source",), *SOURCES, "s1*"),
    _terms(("source", "kind"), "interview", "field_notes", "document"),
    _terms(("source", "sub_case"), "east", "west"),
    _terms(("wave",), "W1"),
    _terms(("case",), "C", "D"),
    _terms(("coder",), *CODERS),
    _terms(("about",), *PARTIES),
    _terms(("finding",), "F1", "F2", by=r.STANCES),
    _terms(("stance",), *r.STANCES),
    _terms(("form",), "verbatim", "condensed"),
    _terms(("basis",), "resp", "inference"),
    st.sampled_from([Term((name,)) for name in ("hedged", "incomplete", "unused", "memo", "doubt")]),
    st.builds(
        Term,
        st.sampled_from([("text",), ("memo",)]),
        st.lists(
            st.sampled_from(["de raad", "een", "EEN", "d", "raad. ja", "raden", "ra*", "*aa*", "een-r*", "*a"]).map(
                lambda phrase: Value(phrase, "*" in phrase)
            ),
            min_size=1,
            max_size=2,
        ).map(tuple),
    ),
)
BROAD = st.one_of(
    _terms(("coder",), *CODERS),
    _terms(("aspect",), "cold"),
    _terms(("source",), *SOURCES),
    st.sampled_from([Term((name,)) for name in ("hedged", "unused", "memo")]),
    PERSONAL,
)
"""Conditions that many passages meet, so that these lie to each other in many ways."""
ATTRIBUTES = st.builds(
    lambda of, name, values: Term((*of, name), values),
    st.sampled_from([("attr",), ("source", "attr"), ("voice", "attr"), ("party", "attr"), ("case", "attr")]),
    st.sampled_from(["size", "x.y"]),
    st.sampled_from([(Value("1"),), (Value("one two"), Value("1")), (Value("o*", True),)]),
)


def _together(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    lists = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(lists.map(every), lists.map(some), inner.map(Not))


def _related(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def related(left: Node, relation: Any, distance: int | None, right: Node) -> Node:
        far = distance if relation in WITH_DISTANCE else None
        return Related(left, relation, 3 if relation == "near" and far is None else far, right)

    return st.builds(related, inner, st.sampled_from(RELATIONS), st.none() | st.integers(0, 20), inner)


def queries() -> st.SearchStrategy[Node]:
    """Whatever can be asked of such a study; attributes only where something has them, else the query is refused."""
    people = st.recursive(PERSONAL, _together, max_leaves=4).map(Voices)
    leaves = PERSONAL | OTHERS | OTHERS | ATTRIBUTES | people | _related(BROAD)
    return st.recursive(leaves, lambda inner: _together(inner) | _related(inner), max_leaves=8)
