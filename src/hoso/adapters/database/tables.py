"""The tables. Personal data stands only here and in the object store, never in keys or logs."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)


class UtcTime(TypeDecorator[datetime]):
    """A moment, kept in UTC; SQLite has no time zones, so there it is kept without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
Json = JSON(none_as_null=True)

applications = Table(
    "applications",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("procedure", String(24), nullable=False),
    Column("applicant_name", Text, nullable=False),
    Column("applicant_folded", Text, nullable=False),
    Column("applicant_id_number", String(20)),
    Column("received_via", String(16), nullable=False),
    Column("office", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("deadline", Date),
    Index(None, "office", "created_at"),
    Index(None, "created_at"),
)

application_numbers = Table(
    "application_numbers",
    metadata,
    Column("agency", String(24), primary_key=True),
    Column("day", String(6), primary_key=True),
    Column("value", Integer, nullable=False),
)

scans = Table(
    "scans",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("application_code", ForeignKey("applications.code"), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("source", String(16), nullable=False),
    Column("queue", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("due_at", UtcTime, nullable=False),
    Column("idempotency_key", String(200)),
    Column("duplicate_of", String(32)),
    Column("page_count", Integer),
    Column("pages_done", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("lease_owner", String(200)),
    Column("lease_until", UtcTime),
    Column("sent_at", UtcTime),
    Column("error_code", String(64)),
    Column("error_message", Text),
    Column("error_advice", Text),
    Column("text_key", String(200)),
    UniqueConstraint("application_code", "idempotency_key"),
    UniqueConstraint("application_code", "sha256"),
    Index(None, "state", "queue", "received_at"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(48), primary_key=True),
    Column("scan_id", ForeignKey("scans.id"), nullable=False, index=True),
    Column("application_code", ForeignKey("applications.code"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("doc_type", String(64), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("decision", String(16), nullable=False),
    Column("pages", Json, nullable=False),
    Column("findings", Json, nullable=False),
    Column("state", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
    Column("claimed_by", Text),
    Column("claimed_until", UtcTime),
    Index(None, "state", "created_at"),
)

document_fields = Table(
    "document_fields",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("value", Json),
    Column("text", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("status", String(16), nullable=False),
    Column("page", Integer),
    Column("box", Json),
    Column("source", String(16), nullable=False),
    Column("derived", Json),
)

users = Table(
    "users",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", String(100), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("office", Text),
    Column("password_hash", Text, nullable=False),
    Column("must_change_password", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime),
)

#: Append-only: a trigger of the first migration refuses every change of a row.
history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcTime, nullable=False),
    Column("actor", Text, nullable=False),
    Column("subject", String(80), nullable=False, index=True),
    Column("action", String(40), nullable=False),
    Column("details", Json, nullable=False),
)
