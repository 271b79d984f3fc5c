"""The account of an import as it is kept in the study: JSON with its lines, its remarks, and how each source was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from spanveld.formats.exchange.account import Account, Line
from spanveld.formats.exchange.conventions import convention_named, name_of
from spanveld.formats.exchange.project import Project, Resolved
from spanveld.model.errors import Remark, SpanveldError, Term
from spanveld.model.journal import canonical

__all__ = ["KeptAccount", "SourceRead", "account_of", "account_text", "sources_read"]

FATES = ("in_file", "taken", "changed", "kept", "dropped")


@dataclass(frozen=True, slots=True)
class SourceRead:
    """How the positions of one source were understood; ``resolved`` is without its question, which holds words."""

    guid: str
    name: str
    resolved: Resolved


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """An account as it was kept: the account, and how each source was read."""

    account: Account = field(default_factory=Account)
    sources: tuple[SourceRead, ...] = ()


def sources_read(project: Project) -> tuple[SourceRead, ...]:
    """How each source of a project was read, where it has positions."""
    return tuple(
        SourceRead(source.guid, source.name, source.resolved)
        for source in project.sources
        if source.resolved is not None
    )


def account_text(account: Account, sources: Iterable[SourceRead] = ()) -> str:
    """The JSON of an account."""
    data: dict[str, Any] = {
        "lines": account.as_data(),
        "remarks": [_remark(remark) for remark in account.remarks],
        "sources": [_source(each) for each in sources],
    }
    return canonical(data)


def account_of(text: str) -> KeptAccount:
    """The account that ``account_text`` wrote; an empty one where it is no such text."""
    try:
        data = json.loads(text) if text else {}
        lines = {
            name: Line(name, *(int(numbers.get(fate, 0)) for fate in FATES))
            for name, numbers in data.get("lines", {}).items()
        }
        remarks = [_remark_of(each) for each in data.get("remarks", ())]
        sources = tuple(_source_of(each) for each in data.get("sources", ()))
    except (ValueError, TypeError, AttributeError, KeyError, SpanveldError):
        return KeptAccount()  # a person may write anything into the study folder
    return KeptAccount(Account(lines, remarks), sources)


def _remark(remark: Remark) -> dict[str, Any]:
    return {"message": remark.message, "values": {name: _plain(value) for name, value in remark.values.items()}}


def _plain(value: object) -> Any:
    if isinstance(value, Term):
        return {"term": str(value)}
    if isinstance(value, Remark | SpanveldError):
        return _remark(Remark(value.message, value.values))
    return value if isinstance(value, int | float | str) or value is None else str(value)


def _remark_of(data: Mapping[str, Any]) -> Remark:
    return Remark(str(data["message"]), {name: _value(each) for name, each in data.get("values", {}).items()})


def _value(data: Any) -> Any:
    if isinstance(data, Mapping):
        return Term(data["term"]) if "term" in data else _remark_of(data)
    return data


def _source(each: SourceRead) -> dict[str, Any]:
    found = each.resolved
    data = {
        "guid": each.guid,
        "name": each.name,
        "convention": name_of(found.convention),
        "score": found.score,
        "runner_up": name_of(found.runner_up) if found.runner_up else None,
        "runner_up_score": found.runner_up_score,
        "clear": found.clear,
        "chosen": found.chosen,
        "inside": found.inside,
        "outside": found.outside,
    }
    return {name: value for name, value in data.items() if value is not None}


def _source_of(data: Mapping[str, Any]) -> SourceRead:
    runner_up = data.get("runner_up")
    resolved = Resolved(
        convention_named(data["convention"]),
        data.get("score"),
        convention_named(runner_up) if runner_up else None,
        data.get("runner_up_score"),
        bool(data.get("clear", True)),
        bool(data.get("chosen", False)),
        int(data.get("inside", 0)),
        int(data.get("outside", 0)),
    )
    return SourceRead(str(data.get("guid", "")), str(data.get("name", "")), resolved)
