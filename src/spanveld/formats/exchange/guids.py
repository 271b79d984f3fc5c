"""The GUID of every thing of a study: the one that was given, else one that follows from what the thing is, always the same.

A derived GUID is what ``model.names.guid_of`` gives: a UUID of version 5 of the study's GUID, the kind and the thing's name, so that two
exports of a study agree, and two copies of it too. What is known by several columns has them all in its name. Layers of frameworks
count under their full names (``framework/layer``), so that nothing changes when another framework with such a layer is adopted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha1
from operator import attrgetter
from typing import Any
from uuid import UUID

from spanveld.model.framework_names import AmbiguousName, UnknownName, resolve
from spanveld.model.kinds import KINDS
from spanveld.model.names import study_guid, tidy_guid
from spanveld.model.study import StudyContent

__all__ = ["CASE_KIND", "Guids", "guid_of", "is_guid", "normal"]

CASE_KIND = "6c1fb5f2-0b5e-5a0c-9d3e-2f1b7f0e8a41"
"""The variable that says of a case in a file of this program which kind of thing it is; without it, a case is a participant."""
_APART = "\x1f"
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


def is_guid(text: str) -> bool:
    """Whether the text is a GUID in one of the forms that files have it in: either case, with or without braces."""
    return bool(tidy_guid(text))


def normal(text: str) -> str:
    """A GUID as it is compared and kept, lower case and without braces; what is no GUID in lower case.

    >>> normal("{5D3A2B1C-0000-4000-8000-00000000ABCD}")
    '5d3a2b1c-0000-4000-8000-00000000abcd'
    """
    return tidy_guid(text) or text.strip().removeprefix("{").removesuffix("}").lower()


def guid_of(study: StudyContent | Guids | str, kind: str, record: Any) -> str:
    """The GUID of a record of this kind (a name in ``KINDS``): its own, else the derived one.

    Whoever asks for many makes ``Guids(content)`` once; a ``str`` is the study's GUID or identifier, and then the layers of frameworks
    must stand in full (``framework/layer``).
    """
    guids = study if isinstance(study, Guids) else Guids(study)
    return guids.of(kind, record)


class Guids:
    """The GUIDs of one study, whose own is ``study``.

    What has no record has one too: the codes of frameworks (``code``), and anything by a kind and names (``named``).
    """

    def __init__(self, study: StudyContent | str) -> None:
        content = None if isinstance(study, str) else study
        given, identifier = (study, study) if isinstance(study, str) else (study.guid, study.id)
        self.study = tidy_guid(given) or study_guid(identifier)
        self._space = UUID(self.study).bytes
        self._offered: dict[str, list[str]] = {}
        self._own_codes: dict[tuple[str, str], str] = {}
        self._full: dict[str, str] = {}
        self._keys: dict[str, tuple[Callable[[Any], tuple[Any, ...]], tuple[int, ...]]] = {}
        if content is not None:
            self._offered = {each.id: [layer.id for layer in each.layers] for each in content.frameworks}
            self._offered[""] = [layer.layer for layer in content.records.get("layer", ())]
            for code in content.records.get("code", ()):
                self._own_codes[self.layer_name(code.layer), code.code] = self.of("code", code)

    def of(self, kind: str, record: Any) -> str:
        """The GUID of a record."""
        if record.guid:
            return normal(record.guid)
        if kind == "code":
            return self._derived(kind, f"{record.layer}/{record.code}")
        fields, layers = self._keys.get(kind) or self._key_of(kind)
        names: list[Any] = list(fields(record))
        for at in layers:
            names[at] = self.layer_name(names[at])
        return self.named(kind, *names)

    def code(self, layer: str, code: str) -> str:
        """The GUID of a code, of the study or of a framework, by its layer as records name it."""
        full = self.layer_name(layer)
        return self._own_codes.get((full, code)) or self._derived("code", f"{full}/{code}")

    def named(self, kind: str, *names: str) -> str:
        """The GUID of something that has no record: ``named("variable", "age")``."""
        try:
            name = _APART.join(names)
        except TypeError:  # numbers are among them, or what is not given
            names = tuple("" if name is None else str(name) for name in names)
            name = _APART.join(names)
        if name.count(_APART) >= len(names):
            name = json.dumps(names, ensure_ascii=False)
        return self._derived(kind, name)

    def layer_name(self, layer: str) -> str:
        """A layer's name in full; as it stands where the study does not know it."""
        if layer not in self._full:
            try:
                self._full[layer] = str(resolve(layer, self._offered))
            except (AmbiguousName, UnknownName):
                self._full[layer] = layer
        return self._full[layer]

    def _key_of(self, kind: str) -> tuple[Callable[[Any], tuple[Any, ...]], tuple[int, ...]]:
        """What gives the key of a record of a kind, and which of its parts are layers."""
        names = (KINDS[kind].columns[0].name,) if KINDS[kind].identified else KINDS[kind].key
        columns = [KINDS[kind].column(name) for name in names]
        get = attrgetter(*(column.attribute for column in columns))
        layers = tuple(at for at, column in enumerate(columns) if column.type == "layer")
        self._keys[kind] = ((lambda record: (get(record),)) if len(columns) == 1 else get), layers
        return self._keys[kind]

    def _derived(self, kind: str, name: str) -> str:
        """What ``model.names.guid_of`` gives, in a third of the time."""
        digest = sha1(
            self._space + f"{kind}:{name}".encode("utf-8", "surrogatepass"), usedforsecurity=False
        ).hexdigest()
        variant = _VARIANT[digest[16]]
        return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"
