"""A program killed at any moment loses nothing that it said was done."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import spanveld
from spanveld.model.errors import StoreError
from spanveld.session import Study, load_study
from spanveld.store.engine import address_of
from tests.conftest import Addresses
from tests.pg import PrivateServer

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src" / "spanveld" / "demo" / "study"
KILLS = {"codings": 150, "loads": 50}
"""Two hundred in an ordinary run; ten times as many in the longer series."""


def start(*arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.promises.worker", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def killed_after(worker: subprocess.Popen[str], seconds: float) -> list[str]:
    """The lines of a worker that was killed so long after it was ready; what it said last may have come too late to be read."""
    with worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n", worker.stderr and worker.stderr.read()
        timer = threading.Timer(seconds, worker.kill)
        timer.start()
        said = [line.strip() for line in worker.stdout if line.endswith("\n")]
        timer.cancel()
    return said


def kill_while_coding(study: str, rounds: int, chance: random.Random, *, longest: float = 0.25) -> tuple[int, int]:
    """Kill a coding worker again and again; gives how many kills hit it at work, and how many changes it had acknowledged."""
    promised: set[str] = set()
    hits = first = 0
    for _ in range(rounds):
        worker = start("code", study, "lotte", "100000", str(first))
        said = killed_after(worker, chance.uniform(0, longest))
        hits += worker.returncode == -9
        promised.update(said)
        with spanveld.open(study, coder="lotte") as opened:
            there = present(opened)
            assert promised <= there
            assert len(there - promised) <= 1, "more than the one change under way was done unsaid"
            promised = there
            first = 1 + max((int(name.rpartition("-")[2]) for name in there), default=-1)
    with spanveld.open(study) as opened:
        assert opened.doctor().sound
        assert present(opened) == promised
    return hits, len(promised)


def present(study: Study) -> set[str]:
    passages = study.sources.open("R4").passages
    mine = [passage for passage in passages if passage.passage.startswith("lotte-")]
    coded = [item for item in mine if any(code.code == "execution" for code in item.codes)]
    return {f"passage {item.passage}" for item in mine} | {f"coding {item.passage}" for item in coded}


def test_a_coder_killed_at_random_moments_keeps_every_acknowledged_change(files: Addresses) -> None:
    study = files()
    load_study(study, DEMO).study.close()
    hits, changes = kill_while_coding(study, KILLS["codings"], random.Random(1))
    assert hits == KILLS["codings"]
    assert changes > KILLS["codings"]


def test_a_load_killed_at_random_moments_leaves_the_old_study_or_the_new_one(files: Addresses) -> None:
    kill_loads(files(), KILLS["loads"], random.Random(2))


def kill_loads(study: str, rounds: int, chance: random.Random) -> None:
    broken = 0
    for number in range(rounds):
        if number % 5 == 0:  # begin anew, so that the first load of a file is killed as well
            for file in Path(study).parent.glob("*"):
                file.unlink()
        before = state(study)
        said = killed_after(start("load", study, str(DEMO)), chance.uniform(0, 0.3))
        after = state(study)
        if "loaded" in said:
            assert after == "whole"
        else:
            broken += 1
            assert after in {before, "whole"}
    assert broken > rounds // 5
    with load_study(study, DEMO, replace=True).study as opened:
        assert opened.doctor().sound


def state(study: str) -> str:
    """Whether there is no study, an empty one, or the whole one; anything else fails."""
    if not Path(study).exists():
        return "nothing"
    try:
        opened = spanveld.open(study)
    except StoreError:
        return "nothing"
    with opened:
        assert opened.doctor().sound
        passages = opened.show().counts["passage"]
        assert passages in (0, 390)
        return "whole" if passages else "nothing"


@pytest.mark.long
def test_two_thousand_kills_lose_nothing(files: Addresses) -> None:
    study = files()
    load_study(study, DEMO).study.close()
    hits, _ = kill_while_coding(study, 10 * KILLS["codings"], random.Random(3))
    assert hits == 10 * KILLS["codings"]
    kill_loads(files(), 10 * KILLS["loads"], random.Random(4))


@pytest.mark.postgres
def test_a_client_of_a_server_killed_at_random_moments_loses_nothing(postgres: PrivateServer) -> None:
    study = postgres.url(postgres.new_database(), "demo")
    load_study(study, DEMO).study.close()
    assert not address_of(study).is_file
    hits, _ = kill_while_coding(study, 10, random.Random(5))
    assert hits == 10
