"""The tables: one schema for SQLite and PostgreSQL.

Every table has ``study_id`` as first primary-key column. The tables of records follow from ``model.kinds``: a reference is a
column ``NAME_id`` with a foreign key, a list of references a table ``KIND_NAME``, words and own columns are JSON. What a
record holds in one cell and the store elsewhere (texts, anchors, frameworks) is written out below.

Foreign keys can be deferred, so that undo restores rows in any order. What a key means for removal is said in its ``info``:
``part`` (goes with its owner), ``rests`` (goes too, once the person has been told) or ``refers`` (is cleared, likewise).

The tables stand in one module because their keys lead to each other, and are read together.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    make_url,
    text,
)
from sqlalchemy.schema import CreateIndex, CreateTable

from spanveld.model.kinds import Kind
from spanveld.model.records import KINDS

__all__ = [
    "BULK_ORDER",
    "CONTENT_TABLES",
    "anchor",
    "backup_copy",
    "blob",
    "counter",
    "erasable",
    "framework",
    "journal",
    "link_table_of",
    "making",
    "metadata",
    "original",
    "request",
    "search_form",
    "search_owner",
    "search_state",
    "study",
    "table_of",
    "text_table",
]

metadata = MetaData()
Big = BigInteger().with_variant(Integer(), "sqlite")
OF_TEXTS = {"study_id": "study_id", "text_id": "id"}
PRIVATE = {"private": True}


def _table(name: str, *items: Any, rowid: bool = False) -> Table:
    return Table(name, metadata, *items, sqlite_strict=True, sqlite_with_rowid=rowid)


def _id(name: str = "id") -> Column[int]:
    return Column(name, Integer, nullable=False, autoincrement=False)


def _text(name: str, private: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="", info=PRIVATE if private else {})


def _to(table: str, column: str, meaning: str, *, name: str, remote: str = "id") -> ForeignKeyConstraint:
    """A foreign key inside one study."""
    return ForeignKeyConstraint(
        ["study_id", column],
        [f"{table}.study_id", f"{table}.{remote}"],
        name=name,
        deferrable=True,
        initially="IMMEDIATE",
        info={"meaning": meaning, "column": column},
    )


def _of_study(name: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["study_id"], ["study.study_id"], name=f"fk_{name}_study", deferrable=True, initially="IMMEDIATE"
    )


study = _table(
    "study",
    Column("study_id", Integer, primary_key=True, autoincrement=False),
    _text("identifier"),
    _text("seed"),
    _text("guid"),
    _text("title", private=True),
    _text("language"),
    _text("own", private=True),
    _text("created"),
    _text("ethics"),
    _text("keep_until"),
    Column("shelf_of", Integer, nullable=True),
    Index(
        "study_by_identifier",
        "identifier",
        unique=True,
        sqlite_where=text("shelf_of IS NULL"),
        postgresql_where=text("shelf_of IS NULL"),
    ),
)

counter = _table(
    "counter",
    _id("study_id"),
    _text("name"),
    Column("next", Integer, nullable=False),
    PrimaryKeyConstraint("study_id", "name"),
    _of_study("counter"),
)

erasable = _table(
    "erasable",
    _id("study_id"),
    _id(),
    Column("salt", LargeBinary, nullable=True),
    Column("body", Text, nullable=True),
    Column("digest", Text, nullable=False),
    PrimaryKeyConstraint("study_id", "id"),
    _of_study("erasable"),
    rowid=True,
)

journal = _table(
    "journal",
    _id("study_id"),
    Column("sequence", Integer, nullable=False),
    Column("time", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Integer, nullable=True),
    Column("subjects", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    PrimaryKeyConstraint("study_id", "sequence"),
    _of_study("journal"),
    Index("journal_by_actor", "study_id", "actor", "sequence"),
    rowid=True,
)

blob = _table(
    "blob",
    _id("study_id"),
    _id(),
    Column("body", LargeBinary, nullable=True),
    _text("digest"),
    PrimaryKeyConstraint("study_id", "id"),
    _of_study("blob"),
    rowid=True,
)
"""Files as they came in. A body is NULL once it was erased, and its SHA-256 ``digest`` is empty then."""

backup_copy = _table(
    "backup_copy",
    _id("study_id"),
    _id(),
    _text("path", private=True),
    _text("made"),
    PrimaryKeyConstraint("study_id", "id"),
    _of_study("backup_copy"),
)
"""Where copies of the study were put by the program, so that erasing reaches them too. Not part of the study's content."""

