"""Interview guides (topic lists) as files: YAML or CSV -> ``GuideContent``, and back.

    read_guide(text, name, language) -> GuideContent     raises GuideFileError(problems), all faults together
    guide_of_framework(framework, language)              the topic list that a framework brings; None where it has none
    write_guide(content)                                 the plain form, to be edited and taken as a newer version

The plain form, in one language:

    title: Gesprek over samenwerking
    version: "2"
    topics:
      - id: picture
        label: Beeld van de regio
        questions: [Hoe kijkt u naar de regio?]
        probes: [Wat gaat daar goed?]

A text may also be given per language (``label: {nl: Beeld, en: Picture}``), as framework files do; or a topic may hold a part
for each language (``nl: {label: Beeld, questions: [...]}``). The whole may stand under a key ``topic_list``. As CSV: columns topic,
label, kind, questions, probes, note, with ``;`` or a line end between questions.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spanveld.formats.framework_problems import FrameworkFileError, FrameworkProblem, ProblemList
from spanveld.formats.framework_yaml import join, read_yaml
from spanveld.formats.study_folder.yaml_text import flow, scalar
from spanveld.language.messages import translator
from spanveld.model.errors import N_
from spanveld.model.framework import Framework, in_language
from spanveld.model.names import is_identifier
from spanveld.model.records import Topic

__all__ = ["GuideContent", "GuideFileError", "guide_of_framework", "read_guide", "write_guide"]

ASKED = ("questions", "probes")
"""Lists of a topic that are asked as they stand."""
KEYED = {"variants": "questions", "probes_by_dimension": "probes", "probes_by_tension": "probes"}
"""Lists kept by a dimension or kind of party -> the list that they add to."""
REMARKS = {"checks": N_("To see to"), "avoid": N_("Not to ask")}
"""Lists for the interviewer's own eyes, kept in the topic's note after these words."""
COLUMNS = ("topic", "label", "kind", "questions", "probes", "note")


@dataclass(frozen=True, slots=True)
class GuideContent:
    """What a guide says. ``id`` is the file's own name for it (may be empty); its topics, in order, belong to no guide of a study yet."""

    id: str
    title: str
    version: str
    topics: tuple[Topic, ...]


class GuideFileError(FrameworkFileError):
    """A guide file with faults; ``problems`` holds all of them."""

    def __init__(self, problems: Iterable[FrameworkProblem]) -> None:
        super().__init__(problems)
        self.message = N_("Faults in the topic list: {count}. Nothing was written.")


def read_guide(text: str, name: str, language: str) -> GuideContent:
    """The guide in a file's text, in ``language`` (else in English, else in what there is); a name that ends in ``.csv`` is CSV."""
    if name.lower().endswith(".csv"):
        return _read_csv(text, name)
    try:
        document = read_yaml(text, name)
    except FrameworkFileError as error:
        raise GuideFileError(error.problems) from None
    problems = ProblemList(name, document.lines)
    content = _content(document.data, language, problems)
    if problems.problems:
        raise GuideFileError(problems.in_order())
    return content


def guide_of_framework(framework: Framework, language: str) -> GuideContent | None:
    """The topic list of a framework in this language, with the framework's version; None where it has none."""
    listed = framework.content.get("topic_list")
    if listed is None:
        return None
    name = f"{framework.name}: topic_list"
    problems = ProblemList(name, {})
    found = _content(listed, language, problems)
    if problems.problems:
        raise GuideFileError(problems.in_order())
    return GuideContent(found.id or framework.id, found.title, found.version or framework.version, found.topics)


def write_guide(content: GuideContent) -> str:
    """The guide in the plain form."""
    lines = [f"{key}: {scalar(value)}" for key in ("id", "title", "version") if (value := getattr(content, key))]
    lines.append("topics:")
    for topic in content.topics:
        lines.append(f"  - id: {scalar(topic.topic)}")
        lines += [f"    {key}: {scalar(value)}" for key in ("label", "kind", "note") if (value := getattr(topic, key))]
        for key in ASKED:
            if items := getattr(topic, key):
                lines += [f"    {key}:", *(f"      - {flow(item)}" for item in items)]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------------- YAML
def _content(data: object, language: str, problems: ProblemList) -> GuideContent:
    path = ""
    if isinstance(data, dict) and isinstance(data.get("topic_list"), dict):
        path, data = "topic_list", data["topic_list"]
    if not isinstance(data, dict) or not isinstance(data.get("topics"), list):
        problems.add(path, None, N_("should have a list 'topics', each with an id and a label"))
        return GuideContent("", "", "", ())
    heading = {key: _words(data.get(key), join(path, key), language, problems) for key in ("id", "title", "label")}
    version = data.get("version")
    topics: list[Topic] = []
    for place, entry in enumerate(data["topics"]):
        topic = _topic(entry, join(join(path, "topics"), place), place + 1, language, problems)
        if topic is not None and any(topic.topic == other.topic for other in topics):
            problems.add(
                join(join(join(path, "topics"), place), "id"), topic.topic, N_("is the id of a topic above too")
            )
        elif topic is not None:
            topics.append(topic)
    if not data["topics"]:
        problems.add(join(path, "topics"), None, N_("has no topics"))
    title = heading["title"] or heading["label"]
    return GuideContent(heading["id"], title, "" if version is None else str(version), tuple(topics))


