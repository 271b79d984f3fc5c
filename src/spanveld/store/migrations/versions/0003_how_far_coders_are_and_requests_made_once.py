"""how far coders are, and requests made once"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('request',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('key', sa.Text(), server_default='', nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('subject', sa.Text(), server_default='', nullable=False),
    sa.Column('made', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_request_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'key'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('progress',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'coder_id'], ['coder.study_id', 'coder.id'], name='fk_progress_coder', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'source_id'], ['source.study_id', 'source.id'], name='fk_progress_source', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('progress_by_coder', 'progress', ['study_id', 'coder_id'], unique=False)
    op.create_index('progress_by_source', 'progress', ['study_id', 'source_id', 'coder_id'], unique=True)
