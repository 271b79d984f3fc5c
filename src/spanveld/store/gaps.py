"""What a study lacks, counted and listed in statements of their own: who was not heard, what nobody used, what has nothing under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from spanveld.store.statements import prepared

__all__ = ["GAPS", "gaps"]

GAPS = {
    "parties": """SELECT y.identifier, y.name, (SELECT COUNT(*) FROM passage_about b WHERE b.study_id = :study AND b.party_id = y.id)
        FROM party y WHERE y.study_id = :study AND NOT EXISTS (
            SELECT 1 FROM participant_parties m WHERE m.study_id = :study AND m.party_id = y.id AND (
                EXISTS (SELECT 1 FROM source_participants s WHERE s.study_id = :study AND s.participant_id = m.participant_id)
                OR EXISTS (SELECT 1 FROM turn u WHERE u.study_id = :study AND u.participant_id = m.participant_id)
                OR EXISTS (SELECT 1 FROM passage_voices v WHERE v.study_id = :study AND v.participant_id = m.participant_id)))""",
    "codes": """SELECT l.id, c.identifier, c.id FROM layer l CROSS JOIN code c
        WHERE l.study_id = :study AND c.study_id = :study AND c.layer_id = l.id AND c.origin = 'study'
        AND NOT EXISTS (SELECT 1 FROM coding k WHERE k.study_id = :study AND k.code_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM code d WHERE d.study_id = :study AND d.parent_id = c.id)""",
    "unsupported": """SELECT f.identifier, f.statement, 0 FROM finding f
        WHERE f.study_id = :study
        AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.study_id = :study AND v.finding_id = f.id AND v.stance = 'supports')""",
    "unopposed": """SELECT f.identifier, f.statement, 0 FROM finding f
        WHERE f.study_id = :study
        AND NOT EXISTS (SELECT 1 FROM evidence v WHERE v.study_id = :study AND v.finding_id = f.id AND v.stance <> 'supports')""",
}


def gaps(connection: Connection, study_id: int, name: str) -> Sequence[Any]:
    """The rows of a gap: identifier or number, words, count."""
    return connection.execute(prepared(GAPS[name]), {"study": study_id}).all()
