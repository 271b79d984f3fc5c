"""The style sheet of a study: how each of its dimensions and kinds is drawn, in both themes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response

from spanveld.session.pages import DrawingStyles

__all__ = ["address", "sheet", "study_css"]

LANES = {1: ".17em", 2: ".37em", 3: ".57em"}
"""How far below the text the lines of each lane run, so that three of them stay apart."""
KINDS = {
    "full": "--kind-fill: var(--fill); --dot-fill: var(--line); --dot-ink: var(--paper); --dot-edge: solid;",
    "pale": "--kind-fill: var(--pale); --dot-fill: transparent; --dot-ink: var(--line); --dot-edge: solid;",
    "none": "--kind-fill: transparent; --dot-fill: transparent; --dot-ink: var(--line); --dot-edge: dotted;",
}


def sheet(styles: DrawingStyles) -> str:
    """The rules, as text."""
    return "\n".join(_rules(styles)) + "\n"


def address(styles: DrawingStyles) -> str:
    """Where the style sheet is read; the address changes with its content."""
    return f"/study.css?{hashlib.sha256(sheet(styles).encode()).hexdigest()[:12]}"


def study_css(request: Request) -> Response:
    """The style sheet of the study that is served."""
    styles = request.app.state.study.as_(request.state.actor).pages.styles()
    return Response(sheet(styles), media_type="text/css")


def _rules(styles: DrawingStyles) -> Iterator[str]:
    dimensions = list(enumerate(styles.dimensions))
    light = " ".join(
        f"--d{d}-line: {one.light.line}; --d{d}-fill: {one.light.fill}; --d{d}-pale: {one.light.pale};"
        for d, one in dimensions
    )
    dark = " ".join(
        f"--d{d}-line: {one.dark.line}; --d{d}-fill: {one.dark.fill}; --d{d}-pale: {one.dark.pale};"
        for d, one in dimensions
    )
    yield f":root {{ {light} }}"
    yield f':root[data-theme="dark"] {{ {dark} }}'
    yield f'@media (prefers-color-scheme: dark) {{ :root:not([data-theme="light"]) {{ {dark} }} }}'
    yield f"@media print {{ :root:root {{ {light} }} }}"
    yield ".dn { --line: var(--pencil); --fill: transparent; --pale: transparent; --lane: .17em; }"
    for d, one in dimensions:
        yield f".d{d} {{ --line: var(--d{d}-line); --fill: var(--d{d}-fill); --pale: var(--d{d}-pale); --lane: {LANES[one.lane]}; }}"
    kinds = [(str(k), kind.fill, kind.line) for k, kind in enumerate(styles.kinds)] or [("0", "full", "solid")]
    for k, fill, line in [*kinds, ("n", "none", "dotted")]:
        yield f".k{k} {{ {KINDS[fill]} --kind-line: {line}; }}"
    drawn = [
        (str(d), f"var(--d{d}-line)", f"var(--d{d}-fill)", f"var(--d{d}-pale)", LANES[one.lane])
        for d, one in dimensions
    ]
    for name, ink, full, pale, lane in [*drawn, ("n", "var(--pencil)", "transparent", "transparent", LANES[1])]:
        for k, fill, line in [*kinds, ("n", "none", "dotted")]:
            ground = {"full": full, "pale": pale, "none": "transparent"}[fill]
            thick = "1px" if name == k == "n" else "2px"
            yield (
                f"::highlight(d{name}k{k}) {{ background-color: {ground}; "
                f"text-decoration: underline {line} {thick} {ink}; text-underline-offset: {lane}; }}"
            )
    yield "@media (forced-colors: active) {"
    for d, _one in dimensions:
        for k, fill, _ in kinds:
            if fill == "full":
                yield f"  ::highlight(d{d}k{k}) {{ background-color: Mark; color: MarkText; }}"
    yield "}"
