"""What must agree between the parts of a framework file: roles, parents, names of one part in another."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spanveld.formats.framework_parts import (
    CATALOGUES,
    Part,
    codes_of_layers,
    entries,
    expect,
    expect_each,
    expect_known,
    ids,
    part,
    role_codes,
)
from spanveld.formats.framework_problems import ProblemList
from spanveld.formats.framework_scale import check_scale
from spanveld.model.errors import N_
from spanveld.model.framework import ROLES, UNIQUE_ROLES

__all__ = ["check_agreement"]

Check = Callable[[Part, ProblemList], None]

_NO_LAYER = N_("is not a layer of this framework")
_NO_CODE = N_("is not a code of that layer")
_NO_DIMENSION = N_("is not a code of the layer with role dimension")
_NO_KIND = N_("is not a code of the layer with role kind")


def check_agreement(framework: Part, problems: ProblemList) -> None:
    """Note every fault that lies between parts of the file."""
    checks: tuple[Check, ...] = (
        check_roles,
        check_codes,
        check_finding_kinds,
        check_completeness,
        check_dimensions,
        check_styles,
        check_catalogue,
        check_links,
        check_conceptual_model,
        check_about,
        check_tables,
        check_topics,
        check_scale,
    )
    for check in checks:
        check(framework, problems)


def check_roles(framework: Part, problems: ProblemList) -> None:
    """One layer at most for the roles that stand for one thing; the layer of sub-cases has no codes of its own."""
    holders: dict[str, str] = {}
    for layer in entries(framework, "layers"):
        role = layer.word("role")
        if role in UNIQUE_ROLES and role in holders:
            reason = N_("is the role of the layer {other} already; one layer at most may have it")
            problems.add(layer.at("role"), role, reason, other=holders[role])
        holders.setdefault(role, layer.id)
        if layer.data.get("from_study") is not True:
            continue
        if layer.data.get("codes"):
            problems.add(layer.at("codes"), None, N_("should be empty: the codes of this layer come from the study"))
        if role != "sub_case":
            problems.add(layer.at("from_study"), "true", N_("is only for a layer with role sub_case"))


def check_codes(framework: Part, problems: ProblemList) -> None:
    """Parents exist and form no circle; the codes of a leaning layer, and only they, say to which side they lean."""
    for layer in entries(framework, "layers"):
        parents = {code.id: code.word("parent") for code in entries(layer, "codes") if code.id}
        leans = layer.word("role") == "lean"
        for code in entries(layer, "codes"):
            expect(code, "parent", parents, N_("is not a code of this layer"), problems)
            check_circle(code, parents, problems)
            if leans and "side" not in code.data:
                problems.add(code.at("side"), None, N_("is missing: a code of a layer with role lean has -1, 0 or 1"))
            if not leans and "side" in code.data:
                problems.add(code.at("side"), code.data["side"], N_("is only for a layer with role lean"))


def check_circle(code: Part, parents: dict[str, str], problems: ProblemList) -> None:
    """No code stands below itself."""
    above = [code.id]
    while parents.get(above[-1]) and parents[above[-1]] not in above[1:]:
        above.append(parents[above[-1]])
        if above[-1] == code.id:
            reason = N_("makes a circle of parents: {circle}")
            problems.add(code.at("parent"), code.word("parent"), reason, circle=" > ".join(above))
            return


def check_finding_kinds(framework: Part, problems: ProblemList) -> None:
    """A finding kind gathers passages by codes of the layer with role kind."""
    for kind in entries(framework, "finding_kinds"):
        expect_each(kind, "gathers", role_codes(framework, "kind"), _NO_KIND, problems)


def check_completeness(framework: Part, problems: ProblemList) -> None:
    """Each rule selects a layer, or a role that one layer has, and codes that it has."""
    for rule in entries(framework, "completeness"):
        for key in ("when", "needs"):
            if key in rule.data:
                check_selector(framework, part(rule, key), problems)


def check_selector(framework: Part, selector: Part, problems: ProblemList) -> None:
    """A selector names a layer or a role, and its codes are codes of that layer."""
    if ("layer" in selector.data) == ("role" in selector.data):
        problems.add(selector.path, None, N_("should name a layer or a role, and not both"))
        return
    layers = codes_of_layers(framework)
    expect(selector, "layer", layers, _NO_LAYER, problems)
    layer = selector.word("layer") or layer_with_role(framework, selector, problems)
    if layer in layers:
        expect_each(selector, "codes", layers[layer], _NO_CODE, problems)


def layer_with_role(framework: Part, selector: Part, problems: ProblemList) -> str:
    """The one layer that has the role which a selector names; empty, with a fault noted, where it is not one."""
    role = selector.word("role")
    holders = [layer.id for layer in entries(framework, "layers") if layer.word("role") == role]
    if len(holders) > 1:
        reason = N_("is the role of several layers ({layers}); name the layer instead")
        problems.add(selector.at("role"), role, reason, layers=", ".join(holders))
    if not holders and role in ROLES:
        problems.add(selector.at("role"), role, N_("is a role that no layer of this framework has"))
    return holders[0] if len(holders) == 1 else ""


def check_dimensions(framework: Part, problems: ProblemList) -> None:
    """Each dimension that is described is a code of the layer with role dimension."""
    for dimension in entries(framework, "dimensions"):
        expect(dimension, "id", role_codes(framework, "dimension"), _NO_DIMENSION, problems)


def check_styles(framework: Part, problems: ProblemList) -> None:
    """Styles belong to codes; no two dimensions share a letter in one language."""
    styles = part(framework, "styles")
    for style in entries(styles, "kinds"):
        expect(style, "code", role_codes(framework, "kind"), _NO_KIND, problems)
    taken: dict[tuple[str, object], str] = {}
    for style in entries(styles, "dimensions"):
        expect(style, "code", role_codes(framework, "dimension"), _NO_DIMENSION, problems)
        letters = part(style, "letter")
        for language, letter in letters.data.items():
            other = taken.setdefault((language, str(letter)), style.word("code"))
            if other != style.word("code"):
                problems.add(letters.at(language), letter, N_("is the letter of {other} already"), other=other)


def catalogue(framework: Part) -> dict[str, list[Part]]:
    """Section -> its entries that can be cited as ``framework:item``."""
    dimensions = list(entries(framework, "dimensions"))
    sections = {key: [entry for one in dimensions for entry in entries(one, key)] for key in ("drivers", "pain_points")}
    return sections | {key: list(entries(framework, key)) for key in CATALOGUES}


def cited(framework: Part) -> Iterator[Part]:
    """All entries that can be cited."""
    return (entry for section in catalogue(framework).values() for entry in section if entry.id)


def check_catalogue(framework: Part, problems: ProblemList) -> None:
    """Ids of entries that can be cited differ over all lists (within one list the shape check sees to it)."""
    first: dict[str, Part] = {}
    for entry in cited(framework):
        other = first.setdefault(entry.id, entry)
        if other.path.rpartition("[")[0] != entry.path.rpartition("[")[0]:
            reason = N_("is the id of {other} already; entries that can be cited have different ids")
            problems.add(entry.at("id"), entry.id, reason, other=other.path)


def check_links(framework: Part, problems: ProblemList) -> None:
    """A link leads from a pain point to a rule, handlings and a sub-dimension, all of this framework."""
    known = {section: [entry.id for entry in found] for section, found in catalogue(framework).items()}
    judged = {entry.id: ids(entry, "sub_dimensions") for entry in entries(part(framework, "scale"), "dimensions")}
    for link in entries(framework, "links"):
        expect(link, "from", known["pain_points"], N_("is not a pain point of this framework"), problems)
        expect(link, "strains", known["rules"], N_("is not a rule of this framework"), problems)
        for key in ("try", "seen"):
            expect_each(link, key, known["handlings"], N_("is not a handling of this framework"), problems)
        side = part(link, "tips_over")
        expect(side, "dimension", judged, N_("is not a dimension of the scale"), problems)
        below = judged.get(side.word("dimension"), [side.word("sub_dimension")])
        expect(side, "sub_dimension", below, N_("is not a sub-dimension of that dimension"), problems)


def check_conceptual_model(framework: Part, problems: ProblemList) -> None:
    """Arrows run between nodes that exist."""
    model = part(framework, "conceptual_model")
    nodes = ids(model, "nodes")
    for edge in entries(model, "edges"):
        for key in ("from", "to"):
            expect(edge, key, nodes, N_("is not a node of the conceptual model"), problems)


def check_about(framework: Part, problems: ProblemList) -> None:
    """What a rule or proposition is about exists: ``layer:code``, or the id of an entry that can be cited."""
    known = {f"{layer}:{code}" for layer, codes in codes_of_layers(framework).items() for code in codes}
    known |= {entry.id for entry in cited(framework)}
    for key in ("rules", "propositions"):
        for entry in entries(framework, key):
            reason = N_("is neither a layer:code nor an entry of this framework")
            expect_each(entry, "about", known, reason, problems)


def check_tables(framework: Part, problems: ProblemList) -> None:
    """A table crosses the codes of two layers."""
    layers = codes_of_layers(framework)
    for table in entries(framework, "tables"):
        for key, place in (("rows", "row"), ("columns", "column")):
            expect(table, key, layers, _NO_LAYER, problems)
            for cell in entries(table, "cells"):
                expect(cell, place, layers.get(table.word(key), [cell.word(place)]), _NO_CODE, problems)


def check_topics(framework: Part, problems: ProblemList) -> None:
    """A topic leads to layers, codes, finding kinds, dimensions and levels that exist."""
    layers = codes_of_layers(framework)
    levels = ids(part(framework, "vocabularies"), "levels")
    for topic in entries(part(framework, "topic_list"), "topics"):
        for target in entries(topic, "maps_to"):
            expect(target, "layer", layers, _NO_LAYER, problems)
            if target.word("layer") in layers:
                expect_each(target, "codes", layers[target.word("layer")], _NO_CODE, problems)
            kinds = ids(framework, "finding_kinds")
            expect(target, "finding_kind", kinds, N_("is not a finding kind of this framework"), problems)
        expect_each(topic, "for_levels", levels, N_("is not in the vocabulary levels"), problems)
        probes = part(topic, "probes_by_dimension")
        for dimension in probes.data:
            expect_known(probes.at(dimension), dimension, role_codes(framework, "dimension"), _NO_DIMENSION, problems)
