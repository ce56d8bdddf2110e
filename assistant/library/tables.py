"""The ledger's tables. The ledger is the only truth; the indexes can be made again from it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

SCHEMA = 2
metadata = MetaData()

facts = Table(
    "facts",  # what the library knows of itself: schema, embedding model, revision
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text, nullable=False),
    Column("published", String(10), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("language", String(2), nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the file's bytes
    Column("document", String(64), ForeignKey("documents.id"), nullable=False),
    Column("file", Text, nullable=False),
    Column("format", String(16), nullable=False),
    Column("suffix", String(16), nullable=False),
    Column("paged", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("added", String(32), nullable=False),
    Column("current_from", Integer, nullable=False),  # library revision
    Column("current_until", Integer),  # library revision; null while current
    Column("warnings", JSON, nullable=False),
    Index("versions_document", "document"),
)

files = Table(
    "files",  # where the keeper's files are, and how they looked when they were last taken in
    metadata,
    Column("path", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", String(64), ForeignKey("versions.id")),
    Column("size", Integer, nullable=False),
    Column("modified", Integer, nullable=False),  # nanoseconds
    Column("status", String(12), nullable=False),  # present, failed or gone
    Column("reason", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Index("files_version", "version"),
)

pages = Table(
    "pages",
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("structure", LargeBinary, nullable=False),  # zlib of JSON: blocks and runs as rows
)

passages = Table(
    "passages",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("version", String(64), ForeignKey("versions.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("language", String(2), nullable=False),
    Column("sentences", LargeBinary, nullable=False),  # zlib of JSON
    Column("vector", LargeBinary, nullable=False),  # float32
    Column("sentence_vectors", LargeBinary, nullable=False),  # float16, one row a sentence
    Column("token_signs", LargeBinary, nullable=False),  # one bit a dimension, one row a token
    Column("token_counts", LargeBinary, nullable=False),  # uint16: tokens of context, of each sentence
    Index("passages_version", "version", "ordinal"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String(32), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("report", JSON, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("asked", String(32), nullable=False),
    Column("answer", JSON, nullable=False),
)
