"""Which kinds of findings say where it chafes and which what is done about it: by roles, in whatever words a framework has."""

from __future__ import annotations

import pytest

from spanveld.formats.framework_file import shipped, shipped_named
from spanveld.model.chafing import handling_kinds, keeps_going, offered, pain_point_kinds
from spanveld.model.framework import Framework
from tests.session.samples import reading_room
from tests.versions import Data, changed


def ids(kinds: object) -> list[str]:
    return [kind.id for kind in kinds]  # type: ignore[attr-defined]


def renamed(framework: Framework) -> Framework:
    """The house framework with other names for its kinds of findings and the codes that these gather."""
    names = {"pain_point": "wringt", "handling": "doen", "general": "overig", "works": "loopt", "balance": "evenwicht"}

    def change(data: Data) -> None:
        for kind in data["finding_kinds"]:
            kind["id"] = names[kind["id"]]
            kind["gathers"] = [names[code] for code in kind.get("gathers", ())]
            if not kind["gathers"]:
                del kind["gathers"]
        layer = next(layer for layer in data["layers"] if layer.get("role") == "kind")
        for code in layer["codes"]:
            code["id"] = names[code["id"]]
        for rule in data["completeness"]:
            for side in ("when", "needs"):
                if "codes" in rule[side]:
                    rule[side]["codes"] = [names[code] for code in rule[side]["codes"]]
        for part in ("conceptual_model", "topic_list", "styles", "tables"):
            data.pop(part, None)

    return changed(framework, "9.9.9", change)


def test_a_pain_point_is_a_kind_whose_passages_cannot_do_without_a_dimension() -> None:
    house = shipped_named("governance-tensions@1")
    assert ids(pain_point_kinds(house)) == ["pain_point"]
    assert ids(handling_kinds(house)) == ["handling"]


def test_other_names_make_no_difference() -> None:
    other = renamed(shipped_named("governance-tensions@1"))
    assert ids(pain_point_kinds(other)) == ["wringt"]
    assert ids(handling_kinds(other)) == ["doen"]


def test_without_a_layer_of_kinds_no_kind_of_finding_is_a_pain_point_by_itself() -> None:
    assert ids(pain_point_kinds(reading_room())) == []
    assert ids(handling_kinds(reading_room())) == ["remedy"]


@pytest.mark.parametrize("framework", shipped(), ids=lambda one: one.id)
def test_what_keeps_a_pain_point_going_is_never_offered(framework: Framework) -> None:
    held = [item.id for item in framework.items("handlings") if item.content.get("keeps_going")]
    assert [item.id for item in offered(framework)] == [
        item.id for item in framework.items("handlings") if item.id not in held
    ]
    assert all(keeps_going(framework.item(name)) for name in held)
    if framework.id == "governance-tensions":
        assert len(held) == 5
