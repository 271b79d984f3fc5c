"""What the system says of a file that cannot be used is put into the reader's language, wherever it is said."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest
from starlette.requests import Request

from spanveld.formats.study_folder.faults import Faults
from spanveld.formats.study_folder.files import FolderFiles
from spanveld.language.messages import translator
from spanveld.model.errors import SpanveldError
from spanveld.session.bundling import unbundle
from spanveld.web import errors
from spanveld.web.state import State
from tests.session.samples import put, sample

DUTCH = translator("nl")
FULL = "de schijf is vol"


def full(*_words: object, **_more: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_of_a_backup_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with put(str(tmp_path / "s.spanveld"), sample(), "ann") as study:
        monkeypatch.setattr("spanveld.store.database._copy_file", full)
        with pytest.raises(SpanveldError) as caught:
            study.backup(tmp_path / "copy.spanveld")
    assert FULL in caught.value.text(DUTCH)


def test_of_a_file_in_a_study_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "study.yaml").write_text("study: s\n")
    faults = Faults()
    files = FolderFiles(tmp_path, faults)
    monkeypatch.setattr("builtins.open", full)
    assert files.read("study.yaml") is None
    monkeypatch.undo()
    [problem] = faults._problems
    assert FULL in problem.text(DUTCH)


def test_of_a_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spanveld.session.bundling._read_key", lambda _path: "")
    with pytest.raises(SpanveldError) as caught:
        unbundle(tmp_path / "none.age", tmp_path / "new.spanveld", tmp_path / "key.txt")
    assert "none.age" in caught.value.text(DUTCH)
    assert "No such file" not in caught.value.text(DUTCH)


def test_of_the_folder_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(State, "_make_folder", full)
    with pytest.raises(SpanveldError) as caught:
        State(tmp_path).key()
    assert FULL in caught.value.text(DUTCH)


def test_of_a_change_over_the_web() -> None:
    headers = [(b"accept", b"application/json"), (b"accept-language", b"nl")]
    request = Request({"type": "http", "method": "POST", "path": "/api/x", "headers": headers, "query_string": b""})
    answer = errors._of_system(request, OSError(errno.ENOSPC, "No space left on device"))
    assert "No space left" not in json.loads(bytes(answer.body))["error"]["message"]