request = _table(
    "request",
    _id("study_id"),
    _text("key"),
    Column("sequence", Integer, nullable=False),
    _text("subject"),
    _text("made"),
    PrimaryKeyConstraint("study_id", "key"),
    _of_study("request"),
)
"""Changes that were asked for under a key: the newest entry of the journal then, and what was made. Asked again, they are not made again.

Not part of the study's content."""

search_state = _table(
    "search_state",
    _id("study_id"),
    _text("version"),
    Column("next", Integer, nullable=False),
    PrimaryKeyConstraint("study_id"),
    _of_study("search_state"),
)
"""By which version of the keys a study is indexed for searching (see ``store.fulltext``); no row: it is not.

Not part of the study's content, as the next two."""

search_owner = _table(
    "search_owner",
    _id("study_id"),
    _text("kind"),
    _id("owner_id"),
    Column("number", Integer, nullable=False),
    Column("parts", Integer, nullable=False),
    Column("words", Integer, nullable=False),
    Column("lengths", LargeBinary, nullable=False),
    PrimaryKeyConstraint("study_id", "kind", "owner_id"),
    _of_study("search_owner"),
)
"""Whose words are indexed, under which number, and how many there are.

``lengths``, numbers of 32 bits each, the least first: how many words each paragraph has, then of each where it lies."""

search_form = _table(
    "search_form",
    _id("study_id"),
    _text("word"),
    _text("key"),
    PrimaryKeyConstraint("study_id", "word"),
    _of_study("search_form"),
)
"""Words of the study with their keys, so that the tables of lemmas need not be read for them."""

framework = _table(
    "framework",
    _id("study_id"),
    _id(),
    _text("identifier"),
    _text("version"),
    _text("digest"),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False, info=PRIVATE),
    PrimaryKeyConstraint("study_id", "id"),
    _of_study("framework"),
    Index("framework_by_identifier", "study_id", "identifier", unique=True),
    rowid=True,
)


JUDGED = ("judgement", "judgement_evidence", "assessment", "rule_strain")
"""Kinds that are about the case, sub-case and wave that they name, and go with these."""
ABOUT = ("case", "sub_case", "wave")


def _record_columns(kind: Kind) -> list[Any]:
    """The columns, foreign keys and indexes of a kind that follow from its declaration."""
    items: list[Any] = []
    for column in kind.columns:
        name = column.name
        match column.type:
            case "identifier":
                items += [
                    _text("identifier"),
                    Index(f"{kind.name}_by_identifier", "study_id", "identifier", unique=True),
                ]
            case "reference":
                of_key = kind.name in JUDGED and (name in kind.key or name in ABOUT)
                meaning = "rests" if column.required or of_key else "refers"
                items += [
                    Column(f"{name}_id", Integer, nullable=not column.required),
                    _to(column.to, f"{name}_id", meaning, name=f"fk_{kind.name}_{name}"),
                ]
            case "code" | "dimension":
                meaning = "rests" if column.required or name in kind.key else "refers"
                items += [
                    Column(f"{name}_id", Integer, nullable=not column.required),
                    _to("code", f"{name}_id", meaning, name=f"fk_{kind.name}_{name}"),
                ]
            case "subject":
                items += [_text("subject_kind"), Column("subject_id", Integer, nullable=True)]
                items += [Index(f"{kind.name}_by_subject", "study_id", "subject_kind", "subject_id")]
            case "link":
                items += [Column("to_id", Integer, nullable=True), _text("item")]
                items += [_to("finding", "to_id", "rests", name=f"fk_{kind.name}_{name}")]
            case "number" | "flag":
                items.append(Column(name, Big if column.type == "number" else Integer, nullable=True))
            case "offset" if kind.on_text:
                items.append(Column(name, Integer, nullable=False))
            case "offset" | "references" | "voices" | "layer":
                pass
            case "text" if (kind.name, name) == ("code", "code"):  # an identifier within its layer
                items.append(_text("identifier"))
            case _:
                items.append(_text(name, column.private))
    return items


