"""sources as people have them"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('backup_copy',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('path', sa.Text(), server_default='', nullable=False),
    sa.Column('made', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_backup_copy_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('blob',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('body', sa.LargeBinary(), nullable=True),
    sa.Column('digest', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_blob_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=True
    )
    op.create_table('guide',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('identifier', sa.Text(), server_default='', nullable=False),
    sa.Column('title', sa.Text(), server_default='', nullable=False),
    sa.Column('version', sa.Text(), server_default='', nullable=False),
    sa.Column('date', sa.Text(), server_default='', nullable=False),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_guide_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('guide_by_identifier', 'guide', ['study_id', 'identifier'], unique=True)
    op.create_table('speaker',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('label', sa.Text(), server_default='', nullable=False),
    sa.Column('participant_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'participant_id'], ['participant.study_id', 'participant.id'], name='fk_speaker_participant', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_speaker_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('speaker_by_participant', 'speaker', ['study_id', 'participant_id'], unique=False)
    op.create_table('topic',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('guide_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.Text(), server_default='', nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('kind', sa.Text(), server_default='', nullable=False),
    sa.Column('label', sa.Text(), server_default='', nullable=False),
    sa.Column('questions', sa.Text(), server_default='', nullable=False),
    sa.Column('probes', sa.Text(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'guide_id'], ['guide.study_id', 'guide.id'], name='fk_topic_guide', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('topic_by_guide', 'topic', ['study_id', 'guide_id'], unique=False)
    op.create_table('coverage',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('topic', sa.Text(), server_default='', nullable=False),
    sa.Column('state', sa.Text(), server_default='', nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'coder_id'], ['coder.study_id', 'coder.id'], name='fk_coverage_coder', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'source_id'], ['source.study_id', 'source.id'], name='fk_coverage_source', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('coverage_by_source', 'coverage', ['study_id', 'source_id', 'topic'], unique=False)
    op.create_table('original',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('blob_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'blob_id'], ['blob.study_id', 'blob.id'], name='fk_original_blob', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'source_id'], ['source.study_id', 'source.id'], name='fk_original_source', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('original_by_source', 'original', ['study_id', 'source_id'], unique=False)
    op.create_table('source_guides',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('source_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('guide_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'guide_id'], ['guide.study_id', 'guide.id'], name='fk_source_guides_guide', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'source_id'], ['source.study_id', 'source.id'], name='fk_source_guides_source', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'source_id', 'guide_id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('source_guides_by_guide', 'source_guides', ['study_id', 'guide_id'], unique=False)
    op.create_table('block',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Text(), server_default='', nullable=False),
    sa.Column('level', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('row', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('cell', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'text_id'], ['text.study_id', 'text.id'], name='fk_block_text', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('block_by_text', 'block', ['study_id', 'text_id', 'start'], unique=False)
    op.create_table('time_mark',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.Integer(), nullable=False),
    sa.Column('milliseconds', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'text_id'], ['text.study_id', 'text.id'], name='fk_time_mark_text', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('time_mark_by_text', 'time_mark', ['study_id', 'text_id', 'at'], unique=False)
    op.add_column('source', sa.Column('place', sa.Text(), server_default='', nullable=False))
    op.add_column('source', sa.Column('occasion', sa.Text(), server_default='', nullable=False))
    op.add_column('source', sa.Column('original', sa.Text(), server_default='', nullable=False))
    op.add_column('source', sa.Column('pseudonymised', sa.Text(), server_default='', nullable=False))
    op.add_column('study', sa.Column('ethics', sa.Text(), server_default='', nullable=False))
    op.add_column('study', sa.Column('keep_until', sa.Text(), server_default='', nullable=False))
