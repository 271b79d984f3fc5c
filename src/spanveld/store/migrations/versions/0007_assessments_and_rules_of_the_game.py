"""assessments with their scope, sealed marks and searches; examples of positions; rules of the game; limits of the audit"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('audit_setting',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rule', sa.Text(), server_default='', nullable=False),
    sa.Column('threshold', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('off', sa.Integer(), nullable=True),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_audit_setting_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('anchor_example',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('dimension_id', sa.Integer(), nullable=False),
    sa.Column('sub_dimension', sa.Text(), server_default='', nullable=False),
    sa.Column('position', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('passage_id', sa.Integer(), nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'dimension_id'], ['code.study_id', 'code.id'], name='fk_anchor_example_dimension', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'passage_id'], ['passage.study_id', 'passage.id'], name='fk_anchor_example_passage', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('anchor_example_by_dimension', 'anchor_example', ['study_id', 'dimension_id'], unique=False)
    op.create_index('anchor_example_by_passage', 'anchor_example', ['study_id', 'passage_id'], unique=False)
    op.create_table('assessment',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('identifier', sa.Text(), server_default='', nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('sub_case_id', sa.Integer(), nullable=True),
    sa.Column('wave_id', sa.Integer(), nullable=True),
    sa.Column('dimension_id', sa.Integer(), nullable=False),
    sa.Column('phase', sa.Text(), server_default='', nullable=False),
    sa.Column('round', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('opened', sa.Text(), server_default='', nullable=False),
    sa.Column('closed', sa.Text(), server_default='', nullable=False),
    sa.Column('reopened', sa.Text(), server_default='', nullable=False),
    sa.Column('basis', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'case_id'], ['case.study_id', 'case.id'], name='fk_assessment_case', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'dimension_id'], ['code.study_id', 'code.id'], name='fk_assessment_dimension', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'sub_case_id'], ['sub_case.study_id', 'sub_case.id'], name='fk_assessment_sub_case', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'wave_id'], ['wave.study_id', 'wave.id'], name='fk_assessment_wave', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_assessment_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('assessment_by_dimension', 'assessment', ['study_id', 'dimension_id'], unique=False)
    op.create_index('assessment_by_identifier', 'assessment', ['study_id', 'identifier'], unique=True)
    op.create_table('assessment_assessors',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assessment_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('coder_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'assessment_id'], ['assessment.study_id', 'assessment.id'], name='fk_assessment_assessors_assessment', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'coder_id'], ['coder.study_id', 'coder.id'], name='fk_assessment_assessors_coder', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'assessment_id', 'coder_id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('assessment_assessors_by_coder', 'assessment_assessors', ['study_id', 'coder_id'], unique=False)
    op.create_table('assessment_scope',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('question', sa.Text(), server_default='', nullable=False),
    sa.Column('answer', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'assessment_id'], ['assessment.study_id', 'assessment.id'], name='fk_assessment_scope_assessment', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('assessment_scope_by_assessment', 'assessment_scope', ['study_id', 'assessment_id'], unique=False)
    op.create_table('contrary_search',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('sub_dimension', sa.Text(), server_default='', nullable=False),
    sa.Column('query', sa.Text(), server_default='', nullable=False),
    sa.Column('found', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('searched', sa.Text(), server_default='', nullable=False),
    sa.Column('coder_id', sa.Integer(), nullable=True),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'assessment_id'], ['assessment.study_id', 'assessment.id'], name='fk_contrary_search_assessment', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'coder_id'], ['coder.study_id', 'coder.id'], name='fk_contrary_search_coder', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('contrary_search_by_assessment', 'contrary_search', ['study_id', 'assessment_id'], unique=False)
    op.create_table('rule_strain',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('to_id', sa.Integer(), nullable=True),
    sa.Column('item', sa.Text(), server_default='', nullable=False),
    sa.Column('rule', sa.Text(), server_default='', nullable=False),
    sa.Column('link', sa.Text(), server_default='', nullable=False),
    sa.Column('decision', sa.Text(), server_default='', nullable=False),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.Column('handled', sa.Text(), server_default='', nullable=False),
    sa.Column('handlings', sa.Text(), server_default='', nullable=False),
    sa.Column('tried', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'case_id'], ['case.study_id', 'case.id'], name='fk_rule_strain_case', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'to_id'], ['finding.study_id', 'finding.id'], name='fk_rule_strain_pain_point', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id'], ['study.study_id'], name='fk_rule_strain_study', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_table('sealed_mark',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('assessment_id', sa.Integer(), nullable=False),
    sa.Column('assessor_id', sa.Integer(), nullable=False),
    sa.Column('sub_dimension', sa.Text(), server_default='', nullable=False),
    sa.Column('content', sa.Text(), server_default='', nullable=False),
    sa.Column('guid', sa.Text(), server_default='', nullable=False),
    sa.Column('own', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'assessment_id'], ['assessment.study_id', 'assessment.id'], name='fk_sealed_mark_assessment', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'assessor_id'], ['coder.study_id', 'coder.id'], name='fk_sealed_mark_assessor', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('sealed_mark_by_assessment', 'sealed_mark', ['study_id', 'assessment_id', 'assessor_id'], unique=False)
    op.create_table('rule_strain_passages',
    sa.Column('study_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('rule_strain_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('passage_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.ForeignKeyConstraint(['study_id', 'passage_id'], ['passage.study_id', 'passage.id'], name='fk_rule_strain_passages_passage', initially='IMMEDIATE', deferrable=True),
    sa.ForeignKeyConstraint(['study_id', 'rule_strain_id'], ['rule_strain.study_id', 'rule_strain.id'], name='fk_rule_strain_passages_rule_strain', initially='IMMEDIATE', deferrable=True),
    sa.PrimaryKeyConstraint('study_id', 'rule_strain_id', 'passage_id'),
    sqlite_strict=True,
    sqlite_with_rowid=False
    )
    op.create_index('rule_strain_passages_by_passage', 'rule_strain_passages', ['study_id', 'passage_id'], unique=False)
