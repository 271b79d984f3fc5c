"""How fast the reading page is in a browser, and how fast the server gives it: an interview of 8,000 words with 2,000 passages.

    python -m benchmarks.pages

Painted: from the moment at which the first passage is highlighted on a page that stands without, until the frame after the last.
Opened: from the moment at which the browser has the page's elements. Key: from the press of a real key until the browser has painted
the frame with its coding (Event Timing API, which counts in steps of 8 ms), and until the margins, drawn after it, stand too. Server: one
request, and what of it reading the source's rows costs.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.transcript import transcript
from benchmarks.vocabulary import vocabulary
from spanveld.session import open_study, start_study

WORDS, PASSAGES = 8_000, 2_000
CHROMIUM = "/usr/bin/chromium"
CODES = [
    f"{dimension}|{kind}"
    for dimension in ("authorise", "perform", "flexibilise")
    for kind in ("pain_point", "handling", "general")
]
WATCH = """(() => {
  const painted = () => [...CSS.highlights].filter(([name]) => /^d.k.$/.test(name)).reduce((sum, [, one]) => sum + one.size, 0);
  window.paintedBy = (enough) => new Promise((done) => {
    const seen = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
    const look = () => (painted() >= enough ? seen() : requestAnimationFrame(look));
    look();
  });
  window.highlighted = painted;
})()"""


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5, help="how often each is measured (5)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.spanveld"
        make(file)
        print(f"bench: {WORDS} words, {PASSAGES} passages; {wanted.runs} runs", file=sys.stderr)
        for name, value in {**of_server(file, wanted.runs), **of_browser(file, folder, wanted.runs)}.items():
            print(f"| {name} | {value} |")


def make(file: Path) -> None:
    """A study with one long source, marked all over."""
    rng = random.Random(1)
    numbers = np.random.default_rng(1)
    text = transcript(numbers, vocabulary(), WORDS, 1).text
    with start_study(file, frameworks=["governance-tensions"], language="nl", coder="reader") as study:
        study.sources.add("long", text, kind="interview")
        starts = [found.start() for found in re.finditer(r"\b\w", text)]
        for _ in range(PASSAGES):
            start = rng.choice(starts[:-40])
            end = min(start + rng.randint(20, 180), len(text) - 1)
            dimension, _, kind = rng.choice(CODES).partition("|")
            study.passages.add("long", start, end, codes=[f"tension/{dimension}", f"kind/{kind}"])


def of_server(file: Path, runs: int) -> dict[str, str]:
    """Milliseconds of CPU of making the page's values, beside opening the source alone."""
    with open_study(file, coder="reader") as study:
        page = _least(lambda: study.pages.reading("long"), runs)
        document = _least(lambda: study.sources.open("long"), runs)
        codebook = _least(study.pages.codebook, runs)
    return {
        "values of the page, CPU ms": f"{page:.0f}",
        "of which the source itself": f"{document:.0f} ({page / document:.1f}x)",
        "codebook, CPU ms": f"{codebook:.0f}",
    }


def _least(work: Any, runs: int) -> float:
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best * 1000


def of_browser(file: Path, folder: str, runs: int) -> dict[str, str]:
    """Milliseconds in Chromium, headless."""
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "spanveld.cli", "serve", str(file), "--as", "reader", "--no-browser"]
    server = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**_environment(), "SPANVELD_STATE": folder}
    )
    try:
        assert server.stdout is not None
        link = next(found.group(0) for line in server.stdout if (found := re.search(r"http://\S+", line)))
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.add_init_script(WATCH)
            page.goto(link)
            base = link.partition("/enter")[0]
            opened, painted, keyed, settled, sent = [], [], [], [], []
            for _ in range(runs):
                page.goto(f"{base}/sources/long", wait_until="commit")
                opened.append(
                    page.evaluate(
                        f"async () => (await paintedBy({PASSAGES})) - performance.getEntriesByType('navigation')[0].domInteractive"
                    )
                )
                sent.append(
                    page.evaluate(
                        "() => { const n = performance.getEntriesByType('navigation')[0]; return n.responseEnd - n.requestStart; }"
                    )
                )
                page.wait_for_timeout(1000)
                painted.append(page.evaluate(PAINT))
                page.wait_for_timeout(500)
                page.locator("#text").focus()
                page.keyboard.press("ArrowDown")
                for _ in range(4):
                    page.keyboard.press("ArrowDown")
                    page.wait_for_timeout(500)
                    before = page.evaluate(PRESSING)
                    page.keyboard.press("1")
                    shown, around = page.evaluate(PRESSED, before)
                    keyed.append(shown)
                    settled.append(around)
                    page.wait_for_timeout(500)
                    page.keyboard.press("z")
                    page.wait_for_timeout(700)
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    return {
        "server's answer with the page, ms": _spread(sent),
        f"{PASSAGES} passages painted on a page that stands, ms": _spread(painted),
        "page opened until all are painted, ms": _spread(opened),
        "a coding visible after its key, ms": _spread(keyed),
        "and the margins with it, ms": _spread(settled),
    }


PAINT = """async () => {
  const styles = [...CSS.highlights].filter(([name]) => /^d.k.$/.test(name)).map(([, one]) => [one, [...one]]);
  for (const [one] of styles) one.clear();
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 200))));
  const start = performance.now();
  for (const [one, ranges] of styles) for (const range of ranges) one.add(range);
  return (await paintedBy(highlighted())) - start;
}"""
PRESSING = """() => {
  window.presses = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") presses.push([entry.startTime, entry.duration]);
  });
  observer.observe({ type: "event", durationThreshold: 16 });
  document.addEventListener("keydown", (event) => (window.pressedAt = event.timeStamp), { once: true, capture: true });
  return highlighted();
}"""
PRESSED = """async (before) => {
  await paintedBy(before + 1);
  const around = await new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressedAt))));
  while (!presses.some(([start]) => start === pressedAt)) await new Promise((done) => setTimeout(done, 20));
  return [presses.find(([start]) => start === pressedAt)[1], around];
}"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1"}


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.0f} (least {min(values):.0f}, most {max(values):.0f})"


if __name__ == "__main__":
    main()
