"""Whatever a study holds and however a framework changes: a version is taken whole, nothing is lost, and undo brings all back."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from spanveld.actions.adopting import SuccessionRefused
from spanveld.model.framework import Framework
from spanveld.model.records import Coding, Finding, Passage
from spanveld.model.study import StudyContent
from spanveld.model.succession import KIND, Succession, sort_of
from tests.conftest import Addresses
from tests.session.samples import dump, put
from tests.strategies import studies
from tests.versions import framework_of
from tests.whole import assert_whole

ROLES = {"worry": "dimension", "sort": "kind", "mark": "term", "theme": "sub_case", "place": "none"}
CODES = ("a", "b", "c")
SAME = {"en": "x"}


def entries(ids: list[str]) -> list[dict[str, Any]]:
    return [{"id": id, "label": SAME, "source": "own"} for id in ids]


@st.composite
def shops(draw: st.DrawFn, version: str) -> Framework:
    """A version of a framework whose layers, codes, kinds of findings and rules come and go."""
    chosen = st.lists(st.sampled_from(CODES), unique=True)
    layers = []
    for layer in draw(st.permutations(list(ROLES))):
        if layer != "worry" and draw(st.integers(0, 5)) == 0:
            continue
        entry: dict[str, Any] = {"id": layer, "role": ROLES[layer], "label": SAME, "exclusive": draw(st.booleans())}
        if layer == "theme":
            entry["from_study"] = True
        else:
            entry |= {"codes": entries(draw(chosen)), "open": draw(st.booleans())}
        layers.append(entry)
    kinds = [
        {**kind, "plural": SAME} for kind in entries(draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True)))
    ]
    return framework_of(
        {
            "format": 1,
            "id": "shop",
            "version": version,
            "label": SAME,
            "languages": ["en"],
            "references": [{"id": "own", "kind": "own", "cite": "We"}],
            "layers": layers,
            "finding_kinds": kinds,
            "rules": entries([f"rule_{id}" for id in draw(chosen)]),
        }
    )


@st.composite
def successions(draw: st.DrawFn) -> tuple[StudyContent, Framework]:
    """A study that has adopted one version, and another version."""
    old, new = draw(shops("1.0.0")), draw(shops("2.0.0"))
    return draw(studies([old])), new


def places(framework: Framework) -> list[str]:
    """All that a mapping may send something to, of the framework itself."""
    codes = [f"{layer.id}/{code.id}" for layer in framework.layers for code in layer.codes]
    return [
        *codes,
        *(KIND + kind.id for kind in framework.finding_kinds),
        *(f"item:{item.id}" for item in framework.items()),
    ]


def draw_mapping(data: st.DataObject, plan: Succession, framework: Framework) -> dict[str, str]:
    """A place for each stranded name that can have one, mostly in the layer it was in."""
    mapping = {}
    for name in plan.stranded:
        sort = [place for place in places(framework) if sort_of(place) == sort_of(name)]
        near = [place for place in sort if place.partition("/")[0] == name.partition("/")[0]] or sort
        if near:
            mapping[name] = data.draw(st.sampled_from(near))
    return mapping


def codings(content: StudyContent, mapping: dict[str, str]) -> set[tuple[str, str, str]]:
    """Passage, coder and code of every coding, its code sent through a mapping."""
    coders = {passage.passage: passage.coder for passage in content.of(Passage)}
    return {
        (c.passage, c.coder or coders[c.passage], mapping.get(f"{c.layer}/{c.code}", f"{c.layer}/{c.code}"))
        for c in content.of(Coding)
    }


def findings(content: StudyContent, mapping: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Dimension and kind of each finding of the framework, sent through a mapping."""
    sent = {}
    for finding in content.of(Finding):
        dimension = mapping.get(f"worry/{finding.dimension}", f"worry/{finding.dimension}").partition("/")[2]
        sent[finding.finding] = (dimension, mapping.get(KIND + finding.kind, KIND + finding.kind))
    return sent


HALF = settings(max_examples=max(15, settings.default.max_examples // 2))
"""Each example makes two databases."""


@HALF
@given(case=successions(), data=st.data())
def test_a_version_is_taken_whole_or_not_at_all(
    case: tuple[StudyContent, Framework],
    data: st.DataObject,
    files: Addresses,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content, newer = case
    coder = content.records["coder"][0].coder if content.records["coder"] else ""
    with put(files(), content, coder) as study:
        before, rows = study.content(), dump(study)
        mapping = draw_mapping(data, study.theory.preview(newer), newer)
        plan = study.theory.preview(newer, mapping)
        assert dump(study) == rows
        if not plan.possible:
            event("refused")
            with pytest.raises(SuccessionRefused):
                study.theory.take(newer, mapping)
            assert dump(study) == rows
            return
        event(f"taken, {len(mapping)} moved")
        study.theory.take(newer, mapping)
        after = study.content()
        assert codings(after, {}) == codings(before, mapping)
        assert findings(after, {}) == findings(before, mapping)
        assert_whole(study, tmp_path_factory.mktemp("taken") / "out")
        study.undo()
        assert dump(study) == rows
