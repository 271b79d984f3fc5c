"""What must agree inside the scale of a framework file: positions, bands, anchors, and the things they name."""

from __future__ import annotations

from collections.abc import Collection

from spanveld.formats.framework_parts import Part, entries, expect, expect_each, ids, part, role_codes
from spanveld.formats.framework_problems import ProblemList
from spanveld.formats.framework_yaml import join
from spanveld.model.errors import N_

__all__ = ["check_scale"]

_NO_POSITION = N_("is not a position of the scale")


def check_scale(framework: Part, problems: ProblemList) -> None:
    """Note every fault between the parts of the scale; a framework without a scale has none."""
    scale = part(framework, "scale")
    if not scale.data:
        return
    positions = [at for entry in entries(scale, "positions") if (at := entry.number("at")) is not None]
    check_positions(scale, positions, problems)
    check_bands(scale, positions, problems)
    check_judged(framework, scale, positions, problems)
    check_scope(framework, scale, problems)
    check_grade(scale, problems)


def check_positions(scale: Part, positions: list[int], problems: ProblemList) -> None:
    """Positions are a run of whole numbers around 0, lowest first; one that lies between others names two of them."""
    if positions and (positions != list(range(positions[0], positions[-1] + 1)) or 0 not in positions):
        reason = N_("should be whole numbers without gaps, lowest first, 0 among them")
        problems.add(scale.at("positions"), ", ".join(map(str, positions)), reason)
    for entry in entries(scale, "positions"):
        between = entry.data.get("between")
        for number, at in enumerate(between if isinstance(between, list) else ()):
            if at not in positions:
                problems.add(join(entry.at("between"), number), at, _NO_POSITION)


def check_bands(scale: Part, positions: list[int], problems: ProblemList) -> None:
    """Bands cover each position once."""
    covered: dict[int, str] = {}
    for band in entries(scale, "bands"):
        low, high = band.number("from"), band.number("to")
        if low is None or high is None:
            continue
        for key, at in (("from", low), ("to", high)):
            if at not in positions:
                problems.add(band.at(key), at, _NO_POSITION)
        for at in range(low, high + 1):
            if at in covered:
                problems.add(band.path, at, N_("lies in two bands; the other is {other}"), other=covered[at])
            covered.setdefault(at, band.path)
    left = [at for at in positions if at not in covered]
    if covered and left:
        problems.add(scale.at("bands"), ", ".join(map(str, left)), N_("has no band"))


def check_judged(framework: Part, scale: Part, positions: Collection[int], problems: ProblemList) -> None:
    """The scale judges the dimensions of the framework and all of them."""
    known = role_codes(framework, "dimension")
    for dimension in entries(scale, "dimensions"):
        expect(dimension, "id", known, N_("is not a code of the layer with role dimension"), problems)
        for judged in (dimension, *entries(dimension, "sub_dimensions")):
            check_anchors(scale, judged, positions, problems)
    judged_ids = ids(scale, "dimensions")
    for code in known:
        if code not in judged_ids:
            problems.add(scale.at("dimensions"), code, N_("is a dimension that the scale does not judge"))


def check_anchors(scale: Part, judged: Part, positions: Collection[int], problems: ProblemList) -> None:
    """Anchors stand at positions of the scale, and not at those that lie between two others."""
    between = {entry.number("at") for entry in entries(scale, "positions") if "between" in entry.data}
    for anchor in entries(judged, "anchors"):
        at = anchor.number("at")
        if at is not None and at not in positions:
            reason = N_("is an anchor outside the scale, which runs from {lowest} to {highest}")
            lowest, highest = min(positions, default=0), max(positions, default=0)
            problems.add(anchor.at("at"), at, reason, lowest=lowest, highest=highest)
        elif at in between:
            problems.add(anchor.at("at"), at, N_("lies between two positions and has no anchor of its own"))


def check_scope(framework: Part, scale: Part, problems: ProblemList) -> None:
    """A question of the scope takes its answers from a layer, from a vocabulary, or is free."""
    vocabularies = part(framework, "vocabularies").data
    for question in entries(scale, "scope"):
        expect(question, "layer", ids(framework, "layers"), N_("is not a layer of this framework"), problems)
        expect(question, "vocabulary", vocabularies, N_("is not a vocabulary of this framework"), problems)


def check_grade(scale: Part, problems: ProblemList) -> None:
    """Warnings name components and concerns, closing rules name grades, that exist."""
    grade = part(scale, "evidence_grade")
    for warning in entries(grade, "warnings"):
        components, concerns = ids(grade, "components"), ids(grade, "concerns")
        expect(warning, "component", components, N_("is not a component of the evidence grade"), problems)
        expect(warning, "concern", concerns, N_("is not a concern of the evidence grade"), problems)
    for rule in entries(scale, "closing_rules"):
        expect_each(rule, "grades", ids(grade, "values"), N_("is not a value of the evidence grade"), problems)
