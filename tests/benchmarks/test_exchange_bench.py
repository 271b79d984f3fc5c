"""The bench of projects out and in does its jobs, and their cost grows with the study and no faster."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.exchange import measure
from spanveld.model.records import Coding, Passage
from spanveld.model.study import StudyContent
from tests.session.samples import sample


def larger(times: int) -> StudyContent:
    content = sample()
    passages = [Passage(f"X{number}", "night", number % 60, number % 60 + 20, "ann") for number in range(times)]
    codings = [Coding(each.passage, "mood", "calm") for each in passages]
    records = {
        **content.records,
        "passage": (*content.records["passage"], *passages),
        "coding": (*content.records["coding"], *codings),
    }
    return replace(content, records=records)


def test_four_times_the_passages_cost_no_more_than_about_four_times_as_much() -> None:
    small, large = measure(larger(500), 3), measure(larger(2000), 3)

    assert set(small) == {"limit out", "out", "limit in", "in"}
    assert large["out"] < 8 * small["out"]
    assert large["in"] < 8 * small["in"]
