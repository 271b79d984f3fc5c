"""The codebook: codes made, renamed, moved, merged, split, removed; frameworks adopted and their newer versions taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.model.errors import N_, NotFound
from spanveld.session.codes import MergePlan
from spanveld.session.frameworks import Newer
from spanveld.session.pages import CodebookPage, OpenedCode
from spanveld.session.theory import framework_named
from spanveld.web.operations import Body, Call, Invalid, Operation

__all__ = ["OPERATIONS"]

HARMLESS = ("add coding", "remove coding", "recode passage", "split code")
"""What others may do with a code meanwhile that does no harm to what is changed of the code itself."""
CODE = {"code": "The code, layer/code."}


class CodeIn(Body):
    """A code to be made: in which layer, below which code, what it is called; without ``code`` its identifier comes of its label."""

    layer: str
    code: str = ""
    parent: str = ""
    label_nl: str = ""
    label_en: str = ""
    definition: str = ""


class CodeEdit(Body):
    """Another identifier (``to``), labels or definition; what is left out stays."""

    to: str = ""
    label_nl: str | None = None
    label_en: str | None = None
    definition: str | None = None


class PlaceIn(Body):
    """Where a code goes: below another one (``parent``; empty: to the top), or so many ``places`` down (negative: up) beside the others."""

    parent: str | None = None
    places: int | None = None


class MergeIn(Body):
    """Into which code; ``expected``: how many codings the code had when that was decided."""

    into: str
    expected: int | None = None


class SplitIn(Body):
    """The passages that go, and where: to a code that is there (``to``), or to the one called ``label``, made where there is none."""

    passages: tuple[str, ...]
    to: str = ""
    label: str = ""


class AdoptIn(Body):
    """The framework to adopt: ``id`` for its newest version, or ``id@1``."""

    framework: str


class TakeIn(Body):
    """A version that comes with the program, and where names go that it lacks; ``dry_run``: only say what that would do."""

    version: str
    mapping: dict[str, str] = {}  # noqa: RUF012 - each body has its own
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class CodeNow:
    """The newest entry of the journal, the code as it is called now, and how many codings or passages moved."""

    sequence: int
    code: str
    moved: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a version did, or would do: as ``spanveld frameworks take --json`` says it."""

    sequence: int
    plan: Mapping[str, Any]


def _code(call: Call) -> str:
    name = call.query.get("code", "")
    if not name:
        raise Invalid(N_("Say which code: ?code=layer/code."))
    return name


def _now(call: Call, code: str, moved: int = 0) -> CodeNow:
    return CodeNow(call.study.newest(), code, moved)


def _again(call: Call, code: str = "") -> CodeNow:
    """The answer to a change that was made before."""
    assert call.made is not None
    return CodeNow(call.made.sequence, call.made.subject or code, 0)


def _subjects(*codes: str) -> list[str]:
    return [f"code:{code}" for code in codes if code]


def _list(call: Call) -> CodebookPage:
    return call.study.pages.codes()


def _opened(call: Call) -> OpenedCode:
    page, source = call.number("page", 1), call.query.get("source", "")
    found = call.study.pages.opened_code(_code(call), page=page, source=source, with_names=call.flag("names"))
    if found is None:
        raise NotFound(N_("There is no code '{code}' in this study."), code=_code(call))
    return found


def _create(call: Call) -> CodeNow:
    if call.made is not None:
        return _again(call)
    given: dict[str, Any] = call.body.model_dump()
    layer, code, parent = given.pop("layer"), given.pop("code"), given.pop("parent")
    study = call.having_seen(*_subjects(parent), but=HARMLESS)
    return _now(call, study.codes.create(layer, code, parent=parent, **given))


def _rename(call: Call) -> CodeNow:
    code = _code(call)
    if call.made is not None:
        return _again(call, code)
    given = {name: value for name, value in call.body.model_dump(exclude_unset=True).items() if value is not None}
    if not given:
        raise Invalid(N_("Say what is to change."))
    return _now(call, call.having_seen(*_subjects(code), but=HARMLESS).codes.rename(code, **given))


def _move(call: Call) -> CodeNow:
    code, body = _code(call), call.body
    if call.made is not None:
        return _again(call, code)
    if (body.parent is None) == (body.places is None):
        raise Invalid(N_("Say where the code goes: parent, or places."))
    codes = call.having_seen(*_subjects(code, body.parent or ""), but=HARMLESS).codes
    if body.parent is None:
        codes.order(code, body.places)
    else:
        codes.move(code, parent=body.parent)
    return _now(call, code)


