"""What browser tests ask of any page: the rules of accessibility, sizes of targets, no sideways scrolling."""

from __future__ import annotations

import os
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

__all__ = ["check", "sideways", "small_targets", "violations", "widths"]

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = 500
LONG = os.environ.get("SPANVELD_HYPOTHESIS") == "long"
SMALLEST = 24
"""CSS pixels (WCAG 2.2, 2.5.8)."""


def check(page: Page, where: str) -> None:
    """A page breaks no rule, has no target too small, and does not scroll sideways; ``where`` it is, for who reads that it does."""
    assert violations(page) == [], where
    assert small_targets(page) == [], where
    assert sideways(page) <= 0, where


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong: rule and place, a line each.

    Colours are the same in a narrow window, and in the dark nothing but colours is another: only the longer series works out
    contrast in narrow windows, and all the other rules in the dark.
    """
    narrow = not LONG and (page.viewport_size or {"width": 0})["width"] < NARROW
    dark = not LONG and page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches")
    page.evaluate(AXE)  # past the content security policy of the page, which allows no other script
    found: dict[str, Any] = page.evaluate(
        """([only, contrast]) => axe.run(document, { runOnly: only, resultTypes: ['violations'],
            rules: contrast ? {} : { 'color-contrast': { enabled: false } } })""",
        [
            {"type": "rule", "values": ["color-contrast"]} if dark else {"type": "tag", "values": RULES},
            dark or not narrow,
        ],
    )
    return [
        f"{one['id']}: {node['target']} {node.get('failureSummary', '')}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def small_targets(page: Page) -> list[str]:
    """Controls that can be seen and are smaller than a finger; links inside a sentence are allowed to be."""
    script = """(least) => [...document.querySelectorAll("button, a[href], input, select, textarea, summary, [role=option]")]
        .filter((one) => one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && !one.closest(".vh, .skip"))
        .filter((one) => !one.matches("input[type=checkbox], input[type=radio]") || !one.closest("label"))
        .filter((one) => !(one.matches("a") && getComputedStyle(one).display === "inline" && one.closest("p, li, td, dd")))
        .map((one) => [one, one.getBoundingClientRect()])
        .filter(([, box]) => box.width > 0 && (box.width < least - 0.01 || box.height < least - 0.01))
        .map(([one, box]) => `${one.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
    found: list[str] = page.evaluate(script, SMALLEST)
    return found


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def widths(dark: bool) -> tuple[int, ...]:
    """The widths at which a page is tried, in CSS pixels; dark colours have no width, and are tried at the widest alone.

    The longer series tries all.
    """
    if LONG:
        return (1440, 768, 320)
    return (1440,) if dark else (1440, 320)
