"""The form that writes queries, and queries read back into it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spanveld.model.errors import Refused
from spanveld.query.form import Condition, QueryForm, form_of, narrowed, written
from spanveld.query.parsing import parse
from spanveld.query.tree import RELATIONS, WITH_DISTANCE
from tests.query.test_writing import QUERIES

FIELDS = st.sampled_from(["tension", "party.kind", "five/quality", "source.attr.weer", 'attr."two words"', "voice"])
VALUES = st.lists(
    st.sampled_from(["R3", "b*", "two words", "één", "and", "x:y", "(", "@", '"', "a.b"]), max_size=3, unique=True
).map(",".join)
CONDITIONS = st.builds(Condition, FIELDS, VALUES, st.booleans()) | st.builds(
    Condition, st.sampled_from(["hedged", "memo"]), st.just(""), st.booleans()
)
PHRASES = st.builds(
    Condition,
    st.sampled_from(["text", "memo"]),
    st.sampled_from(["niet gehoord", "a, b", "vergader*", "x"]),
    st.booleans(),
)
ROWS = st.lists(CONDITIONS | PHRASES, min_size=1, max_size=3).map(tuple)


@st.composite
def forms(draw: st.DrawFn) -> QueryForm:
    rows, relation = draw(ROWS), draw(st.sampled_from(["", *RELATIONS]))
    if not relation:
        return QueryForm(rows)
    distance = draw(st.sampled_from(["", "0", "300"])) if relation in WITH_DISTANCE else ""
    return QueryForm(rows, relation, "200" if relation == "near" and not distance else distance, draw(ROWS))


@given(form=forms())
def test_what_a_form_writes_is_read_back_into_the_same_form(form: QueryForm) -> None:
    assert form_of(parse(written(form))) == form


@given(query=QUERIES)
def test_a_query_that_a_form_shows_is_the_one_that_it_writes(query: object) -> None:
    form = form_of(query)  # type: ignore[arg-type]
    assert form is None or parse(written(form)) == query


@pytest.mark.parametrize(
    ("form", "query"),
    [
        (QueryForm((Condition("voice", "R3,R4"), Condition("hedged", unlike=True))), "voice:R3,R4 and not hedged"),
        (QueryForm((Condition("aspect"),)), "aspect:*"),
        (QueryForm((Condition("text", "de brief, toen"),)), 'text:"de brief, toen"'),
        (QueryForm((Condition("aspect", "a"),), "near", "", (Condition("aspect", "b"),)), "aspect:a near:200 aspect:b"),
        (
            QueryForm((Condition("aspect", "a"), Condition("memo")), "inside", "5", (Condition("kind", "k"),)),
            "(aspect:a and memo) inside kind:k",
        ),
        (QueryForm((Condition("aspect", "a"),), "near", "50"), "aspect:a"),
        (QueryForm((Condition("", "left over"),)), ""),
        (QueryForm(), ""),
    ],
)
def test_a_form_writes(form: QueryForm, query: str) -> None:
    assert written(form) == query


@pytest.mark.parametrize(
    "query",
    [
        "voice:R3 or voice:R4",
        "tension:authorise@bram",
        "voice:(level:board)",
        "a:b near:5 c:d near:5 e:f",
        "not (a:b and c:d)",
        'a:"x, y"',
        'a:"b*"',
        'text:"a",b',
    ],
)
def test_a_query_that_says_more_than_a_form_has_none(query: str) -> None:
    assert form_of(parse(query)) is None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (QueryForm((Condition("a:b"),)), "no name of a field"),
        (QueryForm((Condition("a b"),)), "no name of a field"),
        (QueryForm((Condition("text"),)), "which words"),
        (QueryForm((Condition("a"),), "near", "far", (Condition("b"),)), "no number"),
        (QueryForm((Condition("a"),), "beside", "", (Condition("b"),)), "no way"),
        (QueryForm((), "near", "5", (Condition("b"),)), "first condition"),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(form: QueryForm, said: str) -> None:
    with pytest.raises(Refused, match=said):
        written(form)


def test_a_query_is_narrowed_by_one_condition_more() -> None:
    assert narrowed("a:b or c:d", "party.kind", "two words") == '(a:b or c:d) and party.kind:"two words"'