INDEXES: dict[str, list[Index]] = {
    "sub_case": [Index("sub_case_by_case", "study_id", "case_id")],
    "source": [
        Index("source_by_wave", "study_id", "wave_id"),
        Index("source_by_case", "study_id", "case_id"),
    ],
    "passage": [Index("passage_by_source", "study_id", "source_id"), Index("passage_by_coder", "study_id", "coder_id")],
    "coding": [
        Index("coding_by_passage", "study_id", "passage_id", "code_id", "coder_id"),
        Index("coding_by_code", "study_id", "code_id", "passage_id"),
        Index("coding_by_coder", "study_id", "coder_id"),
    ],
    "code": [
        Index("code_by_layer", "study_id", "layer_id", "identifier", unique=True),
        Index("code_by_parent", "study_id", "parent_id"),
    ],
    "layer": [Index("layer_by_framework", "study_id", "framework_id", "identifier")],
    "turn": [
        Index("turn_by_text", "study_id", "text_id", "start"),
        Index("turn_by_participant", "study_id", "participant_id"),
    ],
    "evidence": [
        Index("evidence_by_finding", "study_id", "finding_id", "passage_id", unique=True),
        Index("evidence_by_passage", "study_id", "passage_id"),
    ],
    "vignette_passage": [
        Index("vignette_passage_by_vignette", "study_id", "vignette_id", "passage_id", unique=True),
        Index("vignette_passage_by_passage", "study_id", "passage_id"),
    ],
    "matrix_cell": [Index("matrix_cell_by_code", "study_id", "code_id")],
    "foreign": [Index("foreign_by_item", "study_id", "item"), Index("foreign_by_exchange", "study_id", "exchange_id")],
    "assessment": [Index("assessment_by_dimension", "study_id", "dimension_id")],
    "assessment_scope": [Index("assessment_scope_by_assessment", "study_id", "assessment_id")],
    "sealed_mark": [Index("sealed_mark_by_assessment", "study_id", "assessment_id", "assessor_id")],
    "contrary_search": [Index("contrary_search_by_assessment", "study_id", "assessment_id")],
    "anchor_example": [
        Index("anchor_example_by_dimension", "study_id", "dimension_id"),
        Index("anchor_example_by_passage", "study_id", "passage_id"),
    ],
    "block": [Index("block_by_text", "study_id", "text_id", "start")],
    "time_mark": [Index("time_mark_by_text", "study_id", "text_id", "at")],
    "speaker": [Index("speaker_by_participant", "study_id", "participant_id")],
    "topic": [Index("topic_by_guide", "study_id", "guide_id")],
    "progress": [
        Index("progress_by_source", "study_id", "source_id", "coder_id", unique=True),
        Index("progress_by_coder", "study_id", "coder_id"),
    ],
    "coverage": [Index("coverage_by_source", "study_id", "source_id", "topic")],
    "summary": [Index("summary_by_source", "study_id", "source_id", "theme")],
}

EXTRA: dict[str, list[Any]] = {
    "layer": [
        Column("framework_id", Integer, nullable=True),
        _to("framework", "framework_id", "part", name="fk_layer_framework"),
    ],
    "code": [
        Column("layer_id", Integer, nullable=False),
        _to("layer", "layer_id", "part", name="fk_code_layer"),
        _text("origin"),
        Column("position", Integer, nullable=False, server_default="0"),
    ],
    "passage": [_text("voiced")],
}
POSITIONED = ("case", "sub_case", "wave", "coder", "layer")
ROOTS = (
    *("case", "sub_case", "wave", "coder", "layer", "party", "participant", "source", "memo", "attribute"),
    *("speaker", "guide", "vignette", "saved_query", "matrix_cell"),
    *("assessment", "rule_strain", "audit_setting", "exchange"),
)


def _record_table(kind: Kind) -> Table:
    items = [item for item in _record_columns(kind) if not (kind.on_text and _is_source(kind, item))]
    if kind.on_text:
        items += [
            Column("text_id", Integer, nullable=False),
            _to("text", "text_id", "part", name=f"fk_{kind.name}_text"),
        ]
    if kind.name == "layer":
        items = [item for item in items if not (isinstance(item, Index) and item.name == "layer_by_identifier")]
    if kind.name in POSITIONED:
        items.append(Column("position", Integer, nullable=False, server_default="0"))
    if kind.name in ROOTS:
        items.append(_of_study(kind.name))
    return _table(
        kind.name,
        _id("study_id"),
        _id(),
        *items,
        *EXTRA.get(kind.name, []),
        _text("guid"),
        _text("own", private=True),
        PrimaryKeyConstraint("study_id", "id"),
        *INDEXES.get(kind.name, []),
    )