def _topic(entry: object, path: str, position: int, language: str, problems: ProblemList) -> Topic | None:
    if not isinstance(entry, dict):
        problems.add(path, None, N_("should be a topic, with an id and a label"))
        return None
    name = entry.get("id")
    if not isinstance(name, str) or not is_identifier(name):
        problems.add(
            join(path, "id"),
            name,
            N_("should be an id: letters, digits, _ . and -, beginning with a letter or a digit"),
        )
        return None
    part = _in_part(entry, language)
    inner = {**entry, **part[1]}
    places = {key: join(join(path, part[0]), key) if key in part[1] else join(path, key) for key in inner}
    lists = {key: _list(inner.get(key), places.get(key, path), language, problems) for key in (*ASKED, *REMARKS)}
    for key, target in KEYED.items():
        for place, found in _keyed(inner.get(key), places.get(key, path), problems):
            lists[target] += _list(found, place, language, problems)
    if probe := _words(inner.get("sub_case_probe"), places.get("sub_case_probe", path), language, problems):
        lists["probes"].append(probe)
    label = _words(inner.get("label"), places.get("label", path), language, problems)
    if not label:
        problems.add(path, name, N_("has no label"))
    note = _words(inner.get("note"), places.get("note", path), language, problems)
    kind = inner.get("kind") if isinstance(inner.get("kind"), str) else ""
    translate = translator(language)
    remarks = [note, *(f"{translate(REMARKS[key])}: {'; '.join(lists[key])}" for key in REMARKS if lists[key])]
    questions, probes = (_askable(lists[key]) for key in ASKED)
    return Topic("", name, position, str(kind), label, questions, probes, " | ".join(text for text in remarks if text))


def _in_part(entry: Mapping[str, Any], language: str) -> tuple[str, Mapping[str, Any]]:
    """The part of a topic for one language, with its key; empty where texts are not kept so."""
    parts = {key: part for key, part in entry.items() if len(key) == 2 and isinstance(part, dict)}
    for wish in (language, "en", *parts):
        if wish in parts:
            return wish, parts[wish]
    return "", {}


def _words(value: object, path: str, language: str, problems: ProblemList) -> str:
    if value is None:
        return ""
    if isinstance(value, dict) and value and all(isinstance(text, str) for text in value.values()):
        value = in_language(value, language)
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return " ".join(str(value).split())
    problems.add(path, None, N_("should be a text, or a text per language"))
    return ""


def _list(value: object, path: str, language: str, problems: ProblemList) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list):
        problems.add(path, None, N_("should be a list of texts"))
        return []
    found = (_words(item, join(path, place), language, problems) for place, item in enumerate(value))
    return [text for text in found if text]


def _keyed(value: object, path: str, problems: ProblemList) -> Iterator[tuple[str, object]]:
    if value is None:
        return
    if not isinstance(value, dict):
        problems.add(path, None, N_("should be lists by their keys"))
        return
    yield from ((join(path, key), found) for key, found in value.items())


def _askable(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts as a study holds them: each on a line of its own, once, in order."""
    return tuple(dict.fromkeys(" ".join(text.split()) for text in texts if text.strip()))


# ---------------------------------------------------------------------- CSV
def _read_csv(text: str, name: str) -> GuideContent:
    header, _, _ = text.partition("\n")
    rows = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";" if "," not in header else ",")
    problems = ProblemList(name, {})
    lines: list[FrameworkProblem] = []
    topics: list[Topic] = []
    columns: list[str] = []
    try:
        for row in rows:
            line = rows.line_num
            if not columns:
                columns = [cell.strip().casefold() for cell in row]
                lines += _header_faults(columns, name)
                continue
            if not any(cell.strip() for cell in row):
                continue
            cells = {column: cell.strip() for column, cell in zip(columns, row, strict=False)}
            lines += _row_faults(cells, topics, name, line)
            questions, probes = (_askable(re.split(r"[;\n]", cells.get(key, ""))) for key in ASKED)
            names = (cells.get("kind", ""), cells.get("label", ""))
            position = len(topics) + 1
            topics.append(Topic("", cells.get("topic", ""), position, *names, questions, probes, cells.get("note", "")))
    except csv.Error as error:
        lines.append(FrameworkProblem(name, "", "", N_("is no CSV: {reason}"), {"reason": error}, rows.line_num))
    if not topics and not lines:
        problems.add("", None, N_("has no topics"))
    if lines or problems.problems:
        raise GuideFileError([*lines, *problems.problems])
    return GuideContent("", "", "", tuple(topics))


def _header_faults(columns: list[str], name: str) -> Iterator[FrameworkProblem]:
    for wanted in ("topic", "label"):
        if wanted not in columns:
            reason = N_("is missing; the columns are {columns}")
            yield FrameworkProblem(name, "", wanted, reason, {"columns": ", ".join(COLUMNS)}, 1)
    for column in columns:
        if column not in (*COLUMNS, "guide", "position"):
            reason = N_("is no column of a topic list; the columns are {columns}")
            yield FrameworkProblem(name, "", column, reason, {"columns": ", ".join(COLUMNS)}, 1)


def _row_faults(cells: Mapping[str, str], above: Iterable[Topic], name: str, line: int) -> Iterator[FrameworkProblem]:
    topic = cells.get("topic", "")
    if not is_identifier(topic):
        reason = N_("should be an id: letters, digits, _ . and -, beginning with a letter or a digit")
        yield FrameworkProblem(name, "topic", topic, reason, {}, line)
    elif any(topic == other.topic for other in above):
        yield FrameworkProblem(name, "topic", topic, N_("is the id of a topic above too"), {}, line)
    if not cells.get("label"):
        yield FrameworkProblem(name, "label", topic, N_("has no label"), {}, line)
