"""The report as one HTML file: whole, safe, and each number leading to its passages."""

from __future__ import annotations

import ast
import itertools
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

import spanveld
from spanveld.reports.html_content import paragraphs
from spanveld.reports.html_report import render
from spanveld.session import load_study
from spanveld.views.overview import UnheardParty
from tests.reports.tables import overview, quote, row, stance, tables
from tests.small_study import write_small_study

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Page(HTMLParser):
    """A page taken apart: ids, links with their text, tags and text; fails where tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.link = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        known = {name: value or "" for name, value in attrs}
        self.ids += [known["id"]] if "id" in known else []
        if tag == "a":
            self.link = known["href"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)
            if self.open[-1] == "a":
                self.links.setdefault(data, self.link)

    @property
    def text(self) -> str:
        """What a reader reads, its spaces made one."""
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the small study."""
    place = tmp_path_factory.mktemp("report")
    with load_study(place / "room.spanveld", write_small_study(place / "folder")).study as study:
        return study.report("html")


CITED = row(
    "F1",
    stance(3, "R1", "FN", quoted=(quote("P1", "R1"), quote("P2", "FN"), quote("P3", text="No one's words."))),
    qualifies=stance(1, "R1", quoted=(quote("P4", "R1", hedged=True, note="She doubts."),)),
    against=stance(2, "R2", quoted=(quote("P5", "R2", source_kind="document"), quote("P6"))),
)


# ------------------------------------------------------------------ a page that stands alone
def test_the_page_is_well_formed_and_every_link_leads_somewhere(small: str) -> None:
    page = Page(small)
    assert [name for name, count in Counter(page.ids).items() if count > 1] == []
    targets = {value for tag, name, value in page.attributes if name == "href" and tag == "a"}
    assert {target[:1] for target in targets} == {"#"}
    assert {target[1:] for target in targets} <= set(page.ids)
    assert {value for _, name, value in page.attributes if name == "aria-labelledby"} <= set(page.ids)


def test_the_page_fetches_nothing_and_runs_nothing(small: str) -> None:
    page = Page(small)
    assert page.tags["script"] == 0
    assert not [
        item for item in page.attributes if item[1].startswith("on") or item[1] in ("src", "srcset", "style", "action")
    ]
    assert [value for tag, name, value in page.attributes if tag == "link" and name == "href"] == ["data:,"]
    assert not re.search(r"url\(|@import|https?://", small)
    assert "default-src 'none'" in small


def test_the_page_has_landmarks_a_skip_link_and_one_title(small: str) -> None:
    page = Page(small)
    assert {tag: page.tags[tag] for tag in ("h1", "main", "nav", "header", "footer", "title")} == dict.fromkeys(
        ("h1", "main", "nav", "header", "footer", "title"), 1
    )
    assert '<html lang="nl">' in small
    assert page.links["Naar de bevindingen"] == "#findings"
    assert small.index('class="skip"') < small.index("<h1>")


