"""Whether the words in findings tables may go to others, by the consents of who spoke them: the same rules as the report's."""

from __future__ import annotations

from dataclasses import replace

from spanveld.analysis.disclosure import consent_in_force
from spanveld.model.names import natural
from spanveld.model.records import KINDS, OBSERVER, Consent
from spanveld.store.marks import sources
from spanveld.store.records import Reader
from spanveld.views.findings import FindingsTables
from spanveld.views.report_disclosure import edition_of
from spanveld.views.report_parts import Profile

__all__ = ["consents_in_force", "covered", "not_for_archive", "withdrawn"]


def withdrawn(reader: Reader) -> list[str]:
    """The participants who are in the study though they withdrew."""
    return [name for name, consent in consents_in_force(reader) if consent is not None and consent.withdrawn_on]


def not_for_archive(reader: Reader) -> list[str]:
    """The participants of whom no consent to deposit in an archive is in force."""
    return [name for name, consent in consents_in_force(reader) if consent is None or consent.deposit != "yes"]


def consents_in_force(reader: Reader) -> list[tuple[str, Consent | None]]:
    """The participants but the researcher, each with the consent in force."""
    people = [item.participant for item in reader.records(KINDS["participant"]) if item.level != OBSERVER]
    in_force = consent_in_force(reader.records(KINDS["consent"]))
    return [(name, in_force.get(name)) for name in sorted(people, key=natural)]


def covered(reader: Reader, tables: FindingsTables, *, profile: Profile, leave_out_quotes: bool) -> FindingsTables:
    """The tables as they may go to this profile's readers; QuotesNotCovered where words stand in them outside a consent.

    With ``leave_out_quotes`` these passages stay without their words and notes. Who is cited stays as it is: only words are guarded.
    """
    speakers = {row.source: row.participants for row in sources(reader.connection, reader.study_id).values()}
    edition = edition_of(
        tables,
        list(reader.records(KINDS["consent"])),
        speakers,
        profile=profile,
        leave_out_quotes=leave_out_quotes,
        levels=(),
        labels={},
    )
    if profile == "research" or not edition.left_out:
        return tables
    return replace(
        tables,
        tables=tuple(
            replace(
                table,
                rows=tuple(
                    replace(
                        row,
                        stances={
                            name: replace(
                                stance,
                                quoted=tuple(
                                    replace(item, quote="", note="") if item.passage in edition.left_out else item
                                    for item in stance.quoted
                                ),
                            )
                            for name, stance in row.stances.items()
                        },
                    )
                    for row in table.rows
                ),
            )
            for table in tables.tables
        ),
    )
