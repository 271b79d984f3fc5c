"""A program that changes a study and says so after each change; tests start it, kill it, or let two of them race.

python -m tests.promises.worker code STUDY CODER COUNT [FIRST]     mark passages and code them
python -m tests.promises.worker load STUDY FOLDER                  load a folder, replacing what is there
"""

from __future__ import annotations

import sys

SOURCE = "R4"


def say(word: str) -> None:
    """A line that has left the process when this returns."""
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def code(study: str, coder: str, count: int, first: int = 0) -> None:
    """Mark passages CODER-0, CODER-1, ... and put a code on each; a line per acknowledged change."""
    import spanveld

    with spanveld.open(study, coder=coder) as opened:
        say("ready")
        for number in range(first, first + count):
            name = f"{coder}-{number}"
            opened.passages.add(SOURCE, number % 500, number % 500 + 20, passage=name, codes=["kind/general"])
            say(f"passage {name}")
            opened.codings.add(name, "stage/execution")
            say(f"coding {name}")


def load(study: str, folder: str) -> None:
    """Load a folder into a study that may exist."""
    from spanveld.session import load_study

    say("ready")
    load_study(study, folder, replace=True).study.close()
    say("loaded")


if __name__ == "__main__":
    if sys.argv[1] == "code":
        code(sys.argv[2], sys.argv[3], *map(int, sys.argv[4:]))
    else:
        load(sys.argv[2], sys.argv[3])
