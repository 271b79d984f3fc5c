"""The HTML report stands alone, says the same as the Word report, and every link in it leads somewhere."""

from __future__ import annotations

import html
import re
from collections import Counter
from functools import lru_cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from spanveld.reports import report_html
from spanveld.reports.report_blocks import Heading, Quotation, plain
from spanveld.reports.report_document import document_of
from spanveld.reports.report_words import flowing
from spanveld.views.report_parts import Profile
from tests.reports.reported import demo_document, demo_report, report_of_folder, small_report
from tests.small_study import FIVE_DIMENSIONS

PROFILES: tuple[Profile, ...] = ("research", "organisation", "public")
EMPTY = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """What a browser would find: ids, links, tags, the text, and tags that were never closed."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.references: list[str] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags[tag] += 1
        if tag not in EMPTY:
            self.open.append(tag)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a":
            self.links.append(str(found["href"]))
        self.references += [str(found[name]) for name in ("src", "srcset", "data", "action") if name in found]
        self.references += [str(found["href"])] if tag == "link" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@lru_cache
def page(profile: Profile = "research") -> str:
    return report_html.render(demo_document(profile))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_link_leads_to_a_place_in_the_page(profile: Profile) -> None:
    found = Page(page(profile))
    assert all(link.startswith("#") for link in found.links)
    assert {link[1:] for link in found.links} <= set(found.ids)
    assert len(found.ids) == len(set(found.ids))
    assert found.open == []


@pytest.mark.parametrize("profile", PROFILES)
def test_every_citation_leads_to_its_passage_in_the_appendix(profile: Profile) -> None:
    report, ids = demo_report(profile), set(Page(page(profile)).ids)
    cited = {
        citation.passage
        for section in report.sections
        for finding in section.findings
        for stance in finding.stances.values()
        for citation in stance.citations
    }
    assert {f"passage:{name}" for name in cited} <= ids
    assert {f"passage:{name}" for name in report.passages} <= ids


def test_names_of_labels_stand_in_the_page() -> None:
    named = {name for names in re.findall(r'aria-labelledby="([^"]+)"', page()) for name in names.split()}
    assert named <= set(Page(page()).ids)


def test_nothing_is_fetched_and_nothing_runs() -> None:
    found = Page(page())
    assert found.tags["script"] == 0
    assert found.references == ["data:,"]
    assert "@import" not in page()
    assert "url(" not in page()
    assert "default-src 'none'" in page()


def test_it_holds_every_heading_and_every_quote_that_the_word_report_holds() -> None:
    text = " ".join("".join(Page(page()).words).split())
    for block in demo_document().blocks:
        if isinstance(block, Heading):
            assert " ".join(block.text.split()) in text
        elif isinstance(block, Quotation):
            assert " ".join(block.quote.split()) in text
            assert " ".join(plain(block.head).split()) in text


def test_contrary_passages_stand_beside_the_supporting_ones() -> None:
    first = re.search(r'<div class="stances beside">(.*?)</div>', page(), re.DOTALL)
    assert first is not None
    assert re.findall(r'<section class="stance (\w+)"', first.group(1)) == ["supports", "qualifies", "contradicts"]


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", page())]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_of_a_study_are_never_read_as_markup(tmp_path: Path) -> None:
    source = report_html.render(document_of(small_report(tmp_path)))
    assert "Wethouder &lt;van geld&gt;" in source
    assert "=Er is licht &amp; warmte &lt;b&gt;genoeg&lt;/b&gt;." in source
    assert "<b>" not in source


def test_it_speaks_the_language_of_the_study(tmp_path: Path) -> None:
    def english(folder: Path) -> None:
        file = folder / "study.yaml"
        file.write_text(file.read_text(encoding="utf-8").replace("language: nl", "language: en"), encoding="utf-8")

    source = report_html.render(document_of(small_report(tmp_path, english)))
    assert '<html lang="en">' in source
    assert "Limits that the data show" in source
    assert '<html lang="nl">' in page()
    assert "Grenzen die uit de gegevens blijken" in page()


def test_a_finding_without_passages_says_so(tmp_path: Path) -> None:
    assert "Aan deze bevinding zijn geen passages gekoppeld." in report_html.render(document_of(small_report(tmp_path)))


def test_a_theory_of_five_dimensions_and_no_findings_makes_a_report_in_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "five-dimensions.yaml").write_bytes(FIVE_DIMENSIONS.read_bytes())
    study = "format: 1\nid: empty\ntitle: Leeg\nlanguage: nl\nframeworks: [five-dimensions@1]\n"
    (tmp_path / "study.yaml").write_text(study, encoding="utf-8")
    source = html.unescape(
        re.sub(r"<style>.*?</style>", "", report_html.render(document_of(report_of_folder(tmp_path))), flags=re.DOTALL)
    )
    assert [word for word in ("panning", "pijnpunt", "tension", "omgang") if word in source] == []
    assert "Kwaliteit: licht." in source
    assert source.count("Nog geen bevindingen.") == 5


def test_line_breaks_of_a_page_go_and_those_of_a_person_stay() -> None:
    assert (
        flowing("De structuur volgt de vragen, die\ndus per spanning\nworden beantwoord.")
        == "De structuur volgt de vragen, die dus per spanning worden beantwoord."
    )
    assert flowing("R1: ja.\nI: nee?\n\n- een\n- twee") == "R1: ja.\nI: nee?\n\n- een\n- twee"
