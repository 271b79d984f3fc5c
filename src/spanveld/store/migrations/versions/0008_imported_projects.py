"""imports of projects of other programs, and what in them had no place in the study"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('exchange',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('identifier', sa.Text(), server_default='', nullable=False),
    sa.Column('file', sa.Text(), server_default='', nullable=False),
    sa.Column('origin', sa.Text(), server_default='', nullable=False),
    sa.Column('format', sa.Text(), server_default='', nullable=False),
    sa.Column('date', sa.Text(), server_default='', nullable=False),
    sa.Column('digest', sa.Text(), server_default='', nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=True),
    sa.Column('layer', sa.Text(), server_default='', nullable=False),
    sa.Column('account', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'coder_id'], ['coder.study_id', 'coder.id'], name='fk_exchange_coder', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_exchange_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('exchange_by_identifier', 'exchange', ['study_id', 'identifier'], unique=True)
    op.create_table('foreign',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('exchange_id', sa.Integer(), nullable=False),
    sa.Column('element', sa.Text(), server_default='', nullable=False),
    sa.Column('item', sa.Text(), server_default='', nullable=False),
    sa.Column('content', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'exchange_id'], ['exchange.study_id', 'exchange.id'], name='fk_foreign_exchange', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('foreign_by_exchange', 'foreign', ['study_id', 'exchange_id'], unique=False)
    op.create_index('foreign_by_item', 'foreign', ['study_id', 'item'], unique=False)
