"""The register of a study, and what is known of it as a whole; the plan of an erasure as lines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from spanveld.actions import describing
from spanveld.language.messages import Translate
from spanveld.reports import erasure_text
from spanveld.reports import register_text as texts
from spanveld.reports.lines import WIDTH, Line
from spanveld.views.erasure import ErasurePlan
from spanveld.views.register import Register, register

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["describe", "erasure_lines", "register_of", "register_text"]

RegisterFormat = Literal["text", "md", "csv", "json"]
FORMS: dict[str, Callable[[Register], str]] = {
    "text": texts.render_text,
    "md": texts.render_markdown,
    "csv": texts.render_csv,
    "json": lambda found: json.dumps(found.as_json(), ensure_ascii=False, indent=2) + "\n",
}


def register_of(study: Study) -> Register:
    """The register as it is today."""
    with study._reader() as reader:
        return register(reader)


def register_text(study: Study, format: RegisterFormat = "text") -> str:
    """The register in one of ``text``, ``md``, ``csv`` and ``json``."""
    return FORMS[format](register_of(study))


def describe(
    study: Study, *, title: str | None = None, ethics: str | None = None, keep_until: str | None = None
) -> dict[str, str]:
    """Set what is given of title, ethics number and retention; gives all three as they are now."""
    return study.group.act(describing.describe_study, title=title, ethics=ethics, keep_until=keep_until)


def erasure_lines(plan: ErasurePlan, translate: Translate, *, width: int = WIDTH) -> Iterator[Line]:
    """The plan of an erasure as lines of text."""
    return erasure_text.lines(plan, translate, width=width)
