"""Take the pictures of the documentation from the demo study: docs/images/*.png.

    python tools/screenshots.py            needs Chromium (Debian's package) and playwright

Each picture is taken of a study loaded afresh, so that it can be taken again and again and shows the program as it is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from spanveld.session import load_study

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"


def reading(page: Page) -> None:
    """A cursor in the middle of an interview, on a passage."""
    page.locator("#text").focus()
    page.wait_for_timeout(300)


def palette(page: Page) -> None:
    """The palette over the text, a code half typed."""
    reading(page)
    page.keyboard.press("c")
    page.keyboard.type("pre")
    page.wait_for_timeout(300)


def passage(page: Page) -> None:
    """What is known of the passage under the cursor."""
    page.locator("#text").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)


def nothing(page: Page) -> None:
    """The page as it comes."""


SHOTS: dict[str, tuple[str, bool, int, Callable[[Page], None]]] = {
    "home": ("/", False, 900, nothing),
    "people": ("/people", False, 900, nothing),
    "codebook": ("/codebook?code=aspect%2Fbellen", False, 1000, nothing),
    "findings": ("/findings?open=A.P1", False, 1000, nothing),
    "tables": ("/tables", False, 1000, nothing),
    "find": ("/find?q=aspect%3Ageld+near%3A200+aspect%3Aafstand", False, 900, nothing),
    "search": ("/search?q=gemeente", False, 900, nothing),
    "matrix": ("/matrix", False, 900, nothing),
    "counts": ("/counts?view=together&of=kind&with=relation", False, 900, nothing),
    "coverage": ("/coverage?view=aspects", False, 900, nothing),
    "judgements": ("/judgements", False, 1000, nothing),
    "judgement": ("/judgements/J1", False, 1100, nothing),
    "audit": ("/audit", False, 1000, nothing),
    "rules": ("/rules", False, 1000, nothing),
    "journal": ("/journal", False, 900, nothing),
    "to-do": ("/to-do", False, 900, nothing),
    "reading": ("/sources/R2#passage-p072", False, 900, reading),
    "reading-dark": ("/sources/R2#passage-p072", True, 900, reading),
    "palette": ("/sources/R2#passage-p072", False, 900, palette),
    "passage": ("/sources/R2#passage-p072", False, 900, passage),
    "keys": (
        "/sources/R2",
        False,
        900,
        lambda page: (page.locator("#text").focus(), page.keyboard.press("?"), page.wait_for_timeout(300)),
    ),
}
"""Name -> address, dark, height, and what is done before it is taken."""


def main() -> None:
    """Serve the demo study and take every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "demo.spanveld"
        load_study(study, str(files("spanveld") / "demo" / "study")).study.close()
        command = [sys.executable, "-m", "spanveld.cli", "serve", str(study), "--as", "lotte", "--no-browser"]
        environment = {**os.environ, "SPANVELD_STATE": folder, "PYTHONUNBUFFERED": "1"}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        try:
            assert server.stdout is not None
            link = next(found.group(0) for line in server.stdout if (found := re.search(r"http://\S+", line)))
            take(link)
        finally:
            server.terminate()
            server.wait(10)


def take(link: str) -> None:
    """All pictures of the study behind a link."""
    base = link.partition("/enter")[0]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        door = browser.new_context()
        door.new_page().goto(link)
        state = door.storage_state()
        for name, (address, dark, height, prepare) in SHOTS.items():
            context = browser.new_context(
                viewport={"width": 1280, "height": height},
                locale="nl-NL",
                color_scheme="dark" if dark else "light",
                reduced_motion="reduce",
                storage_state=state,
            )
            page = context.new_page()
            page.goto(base + address)
            page.wait_for_timeout(900)
            prepare(page)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(IMAGES / f"{name}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
