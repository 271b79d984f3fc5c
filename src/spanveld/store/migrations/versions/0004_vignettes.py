"""vignettes: numbered boxes of a report"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vignette',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('identifier', sa.Text(), server_default='', nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('sub_case_id', sa.Integer(), nullable=True),
    sa.Column('dimension_id', sa.Integer(), nullable=True),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('title', sa.Text(), server_default='', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'case_id'], ['case.study_id', 'case.id'], name='fk_vignette_case', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'dimension_id'], ['code.study_id', 'code.id'], name='fk_vignette_dimension', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'sub_case_id'], ['sub_case.study_id', 'sub_case.id'], name='fk_vignette_sub_case', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_vignette_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('vignette_by_identifier', 'vignette', ['study_id', 'identifier'], unique=True)
    op.create_table('vignette_passage',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('vignette_id', sa.Integer(), nullable=False),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'passage_id'], ['passage.study_id', 'passage.id'], name='fk_vignette_passage_passage', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'vignette_id'], ['vignette.study_id', 'vignette.id'], name='fk_vignette_passage_vignette', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('vignette_passage_by_passage', 'vignette_passage', ['study_id', 'passage_id'], unique=False)
    op.create_index('vignette_passage_by_vignette', 'vignette_passage', ['study_id', 'vignette_id', 'passage_id'], unique=True)
