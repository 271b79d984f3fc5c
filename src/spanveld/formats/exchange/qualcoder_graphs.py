"""The graphs of a QualCoder project as the standard's XML, to be kept and written back: its items and the lines between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from spanveld.formats.exchange.foreign_database import integer, text
from spanveld.formats.exchange.project import Kept
from spanveld.formats.exchange.qualcoder_codes import Codes
from spanveld.formats.exchange.qualcoder_sources import Sources
from spanveld.formats.exchange.qualcoder_state import Row, State
from spanveld.model.errors import N_

__all__ = ["TABLES", "graphs"]

TABLES = ("graph", "gr_cdct_text_item", "gr_case_text_item", "gr_file_text_item", "gr_free_text_item",
          "gr_memo_item", "gr_pix_item", "gr_av_item", "gr_cdct_line_item", "gr_free_line_item")  # fmt: skip
_SPACE = "urn:QDA-XML:project:1.0"
_ENDS = ("catid", "cid", "caseid", "fileid", "imid", "avid", "freetextid")
_COLOURS = {
    "red": "#FF0000", "green": "#008000", "blue": "#0000FF", "cyan": "#00FFFF", "magenta": "#FF00FF",
    "yellow": "#FFFF00", "orange": "#FFA500", "gray": "#808080", "grey": "#808080", "black": "#000000",
    "white": "#FFFFFF",
}  # fmt: skip
_HEX = re.compile("#(?:[0-9a-fA-F]{3}){1,2}")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

End = tuple[str, int]
"""What an item stands for: the column by which lines name it, and its number."""


@dataclass(slots=True)
class _Graph:
    """One graph under way; ``ends``: the GUIDs of its items by what they stand for."""

    element: etree._Element
    ends: dict[End, str] = field(default_factory=dict)


def graphs(state: State, codes: Codes, sources: Sources, cases: Mapping[int | None, str]) -> list[Kept]:
    """Each graph with what stands in it; a line whose end is not in the graph gets it as an item of its own, without a place."""
    made: dict[int | None, _Graph] = {}
    kept = []
    for row in state.rows("graph", "grid", "name", "description", "date", "scene_width", "scene_height"):
        guid = state.guid("graph", row["grid"], row["date"])
        element = etree.Element(f"{{{_SPACE}}}Graph", {"guid": guid}, nsmap={None: _SPACE})
        if name := _clean(text(row["name"])):
            element.set("name", name)
        made[integer(row["grid"])] = _Graph(element)
        state.found("Graph")
        state.became("Graph", "kept")
        state.reasons.add(N_("Graphs, which have no counterpart in a study and are kept: {count} ({examples})."), name)
        if text(row["description"]).strip():
            state.reasons.add(N_("Graphs that lost their description: {count} ({examples})."), name)
    stands: dict[str, Callable[[int], str]] = {
        "catid": lambda number: codes.by_category.get(number, ""),
        "cid": lambda number: codes.by_code.get(number, ""),
        "caseid": lambda number: cases.get(number, ""),
        "fileid": lambda number: sources.by_number.get(number, ""),
        "imid": lambda number: sources.selections.get(("code_image", number), ""),
        "avid": lambda number: sources.selections.get(("code_av", number), ""),
        "freetextid": lambda number: "",
    }
    _items(state, made, stands)
    _lines(state, made, stands)
    for graph in made.values():
        guid = graph.element.get("guid") or ""
        kept.append(Kept("Graph", guid, etree.tostring(graph.element, encoding="unicode")))
    return kept


def _items(state: State, made: Mapping[int | None, _Graph], stands: Mapping[str, Callable[[int], str]]) -> None:
    for table, key, columns, shape in (
        ("gr_cdct_text_item", "gtextid", {"cid": "cid", "catid": "catid"}, "RoundedRectangle"),
        ("gr_case_text_item", "gcaseid", {"caseid": "caseid"}, "Person"),
        ("gr_file_text_item", "gfileid", {"fid": "fileid"}, "Rectangle"),
        ("gr_free_text_item", "gfreeid", {"freetextid": "freetextid"}, "Note"),
        ("gr_pix_item", "grpixid", {"imid": "imid"}, "Rectangle"),
        ("gr_av_item", "gr_avid", {"avid": "avid"}, "Rectangle"),
        ("gr_memo_item", "gmemoid", {}, "Note"),
    ):
        shown = ("displaytext", "free_text", "tooltip", "memo_source_type")
        for row in state.rows(table, key, "grid", "x", "y", "color", "w", "h", *shown, *columns):
            graph = _graph_of(state, made, row, table)
            if graph is None:
                continue
            end = next(
                ((name, number) for column, name in columns.items() if (number := integer(row[column])) is not None),
                None,
            )
            name = next((words for column in shown if (words := text(row[column]))), "")
            guid = state.guid(table, row["grid"], row[key])
            place = {"firstX": _place(row["x"]), "firstY": _place(row["y"])}
            if integer(row["w"]) and integer(row["h"]):
                place["secondX"] = str(int(place["firstX"]) + (integer(row["w"]) or 0))
                place["secondY"] = str(int(place["firstY"]) + (integer(row["h"]) or 0))
            _vertex(graph, guid, stands[end[0]](end[1]) if end else "", name, place, shape, text(row["color"]))
            if end:
                graph.ends.setdefault(end, guid)


def _lines(state: State, made: Mapping[int | None, _Graph], stands: Mapping[str, Callable[[int], str]]) -> None:
    ends = [f"{side}{name}" for side in ("from", "to") for name in _ENDS]
    lines: list[tuple[_Graph, dict[str, str]]] = []
    for table, key in (("gr_cdct_line_item", "glineid"), ("gr_free_line_item", "gflineid")):
        for row in state.rows(table, key, "grid", "color", "linetype", "label", "arrow_mode", *ends):
            graph = _graph_of(state, made, row, table)
            if graph is None:
                continue
            source, target = (_end(state, graph, row, side, stands) for side in ("from", "to"))
            if not source or not target:
                state.reasons.add(
                    N_("Lines in graphs that lead to nothing, and were left out: {count} ({examples})."), table
                )
                continue
            edge = {"guid": state.guid(table, row["grid"], row[key]), "sourceVertex": source, "targetVertex": target}
            if label := _clean(text(row["label"])):
                edge["name"] = label
            if colour := _colour(text(row["color"])):
                edge["color"] = colour
            if (style := text(row["linetype"]).lower()) in ("dotted", "dashed", "solid"):
                edge["lineStyle"] = style
            lines.append((graph, edge))
    for graph, edge in lines:  # all items come before all lines
        etree.SubElement(graph.element, f"{{{_SPACE}}}Edge", edge)


def _end(state: State, graph: _Graph, row: Row, side: str, stands: Mapping[str, Callable[[int], str]]) -> str:
    """The item at an end of a line. A code is named by the number of its category too: the code counts."""
    named = [(name, number) for name in _ENDS if (number := integer(row[f"{side}{name}"])) is not None]
    named.sort(key=lambda end: end[0] == "catid")
    for end in named:
        if end in graph.ends:
            return graph.ends[end]
    for name, number in named:
        if stood := stands[name](number):
            guid = state.guid("vertex", graph.element.get("guid"), name, number)
            _vertex(graph, guid, stood, "", {"firstX": "0", "firstY": "0"}, "Rectangle", "")
            graph.ends[name, number] = guid
            return guid
    return ""


def _vertex(
    graph: _Graph, guid: str, stands_for: str, name: str, place: Mapping[str, str], shape: str, colour: str
) -> None:
    attributes = {"guid": guid, **place, "shape": shape}
    if stands_for:
        attributes["representedGUID"] = stands_for
    if shown := _clean(name):
        attributes["name"] = shown
    if found := _colour(colour):
        attributes["color"] = found
    etree.SubElement(graph.element, f"{{{_SPACE}}}Vertex", attributes)


def _graph_of(state: State, made: Mapping[int | None, _Graph], row: Row, table: str) -> _Graph | None:
    graph = made.get(integer(row["grid"]))
    if graph is None:
        state.reasons.add(N_("Items of a graph that is gone, which were left out: {count} ({examples})."), table)
    return graph


def _place(value: object) -> str:
    try:
        found = float(text(value))
    except ValueError:
        return "0"
    return str(round(found)) if abs(found) < 1e9 else "0"


def _colour(name: str) -> str:
    return name if _HEX.fullmatch(name) else _COLOURS.get(name.strip().lower(), "")


def _clean(words: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", words)
