"""The scripts that need no page to be tried run in Node, where their own tests try them."""

from __future__ import annotations

import subprocess
from pathlib import Path

TESTS = Path(__file__).parents[1] / "js"


def test_the_scripts_pass_their_own_tests_in_node() -> None:
    files = sorted(map(str, TESTS.glob("*.test.mjs")))
    assert len(files) >= 8
    run = subprocess.run(["node", "--test", *files], capture_output=True, text=True, timeout=300, check=False)
    assert run.returncode == 0, run.stdout[-6000:]
    assert "# fail 0" in run.stdout
