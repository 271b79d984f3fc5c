"""The part of YAML that ``study.yaml`` may use, with the line of everything in it.

Texts are taken as they stand in the file: ``id: 007`` is the text 007 and ``name: no`` the text no. Anchors, aliases,
tags, a second document and doubled keys are faults, so that nothing is read that a person does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from spanveld.formats.study_folder.faults import STUDY_FILE, Faults
from spanveld.model.errors import N_
from spanveld.model.text import fault_in

__all__ = ["Entry", "cell", "entries", "items", "plain", "read_yaml"]

DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = ("", "~", "null", "Null", "NULL")
_BOOLEANS = {"true": True, "false": False}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+(?:[eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value and the line of the key."""

    key: str
    node: yaml.Node
    line: int


def read_yaml(text: str, faults: Faults) -> yaml.MappingNode | None:
    """The one mapping that the text holds; None, and one fault, where it cannot be used."""
    if bad := _FORBIDDEN.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        reason = N_("has the character U+{code}, which no YAML file can hold; remove it.")
        faults.add(STUDY_FILE, line, "", bad.group(), reason, code=f"{ord(bad.group()):04X}")
        return None
    try:
        if not _check_events(text, faults):
            return None
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reason = N_("is not YAML ({problem}); correct this line or the one before it.")
        faults.add(STUDY_FILE, line, "", _line_of(text, line), reason, problem=error.problem or error.context or "-")
        return None
    if not isinstance(root, yaml.MappingNode):
        faults.add(
            STUDY_FILE,
            1,
            "",
            _line_of(text, 1),
            N_("is no list of keys and values; begin the file with the line format: 1."),
        )
        return None
    return root


def entries(node: yaml.MappingNode, faults: Faults) -> Iterator[Entry]:
    """The entries of a mapping; keys that are no texts or stand there twice are noted and left out."""
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            faults.add(STUDY_FILE, line, "", "", N_("has a key that is no single word; write the key as one word."))
        elif key.value in seen:
            reason = N_("is there twice, first on line {first}; remove one of the two.")
            faults.add(STUDY_FILE, line, key.value, key.value, reason, first=seen[key.value])
        elif _sound(key, key.value, faults):
            seen[key.value] = line
            yield Entry(key.value, value, line)


def items(entry: Entry, faults: Faults) -> list[yaml.Node] | None:
    """The items of a list (none where the value is left empty); None, and a fault, where the value is no list."""
    if isinstance(entry.node, yaml.SequenceNode):
        return list(entry.node.value)
    if isinstance(entry.node, yaml.ScalarNode) and _is_nothing(entry.node):
        return []
    value = entry.node.value if isinstance(entry.node, yaml.ScalarNode) else ""
    faults.add(STUDY_FILE, entry.line, entry.key, value, N_("is no list; write one item a line, each after a dash."))
    return None


def cell(entry: Entry, faults: Faults) -> str:
    """A single text, empty where nothing was given; a fault, and empty, where the value is a list or a mapping."""
    node = entry.node
    if not isinstance(node, yaml.ScalarNode):
        faults.add(STUDY_FILE, entry.line, entry.key, "", N_("is a list or a mapping; write a single text here."))
        return ""
    if _is_nothing(node) or not _sound(node, entry.key, faults):
        return ""
    return str(node.value)


def plain(node: yaml.Node, column: str, faults: Faults) -> object:
    """A value as plain data: dict, list, str, int, float, bool or None; dates stay texts."""
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, column, faults) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return {entry.key: plain(entry.node, column, faults) for entry in entries(node, faults)}
    assert isinstance(node, yaml.ScalarNode)
    text = str(node.value)
    if not _sound(node, column, faults) or node.style:
        return text
    if text in _NOTHING:
        return None
    if _INTEGER.fullmatch(text):
        return int(text)
    return _BOOLEANS[text] if text in _BOOLEANS else float(text) if _FLOAT.fullmatch(text) else text


def _is_nothing(node: yaml.ScalarNode) -> bool:
    return not node.style and node.value in _NOTHING


def _sound(node: yaml.ScalarNode, column: str, faults: Faults) -> bool:
    fault = fault_in(node.value)
    if fault:
        reason = N_("has the character {code}, which no text can hold; remove it.")
        faults.add(STUDY_FILE, node.start_mark.line + 1, column, node.value, reason, code=fault)
    return not fault


def _check_events(text: str, faults: Faults) -> bool:
    """Whether the file keeps to the small part of YAML; the first thing that does not is noted."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        reason = ""
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            reason = N_("has an anchor or an alias (& or *); write the value out.")
        elif getattr(event, "tag", None) not in (None, "!"):
            reason = N_("has a tag (!); write the value without it.")
        elif depth > DEEPEST:
            reason = N_("is nested too deeply; use fewer levels.")
        elif documents > 1:
            reason = N_("begins a second document; keep everything in one.")
        if reason:
            line = event.start_mark.line + 1 if event.start_mark else 1
            faults.add(STUDY_FILE, line, "", _line_of(text, line), reason)
            return False
    return True


def _line_of(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1].strip() if line <= len(lines) else ""
