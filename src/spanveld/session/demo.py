"""The demonstration study that comes with the program."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

from spanveld.model.errors import N_, Refused
from spanveld.session.opening import Loaded, load_study
from spanveld.session.report import render_report, report_of

__all__ = ["Demo", "make_demo"]


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demonstration is: its study folder, its study (open), and its report as a page and for Word."""

    folder: Path
    file: Path
    report: Path
    document: Path
    loaded: Loaded


def make_demo(place: str | Path, *, replace: bool = False) -> Demo:
    """Write the shipped study folder to ``place/study``, load it as ``place/demo.spanveld``, write ``place/report.html`` and ``.docx``.

    Refused where one of these exists, unless ``replace``; then an earlier demo.spanveld is backed up beside itself.
    """
    root = Path(place)
    folder, file, report, document = (root / name for name in ("study", "demo.spanveld", "report.html", "report.docx"))
    if not replace:
        for path in (file, folder, report, document):
            if path.exists():
                raise Refused(N_("{path} exists already; use --replace, or name another folder."), path=path)
    _clear(folder)
    root.mkdir(parents=True, exist_ok=True)
    with as_file(files("spanveld") / "demo" / "study") as shipped:
        shutil.copytree(shipped, folder)
    loaded = load_study(file, folder, replace=replace)
    found = report_of(loaded.study)
    for path in (report, document):
        path.write_bytes(render_report(found, path.suffix))
    return Demo(folder, file, report, document, loaded)


def _clear(folder: Path) -> None:
    """Take an earlier study folder away; Refused where the folder holds something else."""
    if not folder.exists():
        return
    if not (folder / "study.yaml").is_file():
        raise Refused(N_("{path} is in the way and is no study folder; name another folder."), path=folder)
    shutil.rmtree(folder)
