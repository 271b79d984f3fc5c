"""words that can be searched

The index of an older study is made when it is first searched.
"""

import sqlalchemy as sa
from alembic import op

from spanveld.store.fulltext import make

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('search_form',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('word', sa.Text(), server_default='', nullable=False),
    sa.Column('key', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_search_form_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'word'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('search_owner',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('kind', sa.Text(), server_default='', nullable=False),
    sa.Column('owner_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('parts', sa.Integer(), nullable=False),
    sa.Column('words', sa.Integer(), nullable=False),
    sa.Column('lengths', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_search_owner_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'kind', 'owner_id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('search_state',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', sa.Text(), server_default='', nullable=False),
    sa.Column('next', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_search_state_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    make(op.get_bind())
