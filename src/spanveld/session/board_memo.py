"""The memo for a board or council: two pages of A4, with a trace of each sentence to its passages.

memo = study.board_memo(language="en")
write_memo(study, "memo.docx", trace="trace.csv")
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spanveld.language.messages import LANGUAGES, Translate
from spanveld.model.errors import N_, Refused
from spanveld.reports import memo_html, memo_word
from spanveld.reports.memo_check import checked, quote_warnings, remarks
from spanveld.reports.memo_document import memo_of
from spanveld.reports.memo_lines import Memo
from spanveld.session.files import check_free, write_whole
from spanveld.session.sheets import file_of
from spanveld.views.board_memo import board_memo_facts
from spanveld.views.sheets import Column, Sheet

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = [
    "FORMS",
    "Memo",
    "WrittenMemo",
    "board_memo",
    "checked",
    "memo_body",
    "memo_styles",
    "quote_warnings",
    "remarks",
    "traced",
    "write_memo",
]

FORMS: dict[str, Callable[[Memo], bytes]] = {
    ".docx": memo_word.render,
    ".html": lambda memo: memo_html.render(memo).encode("utf-8", "xmlcharrefreplace"),
    ".htm": lambda memo: memo_html.render(memo).encode("utf-8", "xmlcharrefreplace"),
}
"""The forms of a memo by the ending of their file."""
TRACES = (".csv", ".json", ".xlsx")
memo_body, memo_styles = memo_html.body, memo_html.styles


@dataclass(frozen=True, slots=True)
class WrittenMemo:
    """A memo that was written, with what there is to know before it is passed on (``checked``)."""

    file: Path
    trace: Path | None
    memo: Memo

    def as_json(self) -> dict[str, Any]:
        """The files, and all that the memo's own JSON has."""
        return {"file": str(self.file), "trace": str(self.trace) if self.trace else None, **self.memo.as_json()}


def board_memo(
    study: Study,
    *,
    case: str = "",
    sub_case: str = "",
    wave: str = "",
    language: str = "",
    leave_out_quotes: bool = False,
) -> Memo:
    """The memo in words. Refused where the study has several cases and none is named, and for another language."""
    if language and language not in LANGUAGES:
        raise Refused(
            N_("A memo is written in {known}, not in '{language}'."), known=", ".join(LANGUAGES), language=language
        )
    stale = [line.assessment for line in study.judgements.all().assessments if line.stale]
    asked = {"case": case, "sub_case": sub_case, "wave": wave, "language": language}
    with study._reader() as reader:
        kept, speaking = study._store.columns, study._store.speaking
        return memo_of(
            board_memo_facts(reader, kept, speaking, **asked, leave_out_quotes=leave_out_quotes, stale=stale)
        )


def traced(memo: Memo, translate: Translate) -> list[Sheet]:
    """A row for each passage that a sentence rests on; sentences without passages have one row."""
    names = ("sentence", "part", "kind", "text", "rests_on", "passage", "stance", "source")
    labels = (
        *(
            N_("Sentence"),
            N_("Part"),
            N_("Kind"),
            N_("Text"),
            N_("Rests on"),
            N_("Passage"),
            N_("Stance"),
            N_("Source"),
        ),
    )
    columns = [
        Column(name, translate(label), "count" if name == "sentence" else "text")
        for name, label in zip(names, labels, strict=True)
    ]
    return [Sheet("board-memo", memo.title, columns, _rows(memo), [memo.footer])]


def _rows(memo: Memo) -> Sequence[Sequence[Any]]:
    rows: list[Sequence[Any]] = []
    for line in memo.as_json()["sentences"]:
        opening = (line["number"], line["part"], line["kind"], line["text"], " ".join(line["subjects"]))
        for each in line["passages"]:
            rows.append((*opening, each["passage"], each["stance"], memo.facts.sources.get(each["passage"], "")))
        if not line["passages"]:
            rows.append((*opening, "", "", ""))
    return rows


def write_memo(
    study: Study, file: str | Path, *, trace: str | Path = "", replace: bool = False, **asked: Any
) -> WrittenMemo:
    """Write the memo whole, or nothing; other values as for ``board_memo``. ``trace``: also which passages each sentence rests on.

    Refused for another ending, and for a file that exists (unless ``replace``).
    """
    path, annex = Path(file), Path(trace) if trace else None
    if path.suffix.lower() not in FORMS:
        raise Refused(N_("{path}: a memo is written as .docx or .html; name the file so."), path=path)
    if annex is not None and annex.suffix.lower() not in TRACES:
        raise Refused(N_("{path}: a trace is written as .csv, .xlsx or .json; name the file so."), path=annex)
    for each in filter(None, (path, annex)):
        check_free(each, replace=replace)
    memo = board_memo(study, **asked)
    content = FORMS[path.suffix.lower()](memo)
    if annex is not None:
        write_whole(annex, _trace(memo, annex.suffix.lower()))
    write_whole(path, content)
    return WrittenMemo(path, annex, memo)


def _trace(memo: Memo, ending: str) -> bytes:
    from spanveld.language.messages import translator

    if ending == ".json":
        return (json.dumps(memo.as_json(), ensure_ascii=False, indent=2) + "\n").encode()
    return file_of(traced(memo, translator(memo.language)), ending[1:], translator(memo.language))  # type: ignore[arg-type]
