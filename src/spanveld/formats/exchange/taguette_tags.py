"""The tags of Taguette -> a tree of codes: ``people.alice`` is alice under people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from spanveld.formats.exchange.account import Account
from spanveld.formats.exchange.project import Code
from spanveld.model.errors import N_

__all__ = ["NAMESPACE", "Tag", "codes_of", "guid_of_tag"]

NAMESPACE = UUID("51B2B2B7-27EB-4ECB-9D56-E75B0A0496C2")
"""In which Taguette makes the GUIDs of the codes in its codebooks, so that these and its projects go together here as well."""

_JOINT = re.compile(r"(?<=[^\W\d])\.(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as the file has it; ``parent`` is the path of another one, where the file says so itself."""

    path: str
    description: str = ""
    parent: str = ""


def guid_of_tag(path: str) -> str:
    """The GUID that Taguette gives to a tag in a codebook.

    >>> guid_of_tag("vereisen")
    '5a8e6368-f23b-5b62-ab5b-58cd84922948'
    """
    return str(uuid5(NAMESPACE, path))


def codes_of(tags: Iterable[Tag], account: Account) -> tuple[Code, ...]:
    """The codes, each after its parent; the account is told what was found and changed.

    What stands before a dot is a parent where it is a tag itself, or where several tags begin with it and the dot stands between
    letters: ``Fase 1.2`` stays one name.
    """
    known: dict[str, Tag] = {}
    for tag in tags:
        account.found("Code")
        if tag.path in known:
            account.became("Code", "dropped")
            account.remark(
                N_("The tag {tag} stands in the file twice; its second description was left out."), tag=tag.path
            )
        else:
            known[tag.path] = tag
    folders = _folders(known)
    codes: dict[str, Code] = {}
    for path in known:
        _add(path, known, folders, codes)
    if folders:
        account.remark(
            N_("Groups of tags with a beginning in common that became folders: {count} ({names})."),
            count=len(folders),
            names=", ".join(sorted(folders)[:5]) + ("…" if len(folders) > 5 else ""),
        )
    return tuple(codes.values())


def _folders(known: dict[str, Tag]) -> set[str]:
    """What several tags have before a dot, and is no tag itself."""
    counted: Counter[str] = Counter()
    for path in known:
        counted.update({path[: joint.start()] for joint in _JOINT.finditer(path)})
    return {prefix for prefix, count in counted.items() if count > 1 and prefix not in known}


def _add(path: str, known: dict[str, Tag], folders: set[str], codes: dict[str, Code]) -> None:
    chain: list[str] = []
    while path and path not in codes and path not in chain:
        chain.append(path)
        path = _parent(path, known, folders)
    for each in reversed(chain):
        tag = known.get(each)
        parent = _parent(each, known, folders)
        above = parent in codes
        name = each[len(parent) + 1 :] if above and each.startswith(f"{parent}.") else each
        codes[each] = Code(
            guid_of_tag(each),
            name,
            guid_of_tag(parent) if above else "",
            codable=tag is not None,
            description=tag.description if tag else "",
        )


def _parent(path: str, known: dict[str, Tag], folders: set[str]) -> str:
    stated = known[path].parent if path in known else ""
    if stated and stated in known and stated != path:
        return stated
    at = path.rfind(".")
    while at > 0:
        if (path[:at] in known or path[:at] in folders) and path[at + 1 :].strip():
            return path[:at]
        at = path.rfind(".", 0, at)
    return ""
