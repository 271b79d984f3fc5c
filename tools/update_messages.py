"""Bring the message catalogues up to date with the program: new messages come in untranslated, those that are gone leave.

python tools/update_messages.py             rewrite src/spanveld/language/*.po; translations stay
python tools/update_messages.py --check     write nothing; exit 1 where a catalogue is not up to date and complete
"""

from __future__ import annotations

import datetime
import io
import string
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "spanveld"
LANGUAGES = ("nl",)
METHODS = [("**.py", "python"), ("**.j2", "jinja2")]
KEYWORDS = {"N_": None, "_": None}
HEADER = """\
# Dutch messages of Spanveld. Edit the msgstr lines; tools/update_messages.py does the rest.
# Words: docs and the vocabulary of the project (onderzoek, bevinding, bewijs, pijnpunt, omgang, stem, bron, logboek, oordeel).
#"""


def extracted(source: Path = SOURCE) -> dict[str, list[str]]:
    """Every msgid of the program -> the files that use it, in the order of file and line."""
    found: dict[str, list[str]] = {}
    for file, _line, message, _comments, _context in sorted(_extract(source), key=lambda item: (item[0], item[1])):
        places = found.setdefault(message, [])
        if file not in places:
            places.append(file)
    return found


def _extract(source: Path) -> Iterator[tuple[str, int, str, list[str], str | None]]:
    for item in extract_from_dir(source, METHODS, keywords=KEYWORDS, options_map={"**.j2": {"trimmed": "true"}}):
        assert isinstance(item[2], str), f"{item[0]}:{item[1]}: a message is one literal text"
        yield item  # type: ignore[misc]


def catalogue(language: str, source: Path = SOURCE) -> Catalog:
    """The catalogue of a language as it stands on disk; an empty one where there is none."""
    path = source / "language" / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def places(message: str) -> list[str]:
    """The named places of a message, sorted: a translation has the same."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(message) if name is not None)


def updated(language: str, source: Path = SOURCE) -> Catalog:
    """A catalogue with exactly the program's messages and the translations that were there."""
    moment = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    old = catalogue(language, source)
    new = Catalog(
        locale=language,
        header_comment=HEADER,
        project="spanveld",
        version="1",
        creation_date=moment,
        revision_date=moment,
        last_translator="the Spanveld project",
        language_team=language,
        fuzzy=False,
    )
    for message, files in extracted(source).items():
        known = old.get(message)
        new.add(message, known.string if known else "", locations=[(file, 0) for file in files])
    return new


def text_of(messages: Catalog) -> str:
    """The catalogue as the text of its file; no line numbers, so that it changes only where a message does."""
    written = io.BytesIO()
    write_po(written, messages, width=120, include_lineno=False)
    lines = written.getvalue().decode().splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith('"Generated-By:')
    )  # whatever release writes it, it is the same


def faults(language: str, source: Path = SOURCE) -> list[str]:
    """What is wrong with a catalogue, a line each: missing, stale, or places that differ."""
    wanted, have = (
        extracted(source),
        {str(item.id): str(item.string) for item in catalogue(language, source) if item.id},
    )
    found = [
        f"{language}: no translation: {message!r} ({', '.join(files)})"
        for message, files in wanted.items()
        if not have.get(message)
    ]
    found += [f"{language}: no longer used: {message!r}" for message in have if message not in wanted]
    found += [
        f"{language}: other places: {message!r} -> {translation!r}"
        for message, translation in have.items()
        if translation and places(message) != places(translation)
    ]
    return found


def main(arguments: list[str]) -> int:
    """Update or check; gives the exit code."""
    wrong = 0
    for language in LANGUAGES:
        if "--check" not in arguments:
            text = text_of(updated(language))
            (SOURCE / "language" / f"{language}.po").write_text(text, encoding="utf-8", newline="\n")
        for fault in faults(language):
            print(fault)
            wrong = 1
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
