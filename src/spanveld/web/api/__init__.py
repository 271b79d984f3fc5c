"""The interface for scripts: the pages use no other."""

from __future__ import annotations

from spanveld.web.api import (
    audit,
    codes,
    coding,
    consents,
    exchange,
    findings,
    importing,
    journal,
    judgements,
    looking,
    matrix,
    memos,
    paper,
    queries,
    rules,
    things,
    topics,
    vignettes,
)
from spanveld.web.operations import Operation

__all__ = ["OPERATIONS"]

OPERATIONS: tuple[Operation, ...] = (
    *looking.OPERATIONS,
    *coding.OPERATIONS,
    *codes.OPERATIONS,
    *importing.OPERATIONS,
    *exchange.OPERATIONS,
    *paper.OPERATIONS,
    *things.OPERATIONS,
    *consents.OPERATIONS,
    *findings.OPERATIONS,
    *memos.OPERATIONS,
    *journal.OPERATIONS,
    *vignettes.OPERATIONS,
    *matrix.OPERATIONS,
    *queries.OPERATIONS,
    *rules.OPERATIONS,
    *judgements.OPERATIONS,
    *audit.OPERATIONS,
    *topics.OPERATIONS,
)
