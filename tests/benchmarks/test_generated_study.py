"""The generated corpora and the study folders made of them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks import limits
from benchmarks.corpus import SIZES, generate
from benchmarks.generated import generated
from benchmarks.probe import PASSAGES, probe
from spanveld.session import load_study

long = pytest.mark.long

RECORDED = {
    "XS": {
        "texts": "d2250bb4b45d7012a3bfbd63df149f35a36d9b0b6bafa311a97463dadb29c7ad",
        "codes": "72ed4691000836639eb00114e0033260151da3e33ba7d4e0fd4b7cbfe1ee8ee4",
        "segments": "f368b30e158dce2d55b2ee31b1bd1650c7eb0c291c0c308e1d071ef43951e4df",
        "attributes": "7d64f862199de6dce554aa9d1d096bb1a33f6565959f769d1d433ce3f6a4673b",
    },
    "S": {
        "texts": "31c869f3c3fd7be60c3be2f95a3dee8cc0df9bcf83d9a9a134d2f2ac56c4bffe",
        "codes": "60e91877aa8359ef8d8901154710b5fc2121f649487aa5f020cbda6880888640",
        "segments": "4252e13ca6826028e529a63eae2e9cfae8241d053e9d47461203fe80ddf367aa",
        "attributes": "a766f5bf3d12f9701488de4f47edf5f06e5c0a21ab6d250e24ff4f973270696c",
    },
    "M": {
        "texts": "2881db8429d707048184ffacc44115fe31c9d0dc1d59499d9c09099f1bd6e671",
        "codes": "461e1f575ff53c2d9ed71cf7ff439dc296ae89c4feabc84408c0330e09dfddbe",
        "segments": "2062012750f3cd1427619b6c6da5a9067fc4c348c97e59f398aedd3d45464674",
        "attributes": "d230d9d0505183f528f82afd4d498717c56c4385e5b6e127dc6f7529c17d6391",
    },
    "L": {
        "texts": "76edefd2077657ad12ac9046c841f04a3d2151a4b907e12353b0d54ef47e4d2f",
        "codes": "64e9c6d470086d7a2e10a8cf36cb15619c4ec59e496c8c116a3a591e65ac7683",
        "segments": "11bc47788721e935bb4532baa13ea9a1737e710c01609cec76e8d9e0b959ee23",
        "attributes": "03f93025ad93892d0c0b71d5fc3958e10301c52094186de97940181491547202",
    },
}
"""The SHA-256 of what each size holds: figures of different machines and days compare only while these stand."""


@pytest.mark.parametrize("size", ["XS", "S", pytest.param("M", marks=long), pytest.param("L", marks=long)])
def test_a_corpus_is_the_same_on_every_machine(size: str, tmp_path: Path) -> None:
    manifest = generate(SIZES[size], tmp_path)
    assert {name: manifest[f"sha256_{name}"] for name in RECORDED[size]} == RECORDED[size]


def test_a_generated_study_loads_and_shows_findings_with_voices(tmp_path: Path) -> None:
    folder = generated("XS", tmp_path / "XS").folder
    with load_study(tmp_path / "study.spanveld", folder, coder="coder01").study as study:
        document = study.sources.open("probe")
        tables = study.table().tables
        assert study.doctor().sound
    assert len(document.passages) == PASSAGES
    assert {voice for passage in document.passages for voice in passage.voices} == {"R1", "R2", "R3", "R4"}
    assert [len(table.rows) for table in tables] == [7, 7, 7]
    for row in (row for table in tables for row in table.rows):
        assert row.stances["supports"].passages
        assert row.ground.top_voice


def test_the_probe_is_the_same_at_every_size(tmp_path: Path) -> None:
    small, large = (generated(size, tmp_path / size).folder for size in ("XS", "S"))
    for file in ("passages.csv", "codings.csv", "evidence.csv", "turns.csv", "sources.csv"):
        assert _about_probe(small / file) == _about_probe(large / file) != []
    assert (small / "sources" / "probe.txt").read_bytes().decode() == probe().text


def test_the_limit_keeps_every_record(tmp_path: Path) -> None:
    folder, saved = generated("XS", tmp_path / "XS").folder, tmp_path / "saved"
    limits.load(folder, tmp_path / "limit.db")
    with limits.Study(tmp_path / "limit.db") as study:
        study.save(saved)
    files = sorted(file.relative_to(folder) for file in folder.rglob("*.*"))
    assert files == sorted(file.relative_to(saved) for file in saved.rglob("*.*"))
    for file in files:
        assert sorted(_lines(saved / file)) == sorted(_lines(folder / file)), file


def _about_probe(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return [row for row in csv.reader(stream) if any(cell.startswith("probe") for cell in row)]


def _lines(file: Path) -> list[bytes]:
    return file.read_bytes().splitlines()
