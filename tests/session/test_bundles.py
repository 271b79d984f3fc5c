"""A study goes to others as one encrypted file, and nobody without the key reads a word of it."""

from __future__ import annotations

import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from spanveld.formats import age_file
from spanveld.model import records as r
from spanveld.model.errors import Refused
from spanveld.session import Study, open_study
from spanveld.session.bundling import ConsentsMissing, bundle, make_key, unbundle
from tests.session.samples import assert_sound, put, sample
from tests.strategies import as_seen


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return put(str(tmp_path / "room.spanveld"), sample(), "ann")


@pytest.fixture
def key(tmp_path: Path) -> tuple[Path, str]:
    """A key file and its public key."""
    path = tmp_path / "key.txt"
    return path, make_key(path)


def with_consents(path: Path, *consents: r.Consent) -> Study:
    content = sample()
    return put(str(path), replace(content, records={**content.records, "consent": consents}), "ann")


def test_a_bundle_comes_back_as_the_whole_study_with_its_journal(
    study: Study, key: tuple[Path, str], tmp_path: Path
) -> None:
    identity, recipient = key
    with study:
        study.memos.add("Nog een blik")
        study.backup(tmp_path / "copy.spanveld")
        made = bundle(study, tmp_path / "room.age", [recipient])
        content, head = study.content(), study.journal().head
    assert made.recipients == 1
    assert b"De lamp is uit" not in made.file.read_bytes()
    path = unbundle(made.file, tmp_path / "theirs.spanveld", identity)
    assert path.stat().st_mode & 0o777 == 0o600
    with open_study(path, coder="ann") as theirs:
        assert theirs.content() == as_seen(content, "nobody")  # what is sealed is not in a bundle
        assert theirs.journal().head == head
        assert_sound(theirs)
    assert b"copy.spanveld" not in path.read_bytes()
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        *("copy.spanveld", "key.txt", "room.age", "room.spanveld", "theirs.spanveld"),
    ]


def test_several_receivers_each_read_it_with_their_own_key(study: Study, tmp_path: Path) -> None:
    keys = [tmp_path / "one.txt", tmp_path / "two.txt"]
    public = tmp_path / "public.txt"
    public.write_text("# wij tweeën\n" + "".join(f"{make_key(path)}\n" for path in keys), encoding="utf-8")
    with study:
        assert bundle(study, tmp_path / "room.age", [str(public)]).recipients == 2
    for number, path in enumerate(keys):
        with open_study(unbundle(tmp_path / "room.age", tmp_path / f"{number}.spanveld", path)) as theirs:
            assert theirs.show().study == "room"


def test_an_ssh_key_serves_as_well(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "iemand", "-f", path], check=True)
    with study:
        bundle(study, tmp_path / "room.age", [str(path.with_suffix(".pub"))])
    with open_study(unbundle(tmp_path / "room.age", tmp_path / "theirs.spanveld", path)) as theirs:
        assert theirs.show().study == "room"


def test_another_key_is_told_so_and_leaves_nothing_behind(study: Study, key: tuple[Path, str], tmp_path: Path) -> None:
    make_key(tmp_path / "other.txt")
    with study:
        bundle(study, tmp_path / "room.age", [key[1]])
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused, match="encrypted for another key"):
        unbundle(tmp_path / "room.age", tmp_path / "theirs.spanveld", tmp_path / "other.txt")
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("harm", ["cut", "changed", "plain"])
def test_a_damaged_bundle_leaves_nothing_behind(study: Study, key: tuple[Path, str], tmp_path: Path, harm: str) -> None:
    file = tmp_path / "room.age"
    with study:
        bundle(study, file, [key[1]])
    data = bytearray(file.read_bytes())
    if harm == "changed":
        data[-200] ^= 1
    file.write_bytes({"cut": bytes(data[:-100]), "changed": bytes(data), "plain": b"niets"}[harm])
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refused, match="damaged or cut off"):
        unbundle(file, tmp_path / "theirs.spanveld", key[0])
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_no_study_is_refused(key: tuple[Path, str], tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as base:
        base.execute("CREATE TABLE t (x)")
    base.close()
    for data in (b"gewoon tekst", other.read_bytes()):
        (tmp_path / "x.age").write_bytes(age_file.encrypt(data, [key[1]]))
        with pytest.raises(Refused, match="holds no study"):
            unbundle(tmp_path / "x.age", tmp_path / "x.spanveld", key[0])
        assert not (tmp_path / "x.spanveld").exists()


def test_nothing_that_exists_is_written_over(study: Study, key: tuple[Path, str], tmp_path: Path) -> None:
    with study:
        bundle(study, tmp_path / "room.age", [key[1]])
        with pytest.raises(Refused, match="exists already"):
            bundle(study, tmp_path / "room.age", [key[1]])
        bundle(study, tmp_path / "room.age", [key[1]], replace=True)
    with pytest.raises(Refused, match="exists already"):
        unbundle(tmp_path / "room.age", tmp_path / "room.spanveld", key[0])
    with pytest.raises(Refused, match="exists already"):
        make_key(key[0])


@pytest.mark.parametrize("given", ["age1onzin", "wie dan ook", "ssh-ed25519 AAAA", ""])
def test_what_is_no_public_key_is_refused(study: Study, tmp_path: Path, given: str) -> None:
    with study, pytest.raises(Refused, match="public key"):
        bundle(study, tmp_path / "room.age", [given])
    assert not (tmp_path / "room.age").exists()


def test_a_secret_key_is_not_taken_for_a_public_one(study: Study, key: tuple[Path, str], tmp_path: Path) -> None:
    with study, pytest.raises(Refused, match="secret key"):
        bundle(study, tmp_path / "room.age", [str(key[0])])


def test_who_withdrew_goes_to_nobody(key: tuple[Path, str], tmp_path: Path) -> None:
    gone = r.Consent("R2", "1", deposit="yes", given_on="2025-01-01", withdrawn_on="2025-06-01")
    with (
        with_consents(tmp_path / "w.spanveld", gone) as study,
        pytest.raises(ConsentsMissing, match="withdrawn by R2") as refused,
    ):
        bundle(study, tmp_path / "room.age", [key[1]])
    assert refused.value.people == ("R2",)
    assert not (tmp_path / "room.age").exists()


def test_an_archive_needs_everyones_consent_to_deposit(key: tuple[Path, str], tmp_path: Path) -> None:
    said = r.Consent("R1", "1", deposit="yes"), r.Consent("R2", "1", deposit="no")
    with with_consents(tmp_path / "a.spanveld", *said) as study:
        bundle(study, tmp_path / "colleague.age", [key[1]])
        with pytest.raises(ConsentsMissing) as refused:
            bundle(study, tmp_path / "archive.age", [key[1]], purpose="archive")
    assert refused.value.people == ("R2",)
    both = said[0], r.Consent("R2", "1", deposit="yes")
    with with_consents(tmp_path / "b.spanveld", *both) as study:
        assert bundle(study, tmp_path / "archive.age", [key[1]], purpose="archive").file.exists()


def test_bytes_go_in_and_come_out_with_the_right_identity_only() -> None:
    (identity, recipient), (other, _) = age_file.new_identity(), age_file.new_identity()
    secret = age_file.encrypt(b"sleutel", [recipient])
    assert age_file.decrypt(secret, f"# van mij\n{identity}\n") == b"sleutel"
    with pytest.raises(Refused, match="another key"):
        age_file.decrypt(secret, other)
    with pytest.raises(Refused, match="no secret key"):
        age_file.decrypt(secret, "niets")
