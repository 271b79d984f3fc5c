"""Runs migrations in the transaction that the caller holds, so that one which fails leaves nothing behind."""

from alembic import context

from spanveld.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
