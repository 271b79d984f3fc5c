"""A corpus of coded interviews, the same on every machine: texts, codes, segments, attributes.

    python -m benchmarks.corpus M OUT

writes into OUT

- ``docs/D00001.txt``: UTF-8, never a carriage return; offsets are code points
- ``codes.csv``: code, path, parent, layer, colour, description; ``code`` counts from 1
- ``segments.csv``: id, doc, start, end, code, coder, memo; unique on all but ``id`` and ``memo``
- ``attributes.csv``: doc, variable, value
- ``manifest.json``: the sizes, what was planted, and the SHA-256 of each file and of all texts

Each document draws from a generator of its own, so that no document depends on another.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.layers import LAYERS, layer_of
from benchmarks.segments import CodeHabits, Segment, segments_of
from benchmarks.transcript import transcript
from benchmarks.vocabulary import COMMON, PHRASE, PROXIMITY, RARE, SEED, Vocabulary, vocabulary

__all__ = ["SIZES", "Size", "document_name", "generate"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much a corpus holds; ``words`` is for one document, ``number`` its place in the seeds."""

    name: str
    number: int
    documents: int
    words: int
    codes: int
    segments: int
    coders: int


SIZES = {
    size.name: size
    for size in (
        Size("XS", 0, documents=4, words=1_000, codes=12, segments=60, coders=2),
        Size("S", 1, documents=20, words=8_000, codes=60, segments=1_500, coders=2),
        Size("M", 2, documents=500, words=8_000, codes=200, segments=100_000, coders=10),
        Size("L", 3, documents=5_000, words=8_000, codes=400, segments=2_000_000, coders=50),
    )
}
"""XS is for trying out; S is as large as the thesis; M and L are what a study may grow to."""

_VARIABLES = {
    "organisatie": (
        "gemeente",
        "veiligheidsregio",
        "politie",
        "waterschap",
        "provincie",
        "zorg",
        "netwerkpartner",
        "adviesbureau",
    ),
    "functieniveau": ("bestuur", "directie", "management", "uitvoering"),
    "subcasus": ("evenementen", "energietransitie", "zorgcrisis", "hoogwater", "wijkveiligheid"),
    "golf": ("2021", "2023", "2025"),
    "geslacht": ("v", "m", "x"),
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code; ``parent`` is the number of a code of the same layer, or None."""

    number: int
    path: str
    parent: int | None
    layer: str
    colour: str
    description: str


def document_name(number: int) -> str:
    """The name of a document, which counts from 1.

    >>> document_name(12)
    'D00012'
    """
    return f"D{number:05d}"


def generate(size: Size, folder: Path) -> dict[str, Any]:
    """Write the corpus of this size into ``folder``; gives the manifest."""
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    words = vocabulary()
    rng = np.random.default_rng([SEED, size.number])
    codes = _codes(rng, words, size.codes)
    _write_codes(folder / "codes.csv", codes)
    habits = CodeHabits.of(rng, size.codes)
    _write_attributes(folder / "attributes.csv", size)
    counts = _segment_counts(rng, size)
    totals = _write_documents(folder, size, words, habits, counts)
    manifest = {
        **{"size": size.name, "seed": SEED, "docs": size.documents, "words_per_doc": size.words},
        **{"words": totals.words, "chars": totals.characters, "bytes": totals.bytes},
        **{"codes": size.codes, "segments": totals.segments, "coders": size.coders},
        **{"phrase": PHRASE, "rare": RARE, "proximity": PROXIMITY, "common": COMMON},
        "sha256_texts": totals.digest,
        **{f"sha256_{name}": _digest(folder / f"{name}.csv") for name in ("codes", "segments", "attributes")},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False), encoding="utf-8")
    return manifest


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _write(file: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(header.split())
        writer.writerows(rows)


# ---------------------------------------------------------------------- codes and attributes
def _codes(rng: np.random.Generator, words: Vocabulary, count: int) -> list[Code]:
    """Codes of three layers as in a study driven by theory, in trees."""
    tops: dict[str, list[int]] = {layer: [] for layer in LAYERS}
    codes: list[Code] = []
    for number in range(1, count + 1):
        layer = layer_of(number)
        roots = tops[layer]
        parent = None if len(roots) < max(2, count // 24) else roots[int(rng.integers(0, len(roots)))]
        name = f"{words.words[int(rng.integers(120, 1500))]} {number:03d}"
        if parent is None:
            roots.append(number)
        above = layer if parent is None else codes[parent - 1].path
        colour = "#" + "".join(f"{int(part):02x}" for part in rng.integers(60, 230, 3))
        description = f"Definitie van {name}: gebruik bij … niet bij …"
        codes.append(Code(number, f"{above}/{name}", parent, layer, colour, description))
    return codes


def _write_codes(file: Path, codes: Iterable[Code]) -> None:
    rows = ((code.number, code.path, code.parent or "", code.layer, code.colour, code.description) for code in codes)
    _write(file, "code path parent layer colour description", rows)


def _write_attributes(file: Path, size: Size) -> None:
    def rows() -> Iterator[tuple[str, str, str]]:
        for document in range(1, size.documents + 1):
            rng = np.random.default_rng([SEED, size.number, document, 1])
            for variable, values in _VARIABLES.items():
                yield document_name(document), variable, values[int(rng.integers(0, len(values)))]
            yield document_name(document), "jaren_ervaring", str(int(rng.integers(0, 40)))

    _write(file, "doc variable value", rows())


# ---------------------------------------------------------------------- texts and segments
@dataclass(slots=True)
class _Totals:
    words: int = 0
    characters: int = 0
    bytes: int = 0
    segments: int = 0
    digest: str = ""


def _segment_counts(rng: np.random.Generator, size: Size) -> npt.NDArray[np.int64]:
    """How many segments each document gets; together exactly as many as the size says."""
    weights = rng.lognormal(0, 0.5, size.documents)
    return rng.multinomial(size.segments, weights / weights.sum())


def _write_documents(
    folder: Path, size: Size, words: Vocabulary, habits: CodeHabits, counts: npt.NDArray[np.int64]
) -> _Totals:
    totals, digest = _Totals(), hashlib.sha256()

    def rows() -> Iterator[tuple[object, ...]]:
        for document, count in enumerate(counts.tolist(), start=1):
            rng = np.random.default_rng([SEED, size.number, document])
            interview = transcript(rng, words, size.words, document)
            data = interview.text.encode()
            (folder / "docs" / f"{document_name(document)}.txt").write_bytes(data)
            digest.update(data)
            totals.words += interview.text.count(" ") + 1
            totals.characters += len(interview.text)
            totals.bytes += len(data)
            for segment in segments_of(rng, interview, habits, count, size.coders):
                totals.segments += 1
                yield _segment_row(totals.segments, document, size, segment)

    _write(folder / "segments.csv", "id doc start end code coder memo", rows())
    totals.digest = digest.hexdigest()
    return totals


def _segment_row(number: int, document: int, size: Size, segment: Segment) -> tuple[object, ...]:
    name = document_name(document)
    memo = f"Memo bij {name}: let op toon, vgl. R{(document * 7) % size.documents + 1} 🙂" if segment.has_memo else ""
    return number, name, segment.start, segment.end, segment.code, f"coder{segment.coder:02d}", memo


if __name__ == "__main__":
    print(json.dumps(generate(SIZES[sys.argv[1]], Path(sys.argv[2])), ensure_ascii=False))
