"""What is known of other programs' importers: what of a project each of them drops or changes, where the project has such a thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from spanveld.formats.exchange.project import Project
from spanveld.model.errors import N_, Refused, Remark, quoted

__all__ = ["TARGETS", "warnings"]

Found = Callable[[Project], int]
_WIDE = re.compile("[\U00010000-\U0010ffff]")


def _wide(project: Project) -> int:
    """Texts with characters that some programs count as two."""
    return sum(bool(source.selections) and _WIDE.search(source.text or "") is not None for source in project.sources)


def _links(project: Project) -> int:
    return len(project.links)


def _noted(project: Project) -> int:
    """Notes on passages."""
    return sum(len(one.notes) for source in project.sources for one in source.selections)


def _described(project: Project) -> int:
    return sum(bool(one.description) for source in project.sources for one in source.selections)


def _notes(project: Project) -> int:
    return len(project.notes)


def _code_notes(project: Project) -> int:
    return sum(bool(code.notes) for code in project.codes)


def _folders(project: Project) -> int:
    return sum(not code.codable for code in project.codes)


def _colours(project: Project) -> int:
    return sum(bool(code.colour) for code in project.codes)


def _sets(project: Project) -> int:
    return len(project.sets)


def _cases(project: Project) -> int:
    return len(project.cases)


def _variables(project: Project) -> int:
    return len(project.variables)


def _areas(project: Project) -> int:
    """Parts of pictures, pages and recordings."""
    return sum(bool(one.place) for source in project.sources for one in source.selections)


def _on_pdf_text(project: Project) -> int:
    """Passages in the text of a pdf."""
    return sum(one.start is not None for source in project.sources if source.kind == "pdf" for one in source.selections)


def _graphs(project: Project) -> int:
    return sum(one.element in ("Graph", "Transcript") for one in project.kept)


def _alone(project: Project) -> int:
    """Passages without a code."""
    return sum(not one.codings for source in project.sources for one in source.selections)


def _several(project: Project) -> int:
    """Coders beside the first."""
    return max(
        len({coding.user for source in project.sources for one in source.selections for coding in one.codings}) - 1, 0
    )


def _depth(project: Project) -> int:
    """Codes with no name of their own beside their neighbours."""
    seen: set[tuple[str, str]] = set()
    doubled = 0
    for code in project.codes:
        key = (code.parent, code.name.casefold())
        doubled += key in seen
        seen.add(key)
    return doubled


_NO_MERGE = N_("{target} makes a new project of each file: what is changed here later does not come into that project.")
_KNOWN: dict[str, tuple[str, tuple[tuple[Found, str], ...]]] = {
    "nvivo": (
        "NVivo",
        (
            (_colours, N_("{target} takes colours of codes only where that is ticked at its import: {count}.")),
            (_code_notes, N_("{target} shows notes on codes as loose memos: {count}.")),
            (_noted, N_("{target} shows notes on passages as annotations: {count}.")),
            (_areas, N_("{target} turns annotations of pdfs, pictures and recordings into memos: {count}.")),
            (_folders, N_("{target} has no folders of codes; they become codes: {count}.")),
            (_depth, N_("{target} allows no two codes of one name under one code: {count}.")),
            (
                _links,
                N_(
                    "It is not known that {target} shows links; evidence stands in the words of the notes too: {count}."
                ),
            ),
            (_graphs, N_("It is not known that {target} takes graphs and transcripts with time marks: {count}.")),
        ),
    ),
    "atlas.ti": (
        "ATLAS.ti",
        (
            (_described, N_("{target} keeps no author and no date of comments on passages: {count}.")),
            (_notes, N_("{target} keeps no author and no date of notes: {count}.")),
            (_on_pdf_text, N_("{target} loses passages in the text of a pdf: {count}.")),
            (_colours, N_("{target} may lose colours of codes: {count}.")),
            (_cases, N_("{target} has no cases; they become groups of documents: {count}.")),
            (_variables, N_("{target} turns attributes into groups of documents: {count}.")),
            (_folders, N_("{target} has folders of codes; what is in them comes as codes: {count}.")),
        ),
    ),
    "maxqda": (
        "MAXQDA",
        (
            (_cases, N_("{target} has no cases; what belongs to them may come as groups of documents: {count}.")),
            (_several, N_("It is not known that {target} tells coders apart: {count} beside the first.")),
            (_alone, N_("{target} shows passages without a code as annotations only: {count}.")),
            (_folders, N_("{target} has no folders of codes; they become codes: {count}.")),
            (
                _links,
                N_(
                    "It is not known that {target} shows links; evidence stands in the words of the notes too: {count}."
                ),
            ),
        ),
    ),
    "qualcoder": (
        "QualCoder",
        (
            (_sets, N_("{target} does not take sets: {count}.")),
            (_links, N_("{target} does not take links; evidence stands in the words of the notes too: {count}.")),
            (_graphs, N_("{target} does not take graphs: {count}.")),
            (_noted, N_("{target} shows notes on passages in its journal, apart from them: {count}.")),
            (
                _folders,
                N_("{target} turns folders of codes into categories; codes below codes may change place: {count}."),
            ),
        ),
    ),
}
TARGETS = tuple(_KNOWN)
"""Programs of which something is known."""


def warnings(project: Project, target: str, *, profile: str = "standard") -> list[Remark]:
    """What a program is known to drop or change of this project; empty where it has no such thing. Refused for a program not known."""
    if target not in _KNOWN:
        raise Refused(
            N_("It is not known what {target} drops; choose one of: {known}."),
            target=quoted(target),
            known=", ".join(TARGETS),
        )
    return list(_warned(project, target, profile))


def _warned(project: Project, target: str, profile: str) -> Iterator[Remark]:
    name, known = _KNOWN[target]
    say = partial(_remark, name)
    if count := _wide(project):
        if target == "nvivo" and profile != "nvivo":
            yield say(
                N_(
                    "Texts with emoji or other characters that {target} counts as two: {count}."
                    " Write the file with the profile nvivo, or passages behind them will be shifted."
                ),
                count,
            )
        elif target != "nvivo" and profile == "nvivo":
            yield say(
                N_(
                    "Texts with emoji or other characters that the profile nvivo counts as two: {count}."
                    " Write the file for {target} with the profile standard."
                ),
                count,
            )
        elif target in ("atlas.ti", "maxqda"):
            yield say(
                N_(
                    "Texts with emoji or other characters that programs count differently: {count}."
                    " How {target} counts them is not known; check a passage behind one of them."
                ),
                count,
            )
    for found, message in known:
        if count := found(project):
            yield say(message, count)
    yield say(_NO_MERGE, 0)


def _remark(target: str, message: str, count: int) -> Remark:
    return Remark(message, {"target": target, "count": count})
