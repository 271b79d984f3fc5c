"""Two people write one study at once: nothing is lost, nothing doubled, and neither is told of a lock."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import spanveld
from spanveld.model.errors import Refused
from spanveld.session import load_study
from tests.conftest import Addresses
from tests.promises.test_kills import DEMO, start

EACH = 120


def test_two_programs_mark_and_code_at_once(addresses: Addresses) -> None:
    study = addresses()
    load_study(study, DEMO).study.close()
    workers = {coder: start("code", study, coder, str(EACH)) for coder in ("lotte", "bram")}
    said = {coder: worker.communicate(timeout=240) for coder, worker in workers.items()}
    for coder, worker in workers.items():
        assert worker.returncode == 0, said[coder][1]
        assert said[coder][1] == ""
    with spanveld.open(study) as opened:
        mine = [passage for passage in opened.sources.open("R4").passages if "-" in passage.passage]
        assert Counter(passage.coder for passage in mine) == {"lotte": EACH, "bram": EACH}
        assert len({passage.passage for passage in mine}) == 2 * EACH
        assert all([code.code for code in passage.codes] == ["general", "execution"] for passage in mine)
        history = opened.journal()
        assert history.problems == ()
        assert len(history.entries) == 1 + 4 * EACH
        assert Counter(entry.actor for entry in history.entries[1:]) == {"lotte": 2 * EACH, "bram": 2 * EACH}
        assert opened.doctor().sound


def test_one_takes_back_own_work_while_the_other_goes_on(addresses: Addresses) -> None:
    study = addresses()
    load_study(study, DEMO).study.close()
    with spanveld.open(study, coder="bram") as bram:
        for number in range(20):
            bram.passages.add("R4", number, number + 10, passage=f"mine-{number}")
        with start("code", study, "lotte", str(EACH)) as worker:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ready\n"
            for _ in range(20):
                assert bram.undo().actor == "bram"
            _, errors = worker.communicate(timeout=240)
        assert (worker.returncode, errors) == (0, "")
        names = [passage.passage for passage in bram.sources.open("R4").passages]
        assert not [name for name in names if name.startswith("mine-")]
        assert len([name for name in names if name.startswith("lotte-")]) == EACH
        assert bram.journal().problems == ()


def test_what_somebody_else_built_on_is_not_taken_away(addresses: Addresses) -> None:
    study = addresses()
    load_study(study, DEMO).study.close()
    with spanveld.open(study, coder="bram") as bram, spanveld.open(study, coder="lotte") as lotte:
        bram.passages.add("R4", 0, 20, passage="shared")
        lotte.codings.add("shared", "stage/execution")
        with pytest.raises(Refused, match="rest on it"):
            bram.undo()
        lotte.undo()
        bram.undo()
        assert "shared" not in [passage.passage for passage in lotte.sources.open("R4").passages]


def test_a_study_file_closed_by_all_is_one_file(files: Addresses) -> None:
    study = files()
    load_study(study, DEMO).study.close()
    assert [file.name for file in Path(study).parent.iterdir()] == [Path(study).name]
