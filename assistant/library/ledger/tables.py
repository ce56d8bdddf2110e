"""The ledger's tables. The ledger is the only truth; the indexes can be made again from it."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
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

from assistant.databases import by_bytes

SCHEMA = (
    10  # whoever changes a table raises it, and writes the revision of that number in revisions/
)
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
    Column("programme", Text, nullable=False),
    Column("bare", Text, nullable=False),  # the title without years, numbers and version marks
    Column("said", JSON, nullable=False),  # a person's overrides of its description
    Column("head", String(64), nullable=False),  # its newest version, whether or not it answers
    Column("retired", String(32), nullable=False),  # since when a person lets it not answer
    Column(
        "groups", Text, nullable=False
    ),  # those that see it, with a comma between; "" is everybody
    Index("documents_bare", "bare"),
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
    Column(
        "indexed_from", Integer, nullable=False
    ),  # revision from which indexes must take it anew
    Column("warnings", JSON, nullable=False),
    Column("superseded_by", String(64), nullable=False),
    Column("found", JSON, nullable=False),  # metadata found in the file
    Column("described", JSON, nullable=False),  # metadata from files beside it
    Column("context", Text, nullable=False),  # the title that its passages were embedded with
    Column("origin", Text, nullable=False),  # URL that the file came from
    Column("unread", Integer, nullable=False),  # pages without text for want of OCR
    Column("view", String(64), nullable=False),  # SHA-256 of the PDF that LibreOffice made of it
    Column("account", JSON, nullable=False),  # where the letters of its file went
    Column("reader", Integer, nullable=False),  # the edition of the readers that read it
    Column("groups", Text, nullable=False),  # that the files beside its file limit it to
    Index("versions_document", "document"),
    Index("versions_indexed", "indexed_from"),
    Index("versions_until", "current_until"),
)

periods = Table(
    "periods",  # when each version answered: a version may be superseded and come back
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("from_revision", Integer, primary_key=True),
    Column("from_time", String(32), nullable=False),  # ISO, UTC, with microseconds
    Column("until_time", String(32)),  # null while it answers
)

sums = Table(
    "sums",  # sum of a version's passage vectors by language: means need not read every vector
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("language", String(2), primary_key=True),
    Column("passages", Integer, nullable=False),
    Column("total", LargeBinary, nullable=False),  # float64
)

files = Table(
    "files",  # where the keeper's files are, and how they looked when they were last taken in
    metadata,
    Column("path", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("version", String(64), ForeignKey("versions.id")),
    Column("size", BigInteger, nullable=False),
    Column("modified", BigInteger, nullable=False),  # nanoseconds
    Column("status", String(12), nullable=False),  # present, failed or gone
    Column("reason", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("described", JSON, nullable=False),  # metadata from files beside it
    Column("container", Text, nullable=False),  # path of the zip or e-mail that holds it
    Column("touched", BigInteger, nullable=False),  # ctime in nanoseconds, 0 where not known
    Index("files_version", "version"),
)

pages = Table(
    "pages",
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("label", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("structure", LargeBinary, nullable=False),  # zlib of JSON: blocks, runs, tables as rows
    Column("reading", Integer, nullable=False),  # how often it has got another text, from 1
)

former_pages = Table(
    "former_pages",  # what a page's text was before it was read otherwise: people cite from it
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("reading", Integer, primary_key=True),
    Column("label", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("structure", LargeBinary, nullable=False),
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
    Column(
        "token_counts", LargeBinary, nullable=False
    ),  # uint16: tokens of context, of each sentence
    Index("passages_version", "version", "ordinal"),
)

figures = Table(
    "figures",  # derived from the passages: what stands where, what it counts, and when
    metadata,
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),  # in reading order
    Column("passage", String(64), nullable=False),
    Column("sentence", Integer, nullable=False),
    Column("page", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("printed", Text, nullable=False),
    Column("value", Float, nullable=False),
    Column("low", Float),  # null where it has no bound
    Column("high", Float),
    Column("unit", String(8), nullable=False),
    Column("hedge", String(12), nullable=False),
    Column("per", String(12), nullable=False),
    Column("noun", Text, nullable=False),
    Column("counted_by", String(12), nullable=False),
    Column("names", Text, nullable=False),  # stems, with a space between
    Column("first", String(10), nullable=False),  # ISO days, "" where the text does not say
    Column("last", String(10), nullable=False),
    Column("told_by", String(12), nullable=False),
    Column("planned", Boolean, nullable=False),
    Column("row", Text, nullable=False),  # names of the table cell that it stands in
    Column("column", Text, nullable=False),
)

figure_names = Table(
    "figure_names",  # finds figures by a stem of what they count
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", String(64), ForeignKey("versions.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Index("figure_names_version", "version"),
    sqlite_with_rowid=False,
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("started", String(32), nullable=False),
    Column("seconds", Float, nullable=False),
    Column("report", JSON, nullable=False),
    Column("state", String(12), nullable=False),  # running or done
    Column("process", Integer, nullable=False),
)

run_files = Table(
    "run_files",  # what became of each file, written together with it
    metadata,
    Column("run", Integer, ForeignKey("runs.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("entry", JSON, nullable=False),
)

origins = Table(
    "origins",  # files that were fetched from a URL, and how to ask whether they changed
    metadata,
    Column("url", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("fetched", String(32), nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("asked", String(32), nullable=False),
    Column("answer", JSON, nullable=False),
)

history = Table(
    "history",  # who asked what, and which answer or check it became
    metadata,
    Column("id", Integer, primary_key=True),
    Column("by", String(100), nullable=False),  # "" where nobody signs in
    Column("kind", String(8), nullable=False),
    Column("record", String(16), nullable=False),  # the answer's or the check's name
    Column("text", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("pinned", Boolean, nullable=False),
    Index("history_by", "by", "record"),
)

askers = Table(
    "askers",  # whose an answer or a check is: several may have asked the same
    metadata,
    Column("record", String(16), primary_key=True),  # the answer's or the check's name
    Column("by", String(100), primary_key=True),
    Column("shared", Boolean, nullable=False),  # whether they let everybody who signs in open it
)

feedback = Table(
    "feedback",  # what readers said of answers
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer", String(16), nullable=False),
    Column("opinion", String(16), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(100), nullable=False),
    Column("given", String(32), nullable=False),
    Column("done", Boolean, nullable=False),
)

checks = Table(
    "checks",  # texts that were checked, with their verdicts
    metadata,
    Column("id", String(16), primary_key=True),
    Column("checked", String(32), nullable=False),
    Column("record", JSON, nullable=False),
)

for _table in metadata.tables.values():
    for _column in _table.columns:
        if isinstance(_column.type, String):  # Text is one, too
            _column.type = by_bytes(_column.type)
