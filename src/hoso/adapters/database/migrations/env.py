"""How Alembic runs our migrations: on the connection it is given, inside that transaction."""

from __future__ import annotations

from alembic import context

from hoso.adapters.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
