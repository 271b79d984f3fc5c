"""spine

Over 400 lines because it is one frozen picture of the whole schema.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "study",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("seed", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.Text(), server_default="", nullable=False),
        sa.Column("shelf_of", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("study_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "study_by_identifier",
        "study",
        ["identifier"],
        unique=True,
        sqlite_where=sa.text("shelf_of IS NULL"),
        postgresql_where=sa.text("shelf_of IS NULL"),
    )
    op.create_table(
        "attribute",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_attribute_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("attribute_by_subject", "attribute", ["study_id", "subject_kind", "subject_id"], unique=False)
    op.create_table(
        "case",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_case_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("case_by_identifier", "case", ["study_id", "identifier"], unique=True)
    op.create_table(
        "coder",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("affiliation", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_coder_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("coder_by_identifier", "coder", ["study_id", "identifier"], unique=True)
    op.create_table(
        "counter",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_counter_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "name"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "erasable",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_erasable_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_table(
        "framework",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("version", sa.Text(), server_default="", nullable=False),
        sa.Column("digest", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_framework_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("framework_by_identifier", "framework", ["study_id", "identifier"], unique=True)
    op.create_table(
        "journal",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=True),
        sa.Column("subjects", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_journal_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "sequence"),
        sqlite_strict=True,
        sqlite_with_rowid=True,
    )
    op.create_index("journal_by_actor", "journal", ["study_id", "actor", "sequence"], unique=False)
    op.create_table(
        "memo",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.Text(), server_default="", nullable=False),
        sa.Column("author", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_memo_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("memo_by_subject", "memo", ["study_id", "subject_kind", "subject_id"], unique=False)
    op.create_table(
        "participant",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("function", sa.Text(), server_default="", nullable=False),
        sa.Column("level", sa.Text(), server_default="", nullable=False),
        sa.Column("sampling", sa.Text(), server_default="", nullable=False),
        sa.Column("proposed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_participant_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("participant_by_identifier", "participant", ["study_id", "identifier"], unique=True)
    op.create_table(
        "party",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("aliases", sa.Text(), server_default="", nullable=False),
        sa.Column("mentions", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_party_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("party_by_identifier", "party", ["study_id", "identifier"], unique=True)
    op.create_table(
        "wave",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("from", sa.Text(), server_default="", nullable=False),
        sa.Column("to", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_wave_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("wave_by_identifier", "wave", ["study_id", "identifier"], unique=True)
    op.create_table(
        "consent",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), server_default="", nullable=False),
        sa.Column("basis", sa.Text(), server_default="", nullable=False),
        sa.Column("record", sa.Text(), server_default="", nullable=False),
        sa.Column("quote", sa.Text(), server_default="", nullable=False),
        sa.Column("name_function", sa.Text(), server_default="", nullable=False),
        sa.Column("deposit", sa.Text(), server_default="", nullable=False),
        sa.Column("ask_again", sa.Text(), server_default="", nullable=False),
        sa.Column("keep_until", sa.Text(), server_default="", nullable=False),
        sa.Column("given_on", sa.Text(), server_default="", nullable=False),
        sa.Column("withdrawn_on", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_consent_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "layer",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("open", sa.Integer(), nullable=True),
        sa.Column("exclusive", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("framework_id", sa.Integer(), nullable=True),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "framework_id"],
            ["framework.study_id", "framework.id"],
            name="fk_layer_framework",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_layer_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("layer_by_framework", "layer", ["study_id", "framework_id", "identifier"], unique=False)
    op.create_table(
        "participant_parties",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_participant_parties_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "party_id"],
            ["party.study_id", "party.id"],
            name="fk_participant_parties_party",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "participant_id", "party_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("participant_parties_by_party", "participant_parties", ["study_id", "party_id"], unique=False)
    op.create_table(
        "source",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("file", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("date", sa.Text(), server_default="", nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("recording", sa.Text(), server_default="", nullable=False),
        sa.Column("classification", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "case_id"],
            ["case.study_id", "case.id"],
            name="fk_source_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "wave_id"],
            ["wave.study_id", "wave.id"],
            name="fk_source_wave",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_source_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("source_by_case", "source", ["study_id", "case_id"], unique=False)
    op.create_index("source_by_identifier", "source", ["study_id", "identifier"], unique=True)
    op.create_index("source_by_wave", "source", ["study_id", "wave_id"], unique=False)
    op.create_table(
        "sub_case",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "case_id"],
            ["case.study_id", "case.id"],
            name="fk_sub_case_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id"], ["study.study_id"], name="fk_sub_case_study", initially="IMMEDIATE", deferrable=True
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("sub_case_by_case", "sub_case", ["study_id", "case_id"], unique=False)
    op.create_index("sub_case_by_identifier", "sub_case", ["study_id", "identifier"], unique=True)
    op.create_table(
        "code",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("label_en", sa.Text(), server_default="", nullable=False),
        sa.Column("label_nl", sa.Text(), server_default="", nullable=False),
        sa.Column("definition", sa.Text(), server_default="", nullable=False),
        sa.Column("layer_id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "layer_id"],
            ["layer.study_id", "layer.id"],
            name="fk_code_layer",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "parent_id"],
            ["code.study_id", "code.id"],
            name="fk_code_parent",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("code_by_layer", "code", ["study_id", "layer_id", "identifier"], unique=True)
    op.create_index("code_by_parent", "code", ["study_id", "parent_id"], unique=False)
    op.create_table(
        "participant_sub_cases",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sub_case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_participant_sub_cases_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "sub_case_id"],
            ["sub_case.study_id", "sub_case.id"],
            name="fk_participant_sub_cases_sub_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "participant_id", "sub_case_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "participant_sub_cases_by_sub_case", "participant_sub_cases", ["study_id", "sub_case_id"], unique=False
    )
    op.create_table(
        "passage",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.Text(), server_default="", nullable=False),
        sa.Column("hedged", sa.Integer(), nullable=True),
        sa.Column("basis", sa.Text(), server_default="", nullable=False),
        sa.Column("memo", sa.Text(), server_default="", nullable=False),
        sa.Column("doubt", sa.Text(), server_default="", nullable=False),
        sa.Column("voiced", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "coder_id"],
            ["coder.study_id", "coder.id"],
            name="fk_passage_coder",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "source_id"],
            ["source.study_id", "source.id"],
            name="fk_passage_source",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("passage_by_coder", "passage", ["study_id", "coder_id"], unique=False)
    op.create_index("passage_by_identifier", "passage", ["study_id", "identifier"], unique=True)
    op.create_index("passage_by_source", "passage", ["study_id", "source_id"], unique=False)
    op.create_table(
        "source_participants",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_source_participants_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "source_id"],
            ["source.study_id", "source.id"],
            name="fk_source_participants_source",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "source_id", "participant_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "source_participants_by_participant", "source_participants", ["study_id", "participant_id"], unique=False
    )
    op.create_table(
        "source_sub_cases",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sub_case_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "source_id"],
            ["source.study_id", "source.id"],
            name="fk_source_sub_cases_source",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "sub_case_id"],
            ["sub_case.study_id", "sub_case.id"],
            name="fk_source_sub_cases_sub_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "source_id", "sub_case_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("source_sub_cases_by_sub_case", "source_sub_cases", ["study_id", "sub_case_id"], unique=False)
    op.create_table(
        "summary",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "source_id"],
            ["source.study_id", "source.id"],
            name="fk_summary_source",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("summary_by_source", "summary", ["study_id", "source_id", "theme"], unique=False)
    op.create_table(
        "text",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("superseded", sa.Integer(), server_default="0", nullable=False),
        sa.Column("erasable_id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("created", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "change_id"],
            ["erasable.study_id", "erasable.id"],
            name="fk_text_change",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "erasable_id"],
            ["erasable.study_id", "erasable.id"],
            name="fk_text_erasable",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "source_id"],
            ["source.study_id", "source.id"],
            name="fk_text_source",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("text_by_source", "text", ["study_id", "source_id", "version"], unique=True)
    op.create_table(
        "anchor",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fate", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "passage_id"],
            ["passage.study_id", "passage.id"],
            name="fk_anchor_passage",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "text_id"],
            ["text.study_id", "text.id"],
            name="fk_anchor_text",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "text_id", "passage_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("anchor_by_passage", "anchor", ["study_id", "passage_id"], unique=False)
    op.create_table(
        "coding",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("code_id", sa.Integer(), nullable=False),
        sa.Column("coder_id", sa.Integer(), nullable=True),
        sa.Column("created", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "code_id"],
            ["code.study_id", "code.id"],
            name="fk_coding_code",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "coder_id"],
            ["coder.study_id", "coder.id"],
            name="fk_coding_coder",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "passage_id"],
            ["passage.study_id", "passage.id"],
            name="fk_coding_passage",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("coding_by_code", "coding", ["study_id", "code_id", "passage_id"], unique=False)
    op.create_index("coding_by_coder", "coding", ["study_id", "coder_id"], unique=False)
    op.create_index("coding_by_passage", "coding", ["study_id", "passage_id", "code_id", "coder_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("identifier", sa.Text(), server_default="", nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("sub_case_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("statement", sa.Text(), server_default="", nullable=False),
        sa.Column("effect", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "case_id"],
            ["case.study_id", "case.id"],
            name="fk_finding_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "dimension_id"],
            ["code.study_id", "code.id"],
            name="fk_finding_dimension",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "sub_case_id"],
            ["sub_case.study_id", "sub_case.id"],
            name="fk_finding_sub_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("finding_by_identifier", "finding", ["study_id", "identifier"], unique=True)
    op.create_table(
        "judgement",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sub_case_id", sa.Integer(), nullable=True),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("sub_dimension", sa.Text(), server_default="", nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Text(), server_default="", nullable=False),
        sa.Column("best", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("low", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("high", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("tension_strength", sa.Text(), server_default="", nullable=False),
        sa.Column("grade", sa.Text(), server_default="", nullable=False),
        sa.Column("method", sa.Text(), server_default="", nullable=False),
        sa.Column("coherence", sa.Text(), server_default="", nullable=False),
        sa.Column("adequacy", sa.Text(), server_default="", nullable=False),
        sa.Column("relevance", sa.Text(), server_default="", nullable=False),
        sa.Column("rationale", sa.Text(), server_default="", nullable=False),
        sa.Column("agreed", sa.Integer(), nullable=True),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "assessor_id"],
            ["coder.study_id", "coder.id"],
            name="fk_judgement_assessor",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "case_id"],
            ["case.study_id", "case.id"],
            name="fk_judgement_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "dimension_id"],
            ["code.study_id", "code.id"],
            name="fk_judgement_dimension",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "sub_case_id"],
            ["sub_case.study_id", "sub_case.id"],
            name="fk_judgement_sub_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "wave_id"],
            ["wave.study_id", "wave.id"],
            name="fk_judgement_wave",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "judgement_evidence",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("sub_case_id", sa.Integer(), nullable=True),
        sa.Column("wave_id", sa.Integer(), nullable=True),
        sa.Column("dimension_id", sa.Integer(), nullable=False),
        sa.Column("sub_dimension", sa.Text(), server_default="", nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_kind", sa.Text(), server_default="", nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("stance", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "assessor_id"],
            ["coder.study_id", "coder.id"],
            name="fk_judgement_evidence_assessor",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "case_id"],
            ["case.study_id", "case.id"],
            name="fk_judgement_evidence_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "dimension_id"],
            ["code.study_id", "code.id"],
            name="fk_judgement_evidence_dimension",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "sub_case_id"],
            ["sub_case.study_id", "sub_case.id"],
            name="fk_judgement_evidence_sub_case",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "wave_id"],
            ["wave.study_id", "wave.id"],
            name="fk_judgement_evidence_wave",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "judgement_evidence_by_subject", "judgement_evidence", ["study_id", "subject_kind", "subject_id"], unique=False
    )
    op.create_table(
        "passage_about",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "party_id"],
            ["party.study_id", "party.id"],
            name="fk_passage_about_party",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "passage_id"],
            ["passage.study_id", "passage.id"],
            name="fk_passage_about_passage",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "passage_id", "party_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("passage_about_by_party", "passage_about", ["study_id", "party_id"], unique=False)
    op.create_table(
        "passage_voices",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("passage_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_passage_voices_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "passage_id"],
            ["passage.study_id", "passage.id"],
            name="fk_passage_voices_passage",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "passage_id", "participant_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("passage_voices_by_participant", "passage_voices", ["study_id", "participant_id"], unique=False)
    op.create_table(
        "turn",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("participant_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "participant_id"],
            ["participant.study_id", "participant.id"],
            name="fk_turn_participant",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "text_id"],
            ["text.study_id", "text.id"],
            name="fk_turn_text",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("turn_by_participant", "turn", ["study_id", "participant_id"], unique=False)
    op.create_index("turn_by_text", "turn", ["study_id", "text_id", "start"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("finding_id", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Integer(), nullable=False),
        sa.Column("stance", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "finding_id"],
            ["finding.study_id", "finding.id"],
            name="fk_evidence_finding",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "passage_id"],
            ["passage.study_id", "passage.id"],
            name="fk_evidence_passage",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("evidence_by_finding", "evidence", ["study_id", "finding_id", "passage_id"], unique=True)
    op.create_index("evidence_by_passage", "evidence", ["study_id", "passage_id"], unique=False)
    op.create_table(
        "finding_link",
        sa.Column("study_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), server_default="", nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.Text(), server_default="", nullable=False),
        sa.Column("guid", sa.Text(), server_default="", nullable=False),
        sa.Column("own", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id", "from_id"],
            ["finding.study_id", "finding.id"],
            name="fk_finding_link_from",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["study_id", "to_id"],
            ["finding.study_id", "finding.id"],
            name="fk_finding_link_to",
            initially="IMMEDIATE",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("study_id", "id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
