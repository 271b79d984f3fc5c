"""Write the next migration: what a database at the newest migration lacks compared with ``store/schema.py``.

    python tools/new_migration.py "what it does"

The draft is complete for tables, columns and indexes; moving data is written by hand. Afterwards set HEAD in store/database.py.
"""

import re
import sys
from pathlib import Path

from alembic import command
from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from spanveld.store.schema import metadata

MIGRATIONS = Path(__file__).parents[1] / "src" / "spanveld" / "store" / "migrations"
TEMPLATE = '''"""{message}{note}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {previous}
branch_labels = None
depends_on = None


def upgrade() -> None:
{body}
'''


def main(message: str) -> None:
    """Compare an in-memory database at the newest migration with the schema, and write what is missing."""
    known = sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    with create_engine("sqlite://").connect() as connection:
        settings = Config()
        settings.set_main_option("script_location", str(MIGRATIONS))
        settings.attributes["connection"] = connection
        if known:
            command.upgrade(settings, "head")
        context = MigrationContext.configure(connection, opts={"target_metadata": metadata})
        code = str(render_python_code(produce_migrations(context, metadata).upgrade_ops))
    revision = f"{len(known) + 1:04d}"
    body = "\n".join(line for line in code.splitlines() if not line.startswith("#") and "###" not in line)
    body = body if body.startswith("    ") else f"    {body}"
    name = re.sub(r"\W+", "_", message.lower()).strip("_")
    note = (
        "\n\nOver 400 lines because it is one frozen picture of the whole schema.\n"
        if len(body.splitlines()) > 380
        else ""
    )
    previous = f'"{known[-1]}"' if known else "None"
    target = MIGRATIONS / "versions" / f"{revision}_{name}.py"
    target.write_text(TEMPLATE.format(message=message, note=note, revision=revision, previous=previous, body=body))
    print(target)


if __name__ == "__main__":
    main(sys.argv[1])