def test_headings_leave_out_no_level(small: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", small)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_light_dark_paper_and_narrow_screens_have_their_rules(small: str) -> None:
    for rule in ("prefers-color-scheme: dark", "@media print", "@media screen and (max-width:"):
        assert rule in small


def test_words_of_a_study_are_never_taken_for_markup() -> None:
    nasty = '<script>alert(1)</script>"><img src=x onerror=1>&amp;'
    its = row(
        "F1", stance(1, "R1", quoted=(quote("P1", "R1", text=nasty, note=nasty, source_title=nasty),)), statement=nasty
    )
    html = render(tables(its), overview(UnheardParty("X", nasty, "", 1, 1)))
    page = Page(html)
    assert page.tags["script"] == page.tags["img"] == 0
    assert page.text.count(nasty) == 6


# ------------------------------------------------------------------ evidence
def test_each_citation_leads_to_the_first_passage_of_that_voice() -> None:
    page = Page(render(tables(CITED), overview()))
    assert page.links["field notes"] == "#evidence:F1:P2"
    assert page.links["qualifies: R1"] == "#evidence:F1:P4"
    assert page.links["against: R2"] == "#evidence:F1:P5"


def test_contrary_passages_without_a_voice_have_a_citation_too() -> None:
    page = Page(render(tables(CITED), overview()))
    assert page.links["against: no voice"] == "#evidence:F1:P6"


def test_a_row_on_few_voices_is_marked_in_words() -> None:
    assert '<strong class="narrow">rests on one voice (R1)</strong>' in render(tables(CITED), overview())


def test_every_passage_stands_below_its_finding_by_stance_with_who_and_where() -> None:
    page = Page(render(tables(CITED), overview()))
    assert {f"evidence:F1:P{number}" for number in range(1, 7)} <= set(page.ids)
    assert {f"passage:P{number}" for number in range(1, 7)} <= set(page.ids)
    assert "Supports 3 passages" in page.text
    assert "Contradicts 2 passages" in page.text
    assert "R1 , alderman hedged S1, First talk (interviews); characters 0 to 11; P4 She doubts." in page.text
    assert page.links["Back to the row of F1"] == "#finding:F1"


def test_a_passage_behind_two_findings_stands_below_both_and_is_one_passage() -> None:
    other = row("F2", stance(1, "R1", quoted=(quote("P1", "R1"),)))
    page = Page(render(tables(CITED, other), overview()))
    assert {"evidence:F1:P1", "evidence:F2:P1"} <= set(page.ids)
    assert page.ids.count("passage:P1") == 1
    assert "how many of the 6 different passages" in page.text


def test_a_passage_that_lost_its_place_says_so() -> None:
    lost = row("F1", stance(1, "R1", quoted=(quote("P1", "R1", start=None, end=None, doubt=True),)))
    page = Page(render(tables(lost), overview(doubts=("P1",))))
    assert "place lost in a correction of the text" in page.text
    assert "None" not in page.text


def test_a_quote_reads_on_where_its_source_was_broken_into_lines() -> None:
    assert paragraphs("It was late\nand dark.\nNobody came.\n\nThen") == (
        "It was late and dark.",
        "Nobody came.",
        "Then",
    )


# ------------------------------------------------------------------ people
def test_respondents_stand_with_their_share_and_field_notes_apart() -> None:
    page = Page(render(tables(CITED), overview(), {"board": "Board"}))
    assert "R1 alderman GEM Board 2 R2 reader LIB staff 1 R10 director" in page.text
    assert "Field notes FN : 1 passage FN2 : 0 passages" in page.text


def test_who_is_spoken_of_but_not_heard_is_listed_with_hits() -> None:
    page = Page(render(tables(), overview(UnheardParty("POL", "Police", "police_force", 3, 4)), {}))
    assert "POL Police police force 4 3" in page.text


def test_the_report_says_what_is_counted_and_how(small: str) -> None:
    page = Page(small)
    assert "Overlappende passages van verschillende codeurs tellen één keer" in page.text
    assert page.links["Wat er geteld wordt, en hoe"] == "#counting"


def test_a_framework_of_five_dimensions_without_kinds_of_its_own_looks_right(small: str) -> None:
    page = Page(small)
    for heading in ("Licht", "Stilte", "Warmte", "Orde", "Onthaal"):
        assert page.links[heading].startswith("#dimension:")
    assert "Sterk punt" in page.text


# ------------------------------------------------------------------ no theory in the program
def test_no_report_and_no_command_names_a_tension_or_a_kind() -> None:
    names = "authorise|perform|flexibilise|autoriseren|presteren|flexibiliseren|pain_point|handling|balance"
    root = Path(spanveld.__file__).parent
    for file in [*root.glob("reports/**/*.py"), *root.glob("cli/*.py")]:
        found = [word for word in words_of(file) if re.fullmatch(names, word)]
        assert found == [], file
    for file in root.glob("reports/**/*.j2"):
        assert not re.search(rf"\b({names})\b", file.read_text(encoding="utf-8")), file


def words_of(file: Path) -> list[str]:
    """The names and the texts in code that are one word."""
    tree = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    found = [getattr(node, "value", getattr(node, "id", getattr(node, "attr", ""))) for node in tree]
    return [word for word in found if isinstance(word, str)]
