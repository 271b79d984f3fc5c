"""What it costs to give a study out as a REFI-QDA project and to read it again, beside the least that it can cost.

    python -m benchmarks.exchange STUDY.spanveld [--runs 3]

``limit out`` writes as much XML and as many texts into a package as the project has, and ``limit in`` parses that and puts its
selections into a table; neither checks anything. CPU seconds; the limit is measured in the same run.
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from xml.parsers import expat
from xml.sax.saxutils import escape

from spanveld.formats.exchange.giving import project_of
from spanveld.formats.exchange.project import Project
from spanveld.formats.exchange.registry import WritingChoices, read_project, writer_for
from spanveld.model.study import StudyContent

__all__ = ["main", "measure"]


def limit_out(content: StudyContent, path: Path) -> None:
    """Writes the passages and texts of a study as plainly as can be."""
    codings = {each.passage: each.code for each in content.records["coding"]}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        with package.open("project.qde", "w", force_zip64=True) as part:
            part.write(b"<Project>")
            for each in content.records["passage"]:
                words = escape(content.texts[each.source][each.start : each.end])
                made = f'<S name="{words[:100]}" s="{each.start}" e="{each.end}"><C c="{codings.get(each.passage, "")}"/></S>'
                part.write(made.replace("\n", " ").encode())
            part.write(b"</Project>")
        for name, text in content.texts.items():
            package.writestr(f"sources/{name}.txt", text)


def limit_in(path: Path) -> None:
    """Parses what ``limit_out`` wrote and puts it into a table."""
    rows: list[tuple[str, str]] = []
    with zipfile.ZipFile(path) as package, sqlite3.connect(":memory:") as base:
        base.execute("CREATE TABLE seg (s, e)")
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, found: rows.append((found["s"], found["e"])) if name == "S" else None
        with package.open("project.qde") as part:
            parser.ParseFile(part)
        base.executemany("INSERT INTO seg VALUES (?, ?)", rows)
        for name in package.namelist()[1:]:
            package.read(name).decode()


def measure(content: StudyContent, runs: int = 3) -> Mapping[str, float]:
    """The median CPU seconds of each job."""
    with tempfile.TemporaryDirectory() as folder:
        plain, whole = Path(folder, "plain.zip"), Path(folder, "whole.qdpx")

        def out() -> Project:
            project = project_of(content)
            writer_for(whole).write(project, whole, WritingChoices())
            return project

        jobs: Mapping[str, Callable[[], object]] = {
            "limit out": lambda: limit_out(content, plain),
            "out": out,
            "limit in": lambda: limit_in(plain),
            "in": lambda: read_project(whole),
        }
        return {name: median(_seconds(job) for _ in range(runs)) for name, job in jobs.items()}


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    """Measure a study and print the table."""
    import spanveld

    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.exchange", description="What a project out and in costs."
    )
    parser.add_argument("study", help="the path of a study")
    parser.add_argument("--runs", type=int, default=3, help="how often each job is done (3)")
    wanted = parser.parse_args()
    with spanveld.open(wanted.study) as study:
        found = measure(study.content(), wanted.runs)
    for name in ("out", "in"):
        limit = found[f"limit {name}"]
        print(f"{name:<4}{found[name]:>8.2f} s{limit:>8.2f} s (limit){found[name] / limit:>7.1f} x")


if __name__ == "__main__":
    main()
