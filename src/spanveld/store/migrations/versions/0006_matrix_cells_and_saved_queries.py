"""cells of the framework matrix, and queries that were saved"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('saved_query',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('identifier', sa.Text(), server_default='', nullable=False),
    sa.Column('title', sa.Text(), server_default='', nullable=False),
    sa.Column('expression', sa.Text(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_saved_query_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('saved_query_by_identifier', 'saved_query', ['study_id', 'identifier'], unique=True)
    op.create_table('matrix_cell',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('subject_kind', sa.Text(), server_default='', nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('level', sa.Text(), server_default='', nullable=False),
    sa.Column('code_id', sa.Integer(), nullable=True),
    sa.Column('rule', sa.Text(), server_default='', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'code_id'], ['code.study_id', 'code.id'], name='fk_matrix_cell_code', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_matrix_cell_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('matrix_cell_by_code', 'matrix_cell', ['study_id', 'code_id'], unique=False)
    op.create_index('matrix_cell_by_subject', 'matrix_cell', ['study_id', 'subject_kind', 'subject_id'], unique=False)
