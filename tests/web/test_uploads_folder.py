"""Files that wait to be brought in lie in a folder that is there only while there are any."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest

from spanveld.web.uploads import Uploads


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_server_to_which_nothing_is_uploaded_makes_no_folder(temporary: Path) -> None:
    Uploads().close()
    Uploads()  # and is killed
    assert list(temporary.iterdir()) == []


def test_the_folder_is_made_for_the_first_file_and_goes_on_closing(temporary: Path) -> None:
    uploads = Uploads()
    token, arrival = uploads.put("talk.txt", io.BytesIO(b"Anna: It is dark."))
    (folder,) = temporary.iterdir()
    uploads.put("other.txt", io.BytesIO(b"Ben: It is not."))
    assert list(temporary.iterdir()) == [folder]
    assert folder in arrival.path.parents
    assert uploads.get(token).path.is_file()
    uploads.close()
    assert list(temporary.iterdir()) == []
