"""The findings tables for a page: the same as the command prints, with the passages behind each chip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from spanveld.language.messages import Translate
from spanveld.reports.tables_page import Chip, KindOfRows, Row, Section, TablesContent, content_of
from spanveld.reports.wording import capitalised
from spanveld.session.reporting import labels_of, render
from spanveld.store.quotes import passage_numbers, quoted_passages
from spanveld.views.findings import findings_tables
from spanveld.views.theory import dimensions_of

if TYPE_CHECKING:
    from spanveld.session.study import Study

__all__ = ["Chip", "KindOfRows", "Row", "Section", "TablesContent", "render", "tables_of", "words_of"]


def tables_of(
    study: Study, translate: Translate, *, dimension: str = "", sub_case: str = "", wave: str = ""
) -> TablesContent:
    """The tables in the reader's words, no quotes read; NotFound for a dimension, sub-case or wave that is not there."""
    filters = {"dimension": dimension, "sub_case": sub_case, "wave": wave}
    labels = labels_of(study)
    with study._reader() as reader:
        tables = findings_tables(reader, **reader.heading(), **filters, with_passages="places")
        sub_cases = {row.identifier: row.name for row in reader.rows("sub_case")}
        dimensions = {item.dimension: capitalised(item.label) for item in dimensions_of(reader, tables.language)}
    return content_of(tables, translate, labels, sub_cases, dimensions)


def words_of(study: Study, passages: Iterable[str]) -> Mapping[str, str]:
    """Passages -> their words."""
    with study._reader() as reader:
        numbers = passage_numbers(reader.connection, reader.study_id, passages)
        found = quoted_passages(reader.connection, reader.study_id, numbers.values())
    return {item.mark.passage: item.quote for item in found.values()}
