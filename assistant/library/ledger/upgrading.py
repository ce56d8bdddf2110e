"""Alembic brings a ledger of an earlier schema to this one.

The number of its schema, which every program reads, is the name of a revision; Alembic's own table follows it.
Importing this takes some 60 ms: only opening a ledger that is new, or of an earlier schema, does.
"""

from __future__ import annotations

from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select

from assistant.library.ledger import tables as t
from assistant.library.ledger.figures import put_figures
from assistant.library.ledger.passages import passages_of

STAMP = "ledger_revision"  # not Alembic's own name: a database may have other programs' tables, too
_REVISIONS = Path(__file__).parent / "revisions"
_FIGURES_SINCE = 5


def stamp(connection: Connection, schema: int) -> None:
    """Have Alembic know which schema a ledger has. The caller's transaction holds it."""
    MigrationContext.configure(connection, opts={"version_table": STAMP}).stamp(
        _script(), str(schema)
    )


def upgrade(connection: Connection, schema: int) -> None:
    """Bring a ledger of an earlier ``schema`` to this program's. The caller's transaction holds all of it."""
    stamp(connection, schema)
    run_revisions(connection, str(schema), str(t.SCHEMA))
    if schema < _FIGURES_SINCE:
        # Not in a revision: this program's code writes them, into this program's tables, and asks this
        # program's passages. Those are there when the last revision was, whatever later ones add.
        for version in connection.execute(select(t.versions.c.id)).scalars().all():
            put_figures(connection, version, passages_of(connection, version))


def run_revisions(connection: Connection, after: str, to: str) -> None:
    """Run each revision that follows ``after`` ("base" for all), the last of them ``to``."""
    script = _script()
    steps = [
        MigrationStep.upgrade_from_script(script.revision_map, revision)
        for revision in script.iterate_revisions(to, after)
    ]
    context = MigrationContext.configure(
        connection, opts={"version_table": STAMP, "fn": lambda *_: reversed(steps)}
    )
    with Operations.context(context):
        context.run_migrations()


def _script() -> ScriptDirectory:
    return ScriptDirectory(_REVISIONS, version_locations=[_REVISIONS])