def _is_source(kind: Kind, item: Any) -> bool:
    """What lies in a text hangs on one version of it, and not on the source."""
    return getattr(item, "name", "") in ("source_id", f"fk_{kind.name}_source")


def _link_table(kind: Kind, name: str, to: str) -> Table:
    owner, other = f"{kind.name}_id", f"{to}_id"
    table = f"{kind.name}_{name}"
    return _table(
        table,
        _id("study_id"),
        _id(owner),
        _id(other),
        PrimaryKeyConstraint("study_id", owner, other),
        _to(kind.name, owner, "part", name=f"fk_{table}_{kind.name}"),
        _to(to, other, "refers", name=f"fk_{table}_{to}"),
        Index(f"{table}_by_{to}", "study_id", other),
    )


RECORD_TABLES = {kind.name: _record_table(kind) for kind in KINDS.values()}
LINK_TABLES = {
    (kind.name, column.name): _link_table(kind, column.name, column.to)
    for kind in KINDS.values()
    for column in kind.columns
    if column.type in ("references", "voices")
}

text_table = _table(
    "text",
    _id("study_id"),
    _id(),
    Column("source_id", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("superseded", Integer, nullable=False, server_default="0"),
    Column("erasable_id", Integer, nullable=False),
    Column("change_id", Integer, nullable=True),
    _text("sha256"),
    Column("length", Integer, nullable=False),
    _text("created"),
    PrimaryKeyConstraint("study_id", "id"),
    _to("source", "source_id", "part", name="fk_text_source"),
    _to("erasable", "erasable_id", "keeps", name="fk_text_erasable"),
    _to("erasable", "change_id", "keeps", name="fk_text_change"),
    Index("text_by_source", "study_id", "source_id", "version", unique=True),
)

anchor = _table(
    "anchor",
    _id("study_id"),
    _id("text_id"),
    _id("passage_id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("checksum", Big, nullable=False),
    _text("fate"),
    PrimaryKeyConstraint("study_id", "text_id", "passage_id"),
    _to("text", "text_id", "part", name="fk_anchor_text"),
    _to("passage", "passage_id", "part", name="fk_anchor_passage"),
    Index("anchor_by_passage", "study_id", "passage_id"),
)

original = _table(
    "original",
    _id("study_id"),
    _id(),
    Column("source_id", Integer, nullable=False),
    Column("blob_id", Integer, nullable=False),
    PrimaryKeyConstraint("study_id", "id"),
    _to("source", "source_id", "part", name="fk_original_source"),
    _to("blob", "blob_id", "keeps", name="fk_original_blob"),
    Index("original_by_source", "study_id", "source_id"),
)
"""The file that a source's text was taken from, where it was kept."""

BULK_ORDER: tuple[Table, ...] = tuple(
    table
    for table in metadata.sorted_tables
    if table.name not in ("study", "counter", "erasable", "journal", "backup_copy", "request")
    and not table.name.startswith("search_")
)
"""The tables of a study's content, each after those it refers to."""
CONTENT_TABLES = {table.name: table for table in BULK_ORDER}


@cache
def making(dialect: str) -> tuple[str, ...]:
    """The statements that make all tables and indexes in an empty database of a kind (``sqlite``, ``postgresql``).

    Written once: to work them out takes longer than to carry them out.
    """
    spoken = make_url(f"{dialect}://").get_dialect()()
    tables: list[CreateTable | CreateIndex] = [CreateTable(table) for table in metadata.sorted_tables]
    indexes = [
        CreateIndex(index)
        for table in metadata.sorted_tables
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    return tuple(str(each.compile(dialect=spoken)) for each in [*tables, *indexes])


def table_of(kind: str) -> Table:
    """The table that holds the records of a kind (or one of the store's own tables) by its name."""
    return CONTENT_TABLES[kind]


def link_table_of(kind: str, column: str) -> Table:
    """The table behind a column that lists other things."""
    return LINK_TABLES[kind, column]
