"""Reading a query and writing it down."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spanveld.query.faults import QueryError
from spanveld.query.parsing import parse
from spanveld.query.printing import show
from spanveld.query.tree import (
    KEYWORDS,
    RELATIONS,
    WITH_DISTANCE,
    And,
    Node,
    Not,
    Or,
    Related,
    Term,
    Value,
    Voices,
    every,
    some,
)

NAMES = st.sampled_from(
    ["voice", "party", "kind", "a.b", "two words", "and", "Near", "five/quality", 'q"', "x\\", "é", "-"]
)
WORDS = st.sampled_from(
    ["R3", "a.b", "OR", "inside", "two words", "x*", '"', "\\", "één", "2018", "x:y", "(", "@", "."]
) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).filter(str.strip)
PATTERNS = st.sampled_from(["*", "a*", "*b.c*", "R*3"])
VALUES = st.builds(Value, WORDS) | st.builds(Value, PATTERNS, st.just(True))
TERMS = st.builds(
    Term,
    st.lists(NAMES, min_size=1, max_size=3).map(tuple),
    st.lists(VALUES, min_size=1, max_size=3).map(tuple),
    st.none() | VALUES,
)
MARKS = st.builds(Term, st.sampled_from([("hedged",), ("memo",), ("attr", "two words")]))


def _joined(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    lists = st.lists(inner, min_size=2, max_size=3)
    distances = st.none() | st.integers(0, 1000)

    def related(left: Node, relation: str, distance: int | None, right: Node) -> Node:
        if relation not in WITH_DISTANCE:
            distance = None
        elif relation == "near" and distance is None:
            distance = 200
        return Related(left, relation, distance, right)  # type: ignore[arg-type]

    return st.one_of(
        lists.map(every),
        lists.map(some),
        inner.map(Not),
        inner.map(Voices),
        st.builds(related, inner, st.sampled_from(RELATIONS), distances, inner),
    )


QUERIES: st.SearchStrategy[Node] = st.recursive(TERMS | MARKS, _joined, max_leaves=10)


@settings(max_examples=4 * settings().max_examples)
@given(query=QUERIES)
def test_a_query_that_is_written_down_reads_as_the_same_query(query: Node) -> None:
    assert parse(show(query)) == query


@given(query=QUERIES)
def test_there_is_one_way_to_write_a_query(query: Node) -> None:
    assert show(parse(show(query))) == show(query)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("voice:R3", "voice:R3"),
        ('  ( voice : "R3" ) AND ((hedged))', "voice:R3 and hedged"),
        ("a:b or c:d and not e:f", "a:b or c:d and not e:f"),
        ("a:b or (c:d and not (e:f))", "a:b or c:d and not e:f"),
        ("(a:b or c:d) and e:f", "(a:b or c:d) and e:f"),
        ("a:b and (c:d and e:f)", "a:b and c:d and e:f"),
        ("a:b near: 200 c:d FOLLOWS e:f", "a:b near:200 c:d follows e:f"),
        ("not a:b overlaps (c:d or e:f)", "not a:b overlaps (c:d or e:f)"),
        ("a:b inside (c:d near:5 e:f)", "a:b inside (c:d near:5 e:f)"),
        ("text:“twee woorden”", 'text:"twee woorden"'),
        ("sub_case:AED, TGB", "sub_case:AED,TGB"),
        ("finding:T4.P1@contradicts", "finding:T4.P1@contradicts"),
        ("voice:(level:board or party.kind:police)", "voice:(level:board or party.kind:police)"),
        ('attr."years in office":7', 'attr."years in office":7'),
        ('aspect:"a*"', 'aspect:"a*"'),
    ],
)
def test_the_canonical_form(written: str, canonical: str) -> None:
    assert show(parse(written)) == canonical


@pytest.mark.parametrize("word", KEYWORDS)
def test_a_word_of_the_language_is_a_name_between_quotes(word: str) -> None:
    assert parse(f'"{word}":"{word}"') == Term((word,), (Value(word),))


@pytest.mark.parametrize(
    ("query", "place", "message"),
    [
        ("", (0, 0), "the query ends where a condition"),
        ("voice:", (6, 6), "the query ends where a value"),
        ("voice:R3 and", (12, 12), "the query ends where a condition"),
        ("voice:R3 voice:R4", (9, 14), "'voice' stands where 'and'"),
        ("voice:R3 adn voice:R4", (9, 12), "Did you mean and?"),
        ("voice:R3 overlap voice:R4", (9, 16), "Did you mean overlaps?"),
        ("(voice:R3 or voice:R4", (0, 1), "this '(' is not closed"),
        ("voice:R3)", (8, 9), "')' stands where 'and'"),
        ("and voice:R3", (0, 3), "'and' stands where a condition"),
        ("voice:R3 or or voice:R4", (12, 14), "'or' stands where a condition"),
        ("voice:R3 near voice:R4", (14, 19), "how near"),
        ("voice:R3 near:far voice:R4", (14, 17), "a number of characters"),
        ("voice:R3 near:99999999 voice:R4", (14, 22), "too far"),
        ("voice:R3 overlaps:3 voice:R4", (17, 18), "':' stands where a condition"),
        ('text:"de raad', (5, 13), "not closed"),
        ('text:""', (5, 7), "nothing between these quotes"),
        ('"de raad"', (0, 9), 'text:"de raad"'),
        ("voice:R3 & voice:R4", (9, 10), "cannot stand here"),
        ("voice:and", (6, 9), "between quotes"),
        ("voice:R3 and ()", (14, 15), "')' stands where a condition"),
        ("party..kind:x", (0, 11), "no name of a field"),
    ],
)
def test_a_fault_is_shown_at_its_place(query: str, place: tuple[int, int], message: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert (refused.value.start, refused.value.end) == place
    assert message in str(refused.value)
    assert str(refused.value).startswith(f"At character {place[0] + 1}: ")


def test_below_the_query_a_mark_stands_under_the_fault() -> None:
    with pytest.raises(QueryError) as refused:
        parse("voice:R3 adn voice:R4")
    *_, line, mark = str(refused.value).splitlines()
    assert line[mark.index("^") :].startswith("adn")
    assert mark.count("^") == 3


@pytest.mark.parametrize(
    "query",
    [
        "(" * 100 + "hedged" + ")" * 100,
        "not " * 100 + "hedged",
        " or ".join(["hedged"] * 500),
        "x" * 20_000,
        "voice:" + ",".join("R" * 500),
    ],
)
def test_a_query_that_is_too_long_or_too_deep_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="at most"):
        parse(query)


@given(text=st.text(st.sampled_from('ab():,@".*\\ \n"“and or not near:3 voice') | st.characters(), max_size=30))
def test_whatever_is_typed_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    try:
        read = parse(text)
    except QueryError as error:
        refused = error
    else:
        assert parse(show(read)) == read
        return
    assert 0 <= refused.start <= refused.end <= len(text)


def test_parts_that_are_joined_alike_are_one_list() -> None:
    terms = [Term((name,)) for name in "abc"]
    assert every([terms[0], And((terms[1], terms[2]))]) == And(tuple(terms))
    assert some([Or((terms[0], terms[1])), terms[2]]) == Or(tuple(terms))