def _merge_plan(call: Call) -> MergePlan:
    return call.study.codes.merge_plan(_code(call), call.query.get("into", ""))


def _merge(call: Call) -> CodeNow:
    code, body = _code(call), call.body
    if call.made is not None:
        return _again(call, body.into)
    codes = call.having_seen(*_subjects(code, body.into), but=HARMLESS).codes
    return _now(call, body.into, codes.merge(code, body.into, expected=body.expected))


def _split(call: Call) -> CodeNow:
    code, body = _code(call), call.body
    if call.made is not None:
        return _again(call, code)
    codes = call.having_seen(*_subjects(code, body.to), but=HARMLESS).codes
    return _now(call, codes.send(code, body.passages, to=body.to, label=body.label), len(set(body.passages)))


def _remove(call: Call) -> CodeNow:
    code = _code(call)
    if call.made is None:
        expected = call.number("expected") if "expected" in call.query else None
        codes = call.having_seen(*_subjects(code), but=HARMLESS).codes
        codes.remove(code, with_dependants=call.flag("with_dependants"), expected=expected)
    return _now(call, code)


def _newer(call: Call) -> tuple[Newer, ...]:
    return call.study.theory.newer()


def _adopt(call: Call) -> CodeNow:
    framework = framework_named(call.body.framework)
    if call.made is None:
        call.study.theory.adopt(framework)
    return _now(call, framework.id)


def _take(call: Call) -> Taken:
    name, body = call.names["framework"], call.body
    framework = framework_named(f"{name}@{body.version}")
    if call.made is not None:
        return Taken(call.made.sequence, {})
    if body.dry_run:
        return Taken(call.study.newest(), call.study.theory.preview(framework, body.mapping).as_json())
    plan = call.having_seen(f"framework:{name}").theory.take(framework, body.mapping)
    return Taken(call.study.newest(), plan.as_json())


OPERATIONS = (
    Operation(
        "GET",
        "/api/codes",
        _list,
        "The codebook: what each code means, and how often it was given.",
        answers=CodebookPage,
    ),
    Operation(
        "GET",
        "/api/codes/passages",
        _opened,
        "The passages that carry a code, fifty at a time, and its memos.",
        answers=OpenedCode,
        query={
            **CODE,
            "page": "Which fifty, from 1.",
            "source": "Only those in this source.",
            "names": "1: the names of all that are found, too.",
        },
    ),
    Operation("POST", "/api/codes", _create, "Make a code in an open layer.", CodeIn, CodeNow),
    Operation("PATCH", "/api/codes", _rename, "Change what a code is called or means.", CodeEdit, CodeNow, CODE),
    Operation("POST", "/api/codes/place", _move, "Move a code.", PlaceIn, CodeNow, CODE),
    Operation(
        "GET",
        "/api/codes/merge",
        _merge_plan,
        "What merging a code into another one would do.",
        answers=MergePlan,
        query={**CODE, "into": "The code into which it would go."},
    ),
    Operation(
        "POST",
        "/api/codes/merge",
        _merge,
        "Merge a code into another one of its layer; refused where its codings are not those expected any more.",
        MergeIn,
        CodeNow,
        CODE,
    ),
    Operation(
        "POST",
        "/api/codes/split",
        _split,
        "Let passages carry another code of the layer instead.",
        SplitIn,
        CodeNow,
        CODE,
    ),
    Operation(
        "DELETE",
        "/api/codes",
        _remove,
        "Remove a code; refused while codings rest on it.",
        answers=CodeNow,
        query={
            **CODE,
            "with_dependants": "1: remove or clear what rests on it too.",
            "expected": "How many codings it had when that was decided.",
        },
    ),
    Operation(
        "GET",
        "/api/frameworks",
        _newer,
        "The adopted frameworks of which a newer version comes with the program.",
        answers=tuple[Newer, ...],
    ),
    Operation("POST", "/api/frameworks", _adopt, "Adopt a framework that comes with the program.", AdoptIn, CodeNow),
    Operation(
        "POST",
        "/api/frameworks/{framework}/version",
        _take,
        "Take another version of an adopted framework, or (dry_run) say what that would do.",
        TakeIn,
        Taken,
    ),
)
